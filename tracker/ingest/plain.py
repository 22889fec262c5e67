"""Plain text: every character stays in its place; only the signs for line ends are made one."""

import re

from tracker.ingest import bylines, languages
from tracker.ingest.extraction import Proposals

EXTRACTOR = "plain 1"

_LONGEST_TITLE = 200
_OPENING = 20_000
_OPENING_LINES = 8
# Form feeds stand between the pages of a converted PDF; like their kin they end lines (UAX 14: BK, NL).
_LINE_END = re.compile(r"\r\n|[\r\v\f\x85]")


def unify_lines(text: str) -> str:
    """Return the text with every control character that ends a line as LF, and nothing else changed."""
    return _LINE_END.sub("\n", text)


def propose(text: str, address: str) -> Proposals:
    """Propose the first line as title, a line such as "By Jane Doe" near it as byline, and the language."""
    opening = [line.strip() for line in text[:_OPENING].splitlines() if line.strip()][:_OPENING_LINES]
    title = opening[0] if opening and len(opening[0]) <= _LONGEST_TITLE else None
    byline = next(filter(None, map(bylines.names, opening)), None)
    return Proposals(title=title, byline=byline, language=languages.propose(text), address=address or None)
