"""What a file for counsel tells: what was known, asked and decided, every version, and nothing that is not for it."""

from contextlib import closing
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.filing import PURPOSE, FilingDesk
from tests.publishing import publish
from tests.statements import statements
from tests.withholding import NAME, NEWER, PAGE, TEXT
from tracker.domain import chance, trails
from tracker.domain.chronology import Sort, sort_of
from tracker.domain.counsel import Filing
from tracker.domain.errors import NotFound, Refusal, Stale, TooLarge
from tracker.domain.reports.editions import Renewal
from tracker.domain.reports.options import Options
from tracker.domain.reports.people import Desk
from tracker.domain.vocabulary import Triage
from tracker.exports.counsel import Draft
from tracker.models import Checkpoint, Claim, Event
from tracker.services import articles, cases, claims, counsel, notes, people, publications
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.counsel import documents, gathering
from tracker.services.trails import Entry


def told(filing: FilingDesk, number: int = 1, kind: str = "claim", **asked: object) -> list[tuple[str, str]]:
    """Return what each sentence is and says."""
    filing.desk.session.commit()
    filing.sealer.seal()
    with closing(filing.database.snapshot()) as session:
        gathered = gather(filing, session, kind, number, **asked)
        return [(sort_of(entry.action).value, entry.text) for entry in gathered.entries]


def gather(filing: FilingDesk, session: object, kind: str = "claim", number: int = 1, **asked: object) -> Filing:
    person = filing.desk.ada
    scope = counsel.read(session, kind, number, person=person)  # type: ignore[arg-type]
    ordered = {"purpose": PURPOSE, "notes": False, "names": False} | asked
    return counsel.gather(session, scope, desk=DESK, person=person, **ordered)  # type: ignore[arg-type]


DESK = Desk("Harbour desk", "", "", "Europe/Prague")


def test_what_was_known_asked_and_decided_is_told_in_the_order_of_the_record(filing: FilingDesk) -> None:
    assert told(filing) == [
        (Sort.KNOWN, "Annotator 1 took a capture in"),
        (Sort.KNOWN, "Annotator 1 added article 1"),
        (Sort.KNOWN, "Annotator 1 annotated claim 1"),
        (Sort.KNOWN, "Annotator 1 added evidence to claim 1"),
        (Sort.ASKED, "Annotator 1 noted a search or question on claim 1"),
        (Sort.WORK, "Annotator 1 changed the tags of claim 1"),
        (Sort.DECIDED, "Reviewer 2 assessed claim 1"),
        (Sort.DECIDED, "Admin 3 decided claim 1"),
        (Sort.KNOWN, "Annotator 1 took a capture in"),
        (Sort.KNOWN, "Annotator 1 added a new version of article 1"),
        (Sort.KNOWN, "Annotator 1 edited claim 1"),
        (Sort.KNOWN, "Annotator 1 related claim 1 to another claim"),
        (Sort.WORK, "Annotator 1 put something into case 1"),
        (Sort.LEFT, "Annotator 1 downloaded the capture of article 1"),
    ]


def test_what_was_done_to_another_claim_of_the_article_is_not_told(filing: FilingDesk) -> None:
    assert not [said for _, said in told(filing) if "claim 2" in said]
    assert [said for _, said in told(filing, 2)][2] == "Annotator 1 annotated claim 2"


def test_what_an_event_did_to_other_things_besides_is_not_told(filing: FilingDesk) -> None:
    """A newer version moves the quotes of all claims in the article; a withholding may touch the whole desk."""
    filing.desk.withhold(NAME)
    filing.sealer.seal()
    with closing(filing.database.snapshot()) as session:
        entries = list(gather(filing, session).entries)
    [version] = [entry for entry in entries if "new version" in entry.text]
    quotes = [one.after for one in version.differences if one.label.startswith("Quote") and "Elm Street" in one.after]
    assert len(quotes) == 1
    assert "fled before dawn" not in str(version.differences)
    [approved] = [entry for entry in entries if "approved" in entry.text]
    assert "salt.html" not in str(approved.differences)


def test_a_case_tells_its_own_story_and_that_of_its_claims(filing: FilingDesk) -> None:
    said = [words for _, words in told(filing, 1, "case", names=True)]
    assert "Anton Annotator opened case 1" in said
    assert "Emil Editor decided claim 1" in said
    assert said.count("Anton Annotator put something into case 1") == 1


def test_notes_are_told_only_where_they_are_wanted(filing: FilingDesk) -> None:
    desk = filing.desk
    on_article = notes.add(desk.session, desk.articles[0], words="Is this the first edition?", by=desk.rita)
    notes.resolve(desk.session, on_article, by=desk.rita)
    without, within = ([said for _, said in told(filing, notes=wanted)] for wanted in (False, True))
    assert sorted(set(within) - set(without)) == [
        "Annotator 1 wrote a note on claim 1",
        "Reviewer 2 resolved a note on article 1",
        "Reviewer 2 wrote a note on article 1",
    ]
    with closing(filing.database.snapshot()) as session:
        assert gather(filing, session).notes == gather(filing, session, notes=True).notes == 2


