"""Withholding words: a mask of equal length takes their place, so that every place in a text stays where it is.

A value is a text, or a small document of texts in lists and mappings. A span is (which text of it, start, end), in
code points, end-exclusive; the texts of a document are counted in the order in which canonical JSON writes them.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from tracker.domain import leaves

MASK = "\u2588"
"""What stands in place of each withheld character; line breaks stay."""

Span = tuple[int, int, int]


def texts(value: Any) -> list[str]:
    """List the texts that a value holds."""
    return list(_texts(value))


def everything(value: Any) -> list[Span]:
    """Return the spans that withhold all the texts of a value."""
    return [(at, 0, len(text)) for at, text in enumerate(texts(value)) if text]


def masked(value: Any, spans: Iterable[Span]) -> Any:
    """Return a value with masks of equal length in place of some spans of its texts."""
    by_text: dict[int, list[tuple[int, int]]] = {}
    for at, start, end in spans:
        by_text.setdefault(at, []).append((start, end))
    places = iter(range(len(texts(value))))
    return _rebuilt(value, lambda text: mask(text, by_text.get(next(places), ())))


def mask(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Return a text with masks of equal length in place of some of its ranges."""
    signs = list(text)
    for start, end in ranges:
        signs[start:end] = (sign if sign == "\n" else MASK for sign in signs[start:end])
    return "".join(signs)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that meet or overlap as one."""
    merged: list[Span] = []
    for at, start, end in sorted(spans):
        if merged and merged[-1][0] == at and start <= merged[-1][2]:
            merged[-1] = (at, merged[-1][1], max(merged[-1][2], end))
        else:
            merged.append((at, start, end))
    return merged


def held(value: Any, spans: Iterable[Span]) -> Iterator[str]:
    """Yield the words that stand at some spans of a value."""
    listed = texts(value)
    return (listed[at][start:end] for at, start, end in spans)


def digest(value: Any) -> str:
    """Return the SHA-256, in hexadecimal, by which the record knows what was left of a value."""
    return hashlib.sha256(leaves.canonical(value)).hexdigest()


def is_withheld(told: Sequence[Any]) -> bool:
    """Tell whether of [salt, value] the salt went: the number of the withholding stands in its place."""
    return isinstance(told[0], int)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key in sorted(value):
            yield from _texts(value[key])
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _rebuilt(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _rebuilt(value[key], change) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_rebuilt(inner, change) for inner in value]
    return value
