"""The house's typefaces inside a file: those of their parts that its text needs."""

import base64
import re
from functools import lru_cache
from pathlib import Path

_STYLES = Path(__file__).resolve().parents[1] / "static" / "styles"
_FACE = re.compile(r"@font-face \{.*?\n\}", re.DOTALL)
_ADDRESS = re.compile(r'url\("(?P<path>[^"]+)"\)')
_RANGE = re.compile(r"U\+(?P<first>[0-9A-F]+)(?:-(?P<last>[0-9A-F]+))?")


def faces(text: str) -> str:
    """Return the ``@font-face`` rules of the house for the characters of a text, with the fonts in them."""
    written = {ord(character) for character in text}
    return "\n".join(_carried(face) for face in _faces() if not written.isdisjoint(_covered(face))) + "\n"


@lru_cache(maxsize=1)
def _faces() -> list[str]:
    return _FACE.findall((_STYLES / "fonts.css").read_text("utf-8"))


@lru_cache
def _covered(face: str) -> frozenset[int]:
    ranges = (found.group("first", "last") for found in _RANGE.finditer(face))
    return frozenset(code for first, last in ranges for code in range(int(first, 16), int(last or first, 16) + 1))


@lru_cache
def _carried(face: str) -> str:
    """Return a rule with its font as a ``data:`` address (RFC 2397)."""

    def carry(address: re.Match[str]) -> str:
        font = (_STYLES / address["path"]).read_bytes()
        return f'url("data:font/woff2;base64,{base64.b64encode(font).decode("ascii")}")'

    return _ADDRESS.sub(carry, face)
