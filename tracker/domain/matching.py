"""What two statements have in common and what tells them apart, for a person who asks whether they are one claim."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from tracker.domain import figures
from tracker.domain.figures import Figure
from tracker.domain.names import fold
from tracker.domain.text import WORD

_SHORTEST_TELLING = 4
_EVERYWHERE = frozenset(
    [
        *("about", "after", "also", "been", "before", "being", "from", "have", "into", "more", "most", "only", "other"),
        *("over", "said", "says", "some", "such", "than", "that", "their", "them", "then", "there", "these", "they"),
        *("this", "those", "under", "were", "what", "when", "where", "which", "while", "will", "with", "would"),
    ]
)
"""English words that two statements share whatever they say."""


class Kind(StrEnum):
    """What a piece of one statement is to the other."""

    SAME = "same"
    SAME_NAME = "same_name"
    SAME_NUMBER = "same_number"
    OTHER_NUMBER = "other_number"
    REST = "rest"


@dataclass(frozen=True)
class Piece:
    """A run of a statement's text, and what it is to the other one."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Match:
    """The ``other`` statement in pieces, and what both share; numbers that one alone gives tell them apart.

    ``numbers`` and ``names`` are in both, as the other one writes them; ``only_here`` and ``only_there`` are numbers.
    """

    pieces: tuple[Piece, ...]
    words: int
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]

    @property
    def numbers_differ(self) -> bool:
        """Tell whether one gives a number that the other does not."""
        return bool(self.only_here or self.only_there)

    @property
    def told(self) -> str:
        """Say what matched and what does not, in words."""
        said = [f"{self.words} {'word' if self.words == 1 else 'words'} in common"]
        said += [f"same {'name' if len(self.names) == 1 else 'names'}: {', '.join(self.names)}"] if self.names else []
        said += [f"same {_numbers(self.numbers)}: {'; '.join(self.numbers)}"] if self.numbers else []
        if self.only_here and self.only_there:
            there, here = "; ".join(self.only_there), "; ".join(self.only_here)
            said.append(f"other {_numbers(self.only_there)}: {there}, not {here}")
        elif self.numbers_differ:
            alone = "; ".join(self.only_here or self.only_there)
            said.append(f"{_numbers(self.only_here or self.only_there)} that one alone gives: {alone}")
        return " · ".join(said)


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    folded: str
    capital: bool


def compared(statement: str, other: str) -> Match:
    """Compare two statements; the pieces are the other one's, and joined they are its text."""
    here, there = figures.read(statement), figures.read(other)
    says_here, says_there = ({figure.says for figure in found} for found in (here, there))
    known = _tokens(statement, here)
    capitals = {token.folded for token in known if token.capital}
    words = {token.folded for token in known}
    shared = [token for token in _tokens(other, there) if token.folded in words]
    marks = [(token.start, token.end, _kind(token, capitals)) for token in shared]
    marks += [(figure.start, figure.end, _of(figure, says_here)) for figure in there]
    names = [other[token.start : token.end] for token in shared if _kind(token, capitals) is Kind.SAME_NAME]
    return Match(
        pieces=tuple(_pieces(other, marks)),
        words=len({token.folded for token in shared}),
        names=tuple(dict.fromkeys(names)),
        numbers=_written(there, says_here, shared=True),
        only_here=_written(here, says_there, shared=False),
        only_there=_written(there, says_here, shared=False),
    )


def _tokens(text: str, found: Sequence[Figure]) -> list[_Token]:
    """List the telling words of a text that belong to none of its numbers."""
    tokens = []
    for match in WORD.finditer(text):
        start, end = match.span()
        folded = fold(match.group())
        if _tells(folded) and not any(start < figure.end and figure.start < end for figure in found):
            capital = match.group()[0].isupper() and bool(text[:start].strip())
            tokens.append(_Token(start, end, folded, capital))
    return tokens


def _tells(folded: str) -> bool:
    """Tell whether a word says anything of what a statement is about."""
    long = len(folded) >= _SHORTEST_TELLING or not folded.isascii() or any(map(str.isdecimal, folded))
    return long and folded not in _EVERYWHERE


def _kind(token: _Token, capitals: set[str]) -> Kind:
    return Kind.SAME_NAME if token.capital and token.folded in capitals else Kind.SAME


def _of(figure: Figure, says: Container[object]) -> Kind:
    return Kind.SAME_NUMBER if figure.says in says else Kind.OTHER_NUMBER


def _pieces(text: str, marks: Sequence[tuple[int, int, Kind]]) -> list[Piece]:
    kinds = [Kind.REST] * len(text)
    for start, end, kind in marks:
        kinds[start:end] = [kind] * (end - start)
    runs = groupby(range(len(text)), key=kinds.__getitem__)
    return [Piece(kind, "".join(text[at] for at in run)) for kind, run in runs]


def _written(found: Sequence[Figure], says: Container[object], *, shared: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure.words for figure in found if (figure.says in says) is shared))


def _numbers(written: Sequence[str]) -> str:
    return "number" if len(written) == 1 else "numbers"
