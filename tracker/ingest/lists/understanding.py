"""How single values are understood: words with markup in them, addresses, dates and numbers, with what was odd."""

import html
import re
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from tracker.domain.dates import NoDate, parse
from tracker.domain.text import one_line
from tracker.ingest import dates

LONGEST_ADDRESS = 300
LONGEST_LINE = 300
_SHOWN = 60
_DEEPEST = 6

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--.{0,2000}?-->", re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_SPACES = re.compile(r"[^\S\n]+")
_TIMED = re.compile(r"\d{4}-?\d{2}-?\d{2}[T ]\d{2}")
_ZONED = re.compile(r"(?:Z|[A-Z]{3,4}|[+-]\d{2}:?\d{2})$")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,12})?")
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
_FIRST_SERIAL = date(1899, 12, 30)


def values(value: Any, depth: int = 0) -> list[Any]:
    """Return one value or a list of them, nested or not, as a flat list without what is empty."""
    if isinstance(value, list):
        return [one for inner in value for one in values(inner, depth + 1)] if depth < _DEEPEST else []
    return [] if value is None or value == "" or value == {} else [value]


def texts(value: Any) -> list[str]:
    """Return the words of a value: a string, a number, a JSON-LD value, something with a name, or a list of these."""
    found: list[str] = []
    for one in values(value):
        if isinstance(one, dict):
            inner = next((one[key] for key in ("@value", "name", "text", "url", "@id") if one.get(key)), None)
            found += [str(part) for part in values(inner) if isinstance(part, str | int | float)]
        elif not isinstance(one, bool):
            found.append(_number_text(one) if isinstance(one, float) else str(one))
    return [text for text in found if text.strip()]


class Understanding:
    """Reads values, and keeps in sentences what was odd about them."""

    def __init__(self) -> None:
        self.odd: list[str] = []

    def note(self, sentence: str) -> None:
        """Keep a sentence once."""
        if sentence not in self.odd:
            self.odd.append(sentence)

    def words(self, value: Any, what: str) -> str:
        """Return the first words of a value, without markup; ``what`` names them."""
        found = texts(value)
        return self.plain(found[0], what) if found else ""

    def line(self, value: Any, what: str) -> str:
        """Return words on one line that is no longer than a title may be."""
        written = self.words(value, what)
        line = one_line(written, LONGEST_LINE)
        if len(" ".join(written.split())) > LONGEST_LINE:
            self.note(f"{what} has {len(written):,} characters; the first {LONGEST_LINE} are taken.")
        return line

    def plain(self, written: str, what: str) -> str:
        """Return a text without entities, tags and signs that nobody sees."""
        text = _SURROGATES.sub("\ufffd", written)
        unescaped = html.unescape(text)
        if unescaped != text and _ENTITY.search(text):
            self.note(f"{what} held HTML entities; they are taken for the signs that they stand for.")
        # What was escaped twice shows its tags only now.
        bare = _TAG.sub("", _BREAK.sub("\n", unescaped))
        if bare != unescaped:
            self.note(f"{what} held markup; its words alone are taken.")
        bare = _SURROGATES.sub("\ufffd", bare).replace("\r\n", "\n").replace("\r", "\n")
        bare = _SPACES.sub(" ", _CONTROLS.sub("", bare))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in bare.split("\n"))).strip()

    def address(self, value: Any, what: str) -> str:
        """Return an address on the web, shortened where it is longer than a desk keeps; "" where there is none."""
        found = [_SURROGATES.sub("", _CONTROLS.sub("", text)).strip() for text in texts(value)]
        found = [text for text in found if text]
        usable = [text for text in found if is_address(text)]
        if found and not usable:
            self.note(f"{what} is “{one_line(found[0], _SHOWN)}”, which is no address on the web; it is left out.")
        if not usable:
            return ""
        address = usable[0].replace("&amp;", "&")
        if re.search(r"\s", address):
            address = quote(address, safe="%/:=&?~#+!$,;'@()*[]", errors="replace")
        if "%25" in address and unquote(unquote(address)) != unquote(address):
            read = one_line(unquote(unquote(unquote(address))).partition("//")[2].partition("/")[2], _SHOWN)
            self.note(f"{what} is escaped twice over (it reads “{read}”); it is kept as it stands.")
        return self._short(address, what)

    def date(self, value: Any, what: str) -> str:
        """Return a date as EDTF, no finer than the day; "" where there is none or it cannot be read."""
        found = [one_line(self.plain(text, what), _SHOWN) for text in texts(value)]
        if not found or not found[0]:
            return ""
        stated = found[0]
        kept = dates.edtf(stated) or self._otherwise(stated, what)
        if kept is None:
            self.note(f"{what} is “{stated}”, which cannot be read as a date; it is left out.")
            return ""
        if _TIMED.match(stated) and not _ZONED.search(stated):
            self.note(f"{what}, “{stated}”, names no time zone; its day is kept as it stands.")
        return kept

    def number(self, value: Any) -> float | None:
        """Return a number that may be written as text, None for anything else."""
        found = texts(value)
        if not found or not _NUMBER.fullmatch(found[0].strip()):
            return None
        number = float(found[0].strip().replace(",", "."))
        return number if isfinite(number) else None

    def _otherwise(self, stated: str, what: str) -> str | None:
        """Read a date that is not written as ISO 8601 has it."""
        short = _DAY_FIRST.fullmatch(stated)
        if short is not None:
            return self._day_first(*map(int, short.groups()), stated=stated, what=what)
        if _SERIAL.fullmatch(stated):
            day = (_FIRST_SERIAL + timedelta(days=int(float(stated)))).isoformat()
            self.note(f"{what} is the number {stated}, as spreadsheets count days; it is taken for {day}.")
            return day
        try:
            return parse(stated).edtf if len(stated) < 30 and "T" not in stated else _written_out(stated)
        except NoDate:
            return _written_out(stated)

    def _day_first(self, first: int, second: int, year: int, *, stated: str, what: str) -> str | None:
        month, day = (first, second) if second > 12 else (second, first)
        if first <= 12 and second <= 12 and first != second and "." not in stated:
            self.note(f"{what}, “{stated}”, can be read in two ways; only its year is kept.")
            return f"{year:04}"
        return dates.edtf(f"{year:04}-{month:02}-{day:02}")

    def _short(self, address: str, what: str) -> str:
        """Leave out the last parameters of an address until it can be kept."""
        if len(address) <= LONGEST_ADDRESS:
            return address
        parts = urlsplit(address)
        asked = parse_qsl(parts.query, keep_blank_values=True)
        while asked and len(urlunsplit((*parts[:3], urlencode(asked), ""))) > LONGEST_ADDRESS:
            asked.pop()
        short = urlunsplit((*parts[:3], urlencode(asked), ""))
        if len(short) > LONGEST_ADDRESS:
            self.note(f"{what} has {len(address):,} characters and cannot be kept; it stands in the original.")
            return ""
        self.note(f"{what} has {len(address):,} characters; it is kept without its last parameters, as {short}")
        return short


def is_address(text: str) -> bool:
    """Tell whether a text is an address that a browser can open as a page."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _written_out(stated: str) -> str | None:
    """Read a date as e-mail and feeds write it; its day as it stands there."""
    try:
        return parsedate_to_datetime(stated).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _number_text(number: float) -> str:
    return str(int(number)) if isfinite(number) and number.is_integer() and abs(number) < 1e15 else str(number)
