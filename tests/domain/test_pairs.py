"""Two columns with lines between them: all of them there, few lines cross, and nothing on top of anything else."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.areas import Area, crossed, of_box, overlaps, words_at, words_from
from tracker.domain.drawing.columns import NAME_SIZE
from tracker.domain.drawing.pairs import Card, Pairs, Tie, crossings, draw_pairs, in_order
from tracker.domain.drawing.parts import Branch
from tracker.domain.vocabulary import SourceKind

NAMES = ["FARS", "سبوتنيك عربي", "新华社", "W" * 80, "people familiar with the matter"]
WORDS = [
    "The depot was hit.",
    "احترق المستودع " * 20,
    "W" * 200,
    "Thirty officers from six countries were killed. " * 3,
]

branches = st.builds(
    Branch,
    st.sampled_from(NAMES),
    note=st.sampled_from(["1 claim", "12 claims, the article itself"]),
    kind=st.sampled_from(SourceKind),
)
cards = st.builds(
    Card, st.sampled_from(["1", "1042"]), st.sampled_from(WORDS), st.just("likely"), st.just("told"), st.just("claim-1")
)


@st.composite
def columns(draw: st.DrawFn, most: int = 10, least: int = 1) -> tuple[list[Branch], list[Card], list[Tie]]:
    """Draw two columns, each card tied to one or two at the left."""
    left = draw(st.lists(branches, min_size=least, max_size=most))
    right = draw(st.lists(cards, min_size=least, max_size=most))
    ones = st.sets(st.integers(0, len(left) - 1), min_size=1, max_size=2)
    ties = [Tie(one, other) for other in range(len(right)) for one in sorted(draw(ones))]
    return left, right, ties


def covered(picture: Pairs) -> Iterator[Area]:
    for box in picture.boxes:
        yield of_box(box)
        yield words_at(box.middle[0], box.y + box.height + 12, box.branch.note)
    for card in picture.cards:
        yield Area(card.x, card.y, card.x + picture.card_width, card.y + picture.card_height)


def check(picture: Pairs) -> None:
    areas = list(covered(picture))
    assert overlaps(areas) == []
    for drawn in picture.ties:
        assert crossed(drawn.line, areas) == []
    for area in areas:
        assert area.left >= 0
        assert area.top >= 0
        assert area.right <= picture.width
        assert area.bottom <= picture.height


@given(columns())
def test_nothing_stands_on_top_of_anything_else_or_outside(drawn: tuple[list[Branch], list[Card], list[Tie]]) -> None:
    check(draw_pairs(*drawn, told=""))


@settings(max_examples=10)
@given(columns(30, 30))
def test_sixty_keep_apart(drawn: tuple[list[Branch], list[Card], list[Tie]]) -> None:
    check(draw_pairs(*drawn, told=""))


@given(columns())
def test_the_words_of_a_card_stand_within_it(drawn: tuple[list[Branch], list[Card], list[Tie]]) -> None:
    picture = draw_pairs(*drawn, told="")
    for card in picture.cards:
        assert len(card.rows) <= 2
        label = words_from(card.x + 28, card.first, card.card.label)
        for at, words in enumerate(card.rows):
            area = words_from(card.text_x, card.first + 16 * at, words, NAME_SIZE)
            assert card.y <= area.top
            assert area.bottom <= card.y + picture.card_height
            assert area.right <= card.x + picture.card_width
            assert not area.meets(label)


@given(columns())
def test_each_has_one_place_and_each_line_leads_from_its_one_to_its_other(
    drawn: tuple[list[Branch], list[Card], list[Tie]],
) -> None:
    left, right, ties = drawn
    picture = draw_pairs(left, right, ties, told="")
    assert sorted(id(box.branch) for box in picture.boxes) == sorted(map(id, left))
    assert sorted(id(card.card) for card in picture.cards) == sorted(map(id, right))
    at, beside = (
        {id(box.branch): box.middle[1] for box in picture.boxes},
        {id(card.card): card.middle for card in picture.cards},
    )
    for shown in picture.ties:
        ends = f" {at[id(left[shown.tie.one])]:g}", f"{beside[id(right[shown.tie.other])]:g}"
        assert ends[0] in shown.line
        assert shown.line.endswith(f" {ends[1]}") or ends[0].strip() == ends[1]


@given(columns())
def test_the_order_that_is_chosen_has_no_more_crossings_than_the_one_that_was_given(
    drawn: tuple[list[Branch], list[Card], list[Tie]],
) -> None:
    left, right, ties = drawn
    pairs = [(tie.one, tie.other) for tie in ties]
    order = in_order(len(left), len(right), pairs)
    assert [sorted(one) for one in order] == [list(range(len(left))), list(range(len(right)))]
    assert crossings(*order, pairs) <= crossings(range(len(left)), range(len(right)), pairs)


def test_columns_without_a_crossing_stay_as_they_are_and_a_knot_is_undone() -> None:
    assert in_order(2, 3, [(0, 0), (0, 1), (1, 2)]) == ([0, 1], [0, 1, 2])
    knot = [(0, 2), (1, 1), (2, 0)]
    assert crossings(*in_order(3, 3, knot), knot) == 0
