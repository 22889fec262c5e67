"""The origins of a claim in words."""

from typing import Any

import pytest

from tests.tracing import graph_of
from tracker.domain.origins import origins
from tracker.domain.origins.graph import Ruling
from tracker.domain.origins.telling import listed, sentence, why_joined
from tracker.domain.owners import Owning

SEGODNYA = [Owning("Sputnik", "Segodnya"), Owning("RIA", "Segodnya")]


@pytest.mark.parametrize(
    ("lines", "known", "parts"),
    [
        (
            ["Blog: FARS < Sputnik Arabic"],
            {},
            ("0 independent", "1 named trail end (Sputnik Arabic, basis not stated)", "0 of 2 steps read by us"),
        ),
        (
            ["Coast: FARS < Sputnik", "Marfa: RIA", "Duran: Zerohedge (read) < WSJ (read) < people familiar"],
            {"owners": SEGODNYA},
            (
                "0 independent",
                "1 named group (A: Sputnik and RIA, one confirmed owner, Segodnya; basis not stated)",
                "1 unnamed trail end (people familiar, basis not stated)",
                "2 of 6 steps read by us",
            ),
        ),
        (
            ["A: Mina (read act)", "B: Tom (read witnessed)"],
            {},
            ("2 independent (A: Mina; B: Tom)", "2 of 2 steps read by us"),
        ),
        (
            ["A: Sputnik (read act)", "B: RIA (read act)"],
            {"owners": SEGODNYA},
            ("1 independent (A: Sputnik and RIA, one confirmed owner, Segodnya)", "2 of 2 steps read by us"),
        ),
        (
            ["A: Mina (act)"],
            {},
            ("0 independent", "1 named trail end (Mina, not read by us)", "0 of 1 step read by us"),
        ),
        (["A"], {}, ("0 independent", "1 trail not entered")),
        (["A (lost)", "B"], {}, ("0 independent", "1 trail not entered", "1 source's name lost in our capture")),
        (["A: officials (read act)"], {}, ("1 independent (A: officials, unnamed)", "1 of 1 step read by us")),
        (["A (none)"], {}, ("0 independent", "1 named trail end (A, basis not stated)")),
        (["A (denies)"], {}, ("0 independent", "1 against it (A)")),
        (
            ["A/1: B (cites:B/1)", "B/1: A (cites:A/1)"],
            {},
            (
                "0 independent",
                "1 named group (A: B and A, one cites the other; works that cite each other in a circle)",
                "0 of 2 steps read by us",
            ),
        ),
        ([], {}, ("0 independent", "it appears nowhere yet")),
    ],
)
def test_the_sentence_says_what_trails_end_with(
    lines: list[str], known: dict[str, Any], parts: tuple[str, ...]
) -> None:
    graph = graph_of(*lines, **known)
    assert sentence(graph, origins(graph)) == parts


@pytest.mark.parametrize(
    ("lines", "known", "why"),
    [
        (["A: Sputnik", "B: RIA"], {"owners": SEGODNYA}, "one confirmed owner, Segodnya"),
        (["A (none)", "B (none)"], {"copies": [("A", "B", 62)]}, "one text, 62 % of the words"),
        (["A (none)", "B (none)"], {"reposts": {"B": "A"}}, "one text, a repost"),
        (["A: Mina (act by:briefing)", "B: Tom (act by:briefing)"], {}, "one briefing, briefing"),
        (["A: Mina", "B: Tom"], {"rulings": [Ruling("Mina", "Tom", True, "married")]}, "joined by a person: married"),
        (["A: officials, people"], {}, "the unnamed people of one work"),
    ],
)
def test_every_joining_says_what_is_shared(lines: list[str], known: dict[str, Any], why: Any) -> None:
    graph = graph_of(*lines, **known)
    assert [why_joined(graph, one) for group in origins(graph).groups for one in group.joinings] == [why]


def test_words_are_listed_as_in_a_sentence() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
