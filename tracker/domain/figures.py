"""The numbers and ranges that a statement gives, with what they are counted in, so that claims can be compared.

A separator before exactly three digits groups thousands, whichever it is: "1,200", "1.200", "1 200" and "1'200" are the
same number. Dates, years, times, ordinals and numbers in names (T-72, MH17) are none.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.domain.number_words import FACTORS, SPELLED, spelled
from tracker.domain.timings import TIMINGS


@dataclass(frozen=True)
class Figure:
    """A number or a range: from ``low`` to ``high``, where None is "no bound"; ``words`` is what stands at the place.

    ``unit`` is a sign or a short name ("%", "$", "km"), "" for what is merely counted.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str
    start: int
    end: int
    words: str

    @property
    def says(self) -> tuple[Decimal | None, Decimal | None, str]:
        """Return what two figures that say the same share, however they are written."""
        return self.low, self.high, self.unit

    def overlaps(self, other: "Figure") -> bool:
        """Tell whether both can be right: they are counted in the same, and some number lies in both."""
        below = self.high is not None and other.low is not None and self.high < other.low
        above = self.low is not None and other.high is not None and self.low > other.high
        return self.unit == other.unit and not below and not above


@dataclass(frozen=True)
class _Number:
    """One number of a text; ``share`` is it without its factor ("1.2" of "1.2 million"); a ``year`` may be one."""

    value: Decimal
    share: Decimal
    unit: str
    start: int
    end: int
    year: bool


_GAPS = " \u00a0\u2009\u202f"
_NUMERAL = re.compile(
    rf"(?<!\w)(?:\d{{1,3}}(?:[{_GAPS}]\d{{3}}(?!\d))+(?:[.,\u066b]\d+)?|\d+(?:[.,'\u2019\u066b\u066c]\d+)*)|{SPELLED}",
    re.IGNORECASE,
)
_FACTOR = re.compile(rf"[{_GAPS}-]?(?P<factor>{'|'.join(FACTORS)})(?!\w)", re.IGNORECASE)
_SIGNS = "$€£¥₽₴"
_UNITS = {
    "%": r"%|٪|per\s?cent|процент\w*",
    "$": r"(?:U\.?S\.? )?dollars?",
    "€": "euros?",
    "£": "pounds? sterling",
    "₽": "r(?:o)?ubles?",
    "km": r"km|kilomet(?:re|er)s?|км",
    "m": r"m|met(?:re|er)s?",
    "mm": r"mm|millimet(?:re|er)s?|мм",
    "kg": r"kg|kilograms?|кг",
    "t": r"t|tons?|tonnes?",
    "hours": "hours?",
    "days": "days?",
    "weeks": "weeks?",
    "months": "months?",
    "years": "years?",
}
_UNIT = re.compile(
    rf"[{_GAPS}-]?(?:{'|'.join(f'(?P<u{at}>{words})' for at, words in enumerate(_UNITS.values()))})(?!\w)",
    re.IGNORECASE,
)
_ABOUT = r"(?:(?:about|around|some|nearly|almost|roughly|approximately|an estimated) )?"
_LEAST = re.compile(
    rf"(?:at least|(?:no|not) (?:fewer|less) than|(?<!no )(?<!not )more than|over|above|a minimum of) {_ABOUT}\Z",
    re.IGNORECASE,
)
_MOST = re.compile(
    rf"(?:up to|at most|(?:no|not) more than|fewer than|less than|under|below|as many as|a maximum of) {_ABOUT}\Z",
    re.IGNORECASE,
)
_OR_MORE, _OR_FEWER = (
    re.compile(r" or (?:more|above)\b", re.IGNORECASE),
    re.compile(r" or (?:fewer|less)\b", re.IGNORECASE),
)
_BETWEEN = re.compile(r"between \Z", re.IGNORECASE)
_TO = re.compile(rf"\s*(?:to|till|[-\u2013\u2014])\s*[{_SIGNS}]?", re.IGNORECASE)
_AND = re.compile(rf"\s*and\s*[{_SIGNS}]?", re.IGNORECASE)
_LONGEST_LEAD = 40
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def read(text: str) -> list[Figure]:
    """List the numbers and ranges of a text, in their order."""
    numbers = list(_numbers(text))
    found: list[Figure] = []
    at = 0
    while at < len(numbers):
        figure, used = _figure(text, numbers[at : at + 2])
        found += [figure] if figure is not None else []
        at += used
    return found


