"""One admin asks, another approves; what stands on hold, was left out, or was written meanwhile is told apart."""

from collections.abc import Iterator
from contextlib import closing
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import undefer
from sqlalchemy.orm.exc import StaleDataError

from tests.annotating import KEY
from tests.withholding import NAME, Withholding, withholding_at
from tracker import ingest
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.errors import NotAllowed, Refusal, Stale
from tracker.domain.roles import Role
from tracker.domain.vocabulary import EvidenceStance, LegalBasis, RedactionState, SourceKind
from tracker.domain.withholding import MASK
from tracker.models import Capture, Note, Redaction, Snapshot, Source, SourceName, Tag, User
from tracker.services import captures, cases, claims, evidence, notes, people, redaction, sources, suggestions, tags
from tracker.services.claims import Wording
from tracker.services.evidence import Description, File
from tracker.services.redaction import Key, Sought, copies, masking
from tracker.services.redaction.seeking import fields_of

TEXT = "The court heard that Jürgen Querfeld had fled.\n\nThe blacksmith denied it."


@pytest.fixture
def desk(engine_url: str) -> Iterator[Withholding]:
    with withholding_at(engine_url) as desk:
        article = desk.take_in(TEXT.encode(), "court.txt", "In court")
        desk.claim(article, f"{NAME} had fled.", "Jürgen Querfeld had fled")
        yield desk


def approve(desk: Withholding, asked: Redaction, by: User | None = None, *also: Key) -> None:
    redaction.approve(desk.session, asked, also=also, seen=asked.rev, by=by or desk.emil)
    desk.session.commit()


def test_the_admin_who_asked_cannot_approve_it(desk: Withholding) -> None:
    asked = desk.ask(NAME)
    with pytest.raises(NotAllowed, match="second admin"):
        approve(desk, asked, desk.ada)
    assert desk.claims[0].statement == f"{NAME} had fled."


@pytest.mark.parametrize("login", ["vera", "anton", "rita"])
def test_only_admins_ask_and_approve(desk: Withholding, login: str) -> None:
    person, keys = desk.people[login], [place.key for place in desk.seek(NAME)]
    with pytest.raises(NotAllowed):
        redaction.ask(desk.session, Sought((NAME,)), keys, basis=LegalBasis.OTHER, why="So.", by=person)
    asked = desk.ask(NAME)
    with pytest.raises(NotAllowed):
        approve(desk, asked, person)
    with pytest.raises(NotAllowed):
        redaction.refuse(desk.session, asked, why="No.", seen=asked.rev, by=person)


def test_it_is_refused_without_a_place_or_with_the_words_in_the_reason(desk: Withholding) -> None:
    keys = [place.key for place in desk.seek(NAME)]
    for words, chosen, why, field in (
        (NAME, [], "An order.", "chosen"),
        ("nobody at all", keys, "An order.", "chosen"),
        (NAME, keys, f"An order for {NAME.upper()}.", "why"),
        (NAME, keys, " ", "why"),
    ):
        with pytest.raises(Refusal) as refusal:
            redaction.ask(desk.session, Sought((words,)), chosen, basis=LegalBasis.OTHER, why=why, by=desk.ada)
        assert refusal.value.field == field
        desk.session.rollback()


def test_asked_twice_with_the_same_form_it_is_asked_once(desk: Withholding) -> None:
    id = chance.new_id()
    assert desk.ask(NAME, id=id) is desk.ask(NAME, id=id)


def test_what_was_refused_or_taken_back_stays_as_it_is_and_is_decided(desk: Withholding) -> None:
    refused, back = desk.ask(NAME), desk.ask(NAME)
    redaction.refuse(desk.session, refused, why="No such order.", seen=refused.rev, by=desk.emil)
    with pytest.raises(NotAllowed, match="Only who asked"):
        redaction.take_back(desk.session, back, seen=back.rev, by=desk.emil)
    redaction.take_back(desk.session, back, seen=back.rev, by=desk.ada)
    desk.session.commit()
    assert [refused.state, back.state] == [RedactionState.REFUSED, RedactionState.TAKEN_BACK]
    for one in (refused, back):
        with pytest.raises(Refusal, match="already"):
            approve(desk, one)
    assert desk.claims[0].statement == f"{NAME} had fled."
    assert redaction.waiting(desk.session, desk.emil) == []
    assert desk.faults() == []


