"""Whether a cited work holds the words that are given to it, and what is proposed from it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.effort import effort_below
from tracker.domain import cited_words
from tracker.domain.cited_words import LONGEST_COMPARED, Edition, Outcome, Part, look_up, proposal
from tracker.domain.differences import Kind
from tracker.domain.vocabulary import Manner, StepCheck

TEXT = (
    "Ships at the quay\n\n"
    "The ministry said on Tuesday that six ships had arrived in the port. “We counted six of them,” said the harbour "
    "master, “and no more came after midnight.” Nobody else confirmed it.\n\n"
    "وقالت الوكالة إن ست سفن وصلت إلى الميناء."
)
OUTCOMES = [
    ("According to them, “we counted six of them”.", [Outcome.THERE]),
    ("“We counted six of them … and no more came after midnight”", [Outcome.THERE, Outcome.THERE]),
    ("“We counted [only] six of them, and no more came after midnight”", [Outcome.OTHERWISE]),
    ("“We counted sixteen of them and left”", [Outcome.OTHERWISE]),
    ('"All was burnt to the ground there", he says', [Outcome.NOT_THERE]),
    ("six ships had arrived\nin the port", [Outcome.THERE]),
    ("«ست سفن وصلت إلى الميناء»", [Outcome.THERE]),
    ("Ships “came”: said the harbour\u00a0master, so it was", [Outcome.NOT_THERE]),
    ("", []),
    ("…", []),
]


def outcomes(quote: str, *texts: str) -> list[Outcome]:
    editions = [Edition(len(texts) - at, text) for at, text in enumerate(texts)]
    return [part.outcome for part in look_up(quote, editions)]


@pytest.mark.parametrize(("quote", "expected"), OUTCOMES)
def test_words_are_sought_as_they_were_given(quote: str, expected: list[Outcome]) -> None:
    assert outcomes(quote, TEXT) == expected


def test_what_is_found_stands_at_its_place_within_its_own_lines() -> None:
    [part] = look_up("“We counted six of them”", [Edition(3, TEXT)])
    assert TEXT[part.start : part.end] == part.theirs == "We counted six of them"
    assert part.version == 3
    assert part.before.startswith("The ministry said on Tuesday")
    assert part.after.endswith("Nobody else confirmed it.")


def test_a_long_line_is_cut_around_the_words() -> None:
    [part] = look_up("“We counted six of them”", [Edition(1, f"{'before ' * 90}We counted six of them{' after' * 90}")])
    assert part.before.startswith("… before")
    assert part.after.endswith("after …")


def test_other_words_are_shown_with_what_differs() -> None:
    [part] = look_up("“We counted sixteen of them, said”", [Edition(1, TEXT)])
    assert part.outcome is Outcome.OTHERWISE
    given_to_it = "".join(piece.text for piece in part.pieces if piece.kind is not Kind.ADDED)
    assert given_to_it == part.words
    assert [piece.text.strip() for piece in part.pieces if piece.kind is Kind.REMOVED][0] == "sixteen"


def test_words_that_only_an_earlier_version_has_are_found_there() -> None:
    newer = TEXT.replace("We counted six of them", "We counted some")
    assert outcomes("“We counted six of them”", newer, TEXT) == [Outcome.EARLIER]
    [part] = look_up("“We counted six of them”", [Edition(2, newer), Edition(1, TEXT)])
    assert (part.version, TEXT[part.start : part.end]) == (1, "We counted six of them")


def test_a_text_that_is_too_long_is_searched_for_the_same_words_alone() -> None:
    long = "so it went on and on. " * (LONGEST_COMPARED // 20) + "And six ships had arrived in the port."
    with effort_below(8):
        assert outcomes("“six ships had arrived in the port”", long) == [Outcome.THERE]
        assert outcomes("“sixty ships had arrived in the port”", long) == [Outcome.TOO_LONG]


def part(outcome: Outcome, *, quoted: bool = True) -> Part:
    return Part("some words of it", quoted, outcome)


PROPOSED = [
    ([], Manner.QUOTE, None),
    ([part(Outcome.THERE)], Manner.REPORT, StepCheck.YES),
    ([part(Outcome.THERE, quoted=False)], Manner.PARAPHRASE, StepCheck.YES),
    ([part(Outcome.EARLIER), part(Outcome.THERE)], Manner.REPORT, StepCheck.YES),
    ([part(Outcome.THERE), part(Outcome.OTHERWISE)], Manner.REPORT, StepCheck.OVERSTATED),
    ([part(Outcome.OTHERWISE), part(Outcome.NOT_THERE)], Manner.REPORT, StepCheck.NOT_THERE),
    ([part(Outcome.OTHERWISE, quoted=False)], Manner.REPORT, None),
    ([part(Outcome.NOT_THERE, quoted=False)], Manner.PARAPHRASE, None),
    ([part(Outcome.NOT_THERE, quoted=False)], Manner.REPOST, StepCheck.NOT_THERE),
    ([part(Outcome.OTHERWISE, quoted=False)], Manner.QUOTE, StepCheck.OVERSTATED),
    ([part(Outcome.TOO_LONG), part(Outcome.NOT_THERE)], Manner.QUOTE, None),
]


@pytest.mark.parametrize(("parts", "manner", "expected"), PROPOSED)
def test_the_proposal_follows_from_the_words(parts: list[Part], manner: Manner, expected: StepCheck | None) -> None:
    assert proposal(parts, manner) is expected


words = st.text(st.sampled_from("abc ABC.,“”\"'…«»\n-é漢字ش"), max_size=60)


@given(words, words, words)
@example("“x”" * 40, "", "")
def test_words_taken_from_a_text_are_found_in_it(before: str, quote: str, after: str) -> None:
    text = f"{before}{quote}{after}"
    for found in look_up(quote, [Edition(1, text)]):
        assert found.outcome is Outcome.THERE
        assert text[found.start : found.end] == found.theirs


@given(words, words)
def test_anything_is_looked_up_without_fail(quote: str, text: str) -> None:
    found = look_up(quote, [Edition(1, text)])
    assert len(found) <= cited_words.MOST_PARTS
    assert all(text[one.start : one.end] == one.theirs for one in found)
