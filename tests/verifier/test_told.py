"""What the verifier says of a bundle, to the letter: people take these sentences to others."""

import hashlib
import io
import json
import sys
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from tests.bundling import (
    BEGAN,
    CLAIM,
    DESK,
    FORGER,
    REPORT,
    SECOND_WITNESS,
    WITNESS,
    Log,
    Told,
    asked,
    checked,
    claim_bundle,
    desk_log,
    entries,
    packed,
    written,
)
from tracker import verifier
from tracker.domain import leaves, merkle
from tracker.domain.notes import Key
from tracker.domain.records import RecordedEvent

HONEST = written(claim_bundle(WITNESS))
FORGERS_KEY = verifier.read_key(str(FORGER.key), verifier.SIGNS)
SEAL = {
    "origin": "desk.example/tracker/1f2e3d4c",
    "size": 20,
    "root": "wCJL8ZGtwqst1EbZkgOIOQHBENUzXdrIAqGwWM/rsjs=",
}
COVERED = "detail of events 00000000-0000-7000-8000-000000000010 in event 16 (report.exported)"
TOLD = f"""\
holds   The file is a plain zip of 14 entries and {len(HONEST):,} bytes, with nothing between, before or behind them.
holds   It holds what its bundle.json lists, and nothing else.
holds   The seal is signed by desk.example/tracker/1f2e3d4c+c771d162, a key that you gave: 20 events of the log \
desk.example/tracker/1f2e3d4c, root {SEAL["root"]}.
holds   The seal is cosigned by 1 of the witnesses that you gave: partner.example+432d4cde saw it on \
2026-11-18 11:06:40 UTC.
holds   7 events, from 3 to 16: each is in the sealed log at its place, with the changes that it was recorded with \
(13 in all).
holds   Values disclosed: 29, each the one that was recorded.
holds   Values withheld: 1. by of reviews 00000000-0000-0000-0000-00000000004e in event 6.
holds   Of claim {CLAIM} no revision is missing from 1 to 5.
holds   files/report.html is covered by the seal: its SHA-256 stands in {COVERED}.
holds   The sealed log continues the one of older.note (12 events): nothing in that was changed.
This does not prove:
  - That claim {CLAIM} has not been changed since its revision 5.
  - That a claim is true, or a verdict right: only that the desk recorded these words.
  - That the clock was right, and that whoever is named did it: both are as the desk's program recorded them.
  - That this is all there is: what raises no revision (notes, assessments, downloads) may have been left out.
  - Anything about README.txt and the copy of this verifier in the bundle: the seal does not cover them. \
Run a verifier, and use keys, that you had from elsewhere.
Result: holds.
"""
FIGURES = {
    "seal": SEAL,
    "cosigned": {"partner.example+432d4cde": 1_795_000_000},
    "events": [3, 5, 6, 7, 8, 15, 16],
    "changes": 13,
    "disclosed": 29,
    "withheld": ["by of reviews 00000000-0000-0000-0000-00000000004e in event 6"],
    "revisions": {f"claim {CLAIM}": [1, 5]},
    "files": {"README.txt": None, "files/report.html": COVERED, "verifier.py": None},
    "older": [12],
}
ONE_EVENT = """\

Event 6  2026-11-20T08:00:06.000000Z  claim.reviewed  person:tomas
  events 00000000-0000-7000-8000-000000000006 (event, revision 1)
    about: ["review", "00000000-0000-0000-0000-00000000004e"]
    detail: {}
    why: ""
  reviews 00000000-0000-0000-0000-00000000004e (review, revision 1)
    by: withheld
    words: "Unproven."

Event 7 """


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the verifier is run in, with a bundle and an older seal in it."""
    (tmp_path / "bundle.zip").write_bytes(HONEST)
    (tmp_path / "older.note").write_text(str(desk_log().seal(12)), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def of(*more: str) -> list[str]:
    return ["bundle.zip", "--key", str(DESK.key), *more]


def test_a_bundle_that_holds_is_told_in_these_words(beside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verifier.main(of("--witness", str(WITNESS.key), "--seal", "older.note")) == 0
    assert capsys.readouterr().out == TOLD


def test_the_events_are_told_behind_it_in_these_words(beside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verifier.main(of("--witness", str(WITNESS.key), "--seal", "older.note", "--list")) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{TOLD}\nEvent 3 ")
    assert ONE_EVENT in said
    assert '    word: "ضربة"\n' in said


def test_a_terminal_that_lacks_a_letter_shows_its_number(beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr(sys, "stdout", plain)
    assert verifier.main(of("--list")) == 0
    plain.seek(0)
    assert r'word: "\u0636\u0631' in plain.read()


def test_the_help_shows_how_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        verifier.arguments(["--help"])
    said = " ".join(capsys.readouterr().out.split())
    usage = "--key VKEY [--witness VKEY] [--threshold K] [--seal OLDER.note] [--list] [--json] BUNDLE.zip"
    assert usage in said
    assert said.endswith(" Exit codes: 0 all holds; 1 something does not; 2 weaker than asked, or not run.")


def test_the_events_of_what_fails_are_not_told(beside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = entries(HONEST)
    parts["events.jsonl"] = parts["events.jsonl"].replace(b"Nineteen", b"Ninety")
    (beside / "bundle.zip").write_bytes(packed(parts))
    assert verifier.main(of("--list")) == 1
    assert capsys.readouterr().out.endswith("Nothing behind the first fault was looked at.\nResult: fails.\n")


def test_the_answer_as_json_has_these_keys(beside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verifier.main(of("--witness", str(WITNESS.key), "--seal", "older.note", "--json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["result", "code", "holds", "weaker", "fails", "unproven", "figures"]
    assert (told["result"], told["code"], told["figures"]) == ("holds", 0, FIGURES)
    (beside / "bundle.zip").write_bytes(HONEST[:-1])
    assert verifier.main(of("--json")) == 1
    assert json.loads(capsys.readouterr().out)["result"] == "fails"


def test_what_could_not_be_run_is_told_as_json_too(beside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verifier.main(["none.zip", "--key", str(DESK.key), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told == {"result": "not run", "why": "none.zip cannot be read: No such file or directory."}


def test_as_many_witnesses_may_be_asked_for_as_are_named(beside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = of("--witness", str(WITNESS.key), "--witness", str(SECOND_WITNESS.key))
    codes = [verifier.main([*both, "--threshold", number]) for number in ("0", "1", "2", "3", "-1")]
    assert codes == [0, 0, 2, 2, 2]
    said = capsys.readouterr().out
    assert "WEAKER  1 of the witnesses that you gave cosigned the seal, and you asked for 2.\n" in said
    assert "Not run: --threshold 3 does not go with 2 witnesses.\nNot run: --threshold -1 does not go" in said


def test_one_key_under_two_names_is_no_second_witness(beside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other, desk = (str(Key("other.example", verifier.COSIGNS, key.public)) for key in (WITNESS.key, DESK.key))
    assert verifier.main(of("--witness", str(WITNESS.key), "--witness", other)) == 2
    assert verifier.main(of("--witness", desk)) == 2
    assert capsys.readouterr().out.count("Two of the keys are one key under two names") == 2
    assert verifier.main(of("--witness", str(WITNESS.key), "--witness", str(WITNESS.key))) == 0


def test_withheld_values_are_listed_as_far_as_anyone_reads() -> None:
    log = Log()
    names = [f"c{number:02}" for number in range(21)]
    for rev, count in enumerate((20, 21), 1):
        values = dict.fromkeys(names[:count], "x")
        log.add("claim.edited", Told(("claim", CLAIM), rev, "claims", values, None, names))
    about = [("claim", CLAIM)]
    [some] = [said for said in checked(written(log.bundle([0], about))).holds if "withheld" in said]
    [many] = [said for said in checked(written(log.bundle([1], about))).holds if "withheld" in said]
    first, second = ("; ".join(f"{name} of claims {CLAIM} in event {seq}" for name in names[:20]) for seq in (0, 1))
    assert some == f"Values withheld: 20. {first}."
    assert many == f"Values withheld: 21. {second}; and 1 more (--json has all)."


def test_what_a_bundle_leaves_open_is_told() -> None:
    log = desk_log()
    account = checked(written(log.bundle([8], [("claim", CLAIM)])))
    assert f"Of claim {CLAIM} no revision is missing from 4 to 4 (those before 4 are not here)." in account.holds
    vouched = "That the desk shows everyone this same log: nobody outside vouches for this seal here."
    assert vouched in account.unproven
    account = checked(written(log.bundle([4], [], WITNESS)), asked(WITNESS))
    left = "That nothing was left out between these events: the bundle is not about one thing."
    assert account.unproven[0] == left
    assert vouched not in account.unproven
    assert account.figures["revisions"] == {}


@pytest.mark.parametrize("seconds", [2**62, 10**18])
def test_a_moment_beyond_all_calendars_is_told_as_it_was_stated(seconds: int) -> None:
    assert verifier.told_moment(seconds) == f"second {seconds} since 1970"


def test_an_event_may_touch_several_things_each_under_one_revision() -> None:
    log, other = Log(), UUID(int=5)
    log.add(
        "claim.merged",
        Told(("claim", CLAIM), 3, "claims", {"statement": "One."}),
        Told(("claim", CLAIM), 3, "claim_tags", {"word": "w"}, UUID(int=6)),
        Told(("claim", other), 7, "claims", {"statement": "Two."}),
    )
    account = checked(written(log.bundle([0], [("claim", CLAIM), ("claim", other)])))
    assert account.figures["revisions"] == {f"claim {CLAIM}": [3, 3], f"claim {other}": [7, 7]}
    log.add("claim.edited", Told(("claim", CLAIM), 4, "claims", {}), Told(("claim", CLAIM), 5, "claims", {"a": "b"}))
    account = checked(written(log.bundle([0, 1], [("claim", CLAIM)])))
    assert account.fails == [f"Event 1, claims {CLAIM}: one event makes two revisions."]


def test_a_seal_of_two_keys_and_two_witnesses_names_them_all() -> None:
    bundle = written(desk_log().bundle([8], [("claim", CLAIM)], FORGER, WITNESS, SECOND_WITNESS))
    holders = asked(WITNESS, SECOND_WITNESS)
    holds = checked(bundle, holders._replace(keys=[*holders.keys, FORGERS_KEY])).holds
    assert f"signed by {holders.keys[0]} and {FORGERS_KEY}, a key that you gave: 20 events" in holds[2]
    moment = "2026-11-18 11:06:40 UTC"
    seen = ", ".join(f"{key} saw it on {moment}" for key in holders.witnesses)
    assert holds[3] == f"The seal is cosigned by 2 of the witnesses that you gave: {seen}."


def test_each_older_seal_is_told_in_its_own_words(beside: Path) -> None:
    log, later = desk_log(), desk_log()
    later.add("session.signed_in")
    notes = {
        "same": str(log.seal()),
        "newer": str(later.seal()),
        "empty": str(log.seal(0)),
        "none": "no seal",
        "pathless": str(log.seal(11)),
        "foreign": str(Log(desk=FORGER, events=log.events).seal(12)),
        "older": str(log.seal(12)),
    }
    for name, note in notes.items():
        (beside / name).write_text(note, "utf-8")
    (beside / "bytes").write_bytes(b"\xff\n")
    older = asked(older=["bytes", *notes])
    account = checked(HONEST, older._replace(keys=[*older.keys, FORGERS_KEY]))
    assert account.weaker == [
        "Your seal could not be compared. bytes is no text.",
        "newer is the newer seal (21 events): ask the desk for a bundle under it.",
        "empty seals an empty log: whatever came later continues it.",
        "Your seal could not be compared. none is no seal that holds: it does not end with a blank line and lines of "
        "signatures.",
        "The bundle has no path from pathless (11 events): ask the desk for one that has.",
        f"foreign is a seal of another log, {FORGER.name}; the two cannot be compared.",
    ]
    assert "same seals the same log." in account.holds
    assert "The sealed log continues the one of older (12 events): nothing in that was changed." in account.holds
    assert account.figures["older"] == [20, 12]


def test_a_file_is_covered_also_where_the_record_says_which_hash_it_names() -> None:
    log = Log()
    log.add("report.exported", file=[f"sha256:{hashlib.sha256(REPORT).hexdigest()}"])
    account = checked(written(log.bundle([0], [], files={"report.html": REPORT})))
    assert (account.code, account.weaker) == (0, [])
    assert any(said.startswith("files/report.html is covered by the seal") for said in account.holds)


def test_the_words_of_an_event_are_its_first_change_whoever_recorded_it() -> None:
    log = desk_log()
    event = log.events[8]
    said = json.loads(event.leaf)
    changes = tuple(reversed(event.changes))
    at = BEGAN + timedelta(seconds=8)
    written_leaves = [change.leaf.encode() for change in changes]
    leaf = leaves.event_leaf(UUID(said["id"]), at, said["actor"], said["action"], written_leaves)
    log.events[8] = RecordedEvent(8, leaf.decode(), merkle.leaf_hash(leaf).hex(), "", changes)
    account = checked(written(log.bundle([8], [("claim", CLAIM)])))
    assert account.fails == ["Event 8: its own words are not its first change."]


def test_a_zip_of_one_entry_is_counted_as_one() -> None:
    assert checked(packed({"bundle.json": b"{}"})).holds[0].startswith("The file is a plain zip of 1 entry and ")


def test_what_is_nested_too_deeply_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(verifier, "_texts", deep)
    account = checked(HONEST)
    assert (account.code, account.fails) == (1, ["Something in the bundle is nested too deeply to be read."])


def test_the_events_of_a_bundle_are_read_again_from_its_file() -> None:
    assert "\n".join(verifier.events_told(io.BytesIO(HONEST))).count("\nEvent ") == 7
