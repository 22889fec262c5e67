"""From bytes to characters: by the byte order mark, else as declared, else UTF-8, else by a guess."""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from tracker.domain.errors import Unreadable
from tracker.ingest import charset_names, signatures

# UTF-32 stands first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32le"),
    (codecs.BOM_UTF32_BE, "utf-32be"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
# The commoner come first and win where two fit equally well; the rarest would claim what is in the common ones.
_GUESSED = (
    *("cp1252", "cp1251", "cp1256", "cp1250", "cp1254", "cp1253", "cp1255", "cp1257", "cp874"),
    *("koi8_r", "koi8_u", "cp866", "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_15"),
    *("cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949"),
)
_META = re.compile(
    rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:+-]+)|<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:+-]+)""",
    re.IGNORECASE,
)
_META_REACH = 4096
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_CONTROLS_PER_CHARACTER = 1 / 200
_MOSTLY = 0.9


class Decoded(NamedTuple):
    """The characters of a file without its byte order mark, and the charset (IANA name) that gave them."""

    text: str
    charset: str


def decode(content: bytes, *, charset: str | None = None, in_markup: bool = False) -> Decoded:
    """Return the text of the bytes; refuse binary files, unknown charsets and charsets that do not fit.

    ``charset`` is what a person or a header declared; ``in_markup`` lets a ``<meta charset>`` count too.
    """
    kind = signatures.recognise(content)
    if kind:
        raise Unreadable(f"This looks like {kind}, not like text. Open it, copy its text and paste that.", field="file")
    decoded = _by_mark(content) or _as_declared(content, charset, in_markup) or _by_its_bytes(content)
    if len(_CONTROLS.findall(decoded.text)) > len(decoded.text) * _CONTROLS_PER_CHARACTER:
        raise Unreadable(
            f"This looks like binary data, not like text in {decoded.charset}. "
            "If it is text, choose the charset it was written in; if not, copy its text and paste that.",
            field="charset",
        )
    return decoded


def _by_mark(content: bytes) -> Decoded | None:
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return _strictly(content.removeprefix(mark), charset, "begins with the mark of")
    return None


def _as_declared(content: bytes, charset: str | None, in_markup: bool) -> Decoded | None:
    if charset:
        return _strictly(content, charset_names.resolve(charset), "was declared to be in")
    found = _META.search(content, 0, _META_REACH) if in_markup else None
    if found is None:
        return None
    stated = charset_names.resolve((found[1] or found[2]).decode("ascii", "replace"))
    # A page that can name UTF-16 in single bytes is not in it (WHATWG HTML, section 13.2.3.2).
    return _strictly(content, "utf-8" if stated.startswith("utf-") else stated, "says that it is in")


def _by_its_bytes(content: bytes) -> Decoded:
    charset = _wide(content) or ("utf-8" if _is_utf8(content) else _guess(content))
    return _strictly(content, charset, "seems to be in")


def _wide(content: bytes) -> str | None:
    """Tell UTF-16 and UTF-32 without a mark by where their zero bytes stand: even spaces have them."""
    zeros = content.count(0)
    if not zeros or len(content) % 2:
        return None
    if len(content) % 4 == 0:
        first, second, third, fourth = (content[place::4].count(0) * 4 / len(content) for place in range(4))
        if min(first, second) >= _MOSTLY or min(third, fourth) >= _MOSTLY:
            return "utf-32be" if first >= fourth else "utf-32le"
    high_last = content[1::2].count(0) / zeros
    if high_last >= _MOSTLY:
        return "utf-16le"
    return "utf-16be" if high_last <= 1 - _MOSTLY else None


def _is_utf8(content: bytes) -> bool:
    # ISO 2022 is made of ASCII bytes and escapes, so it would pass for UTF-8.
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x1b" not in content


def _guess(content: bytes) -> str:
    matches = list(from_bytes(content, cp_isolation=list(_GUESSED))) if b"\0" not in content else []
    equal = [match for match in matches if match.chaos == matches[0].chaos and match.coherence == matches[0].coherence]
    possible = {codec for match in equal for codec in match.could_be_from_charset}
    codec = next((codec for codec in _GUESSED if codec in possible), None)
    if codec is None:
        raise Unreadable(
            "The program cannot tell how this file is written: it is no text, or its charset must be named. "
            "Choose the charset, or copy its text and paste that.",
            field="charset",
        )
    return charset_names.of_codec(codec)


def _strictly(content: bytes, charset: str, why: str) -> Decoded:
    try:
        return Decoded(content.decode(charset_names.CODECS[charset]), charset)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"The file {why} {charset}, but byte {error.start + 1:,} does not fit. "
            "Choose another charset, or copy its text and paste that.",
            field="charset",
        ) from None
