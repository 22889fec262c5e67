"""Where a claim is assessed blind, each assessment is its author's alone until all have assessed it."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.assessing import Desk
from tests.report_desk import DESK
from tracker.domain.actions import Action
from tracker.domain.errors import NotAllowed, Refusal
from tracker.domain.roles import Role
from tracker.domain.vocabulary import EnquiryKind, EvidenceStance
from tracker.models import Case, Claim, Disclosure, Event, Review, User
from tracker.services import (
    access,
    agreement,
    blindness,
    cases,
    claim_merges,
    claim_pages,
    decisions,
    enquiries,
    evidence,
    history,
    people,
    reports,
    reviews,
    scales,
    undo,
)
from tracker.services.access import visible
from tracker.services.decisions import Ruling
from tracker.services.evidence import Description
from tracker.services.history.searching import Sought, find

SECRET = "Zanzibar"


def blind_case(desk: Desk, *claims: Claim, number: int | None = 2) -> Case:
    """Open a case that asks for blind assessments, and put claims into it."""
    case = cases.add(desk.session, title="Blind", by=desk.anna)
    for claim in claims:
        cases.put_in(desk.session, case, claim, by=desk.anna)
    desk.session.commit()
    if number is not None:
        blindness.set_for_case(desk.session, case, number, why="Two pairs of eyes.", seen=case.rev, by=desk.edda)
        desk.session.commit()
    return case


def say(desk: Desk, claim: Claim, key: str, *, by: User, words: str = SECRET, why: str = "") -> Review:
    """Assess a claim in words that tell."""
    review = reviews.submit(desk.session, claim, verdict=desk.verdict(key), words=words, why=why, by=by)
    desk.session.commit()
    return review


def seen(desk: Desk, claim: Claim, person: User) -> set[Review]:
    """Return the assessments that stand on a claim's page for a person."""
    page = claim_pages.read(desk.session, claim, person=person)
    return {*page.reviews, *page.superseded}


def told(desk: Desk, claim: Claim, person: User) -> str:
    """Return all that the trail of a claim tells a person."""
    entries = history.of_thing(desk.session, "claim", claim.id, person=person).rows
    return "\n".join(repr(entry) for entry in entries)


def test_who_assesses_blind_sees_their_own_alone_until_all_have(desk: Desk) -> None:
    claim = desk.claim()
    blind_case(desk, claim)
    first = say(desk, claim, "likely", by=desk.boris)
    assert seen(desk, claim, desk.boris) == {first}
    assert seen(desk, claim, desk.carla) == seen(desk, claim, desk.edda) == seen(desk, claim, desk.anna) == set()
    assert claim_pages.read(desk.session, claim, person=desk.carla).blind == blindness.Blind(2, 1)
    second = say(desk, claim, "false", by=desk.carla)
    for person in desk.people.values():
        assert seen(desk, claim, person) == {first, second}
    assert claim_pages.read(desk.session, claim, person=desk.carla).blind is None


def test_the_trail_tells_who_assessed_and_not_what_until_it_opens(desk: Desk) -> None:
    claim = desk.claim()
    blind_case(desk, claim)
    say(desk, claim, "likely", by=desk.boris, why=f"{SECRET} once more.")
    assert SECRET in told(desk, claim, desk.boris)
    assert "Likely" in told(desk, claim, desk.boris)
    for person in (desk.anna, desk.carla, desk.edda):
        assert "Boris assessed claim" in "".join(
            entry.text for entry in history.of_thing(desk.session, "claim", claim.id, person=person).rows
        )
        assert SECRET not in told(desk, claim, person)
        assert "Likely" not in told(desk, claim, person)
    say(desk, claim, "likely", by=desk.carla, words="Seen.")
    assert f"{SECRET} once more." in told(desk, claim, desk.anna)


