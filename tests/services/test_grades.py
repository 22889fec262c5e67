"""Sources and what they say are graded by people, with a reason, and a newer grade supersedes an older one."""

from typing import Any

import pytest

from tests.assessing import Desk
from tests.undoing import faults, newest
from tracker.db import blank
from tracker.domain.actors import Program
from tracker.domain.errors import NotAllowed, Refusal, Stale
from tracker.domain.vocabulary import Cause, Credibility, Reliability
from tracker.models import Source
from tracker.services import appearances, grades, looks, merges, past, sources, undo
from tracker.services.grades import Grading
from tracker.services.past import Place


@pytest.fixture
def fars(desk: Desk) -> Source:
    source = desk.source("FARS")
    desk.session.commit()
    return source


def grade(desk: Desk, source: Source, value: Reliability | None, reason: str = "Its record.", **said: Any) -> None:
    own = [one for one in grades.of_source(desk.session, source) if one.source_id == source.id]
    found = Grading(value, reason, seen=own[0].id if own else None, **said)
    grades.grade_source(desk.session, source, found, by=desk.boris)
    desk.session.commit()


def values(desk: Desk, source: Source) -> list[Reliability | None]:
    return [one.value for one in grades.of_source(desk.session, source)]


def test_a_newer_grade_supersedes_an_older_one_and_all_stay(desk: Desk, fars: Source) -> None:
    grade(desk, fars, Reliability.C)
    grade(desk, fars, Reliability.F, "Nobody can tell any more.", as_of="2016-09")
    newer, older = grades.of_source(desk.session, fars)
    assert (newer.value, newer.as_of, newer.reason) == (Reliability.F, "2016-09", "Nobody can tell any more.")
    assert (newer.supersedes_id, older.value, older.created_by) == (older.id, Reliability.C, desk.boris)
    assert faults(desk) == []


def test_a_grade_is_taken_back_with_a_reason(desk: Desk, fars: Source) -> None:
    grade(desk, fars, Reliability.A)
    grade(desk, fars, None, "Graded the wrong one.")
    assert values(desk, fars) == [None, Reliability.A]
    with pytest.raises(Refusal) as refusal:
        grade(desk, fars, None, "Again.")
    assert refusal.value.field == "grade"


@pytest.mark.parametrize(
    ("found", "field"),
    [
        (Grading(Reliability.A, " "), "reason"),
        (Grading(None, "There is none."), "grade"),
        (Grading(Reliability.A, "x", as_of="2999"), "as_of"),
        (Grading(Reliability.A, "x", as_of="Tuesday"), "as_of"),
    ],
)
def test_what_is_no_grade_is_refused_at_its_field(
    desk: Desk, fars: Source, found: Grading[Reliability], field: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        grades.grade_source(desk.session, fars, found, by=desk.boris)
    assert refusal.value.field == field


def test_only_people_grade_and_only_on_top_of_what_they_saw(desk: Desk, fars: Source) -> None:
    with pytest.raises(NotAllowed):
        grades.grade_source(desk.session, fars, Grading(Reliability.A, "x"), by=Program("rule"))  # type: ignore[arg-type]
    grade(desk, fars, Reliability.A)
    with pytest.raises(Stale):
        grades.grade_source(desk.session, fars, Grading(Reliability.B, "x"), by=desk.carla)


def test_decided_claims_need_another_look_once_a_grade_changes(desk: Desk, fars: Source) -> None:
    claim = desk.claim()
    desk.trail(claim.appearances[0], "WSJ")
    [wsj] = sources.named(desk.session, "WSJ")
    desk.decide(claim, "likely")
    grade(desk, wsj, Reliability.B)
    grade(desk, wsj, Reliability.B, "Still so.")
    grade(desk, fars, Reliability.B)
    grade(desk, fars, Reliability.E)
    assert looks.open_of(desk.session, claim) == []
    grade(desk, wsj, Reliability.D)
    assert [look.cause for look in looks.open_of(desk.session, claim)] == [Cause.GRADED]


def test_what_is_said_is_graded_where_it_is_said_apart_from_who_says_it(desk: Desk) -> None:
    claim = desk.claim()
    [place] = appearances.of_claim(desk.session, claim)
    first = grades.grade_information(desk.session, place, Grading(Credibility.FOUR, "Alone."), by=desk.boris)
    desk.decide(claim, "likely")
    found = Grading(Credibility.TWO, "Two more say so.", seen=first.id)
    grades.grade_information(desk.session, place, found, by=desk.carla)
    desk.session.commit()
    assert [one.value for one in grades.of_appearances(desk.session, [place.id])[place.id]] == ["2", "4"]
    assert [look.cause for look in looks.open_of(desk.session, claim)] == [Cause.GRADED]
    assert faults(desk) == []


def test_a_withdrawn_place_has_nothing_to_grade(desk: Desk) -> None:
    [place] = appearances.of_claim(desk.session, desk.claim())
    place.withdrawn = True
    with pytest.raises(Refusal, match="withdrawn"):
        grades.grade_information(desk.session, place, Grading(Credibility.ONE, "x"), by=desk.boris)
    desk.session.rollback()


def test_of_merged_sources_the_grade_of_the_one_that_stays_is_shown_or_else_the_other_s(desk: Desk) -> None:
    news, fars, third = (desk.source(name) for name in ("Fars News", "FARS", "Fars Agency"))
    desk.session.commit()
    grade(desk, news, Reliability.E)
    grade(desk, fars, Reliability.C)
    merges.merge(desk.session, news, fars, why="One agency.", by=desk.boris)
    desk.session.commit()
    assert values(desk, fars) == [Reliability.C, Reliability.E]
    merges.merge(desk.session, fars, third, why="One agency.", by=desk.boris)
    desk.session.commit()
    assert values(desk, third) == [Reliability.C, Reliability.E]
    with pytest.raises(Refusal, match="was merged into Fars Agency"):
        grade(desk, fars, Reliability.A)


def test_the_look_before_merging_tells_two_grades_where_the_desk_grades(desk: Desk, fars: Source) -> None:
    news = desk.source("Fars News")
    grade(desk, fars, Reliability.C)
    grade(desk, news, Reliability.E)
    said = "Each has a grade: Fars News E, FARS C. That of FARS is shown."
    assert said in merges.preview(desk.session, news, fars, graded=True).clashes
    assert said not in merges.preview(desk.session, news, fars).clashes


def test_a_grade_cannot_be_undone_only_superseded(desk: Desk, fars: Source) -> None:
    grade(desk, fars, Reliability.C)
    assert "only superseded" in undo.preview(desk.session, newest(desk), person=desk.edda).refusal


def test_a_page_of_the_past_has_the_grades_of_then(desk: Desk, fars: Source) -> None:
    grade(desk, fars, Reliability.C)
    then = newest(desk)
    grade(desk, fars, Reliability.D)
    with blank() as session:
        assert past.of_thing(desk.session, session, fars, Place(then.seq, then.at), person=desk.anna)
        assert [one.value for one in grades.of_source(session, session.get_one(Source, fars.id))] == [Reliability.C]
