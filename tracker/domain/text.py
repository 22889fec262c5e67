"""What a kept text is, and how its words, lines and paragraphs are found, in any script.

Offsets are code points and ranges exclude their end.
"""

import re
import unicodedata

from tracker.domain.errors import Refusal, Unreadable
from tracker.domain.graphemes import is_boundary

_LAST_SCRIPT = 0x1FFFF


def _marks() -> str:
    """Return the combining marks as ranges of a character class: ``\\w`` lacks them, and words need them."""
    ranges: list[list[int]] = []
    for code in [*range(0x300, _LAST_SCRIPT), *range(0xE0100, 0xE01F0)]:
        if unicodedata.category(chr(code))[0] != "M":
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


# Scripts written without spaces: each character counts as a word, as word processors count them.
_UNSPACED = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_LETTER = rf"(?:(?![{_UNSPACED}])[^\W_]|[{_marks()}\u200c\u200d])"
WORD = re.compile(rf"[{_UNSPACED}]|{_LETTER}+(?:['\u2019\u02bc\u05f3\u05f4-]{_LETTER}+)*")

_BAD_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_PARAGRAPH = re.compile(r"^[^\S\n]*\S.*(?:\n[^\S\n]*\S.*)*", re.MULTILINE)
_LONGEST_WORD = 24


class NotText(Unreadable):
    """What was given holds characters that no text holds; the message names the first and its line."""


def clean(text: str) -> str:
    """Return a text as it is kept: line ends are newlines, all else is as typed.

    Raise NotText for lone surrogates and for control characters other than tab and newline.
    """
    lined = text.replace("\r\n", "\n").replace("\r", "\n")
    if broken := _SURROGATES.search(lined):
        raise NotText(_found(lined, broken, "half of a character (a lone surrogate)") + " Copy the text again.")
    if control := _BAD_CONTROLS.search(lined):
        raise NotText(
            _found(lined, control, "a control character") + " Is this a text? Save it as plain text and try again."
        )
    return lined


def utf16_to_code_points(text: str, offset: int) -> int:
    """Return the code point offset of an offset in UTF-16 units, in which browsers count.

    Raise Refusal where it lies outside the text or inside a character.
    """
    units = position = 0
    while units < offset and position < len(text):
        units += 1 + (text[position] > "\uffff")
        position += 1
    if units != offset:
        raise Refusal(f"There is no place {offset} in this text. Load the page again and select the words anew.")
    return position


def paragraphs(text: str) -> list[tuple[int, int]]:
    """List the ranges of the paragraphs: runs of lines that are not blank, without their last newline."""
    return [found.span() for found in _PARAGRAPH.finditer(text)]


def word_count(text: str) -> int:
    """Count the words; in scripts without spaces, the characters."""
    return sum(1 for _ in WORD.finditer(text))


def context(text: str, start: int, end: int, size: int) -> tuple[str, str]:
    """Return what stands before and after a range, at most ``size`` code points each, cut between words."""
    first = _word_bound(text, max(0, start - size), start, step=1)
    last = _word_bound(text, min(len(text), end + size), end, step=-1)
    return text[first:start], text[end:last]


def one_line(text: str, limit: int) -> str:
    """Return the text on one line of at most ``limit`` code points, cut between words and ended by "…"."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    if limit < 1:
        return ""
    return line[: _word_bound(line, limit - 1, 0, step=-1)].rstrip() + "…"


def _word_bound(text: str, offset: int, towards: int, *, step: int) -> int:
    """Return the nearest place between words in a direction; inside a very long word, between characters."""
    for place in range(offset, max(0, min(len(text), offset + step * _LONGEST_WORD)), step):
        if place == towards:
            break
        if _between_words(text, place):
            return place
    while offset != towards and not is_boundary(text, offset):
        offset += step
    return offset


def _between_words(text: str, offset: int) -> bool:
    return offset in (0, len(text)) or text[offset - 1].isspace() or text[offset].isspace()


def _found(text: str, match: re.Match[str], what: str) -> str:
    code, line = ord(match.group()), text.count("\n", 0, match.start()) + 1
    return f"Line {line} holds {what}, U+{code:04X}."