def test_a_note_that_came_with_a_claim_leaves_the_claim_in(filing: FilingDesk) -> None:
    """The event holds both: the claim is told, the words of the note are not."""
    desk = filing.desk
    claims.annotate(
        desk.session,
        desk.articles[0],
        Wording("Four took part."),
        Sight("four aircraft took part"),
        Entry(trails.parse("")),
        id=chance.new_id(),
        note="Whose aircraft?",
        version=1,
        by=desk.anton,
    )
    desk.session.commit()
    filing.sealer.seal()
    with closing(filing.database.snapshot()) as session:
        for wanted in (False, True):
            [entry] = [one for one in gather(filing, session, "claim", 4, notes=wanted).entries if "annot" in one.text]
            labels = [difference.label for difference in entry.differences]
            assert "Statement" in labels
            assert ("Note" in labels) is wanted


def test_long_texts_stand_whole_in_the_sentences(filing: FilingDesk) -> None:
    desk = filing.desk
    long = "word " * 700 + "end"
    notes.add(desk.session, desk.claims[0], words=long, by=desk.anton)
    desk.session.commit()
    filing.sealer.seal()
    with closing(filing.database.snapshot()) as session:
        said = [one.after for entry in gather(filing, session, notes=True).entries for one in entry.differences]
    assert long in said


def test_every_wording_of_a_claim_is_told_with_what_changed(filing: FilingDesk) -> None:
    desk = filing.desk
    claim = desk.claims[0]
    twice = Wording("A man saw five aircraft.", readings=("five or more",))
    claims.edit(desk.session, claim, twice, seen=claim.rev, by=desk.rita)
    desk.session.commit()
    [worded] = filing.gather().claims
    assert [(one.statement, one.by) for one in worded.wordings] == [
        (f"{NAME} saw four aircraft.", "Annotator 1"),
        ("A man saw four aircraft.", "Annotator 1"),
        ("A man saw five aircraft.", "Reviewer 2"),
    ]
    first, _, last = worded.wordings
    assert first.pieces == ()
    assert [(piece.kind.value, piece.text.strip()) for piece in last.pieces if piece.kind != "same"] == [
        ("removed", "four"),
        ("added", "five"),
    ]
    assert [(one.label, one.after) for one in last.others] == [("Readings", "five or more")]


def test_a_change_of_something_else_makes_no_wording(filing: FilingDesk) -> None:
    assert [len(worded.wordings) for worded in filing.gather("claim", 3).claims] == [1]


def test_every_version_and_every_original_goes_along_byte_for_byte(filing: FilingDesk) -> None:
    done = filing.file()
    texts = {name: content.decode() for name, content in done.parts.items() if name.startswith("texts/")}
    assert texts == {
        "texts/article-1-version-1.txt": TEXT,
        "texts/article-1-version-2.txt": NEWER,
    }
    originals = {name: content for name, content in done.parts.items() if name.startswith("originals/")}
    assert list(originals) == ["originals/capture-1.txt", "originals/capture-2.png", "originals/capture-3.txt"]
    assert originals["originals/capture-1.txt"].decode() == TEXT
    assert originals["originals/capture-2.png"].startswith(b"\x89PNG")


def test_a_page_of_the_web_is_named_so_that_no_browser_opens_it(filing: FilingDesk) -> None:
    parts = filing.file("claim", 3).parts
    assert parts["originals/capture-1.bin"] == PAGE.encode("iso-8859-15")


def test_a_work_that_is_only_cited_is_named_without_a_text(filing: FilingDesk) -> None:
    desk = filing.desk
    cited = articles.cite(desk.session, articles.Description("The report of FARS"), by=desk.anton)
    assert desk.case is not None
    cases.put_in(desk.session, desk.case, cited, by=desk.anton)
    done = filing.file("case")
    assert "The report of FARS" in done.said("versions.html")
    assert "Known of, not read" in done.said("versions.html")


@pytest.mark.parametrize("purpose", ["", " \n "])
def test_without_a_purpose_nothing_is_made(filing: FilingDesk, purpose: str) -> None:
    with pytest.raises(Refusal, match="Say what the file is for"):
        filing.gather(purpose=purpose)


def test_without_a_seal_nothing_is_made(filing: FilingDesk) -> None:
    with closing(filing.database.snapshot()) as session:
        assert session.scalar(select(Checkpoint).limit(1)) is None
        with pytest.raises(Refusal, match="No seal covers this yet"):
            gather(filing, session)


