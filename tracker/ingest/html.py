"""Web pages: the article's paragraphs with their links, and what the page states about itself."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from tracker.domain.errors import Unreadable
from tracker.ingest import blocks, limits, pages, selection, shape
from tracker.ingest.extraction import Link, Proposals
from tracker.ingest.paragraphs import Block

EXTRACTOR = f"trafilatura {trafilatura.__version__}/1"

_PARAGRAPH_BREAK = "\n\n"
# They may always be left out (HTML Standard, section 13.1.2.4); libxml2 loses what stands after a stray one.
_LAST_TAGS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


class Article(NamedTuple):
    """The text of a page, its links by offsets into that text, and what is proposed about it."""

    text: str
    links: tuple[Link, ...]
    proposals: Proposals


def read(markup: str, address: str) -> Article:
    """Return the article of a page, or all its visible text where no article can be told from the rest."""
    shape.check_tags(markup)
    root = _parse(markup)
    shape.check_tree(root)
    page = blocks.of_page(root, pages.base_of(root, address))
    limits.check_characters(sum(len(block.text) for block in page))
    proposals = pages.propose(root, page, address)
    return _join(_article(root, page, proposals.title), proposals)


def _parse(markup: str) -> etree._Element:
    # Without huge_tree, libxml2 drops without a word what lies more than 255 deep; the depth is checked here.
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(_LAST_TAGS.sub("", markup).encode(), parser=parser)
    except etree.LxmlError:
        raise Unreadable("There is no page in this file: it is empty.", field="file") from None


def _article(root: etree._Element, page: Sequence[Block], title: str | None) -> list[Block]:
    chosen = selection.choose(root, page)
    article = [page[at] for at in chosen]
    wanted = selection.letters(title or "")
    if not article or not wanted or any(wanted in selection.letters(block.text) for block in article):
        return article
    before = (block for block in page[: chosen[0]] if block.tag == "h1")
    heading = next((block for block in before if _says_same(selection.letters(block.text), wanted)), None)
    return [heading or Block(title or "", (), "h1"), *article]


def _says_same(heading: str, title: str) -> bool:
    return heading in title or title in heading


def _join(article: Sequence[Block], proposals: Proposals) -> Article:
    links: list[Link] = []
    start = 0
    for block in article:
        links.extend(Link(start + link.start, start + link.end, link.href) for link in block.links)
        start += len(block.text) + len(_PARAGRAPH_BREAK)
    return Article(_PARAGRAPH_BREAK.join(block.text for block in article), tuple(links), proposals)
