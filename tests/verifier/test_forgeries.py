"""Whoever changes a bundle is found out, and the first thing that does not fit is named."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bundling import (
    CLAIM,
    CLAIMS_EVENTS,
    DESK,
    FORGER,
    OTHER,
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
from tests.verifier.test_tree import VALUES
from tracker.domain import notes
from tracker.domain.notes import Note
from tracker.verifier import FAILS, HOLDS, WEAKER

HONEST = written(claim_bundle(WITNESS))
PARTS = entries(HONEST)

Forgery = Callable[[dict[str, bytes]], object]


def altered(forge: Forgery) -> bytes:
    parts = dict(PARTS)
    forge(parts)
    return packed(parts)


def replacing(name: str, was: str, became: str) -> Forgery:
    def forge(parts: dict[str, bytes]) -> None:
        assert was.encode() in parts[name], was
        parts[name] = parts[name].replace(was.encode(), became.encode(), 1)

    return forge


def leaving_out(seq: int, *, proof: bool = True) -> Forgery:
    def forge(parts: dict[str, bytes]) -> None:
        lines = parts["events.jsonl"].splitlines(keepends=True)
        parts["events.jsonl"] = b"".join(line for line in lines if json.loads(line)["seq"] != seq)
        if proof:
            del parts[f"proofs/{seq}.tlog-proof"]

    return forge


def event(seq: int, change: Callable[[dict[str, Any]], object]) -> Forgery:
    """Return a forgery of one event, written as canonically as the desk writes them."""

    def forge(parts: dict[str, bytes]) -> None:
        told = [json.loads(line) for line in parts["events.jsonl"].splitlines()]
        change(next(one for one in told if one["seq"] == seq))
        lines = [json.dumps(one, sort_keys=True, separators=(",", ":"), ensure_ascii=False) for one in told]
        parts["events.jsonl"] = "".join(f"{line}\n" for line in lines).encode()

    return forge


def swap_proofs(parts: dict[str, bytes]) -> None:
    one, two = "proofs/5.tlog-proof", "proofs/8.tlog-proof"
    parts[one], parts[two] = parts[two], parts[one]


def swap_paths(parts: dict[str, bytes]) -> None:
    swap_proofs(parts)
    replacing("proofs/5.tlog-proof", "index 8\n", "index 5\n")(parts)


def own_report(parts: dict[str, bytes]) -> None:
    parts["files/report.html"] = REPORT + b"<p>Another verdict.</p>"


def own_report_listed(parts: dict[str, bytes]) -> None:
    own_report(parts)
    told = json.loads(parts["bundle.json"])
    told["files"]["files/report.html"] = hashlib.sha256(parts["files/report.html"]).hexdigest()
    parts["bundle.json"] = json.dumps(told).encode()


def another_commitment(told: dict[str, Any]) -> None:
    change = told["changes"][1]
    change["leaf"] = re.sub('"by":"(.)', lambda found: f'"by":"{"0" if found[1] != "0" else "1"}', change["leaf"])


def reverse_lines(parts: dict[str, bytes]) -> None:
    parts["events.jsonl"] = b"".join(reversed(parts["events.jsonl"].splitlines(keepends=True)))


def twice(parts: dict[str, bytes]) -> None:
    first = parts["events.jsonl"].splitlines(keepends=True)[0]
    parts["events.jsonl"] = first + parts["events.jsonl"]


def test_an_honest_bundle_holds_and_says_what_it_does_not_prove() -> None:
    account = checked(HONEST, asked(WITNESS))
    assert account.code == HOLDS, account.fails
    assert account.fails == account.weaker == []
    told = "\n".join(account.holds)
    assert f"claim {CLAIM} no revision is missing from 1 to 5" in told
    assert "signed by desk.example/tracker/1f2e3d4c+" in told
    assert "partner.example" in told
    assert "2026-11-18 11:06:40 UTC" in told
    assert "files/report.html is covered by the seal" in told
    assert "(report.exported)" in told
    assert account.figures["events"] == list(CLAIMS_EVENTS)
    assert account.figures["withheld"] == ["by of reviews 00000000-0000-0000-0000-00000000004e in event 6"]
    unproven = "\n".join(account.unproven)
    for words in ("a claim is true", "the clock was right", "since its revision 5", "README.txt", "notes, assessments"):
        assert words in unproven


FORGERIES: dict[str, tuple[Forgery, str]] = {
    "a value": (
        replacing("events.jsonl", "Nineteen people were killed.", "Ninety people were killed."),
        f"Event 8, claims {CLAIM}: the value of statement is not the recorded one.",
    ),
    "a value in another script": (replacing("events.jsonl", "ضربة", "صربة"), "Event 5, claim_tags"),
    "a salt": (replacing("events.jsonl", '["00000008', '["10000008'), "Event 8, events"),
    "who acted": (replacing("events.jsonl", "person:tomas", "person:ines1"), "Event 3 is not in the sealed log"),
    "a reason": (replacing("events.jsonl", "Thin.", "Firm."), "the value of why is not the recorded one"),
    "a commitment": (event(6, another_commitment), "Event 6: its changes are not those"),
    "a value that was never recorded": (
        event(8, lambda told: told["changes"][1]["disclosed"].update(verdict=["00", "false"])),
        "verdict is disclosed, but was not recorded",
    ),
    "a change taken out": (event(8, lambda told: told["changes"].pop()), "its changes are not those"),
    "a change put twice": (event(8, lambda told: told["changes"].append(told["changes"][1])), "its changes are not"),
    "changes in another order": (event(8, lambda told: told["changes"].reverse()), "its changes are not those"),
    "a word beside the event": (event(8, lambda told: told.update(note="x")), "Line 5 of events.jsonl cannot be read"),
    "an event taken out with its proof": (leaving_out(7), "Event 8 has revision 4 of claim"),
    "an event taken out without its proof": (leaving_out(7, proof=False), "proofs/7.tlog-proof is of an event"),
    "a proof taken out": (lambda parts: parts.pop("proofs/7.tlog-proof"), "has no proofs/7.tlog-proof"),
    "all events": (lambda parts: parts.update({"events.jsonl": b""}), "holds no event"),
    "the order of events": (reverse_lines, "is not in its place"),
    "an event put twice": (twice, "is not in its place"),
    "a place": (replacing("events.jsonl", '"seq":5', '"seq":4'), "proofs/4.tlog-proof"),
    "a place in a proof": (replacing("proofs/5.tlog-proof", "index 5", "index 4"), "Event 5: proofs/5.tlog-proof"),
    "two proofs": (swap_proofs, "Event 5: proofs/5.tlog-proof is no proof for it"),
    "the paths of two proofs": (swap_paths, "Event 5 is not in the sealed log"),
    "a hash of a proof": (replacing("proofs/5.tlog-proof", "\n\ndesk", "\nAAAA\n\ndesk"), "a line of it is no hash"),
    "an extra line in a proof": (replacing("proofs/5.tlog-proof", "index", "extra AAAA\nindex"), "does not begin"),
    "the size of the seal": (
        replacing("seal.note", "\n20\n", "\n21\n"),
        "seal.note is no seal that holds: the signature",
    ),
    "the name of the log": (replacing("seal.note", "1f2e3d4c\n", "1f2e3d4d\n"), "the signature of desk.example"),
    "who signed": (replacing("seal.note", "\u2014 desk", "\u2014 Desk"), "seal.note is not signed by"),
    "a cosignature": (replacing("seal.note", "partner.example ", "partner.exampl "), "does not hold the seal"),
    "what it is about": (
        replacing("bundle.json", str(CLAIM), str(OTHER)),
        f"No event of the bundle changes claim {OTHER}",
    ),
    "the version": (replacing("bundle.json", "bundle/1", "bundle/2"), "bundle.json says tracker-bundle/2"),
    "more in bundle.json": (replacing("bundle.json", '"format"', '"key": "x", "format"'), "more or less than"),
    "the report": (own_report, "files/report.html is not the file that bundle.json lists"),
    "README.txt": (replacing("README.txt", "--key", "--kex"), "README.txt is not the file that bundle.json lists"),
    "the verifier": (lambda parts: parts.update({"verifier.py": b"print('holds')"}), "verifier.py is not the file"),
    "a file beside": (lambda parts: parts.update({"files/x.html": b"x"}), "files/x.html, which bundle.json does not"),
    "a key beside": (
        lambda parts: parts.update({"key.txt": str(DESK.key).encode()}),
        "which bundle.json does not list",
    ),
    "a path": (replacing("consistency/12.txt", "old 12", "old 11"), "consistency/12.txt is no path from an older seal"),
}


def listing(**more: object) -> Forgery:
    """Return a forgery that says other things in ``bundle.json``."""

    def forge(parts: dict[str, bytes]) -> None:
        told = json.loads(parts["bundle.json"])
        parts["bundle.json"] = json.dumps(told | more).encode()

    return forge


DIGEST = hashlib.sha256(PARTS["proofs/5.tlog-proof"]).hexdigest()
ABOUT, FILES = ["claim", str(CLAIM)], json.loads(PARTS["bundle.json"])["files"]


@pytest.mark.parametrize(
    ("forge", "named"),
    [
        (listing(about=[["claim", "one"]]), "does not say which things the bundle is about"),
        (listing(about=[ABOUT, ABOUT]), "does not say which things the bundle is about"),
        (listing(about=[["claim"]]), "bundle.json cannot be read"),
        (listing(files=FILES | {"proofs/5.tlog-proof": DIGEST}), "lists proofs/5.tlog-proof, which is not there"),
        (listing(files=FILES | {"files/none.html": DIGEST}), "lists files/none.html, which is not there"),
        (listing(files=[]), "which bundle.json does not list"),
        (listing(more="x"), "says more or less than about, files and format"),
    ],
)
def test_what_a_bundle_says_of_itself_is_held_to_what_is_there(forge: Forgery, named: str) -> None:
    assert named in checked(altered(forge)).fails[0]


@pytest.mark.parametrize(("forge", "named"), FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_is_found_and_named(forge: Forgery, named: str) -> None:
    account = checked(altered(forge))
    assert account.code == FAILS
    assert named in account.fails[0], account.fails


def test_a_report_that_the_record_does_not_name_is_not_passed_off_as_covered() -> None:
    account = checked(altered(own_report_listed))
    assert (account.code, account.weaker) == (
        WEAKER,
        ["files/report.html is not covered by the seal: no disclosed value is its SHA-256."],
    )


def test_a_whole_log_made_up_by_somebody_else_fails_whatever_the_bundle_says_of_keys() -> None:
    log = desk_log()
    log.desk = FORGER
    account = checked(written(log.bundle(CLAIMS_EVENTS, [("claim", CLAIM)], files={"report.html": REPORT})))
    assert account.fails == [f"seal.note is not signed by {DESK.name}+{DESK.key.id.hex()}."]


def test_a_log_under_the_desks_name_and_another_key_fails() -> None:
    note = Note(desk_log().seal().text)
    forged = note.signed(notes.signature(DESK.key, FORGER.secret.sign(note.text.encode())))
    account = checked(altered(lambda parts: parts.update({"seal.note": str(forged).encode()})))
    assert "below it is not by that key" in account.fails[0]


def test_a_key_signs_its_own_log_only() -> None:
    """A key that signed another log's seal, by mistake or for another purpose, lends this one nothing."""
    log = desk_log()
    note = DESK.sign(Note(log.seal().text.replace(DESK.name, "other.example/log")))
    account = checked(altered(lambda parts: parts.update({"seal.note": str(note).encode()})))
    assert "not its key's log" in account.fails[0]


