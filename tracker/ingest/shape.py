"""How many elements a page has and how deep they nest, before a parser is trusted with it and after."""

import re
from collections import Counter

from lxml import etree

from tracker.ingest import elements, limits

# What never ends (a comment, a script, a quoted value) runs to the end of the page, so that the scan stays linear.
_TAG = re.compile(
    r"""
    <!--.*?(?:-->|\Z)
    | <(?P<raw>script|style|textarea|title)\b.*?(?:</(?P=raw)|\Z)
    | <(?P<end>/?)(?P<name>[a-z][^\s/>]*)
      (?P<attributes>(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+)
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""[^\s=/]++(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s]*+))?+""")
_FLAT = elements.VOID | elements.SELF_ENDING


def check_tags(markup: str) -> None:
    """Refuse a page with too many or too deeply nested tags in one pass: parsers recurse, copy, or fall silent."""
    open_tags: list[str] = []
    waiting: Counter[str] = Counter()
    count = all_attributes = 0
    for tag in _TAG.finditer(markup):
        name = (tag["name"] or "").lower()
        if tag["end"]:
            _close(name, open_tags, waiting)
            continue
        count += 1
        limits.check_elements(count)
        attributes = _count_attributes(tag["attributes"] or "")
        all_attributes += attributes
        limits.check_attributes(attributes, all_attributes)
        if name and name not in _FLAT:
            open_tags.append(name)
            waiting[name] += 1
            limits.check_depth(len(open_tags))


def check_tree(root: etree._Element) -> None:
    """Refuse a parsed page that is too large or too deep, by what the parser made of its tags."""
    count = depth = ancestors = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        ancestors += depth
        depth += 1
        count += 1
        limits.check_depth(depth)
    limits.check_elements(count)
    limits.check_ancestors(ancestors)


def _count_attributes(written: str) -> int:
    return len(_ATTRIBUTE.findall(written))


def _close(name: str, open_tags: list[str], waiting: Counter[str]) -> None:
    """Drop the innermost open tag of a name and all within it; an end tag without a start ends nothing."""
    while waiting[name]:
        last = open_tags.pop()
        waiting[last] -= 1
        if last == name:
            return
