"""A parsed page as the paragraphs that a reader sees, each with its links as marks."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tracker.ingest import elements, hrefs
from tracker.ingest.paragraphs import Block, Paragraph

_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Controls, soft hyphens and stray byte order marks are never seen, and would keep words from being found.
_DROPPED = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\ufeff\ufffe\uffff]")


def of_page(root: Any, base: str) -> list[Block]:
    """Return the visible paragraphs below an element in their order; ``base`` resolves relative links."""
    return [block for block in _Reader(base).read(root) if block]


class _Reader:
    """One walk over a tree. It does not recurse, so no page can exhaust the stack."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._paragraph = Paragraph()
        self._holders: list[str] = []

    def read(self, root: Any) -> Iterator[Block | None]:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if _is_unseen(element):
                if event == "start":
                    walk.skip_subtree()
            elif event == "start":
                yield self._enter(element)
                self._write(element.text)
            else:
                yield self._leave(element)
            if event == "end" and element is not root:
                self._write(element.tail)

    def _enter(self, element: Any) -> Block | None:
        if element.tag in elements.PARAGRAPHS:
            finished = self._finish()
            self._holders.append(element.tag)
            return finished
        if element.tag == "br":
            return self._finish() if self._paragraph.break_line() else None
        if element.tag == "a":
            self._paragraph.open_link(hrefs.resolve(element.get("href", ""), self._base))
        if element.tag == "q":
            self._write("\u201c")
        return None

    def _leave(self, element: Any) -> Block | None:
        if element.tag in elements.PARAGRAPHS:
            finished = self._finish()
            self._holders.pop()
            return finished
        if element.tag == "a":
            self._paragraph.close_link()
        if element.tag == "q":
            self._write("\u201d")
        return None

    def _finish(self) -> Block | None:
        return self._paragraph.finish(self._holders[-1] if self._holders else "body")

    def _write(self, raw: str | None) -> None:
        if raw:
            self._paragraph.write(_DROPPED.sub("", raw))


def _is_unseen(element: Any) -> bool:
    return (
        element.tag in elements.UNSEEN
        or "hidden" in element.attrib
        or bool(_UNSEEN_STYLE.search(element.get("style", "")))
    )
