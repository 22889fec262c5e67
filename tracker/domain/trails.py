"""The trail of a claim as people type it, from the reader outwards.

``FARS < Sputnik Arabic`` says that the article has it from FARS, who has it from Sputnik Arabic. A comma names
another source at the same step, a semicolon begins again at the article, where a name that stood there before is
the same step again: ``A < B < C; A < D``. ``.`` at the end says that the author gives none, ``(lost)`` that the name
is lost in our capture; nothing, or ``?``, that it was not entered. ``[12]`` after a name is the number of the source
that is meant; a name in quotes may hold any of these signs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.errors import Refusal
from tracker.domain.vocabulary import Beyond

LONGEST_NAME = 300
DEEPEST = 20
MOST_STEPS = 60

_TOKEN = re.compile(r'\s*(?:"(?P<quoted>[^"]*)"(?:\s*\[(?P<number>\d{1,9})\])?|(?P<sign>[<←,;])|(?P<plain>[^<←,;"]+))')
_NUMBERED = re.compile(r"^(?P<name>.*\S)\s*\[(?P<number>\d{1,9})\]$", re.DOTALL)
_ENDS = {".": Beyond.GIVES_NONE, "?": Beyond.NOT_ENTERED, "(lost)": Beyond.LOST}
_SIGNS = {Beyond.GIVES_NONE: ".", Beyond.LOST: "(lost)"}
_SPECIAL = re.compile(r"[<←,;\[\]]|^[.?]$|^\(lost\)$")


@dataclass(frozen=True)
class Step:
    """One source of a trail, and those it has it from; ``beyond`` says what follows where there are none."""

    name: str
    number: int | None = None
    steps: tuple["Step", ...] = ()
    beyond: Beyond = Beyond.NOT_ENTERED

    def walk(self) -> Iterator["Step"]:
        """Yield this step and all beyond it."""
        yield self
        for step in self.steps:
            yield from step.walk()


@dataclass(frozen=True)
class Trail:
    """The steps next to the reader; ``beyond`` says what it means that there are none."""

    steps: tuple[Step, ...] = ()
    beyond: Beyond = Beyond.NOT_ENTERED

    def walk(self) -> Iterator[Step]:
        """Yield all steps, each before those beyond it."""
        for step in self.steps:
            yield from step.walk()


@dataclass
class _Open:
    """A step while it is being read."""

    name: str
    number: int | None
    steps: list["_Open"]
    beyond: Beyond = Beyond.NOT_ENTERED

    def close(self) -> Step:
        return Step(self.name, self.number, tuple(step.close() for step in self.steps), self.beyond)


def parse(text: str) -> Trail:
    """Read a trail as a person types it; raise Refusal, for the field ``trail``, where it cannot be one."""
    top = _Open("", None, [])
    place, sign = [top], "<"
    for piece in _pieces(text):
        if isinstance(piece, Beyond | _Open):
            if not sign:
                raise _refuse("Put < between two sources, or a comma to name two at the same step.")
            _enter(place, piece)
            sign = ""
        else:
            if sign and not (sign == "<" and piece == ";"):
                raise _refuse(f"A name is missing between “{sign}” and “{piece}”.")
            sign = piece
            place = _after(place, sign, top)
    trail = Trail(tuple(step.close() for step in top.steps), top.beyond)
    if sum(1 for _ in trail.walk()) > MOST_STEPS:
        raise _refuse(f"A trail holds at most {MOST_STEPS} steps.")
    return trail


def chain(sources: Sequence[tuple[str, int | None]]) -> Trail:
    """Return the trail that leads from each source, a name and perhaps its number, to the next."""
    steps: tuple[Step, ...] = ()
    for name, number in reversed(sources):
        steps = (Step(name, number, steps),)
    return Trail(steps)


def write(trail: Trail) -> str:
    """Write a trail so that ``parse`` reads the same again."""
    if not trail.steps:
        return _SIGNS.get(trail.beyond, "")
    return "; ".join(line for step in trail.steps for line in _lines(step))


def _pieces(text: str) -> Iterator[str | _Open | Beyond]:
    """Yield signs as text, names as open steps, and what a trail can end with; a name in quotes is always a name."""
    at = 0
    text = text.strip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise _refuse("A quotation mark is not closed.")
        at = token.end()
        if token["sign"]:
            yield "<" if token["sign"] == "←" else token["sign"]
        elif token["quoted"] is not None:
            yield _named(token["quoted"].strip(), token["number"])
        elif token["plain"].strip() in _ENDS:
            yield _ENDS[token["plain"].strip()]
        else:
            numbered = _NUMBERED.match(token["plain"].strip())
            yield _named(*(numbered["name"], numbered["number"]) if numbered else (token["plain"].strip(), None))


def _named(name: str, number: str | None) -> _Open:
    if not name:
        raise _refuse("There is no name between the quotation marks.")
    if len(name) > LONGEST_NAME:
        raise _refuse(f"The name of a source has at most {LONGEST_NAME} characters.")
    return _Open(" ".join(name.split()), int(number) if number else None, [])


def _after(place: list[_Open], sign: str, top: _Open) -> list[_Open]:
    """Return the open steps from the article to the one under which the next name goes."""
    if sign == ";":
        return [top]
    if sign == ",":
        return place[:-1] if len(place) > 1 else place
    return place


def _enter(place: list[_Open], piece: _Open | Beyond) -> None:
    """Put a step under the last open one and open it; or say what lies beyond that."""
    parent = place[-1]
    if isinstance(piece, Beyond):
        if parent.steps:
            raise _refuse("What ends a trail (. or ? or (lost)) stands alone, or after the last <.")
        parent.beyond = piece
        return
    step = piece
    if len(place) > DEEPEST:
        raise _refuse(f"A trail is at most {DEEPEST} steps deep.")
    for known in parent.steps:
        if (known.name, known.number) == (step.name, step.number):
            place.append(known)
            return
    parent.steps.append(step)
    place.append(step)


def _lines(step: Step) -> list[str]:
    """Write a step and all beyond it as lines that each begin with the step; a comma follows only a bare name."""
    # A quotation mark would end a quoted name; names are compared without punctuation, so another does as well.
    name = step.name.replace('"', "”")
    name = f'"{name}"' if _SPECIAL.search(name) else name
    if step.number is not None:
        name = f"{name} [{step.number}]"
    if not step.steps:
        return [f"{name} < {_SIGNS[step.beyond]}" if step.beyond in _SIGNS else name]
    lines: list[str] = []
    siblings: list[str] = []
    for inner in step.steps:
        first, *more = _lines(inner)
        siblings.append(first)
        if inner is step.steps[-1] or inner.steps or inner.beyond in _SIGNS:
            lines += [f"{name} < {', '.join(siblings)}", *(f"{name} < {line}" for line in more)]
            siblings = []
    return lines


def _refuse(message: str) -> Refusal:
    return Refusal(f"{message} A trail reads: FARS < Sputnik Arabic < .", field="trail")