def test_no_search_of_the_trail_finds_what_is_sealed(desk: Desk) -> None:
    claim = desk.claim()
    blind_case(desk, claim)
    say(desk, claim, "likely", by=desk.boris)
    for sought in (Sought(SECRET), Sought("", "reviews.words"), Sought("", "reviews.verdict_id")):
        found = {
            person.name: len(find(desk.session, history.Filters(), sought, person=person).page.rows)
            for person in (desk.boris, desk.carla, desk.edda)
        }
        assert found == {"Boris": 1, "Carla": 0, "Edda": 0}


def test_ones_own_can_be_corrected_and_taken_back_and_the_reason_stays_inside(desk: Desk) -> None:
    claim = desk.claim()
    blind_case(desk, claim)
    first = say(desk, claim, "likely", by=desk.boris)
    second = say(desk, claim, "unlikely", by=desk.boris, words=f"{SECRET}, rather not.")
    assert second.supersedes_id == first.id
    assert seen(desk, claim, desk.carla) == set()
    back = reviews.take_back(desk.session, claim, why=f"{SECRET} misled me.", by=desk.boris)
    desk.session.commit()
    assert back.words == f"{SECRET} misled me."
    assert seen(desk, claim, desk.boris) == {first, second, back}
    assert seen(desk, claim, desk.carla) == set()
    assert SECRET not in told(desk, claim, desk.carla)
    own_words = desk.session.scalars(select(Disclosure.fields).where(Disclosure.position == 0)).all()
    assert not any(SECRET in said for said in own_words)
    assert claim_pages.read(desk.session, claim, person=desk.carla).blind == blindness.Blind(2, 0)


def test_it_is_not_decided_before_it_opens(desk: Desk) -> None:
    claim = desk.claim()
    blind_case(desk, claim)
    say(desk, claim, "unproven", by=desk.boris)
    for person in (desk.carla, desk.edda):
        with pytest.raises(Refusal, match="assessed blind"):
            decisions.decide(desk.session, claim, Ruling(desk.verdict("unproven"), "So."), by=person)
    say(desk, claim, "unproven", by=desk.carla)
    decisions.decide(desk.session, claim, Ruling(desk.verdict("unproven"), "So."), by=desk.carla)
    desk.session.commit()
    assert claim.verdict is desk.verdict("unproven")


def test_an_editor_opens_it_early_with_a_reason_and_nobody_else_does(desk: Desk) -> None:
    claim = desk.claim()
    blind_case(desk, claim, number=3)
    review = say(desk, claim, "likely", by=desk.boris)
    for person in (desk.boris, desk.carla):
        with pytest.raises(NotAllowed):
            blindness.open_early(desk.session, claim, why="I want to.", by=person)
    with pytest.raises(Refusal):
        blindness.open_early(desk.session, claim, why=" ", by=desk.edda)
    desk.session.rollback()
    blindness.open_early(desk.session, claim, why="Carla is away.", by=desk.edda)
    desk.session.commit()
    assert seen(desk, claim, desk.carla) == {review}
    assert "Carla is away." in told(desk, claim, desk.anna)
    assert say(desk, claim, "false", by=desk.carla).blind is None
    with pytest.raises(Refusal, match="open already"):
        blindness.open_early(desk.session, claim, why="Again.", by=desk.edda)


def test_what_was_opened_is_never_sealed_again(desk: Desk) -> None:
    claim = desk.claim()
    blind_case(desk, claim)
    say(desk, claim, "likely", by=desk.boris)
    say(desk, claim, "false", by=desk.carla)
    newest = undo.last(desk.session, desk.carla)
    assert newest is not None
    undo.undo(desk.session, newest, why="Not so.", by=desk.carla)
    desk.session.commit()
    assert claim.blind is None
    assert len(seen(desk, claim, desk.edda)) == 3
    opened = desk.session.scalars(select(Event).where(Event.action == Action.REVIEWS_OPENED)).all()
    assert opened == []


def test_nobody_undoes_a_sealed_assessment_or_learns_from_what_undoing_would_come_to(desk: Desk) -> None:
    claim = desk.claim()
    blind_case(desk, claim)
    say(desk, claim, "likely", by=desk.boris)
    say(desk, claim, "false", by=desk.boris)
    event = desk.session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
    for person in (desk.boris, desk.carla, desk.edda):
        preview = undo.preview(desk.session, event, person=person)
        assert preview.refusal == undo.SEALED
        assert preview.differences == ()
    with pytest.raises(Refusal):
        undo.undo(desk.session, event, why="No.", by=desk.edda)
    last = undo.last(desk.session, desk.boris)
    assert last is None


