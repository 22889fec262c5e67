"""A source between those it cites and those who cite it: all of them there, and nothing on top of anything else."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.areas import Area, crossed, of_box, overlaps, words_at, words_from
from tracker.domain.drawing.parts import Branch
from tracker.domain.drawing.sides import Sides, draw_sides
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
HEADS = ("It cites", "Cite it")

branches = st.builds(
    Branch,
    st.sampled_from(NAMES),
    passed=st.sampled_from(["1 step", "1,000 steps"]),
    found=st.sampled_from(["not checked", "12 not there, 3 overstated"]),
    flag=st.sampled_from(["", "", "they cite each other"]),
    kind=st.sampled_from(SourceKind),
)
sides = st.lists(branches, max_size=12)
thirty = st.lists(branches, min_size=30, max_size=30)


def words(picture: Sides) -> Iterator[Area]:
    """Yield what the words outside of boxes cover, placed as the template places them."""
    for arrow in picture.arrows:
        assert arrow.branch is not None
        said = (arrow.branch.passed, -7), (arrow.branch.found, 15), (arrow.branch.flag, 28)
        yield from (words_at(arrow.x, arrow.y + down, text) for text, down in said if text)
    yield from (words_from(head.x, head.y, head.text) for head in picture.heads)


def covered(picture: Sides) -> list[Area]:
    return [*map(of_box, picture.boxes), *words(picture)]


def check(picture: Sides) -> None:
    areas = covered(picture)
    assert overlaps(areas) == []
    for line in [*(arrow.line for arrow in picture.arrows), *picture.trunks]:
        assert crossed(line, areas) == [], line
    for area in areas:
        assert area.left >= 0
        assert area.top >= 0
        assert area.right <= picture.width
        assert area.bottom <= picture.height


@given(branches, sides, sides)
def test_nothing_stands_on_top_of_anything_else_or_outside(
    middle: Branch, left: list[Branch], right: list[Branch]
) -> None:
    check(draw_sides(middle, left, right, HEADS))


@settings(max_examples=10)
@given(branches, thirty, thirty)
def test_sixty_keep_apart_and_on_a_page_of_paper(middle: Branch, left: list[Branch], right: list[Branch]) -> None:
    picture = draw_sides(middle, left, right, HEADS)
    check(picture)
    assert len(picture.boxes) == 61
    assert picture.width < 1100


@given(branches, sides, sides)
def test_each_has_one_box_at_its_side_and_one_arrow(middle: Branch, left: list[Branch], right: list[Branch]) -> None:
    picture = draw_sides(middle, left, right, HEADS)
    own, *others = picture.boxes
    assert [box.branch for box in picture.boxes] == [middle, *left, *right]
    assert [arrow.branch for arrow in picture.arrows] == [*left, *right]
    assert [box.x < own.x for box in others] == [True] * len(left) + [False] * len(right)


def test_it_is_told_in_sentences_too() -> None:
    picture = draw_sides(Branch("FARS"), [Branch("سبوتنيك"), Branch("WSJ")], [Branch("The Duran")], HEADS)
    assert picture.told == "FARS. It cites: \u2068سبوتنيك\u2069, WSJ. Cite it: The Duran."
    assert draw_sides(Branch("FARS"), [], []).told == "FARS."
