"""How wide text is when it is drawn, estimated from its characters: a picture is laid out without a browser."""

import unicodedata

from tracker.domain.graphemes import is_boundary

_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[]’‘-·"), frozenset("mwMWѡщЩшШжЖюЮфФ@%—")
_MARKS = frozenset({"Mn", "Me", "Cf"})
# A little more than letters of our sans measure: where a font of the system stands in, they are wider.
_SPARE = 1.06


def width(text: str, size: float) -> float:
    """Return about how wide a text is at a font size, in the unit of the size."""
    return sum(map(_share, text)) * size * _SPARE


def fit(text: str, room: float, size: float) -> str:
    """Return a text cut between characters and ended by "…" so that it is about ``room`` wide, or as it is."""
    if width(text, size) <= room:
        return text
    end, left = 0, room - width("…", size)
    for place, sign in enumerate(text):
        left -= width(sign, size)
        if left < 0:
            break
        if is_boundary(text, place + 1):
            end = place + 1
    return text[:end].rstrip() + "…"


def wrap(text: str, room: float, size: float, lines: int) -> tuple[str, ...]:
    """Return a text in at most so many lines, each about ``room`` wide; what has no room is cut as ``fit`` cuts."""
    wrapped: list[str] = []
    words = text.split()
    while words and len(wrapped) < lines - 1:
        count = 1
        while count < len(words) and width(" ".join(words[: count + 1]), size) <= room:
            count += 1
        if width(words[0], size) > room:
            break
        wrapped.append(" ".join(words[:count]))
        words = words[count:]
    if words:
        wrapped.append(fit(" ".join(words), room, size))
    return tuple(wrapped)


def _share(sign: str) -> float:
    """Return the width of a character as a share of the font's size."""
    if unicodedata.category(sign) in _MARKS:
        return 0.0
    if unicodedata.east_asian_width(sign) in ("W", "F"):
        return 1.0
    if sign in _WIDE:
        return 0.84
    if sign in _NARROW or sign.isspace():
        return 0.3
    return 0.68 if sign.isupper() else 0.56
