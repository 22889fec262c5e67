"""Paragraphs as they grow: white space falls together, and links keep the offsets of their words."""

from dataclasses import dataclass

from tracker.ingest.extraction import Link


@dataclass(frozen=True)
class Block:
    """One paragraph of a page: its text, its links by offsets into that text, the element that holds it."""

    text: str
    links: tuple[Link, ...]
    tag: str


class Paragraph:
    """A paragraph under construction; ``finish`` hands it out and begins the next one."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._length = 0
        self._gap = ""
        self._links: list[Link] = []
        self._href: str | None = None
        self._link_start: int | None = None

    def write(self, raw: str) -> None:
        """Append text, with each run of white space as one space and none at the edges of a line."""
        words = " ".join(raw.split())
        if not self._gap and raw[:1].isspace():
            self._gap = " "
        if words:
            self._append(words)
            self._gap = " " if raw[-1].isspace() else ""

    def break_line(self) -> bool:
        """Begin a new line; return whether one had begun already, so that the paragraph ends here."""
        twice = self._gap == "\n"
        self._gap = "\n"
        return twice

    def open_link(self, href: str | None) -> None:
        """Mark what is written from now on as leading to an address; None marks nothing."""
        self.close_link()
        self._href = href

    def close_link(self) -> None:
        """End the link's words here."""
        self._keep_link()
        self._href = None

    def finish(self, tag: str) -> Block | None:
        """Return the paragraph, or None when nothing was written; an open link goes on in the next one."""
        self._keep_link()
        block = Block("".join(self._words), tuple(self._links), tag) if self._words else None
        self._words, self._length, self._gap, self._links = [], 0, "", []
        return block

    def _append(self, words: str) -> None:
        gap = self._gap if self._words else ""
        if self._href is not None and self._link_start is None:
            self._link_start = self._length + len(gap)
        self._words.append(gap + words)
        self._length += len(gap) + len(words)

    def _keep_link(self) -> None:
        if self._href is not None and self._link_start is not None:
            self._links.append(Link(self._link_start, self._length, self._href))
        self._link_start = None
