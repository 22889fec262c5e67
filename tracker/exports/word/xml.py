"""The few elements of WordprocessingML that python-docx has no words for, and texts as XML takes them."""

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# What XML 1.0 does not take, and the signs of direction, which runs say in their own way.
_UNUSABLE = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_ORDER = (
    *("pBdr", "shd", "tabs", "suppressAutoHyphens", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind"),
    *("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "outlineLvl"),
    *("divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
)
_RIGHTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_STRETCH = re.compile(f"([{_RIGHTWARD}](?:[^A-Za-z\u00c0-\u024f\u0370-\u052f]*[{_RIGHTWARD}])?)")


def element(tag: str, /, **attributes: str) -> Any:
    """Return an element such as ``w:tab`` with attributes of the same namespace."""
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), usable(value))
    return made


def field(instruction: str, shown: str) -> Any:
    """Return a field with what it shows until it is counted anew."""
    made, run, text = element("w:fldSimple", instr=instruction), element("w:r"), element("w:t")
    text.text = shown
    run.append(text)
    made.append(run)
    return made


def into_properties(properties: Any, made: Any) -> None:
    """Put an element among the properties of a paragraph where their order has it (ECMA-376, 17.3.1.26)."""
    behind = _ORDER[_ORDER.index(made.tag.rpartition("}")[2]) + 1 :]
    properties.insert_element_before(made, *(f"w:{name}" for name in behind))


def usable(text: str) -> str:
    """Return a text without what XML does not take."""
    return _UNUSABLE.sub("", text)


def stretches(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in stretches, each with whether it runs from right to left."""
    for at, part in enumerate(_STRETCH.split(usable(text))):
        if part:
            yield part, at % 2 == 1
