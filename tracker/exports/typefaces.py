"""The typefaces that files are set in: which characters they have, and what stands for the others."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache, reduce
from pathlib import Path

FOLDER = Path(__file__).with_name("typefaces")
INSTEAD = "□"
"""What stands for a character that no typeface of the house has."""

# Every paragraph is set in the first line or the second; a character must be in one typeface of each.
_LINES = (
    ("NotoSans-400Regular", "NotoSansArabic-Regular", "NotoSansHebrew-400Regular", "NotoSansMono-400Regular"),
    ("NotoSerif-400Regular", "NotoNaskhArabic-Regular", "NotoSansHebrew-400Regular", "NotoSansMono-400Regular"),
)
_CONTROLS = frozenset("\n\t\u2068\u2069")


def settable(text: str) -> str:
    """Return a text as it can be set: signs that nobody sees fall away, and others that are lacking have a square."""
    if text.isascii():
        return text
    return "".join(_sign(character) for character in text)


@lru_cache(maxsize=8192)
def _sign(character: str) -> str:
    if character in _CONTROLS or ord(character) in _covered():
        return character
    return "" if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc") else INSTEAD


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    lines = (frozenset().union(*(_characters(FOLDER / f"{name}.ttf") for name in line)) for line in _LINES)
    return reduce(frozenset.intersection, lines)


def _characters(font: Path) -> frozenset[int]:
    """Return the characters of a font, by its table ``cmap`` in format 4 (OpenType 1.9)."""
    data = font.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    directory = (struct.unpack_from(">4sIII", data, 12 + at * 16) for at in range(tables))
    start = next(offset for tag, _, offset, _ in directory if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", data, start + 2)
    offsets = (struct.unpack_from(">HHI", data, start + 4 + at * 8)[2] for at in range(subtables))
    return frozenset(code for offset in set(offsets) for code in _segments(data, start + offset))


def _segments(data: bytes, at: int) -> Iterator[int]:
    form, _, _, doubled = struct.unpack_from(">HHHH", data, at)
    if form != 4:
        return
    ends = struct.unpack_from(f">{doubled // 2}H", data, at + 14)
    starts = struct.unpack_from(f">{doubled // 2}H", data, at + 16 + doubled)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