def test_what_lay_before_somebody_does_not_show_what_they_ticked(desk: Desk) -> None:
    claims = [desk.claim(), desk.claim()]
    blind_case(desk, *claims)
    changes, ticked = [], [0, 2]
    for claim, ticks in zip(claims, ticked, strict=True):
        pieces = [
            evidence.add(desk.session, claim, Description(EvidenceStance.SUPPORTS, title, excerpt="x"), by=desk.anna)
            for title in ("A map", "A film")
        ]
        enquiries.add(desk.session, claim, kind=EnquiryKind.SEARCH, words="depot", by=desk.anna)
        chosen = [piece.id for piece in pieces[:ticks]]
        review = reviews.submit(
            desk.session, claim, verdict=desk.verdict("likely"), words="x", evidence_ids=chosen, by=desk.boris
        )
        desk.session.commit()
        assert len(review.grounds) == ticks
        event = desk.session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
        changes.append(json.loads(event.leaf)["changes"])
    assert changes[0] == changes[1]
    say(desk, claims[1], "likely", by=desk.carla)
    assert told(desk, claims[1], desk.anna).count("Rests on evidence") == 2
    assert told(desk, claims[1], desk.anna).count("label='Rests on'") == 0


def test_agreement_counts_nothing_that_is_sealed(desk: Desk) -> None:
    claim, other = desk.claim(), desk.claim()
    blind_case(desk, claim, number=3)
    for person in (desk.boris, desk.carla):
        desk.assess(other, "likely", by=person)
        say(desk, claim, "likely" if person is desk.boris else "false", by=person)
    found = agreement.read(desk.session, agreement.Filters(), person=desk.edda)
    assert (found.claims, found.assessments, found.alone) == (1, 2, 0)
    blindness.open_early(desk.session, claim, why="Enough.", by=desk.edda)
    desk.session.commit()
    found = agreement.read(desk.session, agreement.Filters(), person=desk.edda)
    assert (found.claims, found.assessments) == (2, 4)


def test_a_desk_can_ask_for_it_as_a_rule_and_a_case_for_more(desk: Desk) -> None:
    steps = [verdict.step for verdict in scales.in_use(desk.session).verdicts]
    scales.change(desk.session, steps, blind=2, seen=1, why="From now on.", by=desk.edda)
    desk.session.commit()
    claim, more = desk.claim(), desk.claim()
    blind_case(desk, more, number=3)
    say(desk, claim, "likely", by=desk.boris)
    say(desk, more, "likely", by=desk.boris)
    assert (claim.blind, more.blind) == (2, 3)
    with pytest.raises(Refusal, match="Nothing of the scale"):
        scales.change(desk.session, steps, blind=2, seen=2, why="Again.", by=desk.edda)


def test_on_a_desk_of_one_there_is_nobody_to_be_kept_apart_from(desk: Desk) -> None:
    claim, ada = desk.claim(), desk.person("Ada", Role.ADMIN)
    blind_case(desk, claim)
    for person in (desk.boris, desk.carla, desk.edda):
        people.deactivate(desk.session, person, by=ada)
    desk.session.commit()
    assert say(desk, claim, "likely", by=ada).blind is None
    assert claim.blind is None


def test_where_the_others_left_the_next_assessment_opens_it(desk: Desk) -> None:
    claim, ada = desk.claim(), desk.person("Ada", Role.ADMIN)
    blind_case(desk, claim, number=3)
    say(desk, claim, "likely", by=desk.boris)
    assert claim.blind == 3
    for person in (desk.carla, desk.edda):
        people.deactivate(desk.session, person, by=ada)
    desk.session.commit()
    say(desk, claim, "likely", by=ada)
    assert claim.blind is None


