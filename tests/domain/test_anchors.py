"""A quote is found where it stands, is found again in a changed text, and is lost rather than guessed."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.effort import effort_below
from tracker.domain.anchors import (
    MINIMUM_SCORE,
    MOST_OFFERED,
    Ambiguous,
    Fate,
    Found,
    How,
    NotThere,
    Selector,
    Split,
    describe,
    fate,
    find_again,
    locate,
    occurrences,
    whole,
)
from tracker.domain.errors import Refusal
from tracker.domain.text import word_count

REPORT = (
    "The agency reported on Wednesday that thirty officers were killed in a missile attack on the operations room. "
    "Nobody else has confirmed it. “We don’t know – and we can’t know,” an official said. "
    "The ministry denied that officers were killed, and the agency later withdrew its report."
)
LETTERS = "ab e\u0301م\u064fдя है👩\u200d💻🇫🇷.\n"
TEXTS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=80)
WORDS = st.lists(st.text("abcdefghij", min_size=2, max_size=9), min_size=1, max_size=12).map(" ".join)


def draw_quote(text: str, data: st.DataObject) -> tuple[int, int]:
    """Draw a range of a text that has words in it and cuts no character."""
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    assume(text[start:end].strip() and whole(text, start, end))
    return start, end


def quoted(text: str, words: str) -> Selector:
    start = text.index(words)
    return describe(text, start, start + len(words))


@given(TEXTS, st.data())
def test_a_described_quote_is_found_exactly_in_its_own_text(text: str, data: st.DataObject) -> None:
    start, end = draw_quote(text, data)
    selector = describe(text, start, end)
    found = find_again(selector, text)
    assert found == Found(start, end, How.EXACT, 100)
    assert fate(selector, start, found) is Fate.ANCHORED


@given(TEXTS, WORDS, st.data())
def test_text_put_in_before_moves_a_quote_by_its_length(text: str, new: str, data: st.DataObject) -> None:
    start, end = draw_quote(text, data)
    moved, by = f"{new} \n{text}", len(new) + 2
    assume(occurrences(moved, text[start:end]) == [(start + by, end + by)] and whole(moved, start + by, end + by))
    selector = describe(text, start, end)
    found = find_again(selector, moved)
    assert found is not None
    assert (found.start, found.how) == (start + by, How.EXACT)
    assert fate(selector, start, found) is Fate.MOVED


@given(WORDS, st.text("mnopqrs ", min_size=12, max_size=60).filter(str.strip), WORDS)
def test_a_quote_that_was_taken_out_is_lost(before: str, words: str, after: str) -> None:
    quote = words.strip()
    selector = quoted(f"{before} {quote} {after}", quote)
    assert find_again(selector, f"{before} {after}") is None
    assert fate(selector, len(before) + 1, None) is Fate.LOST


@given(TEXTS, st.data())
def test_a_place_that_is_found_again_cuts_no_character(text: str, data: st.DataObject) -> None:
    start, end = draw_quote(text, data)
    other = data.draw(TEXTS)
    found = find_again(describe(text, start, end), other)
    if found:
        assert whole(other, found.start, found.end)
        assert found.score >= MINIMUM_SCORE or other[found.start : found.end] == text[start:end]


@pytest.mark.parametrize(
    ("quote", "old", "new", "expected"),
    [
        ("thirty officers were killed", "thirty", "30", "30 officers were killed"),
        ("were killed in a missile attack", "killed in", "wounded by", "were wounded by a missile attack"),
        ("Nobody else has confirmed it.", "Nobody else", "No one else", "No one else has confirmed it."),
        (
            "a missile attack on the operations room",
            "operations",
            "empty ops",
            "a missile attack on the empty ops room",
        ),
    ],
)
def test_a_changed_quote_is_found_with_its_new_words(quote: str, old: str, new: str, expected: str) -> None:
    selector = quoted(REPORT, quote)
    text = "An update. " + REPORT.replace(old, new)
    found = find_again(selector, text)
    assert found is not None
    assert (text[found.start : found.end], found.how) == (expected, How.FUZZY)
    assert MINIMUM_SCORE <= found.score < 100
    assert fate(selector, REPORT.index(quote), found) is Fate.CHANGED


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("officers", "Seven officers of the bank were dismissed in Paris last year over a loan."),
        (
            "thirty officers were killed",
            "Three offices were filled by the mayor; the council will meet next week.",
        ),
        ("Nobody else has confirmed it.", REPORT.replace("Nobody else has confirmed it.", "Others deny it.")),
        ("thirty officers were killed", ""),
    ],
)
def test_a_loose_match_is_refused(quote: str, text: str) -> None:
    assert find_again(quoted(REPORT, quote), text) is None


def test_the_same_words_are_told_apart_by_what_stands_beside_them() -> None:
    second = REPORT.rindex("officers were killed")
    selector = describe(REPORT, second, second + len("officers were killed"))
    text = "Corrected. " + REPORT.replace("an official said", "an unnamed official said")
    found = find_again(selector, text)
    assert found is not None
    assert (found.start, found.how) == (text.rindex("officers were killed"), How.CONTEXT)


def test_of_equal_places_the_nearest_to_the_old_one_is_taken_and_none_without_one() -> None:
    text = "yes. " * 40
    assert find_again(Selector("yes", "yes. ", ". yes", 52), text) == Found(50, 53, How.CONTEXT, 100)
    assert find_again(Selector("yes", "yes. ", ". yes"), text) is None


def test_a_long_phrase_is_known_by_itself() -> None:
    quote = "thirty officers were killed in a missile attack"
    found = find_again(quoted(REPORT, quote), f"Elsewhere: {quote}! (Sources.)")
    assert found is not None
    assert (found.start, found.how) == (11, How.EXACT)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("thirty officers were killed", "thirty officers were killed"),
        ("  thirty officers were killed\n", "thirty officers were killed"),
        ("thirty\n officers   were killed", "thirty officers were killed"),
        ("\"We don't know - and we can't know,\"", "“We don’t know – and we can’t know,”"),
        ("we can‘t know", "we can’t know"),
    ],
)
def test_words_are_found_however_they_were_typed(typed: str, found: str) -> None:
    start = REPORT.index(found)
    place = locate(REPORT, typed)
    assert (place.start, place.end, place.how) == (start, start + len(found), How.EXACT)


@pytest.mark.parametrize("typed", ["g\u00e9n\u00e9ral a", "ge\u0301ne\u0301ral a"])
def test_letters_are_found_composed_or_not(typed: str) -> None:
    place = locate(unicodedata.normalize("NFD", "Le général a démenti."), typed)
    assert (place.start, place.end) == (3, 14)


def test_words_that_stand_several_times_need_a_hint() -> None:
    first, second = REPORT.index("officers were killed"), REPORT.rindex("officers were killed")
    with pytest.raises(Ambiguous, match="2 times") as refused:
        locate(REPORT, "officers were killed")
    assert [start for start, _ in refused.value.places] == [first, second]
    assert locate(REPORT, "officers were killed", prefix="denied that").start == second
    assert locate(REPORT, "officers were killed", suffix=" in a missile").start == first
    assert locate(REPORT, "officers were killed", near=len(REPORT)).start == second
    assert locate(REPORT, "officers were killed", near=0).how is How.CONTEXT


def test_of_very_many_places_none_is_offered() -> None:
    with pytest.raises(Ambiguous, match="choose one of the places") as some:
        locate("again and " * MOST_OFFERED, "again")
    assert some.value.offered == some.value.places
    with pytest.raises(Ambiguous, match="1,000 times. Say which are meant: add the words") as many:
        locate("again and " * 1000, "again")
    assert (len(many.value.places), many.value.offered) == (1000, [])


def test_words_that_are_not_there_are_refused_with_the_nearest_passage() -> None:
    with pytest.raises(NotThere, match="nearest passage is: “thirty officers were killed") as refused:
        locate(REPORT, "forty officers were killed in a rocket attack")
    assert refused.value.nearest is not None
    with pytest.raises(NotThere, match="not in the text") as refused:
        locate(REPORT, "Completely unrelated wording, zzz 123")
    assert refused.value.nearest is None


@pytest.mark.parametrize("blank", ["", " \n\t"])
def test_a_quote_of_no_words_is_refused(blank: str) -> None:
    assert occurrences(REPORT, "") == []
    with pytest.raises(Refusal, match="Select, type or paste"):
        locate(REPORT, blank)
    assert find_again(Selector(blank, "The ", "agency"), REPORT.replace(" ", "_")) is None


@pytest.mark.parametrize(
    ("text", "quote"),
    [("cafe\u0301 noir", "cafe"), ("well 👩\u200d💻 done", "well 👩"), ("🇫🇷🇩🇪", "🇷🇩"), ("قُم", "ق")],
)
def test_a_quote_that_cuts_a_character_is_refused(text: str, quote: str) -> None:
    with pytest.raises(Split, match="inside a character"):
        locate(text, quote)
    start = text.index(quote)
    assert not whole(text, start, start + len(quote))


def test_emoji_and_combining_marks_inside_a_quote_count_as_code_points() -> None:
    text = "He wrote: “🇫🇷 café\u0301 👩\u200d💻” — وقُتِلَ ثلاثون ضابطًا."
    for quote in ("🇫🇷 café\u0301 👩\u200d💻", "وقُتِلَ ثلاثون ضابطًا"):
        place = locate(text, quote)
        assert text[place.start : place.end] == quote


@pytest.mark.parametrize("filling", ["-", " ", "a", "“", "\n", "\u0301", "a "])
def test_a_text_of_one_sign_repeated_is_searched_quickly(filling: str) -> None:
    text = "Start " + filling * (50_000 // len(filling)) + " end"
    with effort_below(10):
        for quote in ("- start", "a -- b", "a a a!", "“Start” 'end'"):
            with pytest.raises(Refusal):
                locate(text, quote)
            find_again(Selector(quote, "before ", " after", 5), text)
    assert word_count(text) >= 2


def test_a_changed_quote_is_sought_quickly_in_a_long_text() -> None:
    filling = "".join(f"Paragraph {number} says something about the weather in town. " for number in range(900))
    text = filling + REPORT.replace("thirty", "30") + filling
    selector = quoted(REPORT, "thirty officers were killed in a missile attack on the operations room.")
    with effort_below(1):
        found = find_again(selector, text)
    assert found is not None
    assert found.start == text.index("30 officers")
