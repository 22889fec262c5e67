"""The same words typed another way: other quote marks, dashes and spaces, letters composed or not."""

import re
import unicodedata

_SINGLE_QUOTES = "['\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4]"
_DOUBLE_QUOTES = '["\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]'
_DASHES = "[-\u2010-\u2015\u2212]"
_PIECES = re.compile(
    rf"(?P<space>\s+)|(?P<dots>\.\.\.|…)|(?P<dash>{_DASHES}+)"
    rf"|(?P<double>{_DOUBLE_QUOTES}|'')|(?P<single>{_SINGLE_QUOTES})|(?P<letter>.)",
    re.DOTALL,
)
_ANY_OF = {
    "space": r"\s+",
    "dots": r"(?:\.\.\.|…)",
    # Bounded, for a ruled line of thousands of dashes would be read anew from each of them.
    "dash": f"{_DASHES}{{1,4}}",
    "double": f"(?:{_DOUBLE_QUOTES}|'')",
    "single": _SINGLE_QUOTES,
}


def typed_otherwise(text: str, quote: str) -> list[tuple[int, int]]:
    """List the ranges of a text that hold the words of a quote, however its signs and spaces were typed."""
    typed = unicodedata.normalize("NFC", quote.strip())
    if not typed:
        return []
    pattern = "".join(_piece(found) for found in _PIECES.finditer(typed))
    return [found.span(1) for found in re.finditer(f"(?=({pattern}))", text)]


def _piece(found: re.Match[str]) -> str:
    if found.lastgroup in _ANY_OF:
        return _ANY_OF[found.lastgroup]
    composed, apart = found.group(), unicodedata.normalize("NFD", found.group())
    return re.escape(composed) if apart == composed else f"(?:{re.escape(composed)}|{re.escape(apart)})"
