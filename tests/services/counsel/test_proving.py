"""A file for counsel holds before a stranger to its last byte, is on record itself, and keeps back what it must."""

import hashlib
import json
import random
import re
from contextlib import closing

import pytest
from lxml import html
from sqlalchemy import select

from tests.doc_pages import HOUSE, code, section, table
from tests.filing import PURPOSE, Filed, FilingDesk
from tests.withholding import NAME, SPELLINGS
from tracker import verifier
from tracker.domain.actions import Action
from tracker.domain.errors import Unvouched
from tracker.domain.withholding import MASK
from tracker.models import Disclosure, Event
from tracker.services import cases, counsel, history, notes, redaction
from tracker.services.redaction import Sought


def holds(filing: FilingDesk, done: Filed) -> verifier.Account:
    account = filing.check(done.data)
    assert account.fails == account.weaker == []
    return account


def everything(done: Filed) -> str:
    """Return all that a file holds as one text, its record unpacked."""
    return "\n".join(content.decode("latin-1") for content in (*done.parts.values(), *done.record.values()))


def disclosed(done: Filed) -> str:
    """Return the values that the record in a file discloses, as one text."""
    lines = [json.loads(line) for line in done.record["events.jsonl"].splitlines()]
    return json.dumps([change["disclosed"] for line in lines for change in line["changes"]], ensure_ascii=False)


@pytest.mark.parametrize("kind", ["claim", "case"])
def test_a_stranger_finds_that_it_holds(filing: FilingDesk, kind: str) -> None:
    done = filing.file(kind)
    account = holds(filing, done)
    desk = filing.desk
    assert desk.case is not None
    revisions = account.figures["revisions"]
    assert revisions[f"claim {desk.claims[0].id}"][0] == 1
    assert f"article {desk.articles[0].id}" in revisions
    assert (f"case {desk.case.id}" in revisions) is (kind == "case")
    assert f"It holds the {done.made.documents} documents" in "\n".join(account.holds)


