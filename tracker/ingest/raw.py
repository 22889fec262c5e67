"""The characters of a file as they stand, markup and all, and a way back to bytes."""

from dataclasses import dataclass

from tracker.domain.errors import Unreadable
from tracker.ingest import charset_names, charsets, media_types


@dataclass(frozen=True)
class Characters:
    """The characters of a file, the byte order mark before them, and the codec that gave them."""

    text: str
    mark: bytes
    codec: str

    def replaced(self, text: str) -> bytes | None:
        """Return the bytes of a file with another text in the same charset; None where that cannot hold it."""
        try:
            return self.mark + text.encode(self.codec)
        except UnicodeEncodeError:
            return None


def characters(
    content: bytes, *, filename: str = "", media_type: str = "", charset: str | None = None
) -> Characters | None:
    """Return the characters of a file; None where it is no text, or would come back as other bytes."""
    try:
        plain = media_types.is_text(filename, media_type)
        kind = media_types.PLAIN if plain else media_types.choose(content, filename, media_type)
        declared = charset or media_types.charset_of(media_type)
        decoded = charsets.decode(content, charset=declared, in_markup=kind == media_types.HTML)
    except Unreadable:
        return None
    codec = charset_names.CODECS[decoded.charset]
    encoded = decoded.text.encode(codec, "replace")
    mark = content[: len(content) - len(encoded)]
    return Characters(decoded.text, mark, codec) if mark + encoded == content and len(mark) <= 4 else None
