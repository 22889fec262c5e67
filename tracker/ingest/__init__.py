"""From bytes to an article's text, its links and what is proposed about it: one door, one module a format."""

from tracker.domain.errors import Unreadable
from tracker.domain.text import clean
from tracker.ingest import charsets, html, limits, media_types, plain
from tracker.ingest.extraction import Extraction, Link, Proposals
from tracker.ingest.limits import MAX_BYTES, MAX_CHARACTERS
from tracker.ingest.lists import telling

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "Extraction", "Link", "Proposals", "read"]


def read(
    content: bytes, *, filename: str = "", media_type: str = "", charset: str | None = None, address: str = ""
) -> Extraction:
    """Return the text of a file or of a paste; refuse what is empty, too large, binary or wrongly declared.

    ``filename`` decides the format before ``media_type`` does. ``charset``, a person's choice, goes before
    the one in ``media_type``, and that before what the bytes say. ``address`` resolves relative links.
    """
    limits.check_bytes(content)
    kind = media_types.choose(content, filename, media_type)
    if kind in (media_types.REVIEW, media_types.ROW):
        return telling.read(content, kind)
    declared = charset or media_types.charset_of(media_type)
    decoded = charsets.decode(content, charset=declared, in_markup=kind == media_types.HTML)
    _refuse_empty(decoded.text)
    extraction = _read_page(decoded, address) if kind == media_types.HTML else _read_text(decoded, address)
    _refuse_empty(extraction.text)
    limits.check_characters(len(extraction.text))
    return extraction


def _read_text(decoded: charsets.Decoded, address: str) -> Extraction:
    text = clean(plain.unify_lines(decoded.text))
    return Extraction(text, (), plain.propose(text, address), plain.EXTRACTOR, media_types.PLAIN, decoded.charset)


def _read_page(decoded: charsets.Decoded, address: str) -> Extraction:
    page = html.read(decoded.text, address)
    return Extraction(clean(page.text), page.links, page.proposals, html.EXTRACTOR, media_types.HTML, decoded.charset)


def _refuse_empty(text: str) -> None:
    if not text or text.isspace():
        raise Unreadable("There is no text in this: it is empty, or only spaces and line ends.", field="file")
