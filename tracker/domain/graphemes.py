"""Where a text may be cut: between the characters that people see, which may be several code points each.

A small form of the rules of Unicode Standard Annex 29, enough for texts that people read.
"""

import unicodedata

_JOINER = "\u200d"
_VOWEL_SIGNS_BEHIND = frozenset("\u200c\u200d\u0e33\u0eb3")  # joiners, and SARA AM of Thai and Lao


def is_boundary(text: str, offset: int) -> bool:
    """Say whether a code point offset stands between two characters that people see, or at an end."""
    if not 0 < offset < len(text):
        return offset in (0, len(text))
    before, after = text[offset - 1], text[offset]
    if before < "\u0300" and after < "\u0300":
        return (before, after) != ("\r", "\n")
    if before in "\r\n":
        return True
    if _extends(after) or (before == _JOINER and _is_pictograph(after)) or _continues_syllable(before, after):
        return False
    return not (_is_flag_half(after) and _flag_halves_before(text, offset) % 2)


def whole(text: str, start: int, end: int) -> bool:
    """Say whether a range of code points cuts no character that people see in two."""
    return is_boundary(text, start) and is_boundary(text, end)


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the smallest range around a range that is whole."""
    while not is_boundary(text, start):
        start -= 1
    while not is_boundary(text, end):
        end += 1
    return start, end


def _extends(sign: str) -> bool:
    """Say whether a sign only goes on: marks, joiners, skin tones and the tags of regional flags."""
    if unicodedata.category(sign)[0] == "M" or sign in _VOWEL_SIGNS_BEHIND:
        return True
    return "\U0001f3fb" <= sign <= "\U0001f3ff" or "\U000e0020" <= sign <= "\U000e007f"


def _is_pictograph(sign: str) -> bool:
    return unicodedata.category(sign) == "So" or sign >= "\U0001f000"


def _is_flag_half(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _flag_halves_before(text: str, offset: int) -> int:
    first = offset
    while first and _is_flag_half(text[first - 1]):
        first -= 1
    return offset - first


def _continues_syllable(before: str, after: str) -> bool:
    """Say whether two Korean letters (jamo) belong to one syllable: leading, then vowels, then trailing."""
    if "\u1160" <= after <= "\u11ff":
        return "\u1100" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"
    return "\u1100" <= after <= "\u115f" and "\u1100" <= before <= "\u115f"
