"""What happened when: each event has its mark on its day, days stand in the order of time, none on top of another."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.areas import Area, crossed, overlaps, words_at, words_from
from tracker.domain import dates
from tracker.domain.drawing.columns import NAME_SIZE, NOTE_SIZE
from tracker.domain.drawing.days import day_of
from tracker.domain.drawing.glyphs import Sign
from tracker.domain.drawing.timeline import LEFT, Event, Jump, Line, Stretch, Timeline, draw_timeline
from tracker.domain.lettering import width

NAMES = [
    "The depot was hit.",
    "احترق المستودع",
    "W" * 80,
    "Thirty officers from six countries were killed near Aleppo.",
]
days = st.dates().map(str) | st.sampled_from(
    ["", "2016", "2016-09", "2016-09~", "2016-09-21", "2016-09-21?", "2016-09-21T21:40Z", "2016-09-22", "1999"]
)
events = st.builds(Event, days, st.sampled_from(Sign), st.just("told"), st.just("row"))
stretches = st.builds(Stretch, days, days, st.booleans(), st.just("told"))
lines = st.builds(
    Line,
    st.sampled_from(NAMES),
    st.just("told"),
    st.just("row"),
    label=st.sampled_from(["", "7", "1042"]),
    note=st.sampled_from(["", "article 12"]),
    mark=st.sampled_from(["", "likely"]),
    events=st.lists(events, max_size=5).map(tuple),
    stretches=st.lists(stretches, max_size=1).map(tuple),
)
many = st.lists(lines, min_size=1, max_size=6)
on_lines = st.tuples(st.integers(0, 5), st.integers(0, 5), days)


def jumps_on(drawn: list[Line], between: list[tuple[int, int, str]]) -> list[Jump]:
    known = [(one % len(drawn), other % len(drawn), on) for one, other, on in between]
    return [Jump(one, other, on, "told", "row") for one, other, on in known if one != other]


def marks(picture: Timeline) -> Iterator[Area]:
    for mark in picture.marks:
        after = 8 + width(mark.count, NOTE_SIZE) if mark.count else 7
        yield Area(mark.x - 7, mark.y - 7, mark.x + after, mark.y + 7)


def words(picture: Timeline) -> Iterator[Area]:
    yield from (words_from(month.x, picture.months_at, month.label) for month in picture.months)
    yield from (words_at(day.x, picture.days_at, day.label) for day in picture.days)
    for one in picture.lines:
        yield from (words_from(one.x, one.first + 16 * at, name, NAME_SIZE) for at, name in enumerate(one.names))
        if one.line.note:
            yield words_from(one.x, one.first + 16 * len(one.names), one.line.note)
        if one.line.label:
            yield words_from(one.label_x, one.first, one.line.label)
        if one.line.mark:
            yield Area(2, one.first - 11, 16, one.first + 3)


@given(many, st.lists(on_lines, max_size=4))
def test_nothing_stands_on_top_of_anything_else_or_outside(
    drawn: list[Line], between: list[tuple[int, int, str]]
) -> None:
    picture = draw_timeline(drawn, jumps_on(drawn, between))
    areas = [*words(picture), *marks(picture)]
    assert overlaps(areas) == []
    for jump in picture.jumps:
        assert crossed(jump.path, areas) == []
    for one, other in pairwise(sorted(jump.x for jump in picture.jumps)):
        assert other - one >= 13
    for area in areas:
        assert area.left >= 0
        assert area.top >= 0
        assert area.right <= picture.width
        assert area.bottom <= picture.height
    assert all(one.x < LEFT for one in picture.lines)


@given(many)
def test_every_event_has_its_mark_on_its_line_and_day(drawn: list[Line]) -> None:
    picture = draw_timeline(drawn)
    level = {id(one.line): one.y for one in picture.lines}
    at = {day.day: day.x for day in picture.days}
    shown = sorted((mark.y, event.on, event.sign.value) for mark in picture.marks for event in mark.events)
    assert shown == sorted((level[id(line)], event.on, event.sign.value) for line in drawn for event in line.events)
    for mark in picture.marks:
        assert {day_of(event.on) for event in mark.events} == {day_of(mark.events[0].on)}
        near = min(at, key=lambda day: abs(at[day] - mark.x))
        assert near == day_of(mark.events[0].on)


@given(many)
def test_days_stand_in_the_order_of_time_and_what_has_none_comes_last(drawn: list[Line]) -> None:
    columns = sorted(draw_timeline(drawn).days, key=lambda day: day.x)
    dated = [dates.parse(day.day).earliest for day in columns if day.day]
    assert dated == sorted(dated)
    assert [day.day for day in columns].count("") <= 1
    assert "" not in [day.day for day in columns[:-1]]


@settings(max_examples=10)
@given(st.lists(lines, min_size=60, max_size=60))
def test_sixty_lines_keep_apart(drawn: list[Line]) -> None:
    picture = draw_timeline(drawn)
    by_line: dict[float, list[Area]] = {}
    for mark in marks(picture):
        by_line.setdefault(mark.top, []).append(mark)
    assert all(overlaps(on_line) == [] for on_line in by_line.values())
    assert len({one.y for one in picture.lines}) == 60


def test_the_longer_the_time_between_two_days_the_farther_they_are_apart() -> None:
    on = ("2016-09-21", "2016-09-22", "2016-10-25", "2018-01-01")
    events = tuple(Event(day, Sign.ASSERTS, "", "") for day in on)
    xs = [day.x for day in draw_timeline([Line("It burned.", "", "", events=events)]).days]
    apart = [other - one for one, other in pairwise(xs)]
    assert apart == sorted(apart)
    assert len(set(apart)) == 3


def test_events_of_one_sign_on_one_day_are_one_mark_with_their_number() -> None:
    events = tuple(Event(on, Sign.REPORTS, on, "row") for on in ("2016-09-21", "2016-09-21T10:00Z", "2016-09-21~"))
    first, second = draw_timeline([Line("It burned.", "", "", events=events)]).marks
    assert (first.count, first.told, second.count) == ("2", "2016-09-21; 2016-09-21T10:00Z", "")


def test_a_stretch_begins_and_ends_on_its_days_and_goes_on_where_they_are_not_known() -> None:
    known, open_ended = Stretch("2013-12-09", "2014-11", True, ""), Stretch("", "", False, "")
    picture = draw_timeline([Line("Rossiya Segodnya", "", "", stretches=(known, open_ended))])
    since, until = sorted(day.x for day in picture.days)
    one, other = picture.bars
    assert (one.x, one.right, one.open_left, one.open_right) == (since, until, False, False)
    assert (other.x, other.right, other.open_left, other.open_right) == (LEFT, picture.right, True, True)


@pytest.mark.parametrize(
    ("on", "month", "label"),
    [
        ("2016-09-21", "Sep 2016", "21"),
        ("2016-09-21T21:40+03:00", "Sep 2016", "21"),
        ("2016-09-21~", "Sep 2016", "~21"),
        ("2016-09", "Sep 2016", "–"),
        ("2016?", "2016", "–?"),
        ("", "no date", "?"),
    ],
)
def test_a_day_is_labelled_as_far_as_it_is_known(on: str, month: str, label: str) -> None:
    picture = draw_timeline([Line("It burned.", "", "", events=(Event(on, Sign.ASSERTS, "", ""),))])
    assert [one.label for one in picture.months] == [month]
    assert [one.label for one in picture.days] == [label]


def test_it_is_told_in_sentences_too() -> None:
    burned = Line("It burned.", "", "", events=(Event("", Sign.ASSERTS, "date unknown, FARS", ""),))
    picture = draw_timeline([burned, Line("احترق", "", "")], [Jump(0, 1, "2016", "2 overtook 1", "")])
    assert picture.told == "It burned.: date unknown, FARS. \u2068احترق\u2069: nothing. 2 overtook 1."
