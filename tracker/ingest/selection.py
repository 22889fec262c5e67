"""Which paragraphs of a page are the article: trafilatura chooses them, the page itself gives their words.

Its own output drops captions and times, and some of its ways lose links; so it is asked only what belongs.
"""

import logging
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

import trafilatura
from lxml import etree
from trafilatura.settings import Document

from tracker.ingest import blocks
from tracker.ingest.paragraphs import Block

# What it has to say about single pages is of no use in the log of a desk.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# The elements of trafilatura's output, as the HTML that they stand for.
_AS_HTML = {
    "head": "h2",
    "lb": "br",
    "quote": "blockquote",
    "item": "li",
    "list": "ul",
    "row": "tr",
    "cell": "td",
}
# Two paragraphs that begin or end with this many equal letters are taken as one and the same.
_TELLING = 40
# The second opinion that it takes costs time by the square of the paragraphs.
_MANY = 3_000
# In a page of so few letters, what it leaves out may well be the news.
_TOO_SMALL = 400


def choose(root: Any, page: Sequence[Block]) -> list[int]:
    """Return the positions, in order, of the paragraphs that are the article or its comments.

    They are all of the page's where none are found, and where the page is too small to tell.
    """
    if sum(len(letters(block.text)) for block in page) < _TOO_SMALL:
        return list(range(len(page)))
    body, comments = _main_text(root, fast=len(page) > _MANY)
    positions = _index(page)
    main = set(_found(body, positions))
    inside = range(min(main), max(main) + 1) if main else range(0)
    captions = {at for at in inside if page[at].tag == "figcaption"}
    return sorted(main | captions | set(_found(comments, positions))) or list(range(len(page)))


def letters(text: str) -> str:
    """Return what is compared of a paragraph: its letters and digits, without case."""
    return "".join(filter(str.isalnum, text.casefold()))


def _main_text(root: Any, *, fast: bool) -> tuple[list[Block], list[Block]]:
    page = deepcopy(root)
    # It drops times with their words, also in the middle of a sentence.
    for time in list(page.iter("time")):
        if next(time.iterancestors("p", "li", "blockquote"), None) is not None:
            time.tag = "span"
    try:
        document = trafilatura.bare_extraction(page, fast=fast, include_comments=True, include_tables=True)
    except Exception:  # Whatever a strange page does to it, the page's visible text is still there to be read.
        document = None
    if not isinstance(document, Document):
        return [], []
    return _as_blocks(document.body), _as_blocks(document.commentsbody)


def _as_blocks(tree: Any) -> list[Block]:
    if tree is None:
        return []
    for element in tree.iter(etree.Element):
        element.tag = _AS_HTML.get(element.tag, element.tag)
    return blocks.of_page(tree, "")


def _keys(block: Block) -> Iterator[str]:
    """Yield what a paragraph is known by, line by line: trafilatura joins paragraphs, with line breaks."""
    for line in filter(None, map(letters, block.text.split("\n"))):
        yield line
        if len(line) > _TELLING:
            yield "^" + line[:_TELLING]
            yield "$" + line[-_TELLING:]


def _index(page: Iterable[Block]) -> dict[str, list[int]]:
    positions: dict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(page):
        for key in _keys(block):
            positions[key].append(at)
    return positions


def _found(chosen: Iterable[Block], positions: dict[str, list[int]]) -> Iterator[int]:
    """Yield where the chosen paragraphs stand; of equal ones, the next after the last that was found."""
    last = -1
    for block in chosen:
        for key in _keys(block):
            places = positions.get(key)
            if places:
                following = bisect_right(places, last)
                last = places[min(following, len(places) - 1)]
                yield last