def test_a_claim_that_left_the_case_stays_sealed_and_one_that_was_assessed_openly_stays_open(desk: Desk) -> None:
    claim, open_one = desk.claim(), desk.claim()
    case = blind_case(desk, claim)
    say(desk, claim, "likely", by=desk.boris)
    for item in cases.items_of(desk.session, case):
        cases.take_out(desk.session, case, item, by=desk.anna)
    first = desk.assess(open_one, "likely", by=desk.boris)
    second = desk.assess(open_one, "likely", by=desk.carla)
    desk.session.commit()
    blind_case(desk, open_one)
    assert seen(desk, claim, desk.carla) == set()
    assert claim_pages.read(desk.session, open_one, person=desk.anna).blind is None
    assert seen(desk, open_one, desk.anna) == {first, second}


def test_an_article_in_a_case_brings_its_claims(desk: Desk) -> None:
    claim = desk.claim()
    case = blind_case(desk)
    cases.put_in(desk.session, case, claim.appearances[0].article, by=desk.anna)
    desk.session.commit()
    assert say(desk, claim, "likely", by=desk.boris).blind


def test_claims_that_are_one_are_sealed_and_opened_together(desk: Desk) -> None:
    claim, into = desk.claim(), desk.claim()
    blind_case(desk, claim)
    first = say(desk, claim, "likely", by=desk.boris)
    claim_merges.merge(desk.session, claim, into, why="One.", by=desk.carla)
    desk.session.commit()
    assert seen(desk, into, desk.carla) == set()
    with pytest.raises(Refusal, match="assessed blind"):
        decisions.decide(desk.session, into, Ruling(desk.verdict("likely"), "So."), by=desk.carla)
    second = say(desk, into, "false", by=desk.carla)
    assert (claim.blind, into.blind) == (None, None)
    assert seen(desk, into, desk.anna) == {first, second}


@pytest.mark.parametrize("number", [0, 1, 10, -2])
def test_a_case_asks_for_two_people_at_least(desk: Desk, number: int) -> None:
    case = blind_case(desk, number=None)
    with pytest.raises(Refusal):
        blindness.set_for_case(desk.session, case, number, why="So.", seen=case.rev, by=desk.edda)


def test_a_sealed_ground_is_as_invisible_as_its_assessment(desk: Desk) -> None:
    claim = desk.claim()
    blind_case(desk, claim)
    evidence.add(desk.session, claim, Description(EvidenceStance.SUPPORTS, "A map", excerpt="x"), by=desk.anna)
    review = say(desk, claim, "likely", by=desk.boris)
    assert [visible(ground, desk.boris) for ground in review.lay_before] == [True]
    assert [visible(ground, desk.edda) for ground in review.lay_before] == [False]


def test_a_whole_report_holds_nothing_that_is_sealed_also_for_its_author(desk: Desk) -> None:
    claim = desk.claim()
    blind_case(desk, claim)
    piece = evidence.add(desk.session, claim, Description(EvidenceStance.SUPPORTS, "A map", excerpt="x"), by=desk.anna)
    whole = partial(reports.for_claims, desk.session, [claim.id], title="", filters={}, desk=DESK, whole=True)
    say(desk, claim, "likely", by=desk.boris)
    evidence.withdraw(desk.session, piece, seen=piece.rev, why="A mistake.", by=desk.edda)
    desk.session.commit()
    rows = [row for thing in whole(person=desk.boris).things for row in thing.rows]
    assert {row.table for row in rows}.isdisjoint({"reviews", "review_grounds", "evidence"})
    assert SECRET not in repr(rows)
    say(desk, claim, "false", by=desk.carla)
    tables = Counter(row.table for thing in whole(person=desk.boris).things for row in thing.rows)
    assert (tables["reviews"], tables["review_grounds"]) == (2, 0)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["boris", "carla", "edda"]),
        st.sampled_from(["say"] * 4 + ["take back", "open", "undo", "leave", "decide"]),
        st.sampled_from(["likely", "false", "unproven"]),
    ),
    max_size=9,
)


