"""The newest entries of the audit trail as an Atom feed (RFC 4287)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as xml

from tracker.domain.entries import Entry

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold at all (section 2.2).
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def trail_atom(entries: Sequence[Entry], *, desk: str, address: str, feed: str) -> bytes:
    """Return entries, the newest first, as a feed; each leads to its own page below the desk's address.

    ``feed`` is the address of the feed itself. A title is the sentence, a summary the reason that the person gave.
    """
    root = xml.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _said(root, "title", f"Audit trail of {desk}")
    _said(root, "id", f"{address}/trail")
    _said(root, "updated", _moment(entries[0].at if entries else _BEGINNING))
    xml.SubElement(root, "link", rel="self", type=MEDIA_TYPE, href=feed)
    xml.SubElement(root, "link", rel="alternate", type="text/html", href=f"{address}/trail")
    for entry in entries:
        _entry(root, entry, f"{address}/trail/changes/{entry.seq}")
    written: bytes = xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: xml.Element, entry: Entry, page: str) -> None:
    element = xml.SubElement(root, "entry")
    _said(element, "id", page)
    _said(element, "title", entry.text)
    _said(element, "updated", _moment(entry.at))
    _said(xml.SubElement(element, "author"), "name", entry.actor)
    xml.SubElement(element, "link", rel="alternate", type="text/html", href=page)
    if entry.why:
        _said(element, "summary", entry.why)


def _said(parent: xml.Element, name: str, text: str) -> None:
    xml.SubElement(parent, name).text = _NOT_XML.sub("\ufffd", text)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
