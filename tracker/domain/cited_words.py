"""Whether a work holds the words that another gives to it: there, in an earlier version, said otherwise, or not there.

What stands in quotation marks is sought; where nothing does, the whole quote. Capitals, the signs at its end and how
quote marks, dashes and spaces are typed make no difference. What is proposed from it, a person confirms.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.domain import differences
from tracker.domain.anchors import DISTINCTIVE_LENGTH
from tracker.domain.differences import Piece
from tracker.domain.selectors import Selector, alike, changed_places
from tracker.domain.text import context
from tracker.domain.typography import typed_otherwise
from tracker.domain.vocabulary import Manner, StepCheck, Word

SHORTEST = 12
"""Letters that words must have to be sought by themselves: shorter ones stand in any text."""

MOST_PARTS = 12
LONGEST_COMPARED = 2_000_000
"""Letters of texts that are compared in all for words which differ; beyond that, only the same words are found."""

_ALIKE_IF_SHORT = 0.75
_AROUND = 160
_IN_QUOTES = re.compile(
    '“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|‹([^‹›]+)›|「([^「」]+)」|『([^『』]+)』|(?<!\\w)"([^"]+)"(?!\\w)|‘([^‘]+?)’(?!\\w)'
)
_LEFT_OUT = re.compile(r"…|\.\.\.|\[[^\]]*\]|\([…. ]+\)")
_EDGES = " \t\n….,;:!?،؛؟。、！？"


class Outcome(Word):
    """What became of words that were sought in a cited work."""

    THERE = "there", "there, word for word"
    EARLIER = "earlier", "only in an earlier version"
    OTHERWISE = "otherwise", "said otherwise"
    NOT_THERE = "not_there", "not there"
    TOO_LONG = "too_long", "not there word for word; the text is too long to be compared"


@dataclass(frozen=True)
class Edition:
    """One version of a work."""

    version: int
    text: str


@dataclass(frozen=True)
class Part:
    """Words that were given to a work, and what it says there: [start, end) in code points of a version's text.

    ``quoted`` says that they stand in quotation marks. ``theirs`` are the work's words, with what stands around them,
    and ``pieces`` how they differ: what is removed was given to the work, what is added is the work's. All of
    that is empty, and the version None, where nothing like the words was found.
    """

    words: str
    quoted: bool
    outcome: Outcome
    version: int | None = None
    start: int = 0
    end: int = 0
    before: str = ""
    theirs: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()


def look_up(quote: str, editions: Sequence[Edition]) -> tuple[Part, ...]:
    """Seek the words of a quote in a work, of which ``editions`` has one version at least, the newest first."""
    wanted = _wanted(quote)
    reach = LONGEST_COMPARED // max(1, len(wanted))
    return tuple(_sought(words, quoted, editions, reach) for words, quoted in wanted)


def proposal(parts: Iterable[Part], manner: Manner) -> StepCheck | None:
    """Propose what to say of a step; None where words alone do not tell.

    Words that a work only paraphrases need not stand there, so that nothing is proposed against them.
    """
    told = tuple(parts)
    if all(part.outcome in (Outcome.THERE, Outcome.EARLIER) for part in told):
        return StepCheck.YES if told else None
    literal = [part.outcome for part in told if part.quoted or manner in (Manner.QUOTE, Manner.REPOST)]
    if Outcome.TOO_LONG in literal:
        return None
    if Outcome.NOT_THERE in literal:
        return StepCheck.NOT_THERE
    return StepCheck.OVERSTATED if Outcome.OTHERWISE in literal else None


def _wanted(quote: str) -> list[tuple[str, bool]]:
    """List the stretches to seek, each once, and whether they stand in quotation marks."""
    quoted = [next(filter(None, found.groups())) for found in _IN_QUOTES.finditer(quote)]
    stretches = dict.fromkeys(one for words in quoted for one in _stretches(words))
    if stretches:
        return [(one, True) for one in list(stretches)[:MOST_PARTS]]
    whole = quote.strip(_EDGES)
    return [(one, False) for one in dict.fromkeys(_stretches(quote))][:MOST_PARTS] or (
        [(whole, False)] if whole else []
    )


def _stretches(words: str) -> list[str]:
    parts = (part.strip(_EDGES) for part in _LEFT_OUT.split(words))
    return [part for part in parts if len(part) >= SHORTEST]


def _sought(words: str, quoted: bool, editions: Sequence[Edition], reach: int) -> Part:
    for edition in editions:
        places = typed_otherwise(_lowered(edition.text), _lowered(words))
        if places:
            outcome = Outcome.THERE if edition is editions[0] else Outcome.EARLIER
            return _found(words, quoted, outcome, edition, places[0])
    newest = editions[0]
    if len(newest.text) > reach:
        return Part(words, quoted, Outcome.TOO_LONG)
    for place in changed_places(Selector(_lowered(words)), _lowered(newest.text))[:1]:
        part = _found(words, quoted, Outcome.OTHERWISE, newest, place)
        if len(words) >= DISTINCTIVE_LENGTH or alike(_lowered(part.theirs), _lowered(words)) >= _ALIKE_IF_SHORT:
            return part
    return Part(words, quoted, Outcome.NOT_THERE)


def _found(words: str, quoted: bool, outcome: Outcome, edition: Edition, place: tuple[int, int]) -> Part:
    before, after = _around(edition.text, *place)
    theirs = edition.text[slice(*place)]
    pieces = tuple(differences.words(words, theirs)) if outcome is Outcome.OTHERWISE else ()
    return Part(words, quoted, outcome, edition.version, *place, before, theirs, after, pieces)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a range in its own lines; "…" where there is more."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    before, after = context(line, start - line_start, end - line_start, _AROUND)
    cut_before, cut_after = len(before) < start - line_start, len(after) < len(line) - (end - line_start)
    return f"… {before.lstrip()}" if cut_before else before, f"{after.rstrip()} …" if cut_after else after


def _lowered(text: str) -> str:
    """Return a text in small letters, each at its own place."""
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)
