"""One capture is cut into articles, and each place is found both ways."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.domain.cuts import BadCut, Cut, by_lines, join, lines, shift_links, tighten

PAGE = "Menu\n\n  First title\n\nIts words.\nMore of them.\n\n[Donate]\n\nThe end of it.\n\nSecond title\nقُتِلَ\n"
TEXTS = st.text(st.sampled_from("ab c\n\n"), max_size=40)


@st.composite
def cuts(draw: st.DrawFn) -> Cut:
    text = draw(TEXTS)
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    ranges = list(zip(ends[::2], ends[1::2], strict=False))
    assume("".join(text[start:end] for start, end in ranges).strip())
    return Cut.of(text, ranges)


def test_lines_are_ranges_without_their_newlines() -> None:
    assert [PAGE[start:end] for start, end in lines(PAGE)] == PAGE.split("\n")
    assert lines("") == [(0, 0)]
    assert lines("\n") == [(0, 0), (1, 1)]


def test_an_article_is_cut_by_its_lines() -> None:
    ranges = by_lines(PAGE, "2-7, 9–11")
    assert join(PAGE, ranges) == "  First title\n\nIts words.\nMore of them.\n\nThe end of it."
    assert join(PAGE, by_lines(PAGE, "12-14")) == "Second title\nقُتِلَ"
    assert join(PAGE, by_lines(PAGE, "8")) == "[Donate]"


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("21-9", "Lines 21-9 run backwards. Write 9-21."),
        ("2-7,7-9", "Lines 7-9 come after 2-7 but begin before its end"),
        ("8-9,2-3", "in the order of the text"),
        ("0-3", "There are no lines 0-3: the lines of this text are 1 to 14"),
        ("3-15", "There are no lines 3-15"),
        ("two", "“two” is no range of lines"),
        ("2-7,", "“” is no range of lines"),
        ("-3", "“-3” is no range of lines"),
        ("", "is no range of lines. Write lines as 9-21"),
        ("1-99999999999", "is no range of lines"),
    ],
)
def test_a_list_of_lines_that_cannot_be_cut_is_refused(spec: str, message: str) -> None:
    with pytest.raises(BadCut) as refused:
        by_lines(PAGE, spec)
    assert message in refused.value.message


def test_ranges_without_text_are_left_out_and_a_cut_of_them_is_refused() -> None:
    assert tighten("a\n \n\nb", [(0, 1), (2, 5), (5, 6)]) == [(0, 1), (5, 6)]
    with pytest.raises(BadCut, match="blank"):
        Cut.of(PAGE, by_lines(PAGE, "2"))
    with pytest.raises(BadCut, match="overlap"):
        Cut.of(PAGE, [(0, 20), (8, 30)])
    with pytest.raises(BadCut, match="beyond"):
        Cut.of("some text", [(0, 4), (5, 60)])


@pytest.mark.parametrize("text", [PAGE, "\n\n a \n\n", "one line"])
def test_the_whole_text_is_cut_as_it_is(text: str) -> None:
    cut = Cut.of(text, [(0, len(text))])
    assert cut.text == text == join(text, [(0, len(text))])
    assert all(cut.to_snapshot(place) == cut.to_capture(place) == place for place in range(len(text) + 1))


@given(cuts())
def test_places_are_the_same_there_and_back(cut: Cut) -> None:
    assert cut.text == join(cut.capture, cut.ranges)
    for start, end in cut.ranges:
        for offset in range(start, end):
            place = cut.to_snapshot(offset)
            assert place is not None
            assert cut.text[place] == cut.capture[offset]
            assert cut.to_capture(place) == offset


@given(cuts())
def test_what_was_left_out_is_nowhere(cut: Cut) -> None:
    kept = {offset for start, end in cut.ranges for offset in range(start, end + 1)}
    assert {offset for offset in range(len(cut.capture) + 1) if cut.to_snapshot(offset) is not None} == kept
    assert cut.to_snapshot(len(cut.capture) + 1) is None
    assert cut.to_capture(len(cut.text) + 1) is None
    gaps = [place for place in range(len(cut.text)) if cut.to_capture(place) is None]
    assert len(gaps) == len(cut.ranges) - 1


def test_links_move_with_their_words_and_lose_what_was_left_out() -> None:
    cut = Cut.of(PAGE, by_lines(PAGE, "3-6,10"))
    words, menu, across = PAGE.index("words"), PAGE.index("Menu"), PAGE.index("them.")
    links = [(menu, menu + 4, "m"), (words, words + 5, "w"), (across, PAGE.index("end of"), "a")]
    shifted = shift_links(cut, links)
    assert [(cut.text[start:end], address) for start, end, address in shifted] == [
        ("words", "w"),
        ("them.", "a"),
        ("The ", "a"),
    ]
