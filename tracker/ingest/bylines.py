"""Lines that say who wrote an article ("By Jane Doe"), told from sentences that begin alike."""

import re

_BYLINE = re.compile(
    r"(?:by|par|por|von|di|автори?:?|авторы:?|بقلم:?|نویسنده:?|מאת:?)\s+(?P<names>\S.{1,78})", re.IGNORECASE
)
_BETWEEN_NAMES = re.compile("and|&|y|et|e|und|и|і|و|de|del|della|da|di|do|dos|van|von|der|den|bin|ibn|al|el|la|le|the")
_SENTENCE_ENDS = (".", "?", "!", ":", "…")


def names(line: str) -> str | None:
    """Return whom a byline names, or None when the line is none."""
    found = _BYLINE.fullmatch(line.strip())
    if found is None or line.rstrip().endswith(_SENTENCE_ENDS):
        return None
    named = found["names"].rstrip(" ,|")
    words = re.split(r"[\s,]+", named)
    return named if all(_BETWEEN_NAMES.fullmatch(word) or not word[:1].islower() for word in words) else None