def test_it_waits_for_every_admin_but_the_one_who_asked(desk: Withholding) -> None:
    asked = desk.ask(NAME)
    waits = {login: list(redaction.waiting(desk.session, person)) for login, person in desk.people.items()}
    assert waits == {"emil": [asked], "ada": [], "rita": [], "anton": [], "vera": []}


def test_an_older_page_is_refused(desk: Withholding) -> None:
    asked = desk.ask(NAME)
    with pytest.raises(Stale):
        redaction.approve(desk.session, asked, seen=asked.rev - 1, by=desk.emil)


@pytest.mark.parametrize("thing", ["claim", "article"])
def test_a_case_on_hold_blocks_it_until_the_hold_is_lifted(desk: Withholding, thing: str) -> None:
    asked = desk.ask(NAME)
    case = cases.add(desk.session, title="The trial", by=desk.anton)
    cases.put_in(desk.session, case, desk.claims[0] if thing == "claim" else desk.articles[0], by=desk.anton)
    cases.hold(desk.session, case, why="We are being sued.", seen=case.rev, by=desk.emil)
    desk.session.commit()
    with pytest.raises(Refusal, match=r"Case 1 .* on hold: “We are being sued.”. .* an editor or an admin lifts"):
        approve(desk, asked)
    desk.session.rollback()
    with pytest.raises(Refusal, match="on hold"):
        desk.ask(NAME)
    desk.session.rollback()
    assert list(redaction.on_hold(desk.session, desk.seek(NAME))) == [case]
    cases.release(desk.session, case, why="It was settled.", seen=case.rev, by=desk.emil)
    approve(desk, asked)
    assert NAME not in desk.claims[0].statement


def test_what_was_left_out_stays_and_what_was_written_since_can_be_taken_in(desk: Withholding) -> None:
    notes.add(desk.session, desk.claims[0], words=f"Is {NAME} the baker?", by=desk.anton)
    desk.session.commit()
    keys = [place.key for place in desk.seek(NAME) if place.key.table != "notes"]
    said = {"basis": LegalBasis.COURT_ORDER, "why": "Order 12/26.", "by": desk.ada}
    asked = redaction.ask(desk.session, Sought((NAME,)), keys, **said)  # type: ignore[arg-type]
    desk.session.commit()
    claims.edit(desk.session, desk.claims[0], Wording(f"{NAME} fled."), seen=desk.claims[0].rev, by=desk.anton)
    notes.add(desk.session, desk.claims[0], words=f"No, {NAME} is the smith.", by=desk.anton)
    desk.session.commit()
    named, others = redaction.look_again(desk.session, asked)
    assert {place.key for place in named} == set(keys)
    old, new = sorted(others, key=lambda place: place.found.copies.keys())
    assert max(old.found.copies)[0] < redaction.asked_at(desk.session, asked) < max(new.found.copies)[0]
    approve(desk, asked, desk.emil, new.key)
    words = list(desk.session.scalars(select(Note.words).order_by(Note.id)))
    assert words == [f"Is {NAME} the baker?", f"No, {MASK * 15} is the smith."]
    # The claim was reworded meanwhile: its new words and its old ones went.
    assert desk.claims[0].statement == f"{MASK * 15} fled."
    assert desk.faults() == []


def test_a_text_is_never_masked_without_the_quotes_that_stand_in_it(desk: Withholding) -> None:
    [text] = [place for place in desk.seek("Querfeld had") if place.key.table == "snapshots"]
    assert {key.table for key in text.following} == {"anchors", "snapshots"}
    assert [place.key.table for place in desk.seek("Querfeld had")].count("anchors") == 0
    asked = redaction.ask(
        desk.session, Sought(("fled. The blacksmith",)), [text.key], basis=LegalBasis.OTHER, why="So.", by=desk.ada
    )
    desk.session.commit()
    approve(desk, asked)
    [anchor] = desk.claims[0].appearances[0].anchors
    assert anchor.exact == f"Jürgen Querfeld had {MASK * 4}"
    assert anchor.exact == anchor.snapshot.text[anchor.start : anchor.end]


