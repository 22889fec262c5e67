"""All that one person did since a moment is undone, the newest first; what others have built on stays and is listed."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.assessing import Desk
from tests.undoing import (
    AFTERNOON,
    acted,
    annotate,
    clear_the_trail,
    edit_the_statement,
    enter_another_trail,
    faults,
    newest,
    rows,
    standing,
    undo_event,
    worked_on,
    write_a_note,
)
from tracker.domain import chance
from tracker.domain.errors import NotAllowed, Refusal, Stale
from tracker.domain.roles import Role
from tracker.models import Claim, Event, User
from tracker.services import claims, decisions, people, reviews, undo
from tracker.services.claims import Wording
from tracker.services.history.entries import entries
from tracker.services.undo import scopes, sweeps
from tracker.services.undo.marks import undoes
from tracker.services.undo.scopes import Scope
from tracker.services.undo.sweeps import Progress, Sweep

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def claim(desk: Desk) -> Claim:
    return worked_on(desk)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one go take six changes, in transactions of three."""
    monkeypatch.setattr(sweeps, "MOST", 6)
    monkeypatch.setattr(sweeps, "BATCH", 3)


def since(desk: Desk, first: int, person: User | None = None) -> Scope:
    desk.session.commit()
    return Scope(person or desk.boris, first, "then")


def look(desk: Desk, scope: Scope) -> Sweep:
    desk.session.commit()
    return sweeps.preview(desk.session, scope, person=desk.edda)


def sweep(desk: Desk, scope: Scope) -> list[Progress]:
    """Undo a scope to its end, as it was looked at, some at a time."""
    seen = look(desk, scope).position
    done = [sweeps.undo_some(desk.session, scope, below=seen + 1, seen=seen, why="not his", by=desk.edda)]
    desk.session.commit()
    while (below := done[-1].below) is not None:
        done.append(sweeps.undo_some(desk.session, scope, below=below, why="not his", by=desk.edda))
        desk.session.commit()
    return done


def next_seq(desk: Desk) -> int:
    return newest(desk).seq + 1


def test_a_whole_afternoon_is_as_if_it_had_not_been(desk: Desk, claim: Claim) -> None:
    before, first = rows(desk.session), next_seq(desk)
    for act in AFTERNOON:
        acted(desk, act, claim)
    desk.assess(claim, "unproven", by=desk.boris)
    scope = since(desk, first)
    seen = look(desk, scope)
    assert (seen.clear, seen.held, seen.done, seen.older) == (len(AFTERNOON) + 1, 0, 0, None)
    assert [row.entry.seq for row in seen.rows] == sorted((row.entry.seq for row in seen.rows), reverse=True)
    assert sweep(desk, scope) == [Progress(len(AFTERNOON) + 1, len(AFTERNOON) + 1, 0, None)]
    after = rows(desk.session)
    assert {place: after.get(place) for place in before} == before
    assert standing(before, after) <= {"anchors", "citations", "source_names", "tags", "reviews"}
    assert reviews.standing(desk.session, claim) == []
    assert faults(desk) == []


def test_each_is_undone_by_an_event_of_its_own_with_the_one_reason(desk: Desk, claim: Claim) -> None:
    first = next_seq(desk)
    done = [acted(desk, edit_the_statement, claim), acted(desk, write_a_note, claim)]
    sweep(desk, since(desk, first))
    undoings = desk.session.scalars(select(Event).where(Event.action == "action.undone").order_by(Event.seq)).all()
    assert list(undoes(desk.session, undoings).values()) == [event.id for event in reversed(done)]
    told = entries(desk.session, undoings, person=desk.edda)
    assert [entry.why for entry in told] == ["not his", "not his"]
    assert [(one.label, one.after) for entry in told for one in entry.differences if one.label == "All since"] == [
        ("All since", "then"),
        ("All since", "then"),
    ]


def test_what_a_person_did_to_the_same_value_again_and_again_goes_all_the_way_back(desk: Desk, claim: Claim) -> None:
    first = next_seq(desk)
    for number in range(5):
        claims.edit(desk.session, claim, Wording(f"{number} depots were hit."), seen=claim.rev, by=desk.boris)
        desk.session.commit()
    assert sweep(desk, since(desk, first)) == [Progress(5, 5, 0, None)]
    assert claim.statement == "The depot was hit."


