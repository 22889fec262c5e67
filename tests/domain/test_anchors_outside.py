"""Other people's cases of finding a quote, as far as their meaning applies here.

====================================  ==========================================================================
cases                                 how they are read
====================================  ==========================================================================
apache match (25)                     their HTML becomes its text, their XPath ranges become code point offsets;
                                      ``occurrences`` finds the same places. Six do not apply: those of the empty
                                      quote. A claim is anchored on words, so no words have no place here.
apache describe (9)                   they keep the least context that is unique and we keep 32 characters, so
                                      theirs must be a part of ours, and ours must lead back to their range. The
                                      one of the empty quote applies to its context; it leads back to nothing.
apache text position (1)              code points from 0, end-exclusive: the range is described and found again.
hypothesis match quote (8)            as they stand.
approx-string-match (13)              read as their own test reads them: a search that reports one match may report
                                      any of those listed. Those with an emoji count UTF-16 units, so all are run
                                      on UTF-16 units, and the emoji once more on code points.
====================================  ==========================================================================
"""

import json
import re
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.anchors import Selector, describe, find_again, occurrences
from tracker.domain.approximate import Match, approximate

LOREM = "lorem ipsum dolor amet yada yada"


class TextNodes(HTMLParser):
    """The text of a page and where its text nodes begin, by the name of the element that holds them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []
        self.starts: defaultdict[str, list[int]] = defaultdict(list)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.open.remove(tag)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.starts[self.open[-1]].append(len(self.text))
        self.text += data

    def place(self, xpath: str, within: int) -> int:
        found = re.fullmatch(r"//(\w+)/text\(\)(?:\[(\d+)\])?", xpath)
        assert found
        return self.starts[found[1]][int(found[2] or 1) - 1] + within

    def range(self, dom: dict[str, Any]) -> tuple[int, int]:
        return (
            self.place(dom["startContainerXPath"], dom["startOffset"]),
            self.place(dom["endContainerXPath"], dom["endOffset"]),
        )


def read(outside: Path, name: str) -> Any:
    return json.loads((outside / "anchoring" / name).read_text())


def utf16_units(text: str) -> str:
    """Return a text with one character for each UTF-16 unit, as JavaScript sees it."""
    data = text.encode("utf-16-be")
    return "".join(chr(int.from_bytes(data[at : at + 2], "big")) for at in range(0, len(data), 2))


def test_apache_match(outside: Path, subtests: pytest.Subtests) -> None:
    cases = read(outside, "apache-match-cases.json")
    empty = {name for name, case in cases.items() if not case["selector"]["exact"]}
    assert (len(cases), len(empty)) == (25, 6)
    for name in cases.keys() - empty:
        page, selector = TextNodes(cases[name]["html"]), cases[name]["selector"]
        expected = [page.range(dom) for dom in cases[name]["expected"]]
        words = [selector.get(key, "") for key in ("exact", "prefix", "suffix")]
        with subtests.test(name):
            assert occurrences(page.text, *words) == expected


def test_apache_describe(outside: Path, subtests: pytest.Subtests) -> None:
    cases = read(outside, "apache-describe-cases.json")
    assert len(cases) == 9
    for name, case in cases.items():
        page, expected = TextNodes(case["html"]), case["expected"]
        start, end = page.range(case["range"])
        selector = describe(page.text, start, end)
        found = find_again(selector, page.text)
        with subtests.test(name):
            assert selector.exact == expected["exact"]
            assert selector.prefix.endswith(expected["prefix"])
            assert selector.suffix.startswith(expected["suffix"])
            assert (found and (found.start, found.end)) == ((start, end) if start < end else None)


def test_apache_text_position(outside: Path) -> None:
    position = read(outside, "apache-text-position.json")
    selector = describe(LOREM, position["start"], position["end"])
    found = find_again(selector, LOREM)
    assert (selector.exact, selector.start) == ("ipsum do", position["start"])
    assert found is not None
    assert (found.start, found.end) == (position["start"], position["end"])


def test_hypothesis_match_quote(outside: Path, subtests: pytest.Subtests) -> None:
    data = read(outside, "hypothesis-match-quote.json")
    text, cases = data["fixtures"]["twoCities"], data["context_cases"]
    assert len(cases) == 8
    for case in cases:
        found = find_again(Selector(case["quote"], case.get("prefix", ""), case.get("suffix", "")), text)
        with subtests.test(**case):
            assert found is not None
            assert found.start == text.index(case["expected"])
            assert text[found.start : found.end] == case["quote"]


def test_approx_string_match(outside: Path, subtests: pytest.Subtests) -> None:
    groups = read(outside, "approx-string-match.json")
    cases = [(group, *case) for group, listed in groups.items() for case in listed]
    assert len(cases) == 13
    for group, text, pattern, expected in cases:
        possible = [Match(**match) for match in expected]
        matches = approximate(utf16_units(text), utf16_units(pattern), len(pattern))
        with subtests.test(group, pattern=pattern):
            assert matches == possible or (len(matches) == 1 and matches[0] in possible)


def test_an_emoji_is_one_error_in_code_points() -> None:
    assert approximate("sm😊le", "smile", 1) == [Match(0, 5, 1)]
    assert approximate("sm😊le", "sm😊le", 0) == [Match(0, 5, 0)]
