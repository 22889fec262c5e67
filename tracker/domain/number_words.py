"""Numbers written in words, in English, and the factors that follow numbers ("million"), also in Russian and Arabic."""

import re
from decimal import Decimal

_UNITS = {
    word: value
    for value, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], start=1)
}
_TEENS = {
    word: value
    for value, word in enumerate(
        ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
        start=10,
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SMALL = {**_UNITS, **_TEENS, **_TENS, "a": 1}
_LARGE = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_THOUSAND = 1000

FACTORS = {
    "thousand|тыс\\.|тысяч\\w*|ألف|آلاف": Decimal(10**3),
    "million|mln|млн|миллион\\w*|مليون": Decimal(10**6),
    "billion|bn|млрд|миллиард\\w*|مليار": Decimal(10**9),
    "trillion|трлн": Decimal(10**12),
}
"""What multiplies the number before it, by the pattern of its words."""

_unit, _teen, _ten = ("|".join(words) for words in (_UNITS, _TEENS, _TENS))
_below_hundred = rf"(?:(?:{_ten})(?:[ -](?:{_unit}))?|(?:{_teen})|(?:{_unit}))"
_below_thousand = rf"(?:(?:{_below_hundred}|a) hundred(?: (?:and )?{_below_hundred})?|{_below_hundred})"
_large = rf"(?:{_below_thousand}|a) (?:thousand|million|billion)(?: (?:and )?{_below_thousand})?"
_dozens = rf"(?:{_below_hundred}|a) dozen"

# "One" alone is rather a pronoun than a number.
SPELLED = rf"(?<!\w)(?:{_large}|{_dozens}|(?!one(?! hundred)\b){_below_thousand})(?!\w)"
"""The pattern of a number in words."""


def spelled(words: str) -> Decimal:
    """Return what a number in words comes to ("two hundred and fifty" gives 250)."""
    total = current = 0
    for word in re.findall(r"\w+", words.lower()):
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _LARGE and _LARGE[word] < _THOUSAND:
            current *= _LARGE[word]
        elif word in _LARGE:
            total, current = total + current * _LARGE[word], 0
    return Decimal(total + current)