def _figure(text: str, numbers: Sequence[_Number]) -> tuple[Figure | None, int]:
    """Read one figure of the next two numbers at most; return it, and how many of them it took."""
    first = numbers[0]
    if len(numbers) > 1 and (whole := _range(text, first, numbers[1])) is not None:
        return whole, 2
    start = first.start - (text[: first.start].endswith(tuple(_SIGNS)))
    lead = text[max(0, start - _LONGEST_LEAD) : start]
    if least := _LEAST.search(lead):
        return _cut(text, first.value, None, first.unit, start - len(least.group()), first.end), 1
    if most := _MOST.search(lead):
        return _cut(text, None, first.value, first.unit, start - len(most.group()), first.end), 1
    if more := _OR_MORE.match(text, first.end):
        return _cut(text, first.value, None, first.unit, start, more.end()), 1
    if fewer := _OR_FEWER.match(text, first.end):
        return _cut(text, None, first.value, first.unit, start, fewer.end()), 1
    return None if first.year else _cut(text, first.value, first.value, first.unit, start, first.end), 1


def _range(text: str, low: _Number, high: _Number) -> Figure | None:
    """Read two numbers as a range, if the words around them say so."""
    between = _BETWEEN.search(text[max(0, low.start - _LONGEST_LEAD) : low.start].rstrip(_SIGNS))
    joined = (_AND if between else _TO).fullmatch(text, low.end, high.start)
    # "1 to 2 million" is a range of millions.
    scaled = low.value == low.share and high.value != high.share and low.value <= high.share
    first = low.value * (high.value / high.share) if scaled else low.value
    same = low.unit in ("", high.unit)
    if joined is None or not same or first >= high.value or (low.year and high.year):
        return None
    start = low.start - text[: low.start].endswith(tuple(_SIGNS))
    return _cut(text, first, high.value, high.unit, start - (len(between.group()) if between else 0), high.end)


def _cut(text: str, low: Decimal | None, high: Decimal | None, unit: str, start: int, end: int) -> Figure:
    return Figure(low, high, unit, start, end, text[start:end])


def _numbers(text: str) -> Iterator[_Number]:
    timings = [match.span() for match in TIMINGS.finditer(text)]
    for match in _NUMERAL.finditer(text):
        start, end = match.span()
        if any(first < end and start < last for first, last in timings) or _in_a_name(text, start):
            continue
        value = spelled(match.group()) if match.group()[0].isalpha() else _value(match.group())
        if value is not None and (number := _whole(text, match.group(), value, start, end)) is not None:
            yield number


def _whole(text: str, written: str, value: Decimal, start: int, end: int) -> _Number | None:
    """Read what stands around a number: its sign, its factor and its unit; None where letters hang on it."""
    number = _Number(value, value, "", start, end, written.isdecimal() and _FIRST_YEAR <= value <= _LAST_YEAR)
    if text[:start].endswith(("\u2212", "-")) and (start < 2 or text[start - 2].isspace()):
        number = replace(number, value=-value, share=-value, start=start - 1)
    if text[: number.start].endswith(tuple(_SIGNS)):
        number = replace(number, unit=text[number.start - 1], year=False)
    if factor := _FACTOR.match(text, end):
        scale = next(times for words, times in FACTORS.items() if re.fullmatch(words, factor["factor"], re.IGNORECASE))
        number = replace(number, value=number.value * scale, end=factor.end(), year=False)
    if not number.unit and (unit := _UNIT.match(text, number.end)):
        named = next(name for at, name in enumerate(_UNITS) if unit[f"u{at}"] is not None)
        number = replace(number, unit=named, end=unit.end(), year=False)
    hangs = number.end < len(text) and text[number.end].isalpha()
    return None if hangs else number


def _in_a_name(text: str, start: int) -> bool:
    """Tell whether a number belongs to a name, as in T-72, 9/11 or 24/7."""
    before = text[max(0, start - 2) : start]
    return len(before) == 2 and (
        (before[1] in "-\u2011" and before[0].isalpha()) or (before[1] in "/." and before[0].isalnum())
    )


def _value(numeral: str) -> Decimal | None:
    """Return what digits of any script come to; None where the groups make no number (1.2.3)."""
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in numeral)
    groups, separators = re.split(r"\D", plain), re.findall(r"\D", plain)
    if not separators:
        return Decimal(plain)
    *others, last = separators
    fraction = ""
    if last == "\u066b" or (others and last not in others) or (not others and not _thousands(groups)):
        *groups, fraction = groups
        separators = others
        if last not in ".,\u066b":
            return None
    if separators and (len(set(separators)) > 1 or not _thousands(groups)):
        return None
    return Decimal("".join(groups) + ("." + fraction if fraction else ""))


def _thousands(groups: Sequence[str]) -> bool:
    first, *rest = groups
    return 1 <= len(first) <= 3 and not first.startswith("0") and all(len(group) == 3 for group in rest)
