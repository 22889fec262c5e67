"""One page, several articles: the list of cuts that a person writes."""

import re

from tracker.domain.errors import Refusal

_BETWEEN = re.compile(r"[;\n]")


def articles(written: str) -> list[str]:
    """Split "9-22,26-95; 109-181" into the lines of each article; refuse a list that names none."""
    listed = [part.strip() for part in _BETWEEN.split(written)]
    if not any(listed):
        raise Refusal(
            "Name the lines of each article, the articles set apart by semicolons: 9-22,26-95; 109-181.",
            field="split",
        )
    return [part for part in listed if part]
