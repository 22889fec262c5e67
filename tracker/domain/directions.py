"""Names of any direction inside a sentence of another."""

import unicodedata

FIRST_STRONG, POP = "\u2068", "\u2069"


def isolated(name: str) -> str:
    """Return a name that may stand in a left-to-right sentence: one that runs the other way is isolated (UAX #9)."""
    if any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in name):
        return f"{FIRST_STRONG}{name}{POP}"
    return name
