"""What a report on paper is made of: runs of text in blocks. All text is text; nothing in it is markup."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from tracker.domain.vocabulary import SourceKind

Look = Literal["", "strong", "meta", "code", "number", "verdict", "quote", "lost"]


class Role(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    KICKER = "kicker"
    LEDE = "lede"
    META = "meta"
    EXCERPT = "excerpt"
    REASON = "reason"
    TRANSLATION = "translation"
    WARNING = "warning"
    NOTE = "note"
    """What stands at the foot of a page where there are notes."""


@dataclass(frozen=True)
class Run:
    """Words set alike. ``mark`` is the sign of a verdict before them; ``link`` is ``#anchor`` or a web address."""

    text: str
    look: Look = ""
    mark: str = ""
    link: str = ""
    language: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``own_direction`` where it is what somebody wrote, which runs as its first strong letter does."""

    runs: Runs
    role: Role = Role.BODY
    own_direction: bool = False
    anchor: str = ""
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the report's title. ``new_page`` where a page begins with it."""

    level: int
    runs: Runs
    anchor: str = ""
    own_direction: bool = False
    new_page: bool = False
    type: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: paragraphs one below the other, ``depth`` steps in."""

    paragraphs: tuple[Paragraph, ...]
    depth: int = 0


@dataclass(frozen=True)
class Table:
    """A table with a row of names; ``shares`` say how its columns divide the width."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[float, ...]
    anchors: tuple[str, ...] = ()
    shown_caption: bool = False
    type: Literal["table"] = "table"


@dataclass(frozen=True)
class Item:
    """One of a list: what it is, in a word, and what it says."""

    label: Runs
    paragraphs: tuple[Paragraph, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Rows:
    """A list whose items each have a label beside them."""

    items: tuple[Item, ...]
    label_share: float = 0.2
    type: Literal["rows"] = "rows"


@dataclass(frozen=True)
class Bullets:
    """A plain list."""

    items: tuple[Paragraph, ...]
    type: Literal["bullets"] = "bullets"


@dataclass(frozen=True)
class Columns:
    """Short lists side by side, each under a heading of its own."""

    lists: tuple[tuple[Heading, Bullets], ...]
    type: Literal["columns"] = "columns"


@dataclass(frozen=True)
class Box:
    """What must not be overlooked."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    type: Literal["box"] = "box"


@dataclass(frozen=True)
class Context:
    """A quote in the words around it; ``lost`` where the newest version no longer holds it."""

    before: str
    exact: str
    after: str
    mark: str
    language: str
    lost: bool
    type: Literal["context"] = "context"


@dataclass(frozen=True)
class Words:
    """Words in a drawing, around or from a place; ``middle`` says which."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    bold: bool = False
    middle: bool = True


@dataclass(frozen=True)
class Path:
    """A line or a shape in a drawing: moves (M), lines (L), curves (C) and closings (Z) with absolute places."""

    steps: tuple[tuple[str, tuple[float, ...]], ...]
    fill: str = ""
    stroke: str = ""
    width: float = 1.25
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Sign:
    """The sign of a verdict in a drawing."""

    mark: str
    x: float
    y: float


@dataclass(frozen=True)
class Sheet:
    """A part of a drawing that goes on one page, from ``top`` on."""

    top: float
    height: float
    parts: tuple[Path | Words | Sign, ...]


@dataclass(frozen=True)
class Key:
    """What a sign or a shape in a drawing means: drawn as a part of 58 by 36, or written."""

    means: str
    parts: tuple[Path, ...] = ()
    sign: str = ""


@dataclass(frozen=True)
class Drawing:
    """A drawing in pixels, cut into sheets where it is taller than a page; ``told`` says the same in words."""

    title: str
    told: str
    width: float
    sheets: tuple[Sheet, ...]
    keys: tuple[Key, ...]
    type: Literal["drawing"] = "drawing"


@dataclass(frozen=True)
class Code:
    """A code that a camera reads: its dark cells as runs (column, row, length), how many cells it has across."""

    title: str
    text: str
    cells: int
    dark: tuple[tuple[int, int, int], ...]
    beside: tuple[Paragraph, ...]
    type: Literal["code"] = "code"


Block = Paragraph | Heading | Table | Rows | Bullets | Columns | Box | Context | Drawing | Code


def plain(text: str, look: Look = "") -> Runs:
    """Return a text as its only run."""
    return (Run(text, look),)


def rightward(text: str) -> bool:
    """Tell whether a text runs from right to left by its first strong letter outside of isolates (UAX #9, P2)."""
    within = 0
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("LRI", "RLI", "FSI"):
            within += 1
        elif direction == "PDI":
            within = max(0, within - 1)
        elif not within and direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def dashed(kind: SourceKind) -> tuple[float, ...]:
    """Return the dashes of an outline that says of its source: nobody named."""
    if kind is SourceKind.UNKNOWN:
        return (1, 3)
    return (4, 3) if not kind.named else ()