def test_what_another_changed_since_is_left_with_all_that_lies_under_it(desk: Desk, claim: Claim) -> None:
    first = next_seq(desk)
    acted(desk, edit_the_statement, claim)
    acted(desk, write_a_note, claim)
    claims.edit(desk.session, claim, Wording("Two depots were hit."), seen=claim.rev, by=desk.carla)
    later = newest(desk)
    claims.edit(desk.session, claim, Wording("Three depots were hit."), seen=claim.rev, by=desk.boris)
    scope = since(desk, first)
    seen = look(desk, scope)
    assert (seen.clear, seen.held) == (2, 1)
    held = [row for row in seen.rows if row.obstacles]
    assert [one.later.seq for row in held for one in row.obstacles if one.later] == [later.seq]
    assert sweep(desk, scope) == [Progress(3, 2, 1, None)]
    assert claim.statement == "Two depots were hit."
    assert [row.entry.seq for row in sweeps.preview(desk.session, scope, person=desk.edda, held_only=True).rows] == [
        first
    ]
    assert faults(desk) == []


def test_a_claim_that_a_person_made_and_worked_on_goes_with_all_their_work(desk: Desk, claim: Claim) -> None:
    first = next_seq(desk)
    acted(desk, annotate, claim)
    new = desk.session.scalars(select(Claim).where(Claim.statement == "A depot burned.")).one()
    for act in (edit_the_statement, enter_another_trail, write_a_note):
        acted(desk, act, new)
    desk.assess(new, "unproven", by=desk.boris)
    assert sweep(desk, since(desk, first)) == [Progress(5, 5, 0, None)]
    assert new.withdrawn
    assert faults(desk) == []


def test_what_a_person_undid_themselves_stays_undone_without_a_word_more(desk: Desk, claim: Claim) -> None:
    earlier = acted(desk, write_a_note, claim)
    first = next_seq(desk)
    event = acted(desk, edit_the_statement, claim)
    undo_event(desk, event, by=desk.boris)
    undo_event(desk, earlier, by=desk.boris)
    scope = since(desk, first)
    seen = look(desk, scope)
    assert (seen.clear, seen.done) == (1, 2)
    sweep(desk, scope)
    assert claim.statement == "The depot was hit."
    assert undo.preview(desk.session, earlier, person=desk.edda).undone is None


def test_verdicts_and_openings_of_one_person_are_unrolled(desk: Desk, claim: Claim) -> None:
    desk.decide(claim, "unproven")
    verdict = claim.verdict
    first = next_seq(desk)
    decisions.reopen(desk.session, claim, why="mine now", by=desk.carla)
    desk.session.commit()
    claims.edit(desk.session, claim, Wording("Nothing burned."), seen=claim.rev, by=desk.carla)
    desk.session.commit()
    desk.assess(claim, "unlikely", by=desk.carla)
    assert sweep(desk, since(desk, first, desk.carla)) == [Progress(3, 3, 0, None)]
    assert (claim.verdict, claim.statement) == (verdict, "The depot was hit.")
    assert faults(desk) == []


def test_many_take_several_transactions_and_the_rest_another_go(desk: Desk, claim: Claim, small: None) -> None:
    first = next_seq(desk)
    for _ in range(10):
        acted(desk, write_a_note, claim)
    scope = since(desk, first)
    seen = look(desk, scope)
    assert (seen.clear, seen.older) == (6, first + 4)
    older = Scope(desk.boris, first, "then", below=seen.older)
    assert look(desk, older).clear == 4
    done = sweeps.undo_some(
        desk.session, scope, below=seen.position + 1, seen=seen.position, why="not his", by=desk.edda
    )
    desk.session.commit()
    assert done == Progress(3, 3, 0, first + 7)
    assert (look(desk, scope).clear, look(desk, scope).done) == (6, 3)
    assert [one.undone for one in sweep(desk, scope)] == [3, 3, 1]


