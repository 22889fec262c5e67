"""The verdict of a review: its words, its number, and where that lies on the line that it says it lies on."""

from typing import Any

from tracker.domain.scale import DEFAULT_SCALE
from tracker.domain.verdict_words import key_of, rating_at
from tracker.ingest.lists.reviewed import TheirVerdict
from tracker.ingest.lists.understanding import Understanding, texts, values

_USUAL_WORST, _USUAL_BEST = 1.0, 5.0
_MOST_WORDS = 6
_LONGEST = 60
_RATINGS = {step.key: step.rating for step in DEFAULT_SCALE if step.rating is not None}


def rating(reads: Understanding, value: Any) -> TheirVerdict:
    """Return the verdict that a ``reviewRating`` gives, as an object, a list of them, a word or a number."""
    given = values(value)
    if not given:
        reads.note("It gives no verdict.")
        return TheirVerdict()
    if len(given) > 1:
        reads.note(f"It gives {len(given)} ratings; the first is taken.")
    node = given[0] if isinstance(given[0], dict) else {"ratingValue": given[0]}
    words = node.get("alternateName") or node.get("name") or node.get("ratingExplanation")
    return verdict(reads, words, node.get("ratingValue"), node.get("worstRating"), node.get("bestRating"))


def verdict(reads: Understanding, words: Any, number: Any, worst: Any, best: Any) -> TheirVerdict:
    """Return a verdict from its words, its number and the ends of its line, each as it was given."""
    said = reads.line(words, "The verdict")
    value = reads.number(number)
    if value is None:
        stated = reads.line(number, "The rating")
        if stated and not said:
            reads.note(f"The rating is “{stated}”, a word where a number is expected; it is taken for the verdict.")
        elif stated:
            reads.note(f"The rating is “{stated}”, which is no number; the words of the verdict count.")
        found = TheirVerdict(said or stated)
        if not found:
            reads.note("It gives no verdict.")
        return found
    if len(said) > _LONGEST or len(said.split()) > _MOST_WORDS:
        reads.note("The verdict is a sentence rather than a word; the number says where on its line it lies.")
    return _placed(reads, said, value, reads.number(worst), reads.number(best), (texts(worst), texts(best)))


def _placed(
    reads: Understanding, words: str, value: float, worst: float | None, best: float | None, given: tuple[Any, Any]
) -> TheirVerdict:
    """Say where a number lies on its line, or why that says nothing."""
    if worst is None or best is None:
        if any(given):
            reads.note("One end of the line of ratings is missing; it is taken for 1 to 5, as schema.org has it.")
        else:
            reads.note("The line of ratings is not given; it is taken for 1 to 5, as schema.org has it.")
        worst = _USUAL_WORST if worst is None else worst
        best = _USUAL_BEST if best is None else best
    ends: dict[str, Any] = {"number": _shown(value), "worst": _shown(worst), "best": _shown(best)}
    if best <= worst:
        reads.note(
            f"The best rating ({ends['best']}) is not above the worst ({ends['worst']}): the two may have been "
            "swapped, so the number says nothing, and the words of the verdict count."
        )
        return TheirVerdict(words, **ends)
    if not worst <= value <= best:
        reads.note(f"The rating {ends['number']} lies outside of {ends['worst']} to {ends['best']}; it says nothing.")
        return TheirVerdict(words, **ends)
    if (worst, best) != (_USUAL_WORST, _USUAL_BEST):
        reads.note(
            f"Ratings go from {ends['worst']} to {ends['best']}, not from 1 to 5; "
            f"how far along that {ends['number']} lies counts."
        )
    place = (value - worst) / (best - worst)
    meant = _RATINGS.get(key_of(words))
    if meant is not None and meant != rating_at(place):
        reads.note(
            f"“{words}” and {ends['number']} of {ends['worst']} to {ends['best']} do not say the same; words count."
        )
    return TheirVerdict(words, **ends, place=place)


def _shown(number: float) -> str:
    return str(int(number)) if number.is_integer() else str(number)
