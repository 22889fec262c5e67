"""What reading yields: the text, its links as marks, and what the page says of itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A stretch of the text (code points, end-exclusive) that led to an absolute address."""

    start: int
    end: int
    href: str


@dataclass(frozen=True)
class Proposals:
    """What the page or file states about itself; a person corrects it before anything is saved.

    ``published`` is an EDTF date no finer than was stated, ``language`` a BCP 47 tag; None is unknown.
    """

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    address: str | None = None
    description: str | None = None


@dataclass(frozen=True)
class Extraction:
    """The readable text of one capture, and how it was won.

    ``extractor`` names the program and its version, so that the same bytes can be read the same way again.
    """

    text: str
    links: tuple[Link, ...]
    proposals: Proposals
    extractor: str
    media_type: str
    charset: str