def test_too_few_witnesses_are_weaker_than_asked_and_enough_are_not() -> None:
    both = (WITNESS, SECOND_WITNESS)
    assert checked(HONEST, asked(*both)).code == WEAKER
    assert "1 of the witnesses that you gave cosigned" in checked(HONEST, asked(*both)).weaker[0]
    assert checked(HONEST, asked(*both, threshold=1)).code == HOLDS
    assert checked(HONEST, asked(SECOND_WITNESS)).code == WEAKER
    assert checked(written(claim_bundle(*both)), asked(*both)).code == HOLDS


def test_a_cosignature_of_a_known_witness_that_does_not_hold_fails_the_whole_seal() -> None:
    made = PARTS["seal.note"].decode().splitlines()[-1].split(" ")[2]
    blob = bytearray(base64.b64decode(made))
    blob[11] ^= 1
    account = checked(altered(replacing("seal.note", made, base64.b64encode(blob).decode())), asked(WITNESS))
    assert "the signature of partner.example" in account.fails[0]


def test_an_older_seal_that_the_log_continues_is_compared(tmp_path: Path) -> None:
    older = tmp_path / "older.note"
    older.write_text(str(desk_log().seal(12)), "utf-8")
    account = checked(HONEST, asked(older=[str(older)]))
    assert account.code == HOLDS
    assert "The sealed log continues the one of" in "\n".join(account.holds)


