"""Where ClaimReviews stand: alone, in lists, graphs and feeds, one a line, or in the scripts of a page."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tracker.domain.errors import Unreadable
from tracker.ingest.lists import claim_reviews

LONGEST_NODE = 1_000_000
MOST_SCRIPTS = 5_000
REPORT_SCHEMA = "tracker-report/"

_SCRIPT = re.compile(
    r"<script\b[^>]{0,2000}?\btype\s*=\s*[\"']?\s*application/ld\+json\b[^>]{0,2000}>(?P<data>.*?)(?:</script\b|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_WRAPPING = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*;?\s*\Z")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_PREFIX = re.compile(r"^(?:schema:|https?://schema\.org/)")
_DEEPEST = 40
# What a review refers to is filled in, and a page could refer to one long thing without end.
_MOST_REFERENCES, _LONGEST_REFERENCE = 20, 2000

Node = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """A node with where it stands, or why what stands there cannot be read."""

    place: str
    node: Node | None = None
    refused: str = ""


def in_page(markup: str) -> Iterator[Found]:
    """Yield the ClaimReviews in the scripts of a page, and the scripts that cannot be read."""
    for at, script in enumerate(_SCRIPT.finditer(markup), start=1):
        if at > MOST_SCRIPTS:
            raise Unreadable(f"This page has more than {MOST_SCRIPTS:,} scripts of data.", field="file")
        data = _WRAPPING.sub("", script["data"])
        if data.strip():
            yield from _in_text(data, f"script {at}")


def in_data(text: str) -> Iterator[Found]:
    """Yield the ClaimReviews of JSON, one document or one a line, and the lines that cannot be read."""
    lines = text.split("\n")
    if sum(not line.isspace() and line != "" for line in lines[:50]) > 1 and _is_json(_first(lines)):
        for at, line in enumerate(lines, start=1):
            if line.strip():
                yield from _in_text(line, f"line {at:,}", expected=True)
    else:
        yield from _in_text(text, "")


def as_bytes(node: Node) -> bytes:
    """Return a node as it is kept: JSON in UTF-8, in which every sign that no text holds is escaped."""
    told = json.dumps(node, ensure_ascii=False, indent=1)
    return (_ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", told) + "\n").encode()


def from_bytes(content: bytes) -> Node:
    """Return the node of bytes that were kept; raise Unreadable where they are none."""
    node = _loaded(content.decode("utf-8", "replace"))
    if not isinstance(node, dict):
        raise Unreadable("This is no ClaimReview.", field="file")
    return node


def is_report(value: Any) -> bool:
    """Tell whether a document is a report of a desk like this one."""
    return isinstance(value, dict) and str(value.get("schema", "")).startswith(REPORT_SCHEMA)


def _in_text(text: str, where: str, *, expected: bool = False) -> Iterator[Found]:
    try:
        document = _loaded(text)
    except Unreadable as refusal:
        yield Found(where or "the file", refused=refusal.message)
        return
    if is_report(document):
        raise Unreadable(
            "This is a whole report of a desk like this one, not a list of reviews. Whoever looks after the desk takes "
            "it in with take-in-report; its ClaimReview can be taken in here.",
            field="file",
        )
    found = list(_reviews(document))
    for at, node in enumerate(found, start=1):
        place = f"{where}, node {at:,}" if where and len(found) > 1 else where or f"node {at:,}"
        if len(str(node)) > LONGEST_NODE:
            yield Found(place, refused=f"It has more than {LONGEST_NODE:,} characters, more than any review needs.")
            continue
        claims = list(claim_reviews.one_by_one(node))
        for number, one in enumerate(claims, start=1):
            yield Found(f"{place}, claim {number}" if len(claims) > 1 else place, one)
    if expected and not found:
        yield Found(where, refused="There is no ClaimReview in this line.")


def _reviews(document: Any) -> Iterator[Node]:
    """Yield the ClaimReviews anywhere in a document, in its order, with what they only refer to filled in."""
    known: dict[str, Node] = {}
    reviews: list[Node] = []
    waiting: list[Any] = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            node = {_PREFIX.sub("", key): value for key, value in one.items()}
            if isinstance(name := node.get("@id"), str) and len(node) > 2:
                known.setdefault(name, node)
            if claim_reviews.is_claim_review(node):
                reviews.append(node)
            else:
                waiting.extend(reversed(node.values()))
    for review in reviews:
        yield _filled(review, known, [_MOST_REFERENCES])


def _filled(value: Any, known: dict[str, Node], left: list[int], depth: int = 0) -> Any:
    """Return a value with what it refers to by ``@id`` filled in, as far as that is short, and not too deep."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        return [_filled(one, known, left, depth + 1) for one in value]
    if not isinstance(value, dict):
        return value
    name = value.get("@id")
    if depth and isinstance(name, str) and name in known and value.keys() <= {"@id", "@type"} and left[0] > 0:
        left[0] -= 1
        return {key: one for key, one in known[name].items() if isinstance(one, str) and len(one) <= _LONGEST_REFERENCE}
    return {_PREFIX.sub("", key): _filled(one, known, left, depth + 1) for key, one in value.items()}


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise Unreadable("It nests too deep to be read.", field="file") from None
    except ValueError as error:
        where = f", line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(f"It is no JSON{where}.", field="file") from None


def _first(lines: list[str]) -> str:
    return next((line for line in lines if line.strip()), "")


def _is_json(line: str) -> bool:
    try:
        return isinstance(_loaded(line), dict)
    except Unreadable:
        return False
