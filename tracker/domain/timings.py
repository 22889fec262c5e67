"""Where a text speaks of a day, a month or an hour, so that their numbers are not taken for counts."""

import re

_MONTHS = "|".join(
    [
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
        *("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept?", "Oct", "Nov", "Dec"),
        *("января", "февраля", "марта", "апреля", "мая", "июня", "июля"),
        *("августа", "сентября", "октября", "ноября", "декабря"),
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو"),
        *("أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ]
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\d|[.,]\d)"
_YEAR = r"(?:19|20)\d{2}(?!\d)"

TIMINGS = re.compile(
    rf"(?<!\w)(?:{_DAY}(?:\s*[-\u2013]\s*{_DAY})?\s+(?:of\s+)?)?(?:{_MONTHS})\b\.?"
    rf"(?:\s+{_DAY}(?:\s*[-\u2013]\s*{_DAY})?)?(?:,?\s+{_YEAR})?"
    r"|(?<!\d)\d{4}-\d{2}(?:-\d{2})?(?!\d)"
    r"|(?<!\d)\d{1,2}([./])\d{1,2}\1\d{2,4}(?!\d)"
    r"|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
    r"|(?<!\d)\d{1,2}\s?(?:a\.m\.|p\.m\.|am\b|pm\b)"
    r"|(?<!\d)\d{1,2}/\d{1,2}(?!\d)"
)
"""Dates, times of day, and what is written like them (9/11, 24/7)."""