def rewritten() -> Log:
    """Return the log of a desk that changed its second event after it had handed a seal out."""
    log, other = Log(), desk_log()
    log.events = other.events[:1]
    log.add("claim.annotated", Told(("claim", OTHER), 2, "claims", {"statement": "Never said."}))
    log.events += other.events[2:]
    return log


@pytest.mark.parametrize(
    ("size", "code", "named"),
    [
        (12, FAILS, "is not shown by the path in the bundle"),
        (20, FAILS, "The desk signed two different logs of 20 events"),
        (11, WEAKER, "The bundle has no path from"),
    ],
)
def test_an_older_seal_that_the_log_does_not_continue_is_told(tmp_path: Path, size: int, code: int, named: str) -> None:
    older = tmp_path / "older.note"
    older.write_text(str(rewritten().seal(size)), "utf-8")
    account = checked(HONEST, asked(older=[str(older)]))
    assert account.code == code
    assert named in "".join(account.fails + account.weaker)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "is no seal that holds"),
        (str(FORGER.sign(desk_log().seal(12))).replace(DESK.name, "x"), "Your seal could not be compared"),
        (str(Log(desk=FORGER, events=desk_log().events).seal(12)), "is not signed by"),
        (str(desk_log().seal(0)), "seals an empty log"),
    ],
)
def test_an_older_seal_of_no_use_is_told_and_proves_nothing(tmp_path: Path, text: str, named: str) -> None:
    older = tmp_path / "older.note"
    older.write_text(text, "utf-8")
    account = checked(HONEST, asked(older=[str(older)]))
    assert account.code == WEAKER
    assert named in account.weaker[0]


