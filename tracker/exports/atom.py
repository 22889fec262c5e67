"""Feeds of what is new, for readers elsewhere: Atom (RFC 4287), and JSON Feed 1.1."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as xml

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"
_NAMESPACE = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold at all (section 2.2).
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    """One entry of a feed: its page, which is its id too, and what it says; the moment is aware."""

    page: str
    title: str
    at: datetime
    author: str
    summary: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed: its title, its own address, the page that shows the same, and its items, the newest first."""

    title: str
    address: str
    page: str
    items: Sequence[Item]


def atom(feed: Feed) -> bytes:
    """Return a feed as Atom."""
    root = xml.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "en"})
    _said(root, "title", feed.title)
    _said(root, "id", feed.page)
    _said(root, "updated", _moment(feed.items[0].at if feed.items else _BEGINNING))
    xml.SubElement(root, "link", rel="self", type=ATOM, href=feed.address)
    xml.SubElement(root, "link", rel="alternate", type="text/html", href=feed.page)
    for item in feed.items:
        _entry(root, item)
    written: bytes = xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def json_feed(feed: Feed) -> bytes:
    """Return a feed as JSON Feed 1.1."""
    items = [
        {
            "id": item.page,
            "url": item.page,
            "title": item.title,
            "content_text": item.summary or item.title,
            "date_published": _moment(item.at),
            "authors": [{"name": item.author}],
        }
        for item in feed.items
    ]
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "items": items,
    }
    return json.dumps(told, ensure_ascii=False).encode("utf-8")


def _entry(root: xml.Element, item: Item) -> None:
    element = xml.SubElement(root, "entry")
    _said(element, "id", item.page)
    _said(element, "title", item.title)
    _said(element, "updated", _moment(item.at))
    _said(xml.SubElement(element, "author"), "name", item.author)
    xml.SubElement(element, "link", rel="alternate", type="text/html", href=item.page)
    if item.summary:
        _said(element, "summary", item.summary)


def _said(parent: xml.Element, name: str, text: str) -> None:
    xml.SubElement(parent, name).text = _NOT_XML.sub("\ufffd", text)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