def test_the_page_of_a_list_begins_below_a_place(desk: Desk, claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeps, "PAGE", 2)
    first = next_seq(desk)
    for _ in range(3):
        acted(desk, write_a_note, claim)
    scope = since(desk, first)
    page = look(desk, scope)
    assert [row.entry.seq for row in page.rows] == [first + 2, first + 1]
    assert page.next_key == first + 1
    rest = sweeps.preview(desk.session, scope, person=desk.edda, before=page.next_key)
    assert ([row.entry.seq for row in rest.rows], rest.next_key) == ([first], None)


def test_a_list_takes_as_many_statements_for_many_changes_as_for_few(desk: Desk, claim: Claim) -> None:
    first, counts = next_seq(desk), []
    for times in (1, 12):
        for _ in range(times):
            for act in (edit_the_statement, write_a_note, enter_another_trail, clear_the_trail):
                acted(desk, act, claim)
        desk.session.expire_all()
        with desk.counted() as sent:
            sweeps.preview(desk.session, since(desk, first), person=desk.edda)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_a_list_is_stale_when_its_person_acted_or_somebody_built_on_it_since(desk: Desk, claim: Claim) -> None:
    first = next_seq(desk)
    acted(desk, edit_the_statement, claim)
    scope = since(desk, first)
    seen = look(desk, scope).position

    def undo_all() -> None:
        sweeps.undo_some(desk.session, scope, below=seen + 1, seen=seen, why="not his", by=desk.edda)

    acted(desk, write_a_note, claim)
    with pytest.raises(Stale, match="More was done"):
        undo_all()
    desk.session.rollback()
    seen = look(desk, scope).position
    desk.assess(claim, "unproven", by=desk.carla)
    with pytest.raises(Stale, match="came in the way"):
        undo_all()


def test_only_editors_undo_what_others_did(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    with pytest.raises(NotAllowed):
        sweeps.undo_some(desk.session, since(desk, event.seq), below=event.seq + 1, why="mine", by=desk.carla)


def test_undoing_them_all_needs_a_reason(desk: Desk, claim: Claim) -> None:
    event = acted(desk, edit_the_statement, claim)
    with pytest.raises(Refusal) as refusal:
        sweeps.undo_some(desk.session, since(desk, event.seq), below=event.seq + 1, why=" ", by=desk.edda)
    assert refusal.value.field == "why"


def test_what_cannot_be_undone_is_counted_as_far_as_one_may_see_it(desk: Desk, claim: Claim) -> None:
    people.prefer(desk.session, desk.anna, single_keys=False)
    scope = since(desk, 0, desk.anna)
    assert look(desk, scope).others == (("article added", 2),)
    admin = desk.person("Ada", Role.ADMIN)
    desk.session.commit()
    others = sweeps.preview(desk.session, scope, person=admin).others
    assert others == (("article added", 2), ("settings changed", 1))


@pytest.mark.parametrize("text", ["{seq}", "{moment}", "{day}"])
def test_since_when_is_typed_as_a_change_a_time_or_a_day(desk: Desk, claim: Claim, text: str) -> None:
    event = acted(desk, edit_the_statement, claim)
    at = event.at.astimezone(BERLIN)
    typed = text.format(seq=event.seq, moment=at.strftime("%Y-%m-%d %H:%M:%S"), day=at.date())
    asked = scopes.read(desk.session, {"who": str(desk.boris.id), "since": typed}, BERLIN)
    assert asked.problems == []
    assert asked.scope is not None
    assert (asked.scope.person, asked.scope.words) == (desk.boris, typed)
    assert asked.scope.first <= event.seq
    assert look(desk, asked.scope).clear == 1


def test_a_moment_after_everything_holds_nothing(desk: Desk, claim: Claim) -> None:
    acted(desk, edit_the_statement, claim)
    moment = chance.now().astimezone(BERLIN).strftime("%Y-%m-%d %H:%M:%S.%f")
    asked = scopes.read(desk.session, {"who": str(desk.boris.id), "since": moment}, BERLIN)
    assert asked.scope is not None
    assert look(desk, asked.scope).clear == 0