def test_a_newer_seal_than_the_bundles_asks_for_a_newer_bundle(tmp_path: Path) -> None:
    log = desk_log()
    log.add("session.signed_in")
    newer = tmp_path / "newer.note"
    newer.write_text(str(log.seal()), "utf-8")
    account = checked(HONEST, asked(older=[str(newer)]))
    assert "is the newer seal (21 events)" in account.weaker[0]


@settings(max_examples=60)
@given(st.lists(st.dictionaries(st.text("abcz_", min_size=1, max_size=4), VALUES, max_size=3), max_size=6), st.data())
def test_whatever_a_desk_records_holds_until_a_value_is_changed(
    recorded: list[dict[str, Any]], data: st.DataObject
) -> None:
    log, thing = Log(), ("claim", CLAIM)
    for rev, values in enumerate([{"first": "word"}, *recorded], 1):
        log.add("claim.edited", Told(thing, rev, "claims", values))
        log.add("session.signed_in")
    bundle = written(log.bundle(range(0, len(log.events), 2), [thing]))
    assert checked(bundle).code == HOLDS, checked(bundle).fails
    parts = entries(bundle)
    lines = [json.loads(line) for line in parts["events.jsonl"].splitlines()]
    pairs = [
        pair for line in lines for change in line["changes"] for pair in change["disclosed"].values() if pair[1] != 0
    ]
    data.draw(st.sampled_from(pairs))[1] = 0
    told = [json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False) for line in lines]
    parts["events.jsonl"] = "".join(f"{line}\n" for line in told).encode()
    assert "is not the recorded one" in checked(packed(parts)).fails[0]