def test_part_of_a_longer_word_goes_only_where_it_is_asked_for(desk: Withholding) -> None:
    assert desk.seek("smith") == []
    sought = Sought(("smith",), inside=True)
    keys = [place.key for place in redaction.seek(desk.session, sought)]
    asked = redaction.ask(desk.session, sought, keys, basis=LegalBasis.OTHER, why="So.", by=desk.ada)
    desk.session.commit()
    approve(desk, asked)
    text = desk.session.scalars(select(Snapshot.text)).one()
    assert text == TEXT.replace("smith", MASK * 5)


def test_a_whole_field_goes_with_all_that_it_ever_held(desk: Withholding) -> None:
    claim = desk.claims[0]
    claims.edit(desk.session, claim, Wording("He had fled."), seen=claim.rev, by=desk.anton)
    desk.session.commit()
    sought = Sought(whole=frozenset({Key("claims", claim.id, "statement")}))
    places = redaction.seek(desk.session, sought)
    assert [place.key.table for place in places] == ["snapshots", "claims", "captures"]
    asked = redaction.ask(desk.session, sought, sought.whole, basis=LegalBasis.COPYRIGHT, why="So.", by=desk.ada)
    claims.edit(desk.session, claim, Wording("Then again\nnot."), seen=claim.rev, by=desk.anton)
    desk.session.commit()
    approve(desk, asked)
    assert claim.statement == f"{MASK * 10}\n{MASK * 4}"
    assert len(redaction.find(desk.session, asked.number or 0).fields[0].copies) == 3  # type: ignore[union-attr]
    assert desk.faults() == []


def test_two_withholdings_may_go_over_the_same_text(desk: Withholding) -> None:
    desk.withhold(NAME)
    second = desk.withhold("the court heard")
    text = desk.session.scalars(select(Snapshot.text)).one()
    assert text.startswith(f"{MASK * 15} that {MASK * 15} had fled.")
    assert second.number == 2
    assert [notice.number for notice in redaction.notices(desk.session, desk.articles[0])] == [1, 2]
    assert desk.faults() == []


def test_what_is_withheld_already_cannot_be_withheld_again(desk: Withholding) -> None:
    first, second = desk.ask(NAME), desk.ask(NAME)
    approve(desk, first)
    with pytest.raises(Refusal, match="withheld already"):
        approve(desk, second)
    desk.session.rollback()
    assert desk.seek(MASK * 15) == []


def test_names_that_have_the_same_mask_do_not_clash(desk: Withholding) -> None:
    source = sources.add(
        desk.session, name="Anton Weber", kind=SourceKind.PERSON, other_names=["Anton Müler"], by=desk.anton
    )
    tags.set_tags(desk.session, desk.claims[0], ["weber", "mauer"], by=desk.anton)
    desk.session.commit()
    desk.withhold("Anton Weber", "Anton Müler", "weber", "mauer")
    masks = {name.folded for name in desk.session.scalars(select(SourceName).where(SourceName.source_id == source.id))}
    assert masks == {MASK * 11, f"{MASK * 11} 2"}
    assert {tag.folded for tag in desk.session.scalars(select(Tag))} == {MASK * 5, f"{MASK * 5} 2"}
    assert suggestions.suggest(desk.session, "web") == []
    assert desk.faults() == []


def test_the_name_that_a_source_is_shown_under_goes_with_its_twin_among_its_names(desk: Withholding) -> None:
    desk.claim(desk.articles[0], "He had fled.", "had fled", trail="The baker")
    source = desk.session.scalars(select(Source).where(Source.name == "The baker")).one()
    [place] = [place for place in desk.seek("The baker") if place.key.table == "sources"]
    assert {(key.table, key.column) for key in place.following} == {
        ("source_names", "name"),
        ("source_names", "folded"),
    }
    desk.withhold("The baker")
    assert source.name == MASK * 9
    assert [name.name for name in source.names] == [MASK * 9]


