"""What is proposed about a web page: title, byline, outlet, date, language, address, description."""

import re
from typing import Any

from tracker.ingest import bylines, dates, hrefs, languages
from tracker.ingest.extraction import Proposals
from tracker.ingest.paragraphs import Block
from tracker.ingest.statements import Statements

_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
)
_TAG = re.compile(r"(?P<language>[A-Za-z]{2,3})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<region>[A-Za-z]{2}|\d{3}))?")
# A page's byline stands among its first paragraphs after the title; further down it is somebody else's.
_NEAR = 8


def base_of(root: Any, address: str) -> str:
    """Return what the page's relative links are resolved against."""
    stated = next((element.get("href") for element in root.iter("base") if element.get("href")), None)
    return (hrefs.resolve(stated, address) if stated else None) or address


def propose(root: Any, page: list[Block], address: str) -> Proposals:
    """Return what the page states about itself; what it does not state is None."""
    stated = Statements(root)
    title = _title(stated, root, page)
    return Proposals(
        title=title,
        byline=_byline(stated, page, title),
        outlet=stated.article("publisher") or stated.meta("og:site_name", "application-name", "dc.publisher"),
        published=dates.published(stated, root),
        language=_language(stated, root, languages.propose("\n".join(block.text for block in page))),
        address=_address(stated, root, address),
        description=stated.meta("og:description", "description", "twitter:description", "dc.description")
        or stated.article("description"),
    )


def tag_of(stated: str) -> str | None:
    """Return a BCP 47 tag (language, script, region) in its usual letter case, or None when it is none."""
    found = _TAG.fullmatch(stated.strip())
    if found is None:
        return None
    script, region = (found["script"] or "").title(), (found["region"] or "").upper()
    return "-".join(filter(None, (found["language"].lower(), script, region)))


def _title(stated: Statements, root: Any, page: list[Block]) -> str | None:
    headings = [block.text for block in page if block.tag == "h1"]
    return (
        stated.article("headline")
        or stated.meta("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
        or (" ".join(headings[0].split()) if len(headings) == 1 else None)
        or next((" ".join(title.text_content().split()) for title in root.iter("title")), None)
        or None
    )


def _byline(stated: Statements, page: list[Block], title: str | None) -> str | None:
    named = stated.article("author") or stated.people(*_AUTHORS)
    if named:
        return bylines.names(named) or named
    heading = next((at for at, block in enumerate(page) if block.tag == "h1" or block.text == title), None)
    nearby = page[heading + 1 : heading + 1 + _NEAR] if heading is not None else []
    return next(filter(None, (bylines.names(block.text) for block in nearby)), None)


def _language(stated: Statements, root: Any, found: str | None) -> str | None:
    """Return the language that the page states, unless its words are plainly of another: templates often lie."""
    by_meta = (stated.article("inLanguage"), stated.meta("content-language", "og:locale", "dc.language"))
    tags = (tag_of(value) for value in (root.get("lang"), root.get("xml:lang"), *by_meta) if value)
    tag = next(filter(None, tags), None)
    return tag if tag and found in (None, tag.partition("-")[0]) else found


def _address(stated: Statements, root: Any, address: str) -> str | None:
    canonical = next(
        (link.get("href") for link in root.iter("link") if link.get("rel", "").lower() == "canonical"), None
    )
    for href in (canonical, stated.meta("og:url")):
        resolved = hrefs.resolve(href, address) if href else None
        if resolved:
            return resolved
    return address or None
