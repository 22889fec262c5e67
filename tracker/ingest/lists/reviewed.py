"""What a list hands in: claims that others reviewed or collected, each as far as it could be understood."""

from dataclasses import dataclass

from tracker.domain.vocabulary import SourceKind


@dataclass(frozen=True)
class TheirVerdict:
    """A verdict in a checker's words and number; ``place`` is where the number lies from worst (0) to best (1).

    ``place`` is None where there is no number, or where it says nothing.
    """

    words: str = ""
    number: str = ""
    worst: str = ""
    best: str = ""
    place: float | None = None

    def __bool__(self) -> bool:
        return bool(self.words or self.number)

    def __str__(self) -> str:
        scale = f" of {self.worst} to {self.best}" if self.worst and self.best else ""
        number = f"{self.number}{scale}" if self.number else ""
        return f"{self.words} ({number})" if self.words and number else self.words or number


@dataclass(frozen=True)
class Sayer:
    """Whoever is given as having said a claim."""

    name: str
    kind: SourceKind
    about: str = ""


@dataclass(frozen=True)
class Reviewed:
    """One claim, who reviewed it and what came of that, and who said it, where and when; "" is unknown.

    Dates are EDTF. ``reviewer`` is who publishes the review, ``byline`` who wrote it. ``odd`` says in sentences what
    was odd about it and how it was understood.
    """

    claim: str
    title: str = ""
    reviewer: str = ""
    byline: str = ""
    address: str = ""
    published: str = ""
    language: str = ""
    verdict: TheirVerdict = TheirVerdict()
    said_by: tuple[Sayer, ...] = ()
    said_in: str = ""
    said_at: str = ""
    said_on: str = ""
    body: str = ""
    odd: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One entry of a list: where it stands, its own bytes, and what it holds, or why it is refused.

    ``text`` is how people read it, ``start`` where the words of the claim stand in that, in code points.
    """

    place: str
    content: bytes = b""
    media_type: str = ""
    reviewed: Reviewed | None = None
    text: str = ""
    start: int = 0
    refused: str = ""
