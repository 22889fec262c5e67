"""What a page states about itself: its meta elements and the article in its JSON-LD (schema.org).

Libraries for this guess where a page is silent, and search broken JSON at length. Here it stays unknown.
"""

import json
import re
from collections import defaultdict, deque
from collections.abc import Iterator
from typing import Any

_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|SocialMediaPosting|WebPage)$")
_LONGEST = 2_000
_MOST_NODES = 2_000
_IS_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)


class Statements:
    """The statements of one page, looked up by name."""

    def __init__(self, root: Any) -> None:
        self._meta = _meta(root)
        articles = sorted(_articles(root), key=_is_web_page)
        self._article: dict[str, Any] = articles[0] if articles else {}

    def meta(self, *names: str) -> str | None:
        """Return what the first of the named meta elements that has content says; names are in lower case."""
        return next((value for name in names for value in self._meta[name] if value), None)

    def people(self, *names: str) -> str | None:
        """Return whom the first of the named meta elements names, joined by commas; addresses name nobody."""
        for name in names:
            stated = [value for value in self._meta[name] if not _IS_ADDRESS.match(value)]
            if stated:
                return ", ".join(dict.fromkeys(stated))
        return None

    def article(self, key: str) -> str | None:
        """Return what the article in the JSON-LD says under a key; things by name, lists joined by commas."""
        return ", ".join(dict.fromkeys(_worded(self._article.get(key)))) or None


def _meta(root: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if name:
            found[name.strip().lower()].append(_tidy(element.get("content", "")))
    return found


def _articles(root: Any) -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        if "ld+json" not in script.get("type", "").lower():
            continue
        try:
            parsed = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (node for node in _nodes(parsed) if _is_article(node))


def _nodes(parsed: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD document that stand by themselves: alone, in a list or in a graph."""
    waiting, seen = deque([parsed]), 0
    while waiting and seen < _MOST_NODES:
        node, seen = waiting.popleft(), seen + 1
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(filter(None, (node.get("@graph"), node.get("mainEntity"))))


def _types(node: dict[str, Any]) -> list[str]:
    stated = node.get("@type")
    return [kind for kind in (stated if isinstance(stated, list) else [stated]) if isinstance(kind, str)]


def _is_article(node: dict[str, Any]) -> bool:
    return any(map(_ARTICLE_TYPE.search, _types(node)))


def _is_web_page(node: dict[str, Any]) -> bool:
    return all(kind.endswith("WebPage") for kind in _types(node))


def _worded(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        stated = item.get("name") if isinstance(item, dict) else item
        if isinstance(stated, str) and _tidy(stated) and not _IS_ADDRESS.match(stated.strip()):
            yield _tidy(stated)


def _tidy(value: str) -> str:
    return "".join(sign for sign in " ".join(value.split())[:_LONGEST] if sign.isprintable())