def test_too_many_changes_or_bytes_are_refused(filing: FilingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_CHANGES", 14)
    filing.gather()
    monkeypatch.setattr(gathering, "MOST_CHANGES", 13)
    with pytest.raises(TooLarge, match="at most 13 changes"):
        filing.gather()
    monkeypatch.undo()
    monkeypatch.setattr(documents, "LARGEST", 1000)
    with pytest.raises(TooLarge, match="holds at most 1,000"):
        filing.gather()


def test_words_that_were_withheld_while_it_was_written_stop_it(filing: FilingDesk) -> None:
    desk = filing.desk
    gathered = filing.gather()
    desk.withhold(NAME)
    scope = counsel.read(desk.session, "claim", 1, person=desk.ada)
    with pytest.raises(Stale, match="withheld while this was written"):
        counsel.filed(desk.session, scope, gathered, sha256="0" * 64, by=desk.ada)


def test_a_claim_that_is_not_being_checked_has_no_report_and_the_cover_says_so(filing: FilingDesk) -> None:
    desk = filing.desk
    claim = desk.claims[1]
    claims.edit(desk.session, claim, Wording(claim.statement), triage=Triage.SKIP, seen=claim.rev, by=desk.anton)
    done = filing.file("claim", 2)
    assert "report.html" not in done.parts
    assert "A report: No claim here is being checked" in done.said("cover.html")


def test_a_withdrawn_claim_still_has_its_file(filing: FilingDesk) -> None:
    desk = filing.desk
    claim = desk.claims[1]
    claims.withdraw(desk.session, claim, seen=claim.rev, why="A joke.", by=desk.rita)
    assert told(filing, 2)[-1] == (Sort.DECIDED, "Reviewer 2 withdrew claim 2")
    assert "report.html" not in filing.file("claim", 2).parts


def test_an_empty_case_has_a_file_of_its_own_story(filing: FilingDesk) -> None:
    cases.add(filing.desk.session, title="Nothing yet", by=filing.desk.anton)
    done = filing.file("case", 2)
    assert filing.check(done.data).code == 0
    assert "It holds no claim." in done.said("versions.html")
    assert "opened case 2" in done.said("chronology.html")


def test_what_the_desk_knows_of_its_people_and_sources_is_not_told(filing: FilingDesk) -> None:
    desk = filing.desk
    people.change(desk.session, desk.anton, name="Anton Other", role=desk.anton.role, by=desk.ada)
    with closing(filing.database.snapshot()) as session:
        desk.session.commit()
        filing.sealer.seal()
    with closing(filing.database.snapshot()) as session:
        labels = {one.label for entry in gather(filing, session).entries for one in entry.differences}
    assert "Known as" not in labels
    assert "Sign-in name" not in labels
    assert "Step" in labels


def test_it_is_read_in_as_many_statements_for_one_claim_as_for_three(filing: FilingDesk) -> None:
    desk = filing.desk
    assert desk.case is not None
    counts = []
    for claim in (None, *desk.claims[1:]):
        if claim is not None:
            cases.put_in(desk.session, desk.case, claim, by=desk.anton)
        desk.session.commit()
        filing.sealer.seal()
        with closing(filing.database.snapshot()) as session, statements(filing.database.engine) as sent:
            gathered = gather(filing, session, "case")
            list(gathered.entries)
            counts.append(len(sent))
    assert counts[0] == counts[1] == counts[2]


def test_the_same_record_gives_the_same_documents(filing: FilingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the moment at which a file is written is its own."""
    filing.sealer.seal()
    monkeypatch.setattr(chance, "now", lambda: datetime(2026, 11, 26, 12, tzinfo=UTC))
    lists = []
    for _ in range(2):
        with closing(filing.database.snapshot()) as session, Draft(gather(filing, session)) as draft:
            lists.append(draft.sums)
    assert lists[0] == lists[1]


def test_the_moment_and_the_seal_are_those_of_the_record(filing: FilingDesk) -> None:
    gathered = filing.gather()
    newest = filing.desk.session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
    assert (gathered.as_of.seq, gathered.as_of.at) == (newest.seq, newest.at)
    assert gathered.as_of.seal.size == newest.seq + 1
    assert gathered.title == filing.desk.session.get_one(Claim, filing.desk.claims[0].id).statement


def test_a_published_report_goes_along_as_it_went_out_with_the_claims_that_it_told(filing: FilingDesk) -> None:
    session, ada = filing.desk.session, filing.desk.ada
    with pytest.raises(NotFound):
        counsel.read(session, "report", 1, person=ada)
    given = {"scope": "claims=1", "options": Options(), "zone": ZoneInfo(DESK.zone)}
    report = publications.add(session, title="The depot", by=ada, **given)  # type: ignore[arg-type]
    session.commit()
    with pytest.raises(NotFound, match="no published report 1"):
        counsel.read(session, "report", 1, person=ada)
    edition = publish(session, report, by=ada)
    publish(session, report, renewal=Renewal.CORRECTION, words="It was two.", by=ada)
    sentences = [text for _, text in told(filing, 1, "report")]
    assert sentences[-3:] == ["Admin 4 began report 1", "Admin 4 published report 1", "Admin 4 published report 1"]
    with closing(filing.database.snapshot()) as snapshot:
        gathered = gather(filing, snapshot, "report")
        published = {one.name: one.read() for one in gathered.documents if one.name.startswith("published/")}
    assert sorted(published) == [f"published/report-1-version-{v}.{form}" for v in (1, 2) for form in ("html", "json")]
    assert published["published/report-1-version-1.json"] == publications.file_of(session, edition, "json").content
    assert [claim.number for claim in gathered.claims] == [1]
    assert gathered.report is not None