def test_whatever_people_do_nobody_reads_what_is_sealed_and_nothing_is_sealed_again(desk: Desk) -> None:
    numbers = count()

    @settings(max_examples=6, database=None, suppress_health_check=list(HealthCheck))
    @given(ACTS, st.sampled_from([2, 3]))
    def act(acts: list[tuple[str, str, str]], needed: int) -> None:
        claim = desk.claim()
        case = blind_case(desk, claim, number=needed)
        opened = False
        for who, what, key in acts:
            with suppress(Refusal):
                _do(desk, claim, case, desk.people[who], what, key, f"secret{next(numbers)}x")
            desk.session.rollback()
            made = reviews.of_claim(desk.session, claim)
            opened |= bool(made) and claim.blind is None
            assert not (opened and claim.blind), "what was open is sealed again"
            for person in desk.people.values():
                _refuse_to_tell(desk, claim, made, person)

    act()


def _do(desk: Desk, claim: Claim, case: Case, by: User, what: str, key: str, words: str) -> None:
    match what:
        case "say":
            reviews.submit(desk.session, claim, verdict=desk.verdict(key), words=words, why=words, by=by)
        case "take back":
            reviews.take_back(desk.session, claim, why=words, by=by)
        case "open":
            blindness.open_early(desk.session, claim, why="Enough.", by=by)
        case "decide":
            decisions.decide(desk.session, claim, Ruling(desk.verdict("unproven"), "So."), by=by)
        case "leave":
            for item in cases.items_of(desk.session, case):
                cases.take_out(desk.session, case, item, by=by)
        case "undo":
            newest = select(Event).where(Event.about_id == claim.id).order_by(Event.seq.desc()).limit(1)
            undo.undo(desk.session, desk.session.scalars(newest).one(), rest=True, why=words, by=desk.edda)
    desk.session.commit()


def _refuse_to_tell(desk: Desk, claim: Claim, made: Sequence[Review], person: User) -> None:
    """Hold what a person reads of a claim against what they may."""
    sealed = [one for one in made if one.blind and claim.blind is not None and one.created_by is not person]
    assert seen(desk, claim, person) == set(made) - set(sealed)
    trail = told(desk, claim, person)
    for one in made:
        words = one.words.partition("\n")[0]
        assert (words in trail) is (one not in sealed), (person.name, words)


KEEPERS = {
    "access": "says what is sealed",
    "agreement": "leaves out what is sealed to whoever asks",
    "blindness": "tells whether there are any, and by how many",
    "claim_merges": "shows those that are visible",
    "claim_pages": "shows those that are visible",
    "decisions": "is refused while any is sealed",
    "dossiers": "counts the claims that people assessed, not how",
    "gates": "counts people",
    "history/changed_values": "leaves out what only lay before somebody",
    "history/naming": "names the person",
    "many/deciding": "leaves claims alone of which any is sealed",
    "queues": "gives claims to others than who assessed them",
    "redaction/sealed": "leaves out what is sealed",
    "reports/assessing": "leaves out what is sealed to anybody",
    "reports/things": "leaves out what is sealed to anybody",
    "reviews": "reads and writes them for those above",
    "stages": "asks whether one stands",
    "undo/judgements": "weighs them for undoing, which is refused while they are sealed",
    "undo/steps": "undoes them, which is refused while they are sealed",
    "undo/telling": "tells of undoing them, which is refused while they are sealed",
    "verification/derived": "compares which claim each belongs to",
    "waiting": "tells who assessed, and when",
    "whole_reports/entering": "asks whether anybody assessed anything",
}
"""The services that read assessments, each with why it tells nothing that is sealed."""


def test_every_service_that_reads_assessments_is_known_to_keep_what_is_sealed() -> None:
    services = Path(access.__file__).parent
    block = re.compile(r"^from tracker\.models import (\([^)]*\)|[^\n(]*)$", re.MULTILINE)
    reading = {
        str(path.relative_to(services).with_suffix("")).replace("\\", "/")
        for path in services.rglob("*.py")
        if any(re.search(r"\bReview(Ground)?\b", found) for found in block.findall(path.read_text("utf-8")))
    }
    assert reading == set(KEEPERS)
