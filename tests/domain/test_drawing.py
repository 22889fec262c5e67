"""The picture of a trail: read from left to right, nothing on top of anything else, whatever the names are."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.areas import Area, crossed
from tests.drawn import boxes, touching, words
from tracker.domain.drawing import draw
from tracker.domain.drawing.columns import BROAD
from tracker.domain.drawing.parts import Branch, Mark
from tracker.domain.vocabulary import SourceKind

NAMES = [
    "FARS",
    "سبوتنيك عربي",
    "Русская служба",
    "新华社",
    "W" * 80,
    "people familiar with the matter",
    "e\u0301" * 40,
]
SPUTNIK = Branch("Sputnik Arabic", passed="reported", found="could not obtain", sign="?")
COAST = Branch("The Coast Road", here=True, read=True, whence=(Branch("FARS", passed="reported", whence=(SPUTNIK,)),))

marks = st.builds(
    Mark, st.sampled_from("ABCDE"), st.booleans(), st.sampled_from(["", "", "Rossiya Segodnya", "W" * 40])
)
steps = {
    "passed": st.sampled_from(["reported", "translated"]),
    "found": st.sampled_from(["", "not checked", "overstated or changed"]),
    "flag": st.sampled_from(["", "", "cites what came later"]),
    "kind": st.sampled_from(SourceKind),
}
names = st.sampled_from(NAMES)
branches = st.recursive(
    st.builds(
        Branch,
        names,
        note=st.sampled_from(["", "basis not stated", "goes on in its trail"]),
        sign=st.sampled_from(["", "?", "×"]),
        end=st.none() | marks,
        **steps,
    ),
    lambda inner: st.builds(Branch, names, whence=st.lists(inner, min_size=1, max_size=3).map(tuple), **steps),
    max_leaves=12,
)
articles = st.lists(branches, min_size=1, max_size=6)
ends = st.builds(Branch, names, note=st.just("basis not stated"), sign=st.just("?"), end=marks, **steps)
passing = st.builds(Branch, names, whence=st.lists(ends, min_size=1, max_size=2).map(tuple), **steps)
full = st.builds(Branch, names, whence=st.lists(passing | ends, min_size=1, max_size=2).map(tuple), **steps)
sixty = st.lists(full, min_size=16, max_size=20).filter(lambda drawn: sum(len(list(one.walk())) for one in drawn) >= 60)


@given(articles)
def test_no_box_and_no_word_touches_another(drawn: list[Branch]) -> None:
    assert touching(draw(drawn)) == []


@given(articles)
def test_no_arrow_crosses_a_box_or_a_word(drawn: list[Branch]) -> None:
    picture = draw(drawn)
    covered = [*boxes(picture), *words(picture)]
    lines = [arrow.line for arrow in picture.arrows] + [line for one in picture.brackets for line in one.leaders]
    for line in lines:
        assert not crossed(line, covered), line


@settings(max_examples=10)
@given(sixty)
def test_sixty_boxes_and_more_keep_apart_and_clear_of_arrows(drawn: list[Branch]) -> None:
    picture = draw(drawn)
    covered = [*boxes(picture), *words(picture)]
    assert touching(picture) == []
    for arrow in picture.arrows:
        assert not crossed(arrow.line, covered), arrow


@given(articles)
def test_everything_stands_inside_the_picture(drawn: list[Branch]) -> None:
    picture = draw(drawn)
    for area in [*boxes(picture), *words(picture)]:
        assert area.left >= 0
        assert area.top >= 0
        assert area.right < picture.reader[0] < picture.width
        assert area.bottom <= picture.height


@given(articles)
def test_every_step_has_one_box_and_one_arrow_and_reads_from_left_to_right(drawn: list[Branch]) -> None:
    picture = draw(drawn)
    assert len(picture.boxes) == sum(1 for article in drawn for _ in article.walk())
    assert len(picture.arrows) == len(picture.boxes)
    for box in picture.boxes:
        for one in box.branch.whence:
            assert all(start.x + start.width < box.x for start in picture.boxes if start.branch is one)


@given(articles)
def test_the_ends_of_a_group_stand_beside_one_bracket_and_nobody_else_does(drawn: list[Branch]) -> None:
    picture = draw(drawn)
    for bracket in picture.brackets:
        _, top, _, height, _ = (float(one) for one in re.findall(r"-?[\d.]+", bracket.path))
        beside = {
            box.branch.end.letter if box.branch.end else ""
            for box in picture.boxes
            if not box.branch.whence and top <= box.middle[1] <= top + height
        }
        assert beside == {bracket.letter}
    letters = [bracket.letter for bracket in picture.brackets]
    assert letters == sorted({end.end.letter for article in drawn for end in article.walk() if end.end})


@given(articles)
def test_a_band_encloses_the_neighbours_with_its_owner_and_no_other_box(drawn: list[Branch]) -> None:
    picture = draw(drawn)
    for band in picture.bands:
        around = Area(band.x, band.y, band.x + band.width, band.y + band.height)
        inside = [box for box, area in zip(picture.boxes, boxes(picture), strict=True) if area.meets(around)]
        assert len(inside) > 1
        assert {box.branch.end.owner if box.branch.end else "" for box in inside} == {band.owner}


def test_two_with_one_owner_stand_in_one_band_though_another_was_entered_between_them() -> None:
    owned = Mark("A", owner="Rossiya Segodnya")
    picture = draw(
        [
            Branch("The Coast Road", whence=(Branch("Sputnik Arabic", end=owned),)),
            Branch("The Duran", whence=(Branch("people", end=Mark("B"), kind=SourceKind.UNNAMED),)),
            Branch("Al-Marfa Daily", whence=(Branch("RIA Novosti", end=owned),)),
        ]
    )
    assert [(band.name, len(picture.brackets)) for band in picture.bands] == [("Owner: Rossiya Segodnya", 2)]
    at = {box.branch.name: box.y for box in picture.boxes}
    assert at["Sputnik Arabic"] < at["RIA Novosti"] < at["people"]


def test_an_end_stands_at_the_far_left_and_the_article_next_to_the_reader() -> None:
    picture = draw([COAST, Branch("Al-Marfa Daily", whence=(Branch("RIA Novosti"),))])
    at = {box.branch.name: box.x for box in picture.boxes}
    assert at["Sputnik Arabic"] == at["RIA Novosti"] < at["FARS"] < at["The Coast Road"] == at["Al-Marfa Daily"]


def test_long_names_are_cut_only_where_there_is_no_room_for_them() -> None:
    long = "The Ministry of Ports and Salt"
    alone = draw([Branch("The Coast Road", whence=(Branch(long),))])
    assert [box.name for box in alone.boxes] == [long, "The Coast Road"]
    deep = Branch(long)
    for _ in range(5):
        deep = Branch(long, whence=(deep,))
    assert {box.name.endswith("…") for box in draw([deep]).boxes} == {True}


def test_a_short_trail_fills_the_page_and_a_deep_one_keeps_its_size() -> None:
    deep = Branch("end")
    for name in ("a", "b", "c", "d", "e", "f", "g", "h"):
        deep = Branch(f"{name} news agency", passed="translated", found="overstated or changed", whence=(deep,))
    assert draw([COAST]).width == BROAD
    assert not draw([COAST]).long
    assert draw([deep]).long


def test_an_article_without_a_trail_is_drawn_alone() -> None:
    picture = draw([Branch("Al-Marfa Daily")])
    assert [box.name for box in picture.boxes] == ["Al-Marfa Daily"]
    assert picture.told == "One trail. Al-Marfa Daily."


def test_the_picture_says_in_sentences_what_it_shows() -> None:
    both = Branch("The Duran", whence=(SPUTNIK, Branch("سبوتنيك")))
    assert draw([COAST]).told == "One trail. Sputnik Arabic to FARS to The Coast Road."
    assert draw([COAST, both]).told == (
        "3 trails. Sputnik Arabic to FARS to The Coast Road. Sputnik Arabic to The Duran. "
        "\u2068سبوتنيك\u2069 to The Duran."
    )