def test_the_list_of_documents_is_what_sha256sum_checks(filing: FilingDesk) -> None:
    parts = filing.file().parts
    listed = dict(line.split("  ")[::-1] for line in parts["SHA256SUMS.txt"].decode().splitlines())
    others = {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
    assert listed == {name: digest for name, digest in others.items() if name not in (verifier.SUMS, verifier.RECORD)}


def test_that_it_went_out_is_on_record_and_among_its_own_proofs(filing: FilingDesk) -> None:
    done = filing.file(notes=True, names=True)
    account = holds(filing, done)
    with closing(filing.database.reading()) as session:
        query = select(Event, Disclosure.fields).join(Disclosure, Disclosure.seq == Event.seq)
        event, fields = session.execute(query.where(Event.action == Action.COUNSEL_FILED.value)).one()
        entry = history.of_event(session, event.seq, person=filing.desk.ada)
    words = {key: value for key, (_, value) in json.loads(fields).items()}
    assert account.figures["events"][-1] == event.seq
    assert words["about"] == ["claim", str(filing.desk.claims[0].id)]
    assert words["why"] == PURPOSE
    assert words["detail"] == {
        "as_of": event.seq - 1,
        "articles": [1],
        "claims": [1],
        "notes": "included",
        "people": "by name",
        "sha256": hashlib.sha256(done.parts["SHA256SUMS.txt"]).hexdigest(),
    }
    assert (entry.text, entry.why) == ("Ada Admin made a file for counsel on claim 1", PURPOSE)


def test_each_file_tells_of_those_before_it_and_proves_its_own_going_out(filing: FilingDesk) -> None:
    first, second = filing.file(), filing.file()
    for done in (first, second):
        holds(filing, done)
    assert "made a file for counsel" not in first.said("chronology.html")
    assert second.said("chronology.html").count("made a file for counsel") == 1


def test_what_came_while_it_was_written_is_neither_told_nor_proven(filing: FilingDesk) -> None:
    desk = filing.desk
    gathered = filing.gather()
    notes.add(desk.session, desk.claims[0], words="Late.", by=desk.anton)
    desk.session.commit()
    with closing(filing.database.writing()) as session:
        scope = counsel.read(session, "claim", 1, person=desk.ada)
        counsel.filed(session, scope, gathered, sha256=hashlib.sha256(b"list").hexdigest(), by=desk.ada)
        session.commit()
    filing.sealer.seal()
    with closing(filing.database.snapshot()) as session:
        bundle = counsel.proofs(session, scope, gathered, b"list", person=desk.ada)
        seqs = [sealed.event.seq for sealed in bundle.events]
    assert seqs[-1] == gathered.as_of.seq + 2
    assert gathered.as_of.seq + 1 not in seqs


def test_no_proofs_are_given_before_a_seal_covers_that_it_went_out(filing: FilingDesk) -> None:
    gathered = filing.gather()
    desk = filing.desk
    with closing(filing.database.snapshot()) as session:
        scope = counsel.read(session, "claim", 1, person=desk.ada)
        with pytest.raises(Unvouched):
            counsel.proofs(session, scope, gathered, b"list", person=desk.ada)
    with closing(filing.database.writing()) as session:
        counsel.filed(session, scope, gathered, sha256=hashlib.sha256(b"list").hexdigest(), by=desk.ada)
        session.commit()
    with closing(filing.database.snapshot()) as session, pytest.raises(Unvouched, match="no seal could be put"):
        counsel.proofs(session, scope, gathered, b"list", person=desk.ada)


def test_no_changed_byte_is_overlooked(filing: FilingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    data = filing.file().data
    assert filing.check(data).code == verifier.HOLDS
    draw = random.Random(20261126)
    places = [*draw.sample(range(len(data)), 150), *range(len(data) - 120, len(data))]
    for at in places:
        changed = data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]
        assert filing.check(changed).code == verifier.FAILS, at


def test_notes_that_are_not_wanted_are_nowhere(filing: FilingDesk) -> None:
    desk = filing.desk
    notes.add(desk.session, desk.claims[0], words="Zanzibar is a cover name.", by=desk.anton)
    without, within = filing.file(), filing.file(notes=True)
    assert "Zanzibar" not in everything(without)
    assert "wrote a note" not in everything(without)
    assert "Notes: left out, as was asked. There are two notes" in without.said("cover.html")
    assert "Zanzibar" in within.said("chronology.html")
    assert "Zanzibar" in disclosed(within)
    assert "Notes: left out" not in within.said("cover.html")
    assert filing.check(within.data).code == verifier.HOLDS


def test_people_are_told_by_role_and_the_same_number_throughout(filing: FilingDesk) -> None:
    done = filing.file()
    names = [person.name for person in filing.desk.people.values()]
    assert [name for name in names if name in everything(done)] == []
    for page in ("chronology.html", "report.html"):
        said = done.said(page).lower()
        assert "annotator 1" in said, page
        assert "reviewer 2" in said, page
        assert "admin 3" in said, page
    assert re.search(r"Asked for by\s*Admin \d", done.said("cover.html"))


def test_people_are_named_where_that_is_wanted_but_their_sign_ins_are_not(filing: FilingDesk) -> None:
    done = filing.file(names=True)
    for page in ("chronology.html", "report.html", "versions.html"):
        assert "Anton Annotator" in done.said(page), page
    assert '"login"' not in disclosed(done)


def test_withheld_words_are_masks_with_the_reason_and_the_day(filing: FilingDesk) -> None:
    filing.desk.withhold(*SPELLINGS)
    done = filing.file(notes=True)
    holds(filing, done)
    held = everything(done)
    assert [spelling for spelling in SPELLINGS if spelling.encode().decode("latin-1") in held] == []
    cover = done.said("cover.html")
    assert "Words withheld on" in cover
    assert "Threats of November." in cover
    assert "claim 1" in cover
    mask = MASK * len(NAME)
    assert f"{mask} saw four aircraft." in done.said("versions.html")
    assert mask in done.said("chronology.html")
    assert mask in done.parts["texts/article-1-version-1.txt"].decode()
    assert "█" not in filing.file("claim", 3).said("versions.html")


def test_what_an_event_did_to_other_things_besides_is_proven_but_not_disclosed(filing: FilingDesk) -> None:
    filing.desk.withhold(*SPELLINGS)
    done = filing.file()
    holds(filing, done)
    shown = disclosed(done)
    assert "Somebody had fled" not in shown
    assert "salt.html" not in shown
    assert "saw four aircraft." in shown


def test_a_request_to_withhold_is_no_more_in_a_file_than_on_a_page(filing: FilingDesk) -> None:
    """Where words stand that shall go is for those alone who decide it."""
    desk = filing.desk
    redaction.ask(
        desk.session,
        Sought((NAME,)),
        [place.key for place in redaction.seek(desk.session, Sought((NAME,))) if place.sure],
        basis=desk.ask("Lena Marsh").basis,
        why="Zanzibar.",
        by=desk.ada,
    )
    for login in ("rita", "ada"):
        done = filing.file(by=login)
        trail = history.events_of_thing("claim", desk.claims[0].id, person=desk.people[login])
        with closing(filing.database.reading()) as session:
            seen = {event.action for event in session.scalars(trail)}
        assert ("Zanzibar" in everything(done)) is (Action.REDACTION_ASKED.value in seen)
        assert login == "ada" or "Zanzibar" not in everything(done)


def test_a_case_on_hold_can_be_filed(filing: FilingDesk) -> None:
    desk = filing.desk
    assert desk.case is not None
    cases.hold(desk.session, desk.case, why="Order of 3 May.", seen=desk.case.rev, by=desk.ada)
    done = filing.file("case")
    holds(filing, done)
    assert "Order of 3 May." in done.said("chronology.html")


def test_the_files_that_held_words_are_named_to_whoever_withholds_them(filing: FilingDesk) -> None:
    desk = filing.desk
    filing.file("case")
    filing.file("claim", 3)
    files = [one for one in redaction.held_by(desk.session, desk.ask(NAME)) if one.what == "file for counsel"]
    assert [(one.scope, one.by) for one in files] == [
        ("claim 3, article 2", "Ada Admin"),
        ("claim 1, article 1", "Ada Admin"),
    ]


def test_every_page_stands_alone_and_runs_nothing(filing: FilingDesk) -> None:
    done = filing.file("case", notes=True)
    for name, content in done.parts.items():
        if name.endswith(".html"):
            page = html.document_fromstring(content.decode())
            assert page.xpath("//script | //link | //iframe | //object | //img | //*[@style] | //@onclick") == []
            [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
            assert policy.startswith("default-src 'none'")
            beside = {link for link in page.xpath("//a/@href") if link[0] != "#" and ":" not in link}
            assert beside <= set(done.parts)


def test_the_page_on_the_format_names_what_a_file_holds(filing: FilingDesk) -> None:
    rows = table(section(HOUSE / "docs/bundle-format.md", "## A file for counsel"))
    told = {name for row in rows for name in code(row[0])}
    kinds = [(r"article-\d+-version-\d+", "article-N-version-V"), (r"capture-\d+\.\w+", "capture-N.ENDING")]
    names = set(filing.file().parts)
    for pattern, kind in kinds:
        names = {re.sub(pattern, kind, name) for name in names}
    assert names == told
