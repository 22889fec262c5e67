"""The picture of a trail: read from left to right, nothing on top of anything else, whatever the names are."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import drawing
from tracker.domain.drawing import BOX_HEIGHT, BROAD, Branch, draw
from tracker.domain.lettering import width

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

branches = st.recursive(
    st.builds(Branch, st.sampled_from(NAMES), passed=st.just("reported"), found=st.sampled_from(["", "not checked"])),
    lambda inner: st.builds(Branch, st.sampled_from(NAMES), whence=st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=12,
)
articles = st.lists(branches, min_size=1, max_size=4)


@given(articles)
def test_no_box_touches_another(drawn: list[Branch]) -> None:
    for one, other in combinations(draw(drawn).boxes, 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        above = one.y + BOX_HEIGHT <= other.y or other.y + BOX_HEIGHT <= one.y
        assert beside or above


@given(articles)
def test_everything_stands_inside_the_picture(drawn: list[Branch]) -> None:
    picture = draw(drawn)
    for box in picture.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width < picture.reader[0] < picture.width
        assert box.y + box.height <= picture.height


@given(articles)
def test_every_step_has_one_box_and_one_arrow_and_reads_from_left_to_right(drawn: list[Branch]) -> None:
    picture = draw(drawn)
    assert len(picture.boxes) == sum(1 for article in drawn for _ in article.walk())
    assert len(picture.arrows) == len(picture.boxes)
    for box in picture.boxes:
        for one in box.branch.whence:
            assert all(start.x + start.width < box.x for start in picture.boxes if start.branch is one)


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=20))
def test_the_words_of_arrows_have_room_before_the_next_box(names: list[str]) -> None:
    article = Branch(names[0])
    for name in names[1:]:
        article = Branch(name, whence=(Branch("x", passed="overstated or changed", whence=(article,)),))
    picture = draw([article])
    for arrow in picture.arrows:
        half = width(arrow.passed, drawing.NOTE_SIZE) / 2
        assert not any(
            box.x < arrow.x + half and arrow.x - half < box.x + box.width and box.y < arrow.y < box.y + BOX_HEIGHT
            for box in picture.boxes
            if arrow.passed
        )


def test_an_end_stands_at_the_far_left_and_the_article_next_to_the_reader() -> None:
    picture = draw([COAST, Branch("Al-Marfa Daily", whence=(Branch("RIA Novosti"),))])
    at = {box.branch.name: box.x for box in picture.boxes}
    assert at["Sputnik Arabic"] == at["RIA Novosti"] < at["FARS"] < at["The Coast Road"] == at["Al-Marfa Daily"]


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