def test_an_active_person_keeps_their_sign_in_name(desk: Withholding) -> None:
    asked = desk.ask("anton")
    with pytest.raises(Refusal, match="Deactivate"):
        approve(desk, asked)
    desk.session.rollback()
    people.deactivate(desk.session, desk.anton, by=desk.ada)
    desk.session.commit()
    approve(desk, asked)
    assert (desk.anton.login, desk.anton.name) == (MASK * 5, f"{MASK * 5} Annotator")
    assert desk.faults() == []


def test_words_that_somebody_writes_while_they_are_looked_for_hold_it_up(desk: Withholding) -> None:
    asked = desk.ask(NAME)
    places, sought = desk.seek(NAME), Sought((NAME,))
    before = copies.end_of_log(desk.session)
    notes.add(desk.session, desk.claims[0], words=f"{NAME} again", by=desk.anton)
    desk.session.commit()
    with pytest.raises(Stale, match="wrote these words again"):
        masking.withhold(desk.session, asked, fields_of(places), sought, before)


def test_two_admins_who_approve_at_once_do_it_once(desk: Withholding, engine_url: str) -> None:
    """On PostgreSQL both look side by side, and who comes second finds that it is done."""
    asked, seen = desk.ask(NAME), 1
    people.change(desk.session, desk.rita, name="Rita", role=Role.ADMIN, by=desk.ada)
    desk.session.commit()
    desk.session.close()
    begun, outcomes = Barrier(2, timeout=30), list[str]()

    def approve_too(login: str) -> None:
        database = Database(engine_url, KEY)
        begun.wait()
        with closing(database.writing()) as session:
            person = session.scalars(select(User).where(User.login == login)).one()
            try:
                redaction.approve(session, redaction.get(session, 1), seen=seen, by=person)
                session.commit()
                outcomes.append("done")
            except (Stale, StaleDataError, DBAPIError) as error:
                outcomes.append(type(error).__name__)
        database.engine.dispose()

    threads = [Thread(target=approve_too, args=(login,)) for login in ("emil", "rita")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1, outcomes
    assert asked.number == 1
    assert desk.faults() == []


def test_a_file_that_nobody_can_read_goes_whole_where_a_person_says_so(desk: Withholding) -> None:
    file = File(b"\x89PNG\r\n\x1a\n a picture of him \x00", "him.png", "image/png")
    evidence.add(
        desk.session, desk.claims[0], Description(EvidenceStance.CONTEXT, "A picture"), file=file, by=desk.anton
    )
    desk.session.commit()
    [place] = [place for place in desk.seek(NAME) if not place.sure]
    said = {"basis": LegalBasis.PERSON_AT_RISK, "why": "He can be seen.", "by": desk.ada}
    asked = redaction.ask(desk.session, Sought((NAME,)), [place.key], **said)  # type: ignore[arg-type]
    desk.session.commit()
    approve(desk, asked)
    kept = desk.session.get_one(Capture, place.key.row_id, options=[undefer(Capture.content)], populate_existing=True)
    assert kept.content == bytes(len(file.content))
    assert desk.claims[0].statement == f"{NAME} had fled."
    assert desk.faults() == []


def test_a_page_that_hides_the_words_in_its_markup_alone_loses_all_its_text(desk: Withholding) -> None:
    head = f"<meta name='x' content='{NAME.replace('ü', '&uuml;')}'>"
    page = f"<html><head>{head}</head><body><p>{TEXT[40:]}</p></body></html>"
    extraction = ingest.read(page.encode(), filename="a.html")
    taken = captures.take(desk.session, page.encode(), extraction, id=chance.new_id(), filename="a.html", by=desk.anton)
    desk.session.commit()
    key = Key("captures", taken.id, "content")
    assert key in {place.key for place in desk.seek(NAME)}
    said = {"basis": LegalBasis.PERSON_AT_RISK, "why": "Threats.", "by": desk.ada}
    asked = redaction.ask(desk.session, Sought((NAME,)), [key], **said)  # type: ignore[arg-type]
    desk.session.commit()
    approve(desk, asked)
    desk.session.refresh(taken, ["content", "media_type", "filename"])
    assert (taken.media_type, taken.filename) == ("text/plain", "a.html.txt")
    assert set(taken.content.decode()) <= {MASK, "\n"}
    assert desk.faults() == []
