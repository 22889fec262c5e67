"""One long JSON value read part by part, so that a file of any length takes no more memory than its longest part."""

import json
from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO, Any

from tracker.domain.errors import TooLarge, Unreadable

LONGEST_PART = 256 * 1024 * 1024
"""Characters that one part may have at most; the longest are the bytes of captures."""

_CHUNK = 256 * 1024
_BLANK = " \t\n\r"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number of JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


class Parts:
    """Reads the values and signs of a JSON text one after the other; raises Unreadable where it is none."""

    def __init__(self, file: IO[bytes]) -> None:
        self._text = TextIOWrapper(file, encoding="utf-8-sig", errors="strict", newline="")
        self._buffer, self._at, self._passed, self._ended = "", 0, 0, False

    def let_go(self) -> None:
        """Leave the file open for whoever gave it."""
        self._text.detach()

    def next_sign(self) -> str:
        """Return the next sign that is not blank without passing it, "" at the end of the file."""
        while True:
            while self._at < len(self._buffer):
                if self._buffer[self._at] not in _BLANK:
                    return self._buffer[self._at]
                self._at += 1
            if not self._more():
                return ""

    def passing(self, sign: str) -> bool:
        """Pass a sign where it comes next, and tell whether it did."""
        found = self.next_sign() == sign
        self._at += found
        return found

    def expect(self, sign: str) -> None:
        """Pass a sign, or raise Unreadable where another comes."""
        if not self.passing(sign):
            raise self.broken(f"“{sign}” should stand there")

    def value(self) -> Any:
        """Return the next value, whole, and pass it."""
        self.next_sign()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                if self._ended:
                    raise self.broken(error.msg) from error
            except (ValueError, RecursionError) as error:
                raise self.broken(str(error)) from error
            else:
                # A number may go on in what was not read yet.
                if end < len(self._buffer) or self._ended or self._buffer[end - 1] in '}]"':
                    self._at = end
                    return found
            self._more()

    def members(self) -> Iterator[str]:
        """Yield the keys of an object; after each its value has to be passed."""
        self.expect("{")
        if self.passing("}"):
            return
        while True:
            key = self.value()
            if not isinstance(key, str):
                raise self.broken("a key should stand there")
            self.expect(":")
            yield key
            if self.passing("}"):
                return
            self.expect(",")

    def items(self) -> Iterator[Any]:
        """Yield the values of a list one by one."""
        self.expect("[")
        if self.passing("]"):
            return
        while True:
            yield self.value()
            if self.passing("]"):
                return
            self.expect(",")

    def broken(self, what: str) -> Unreadable:
        """Say that the file is damaged at this place, and how."""
        place = self._passed + self._at
        if self._ended and not self._buffer[self._at :].strip():
            return Unreadable(f"This file breaks off at character {place:,}: it is not whole. Copy it again.")
        return Unreadable(f"This file is damaged at character {place:,}: {what}.")

    def _more(self) -> bool:
        """Read on, twice as much as lies there by now, so that a long value is tried a few times only."""
        if self._ended:
            return False
        left = self._buffer[self._at :]
        if len(left) > LONGEST_PART:
            raise TooLarge(f"At character {self._passed + self._at:,} begins a part that is too long to be read.")
        try:
            chunk = self._text.read(max(_CHUNK, len(left)))
        except UnicodeDecodeError as error:
            raise Unreadable("This file is not in UTF-8, so it is no report of this program.") from error
        self._passed, self._buffer, self._at, self._ended = self._passed + self._at, left + chunk, 0, not chunk
        return bool(chunk)
