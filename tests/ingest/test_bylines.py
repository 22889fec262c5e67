"""A byline names people; a sentence that begins alike does not."""

import pytest

from tracker.ingest import bylines


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("By Mara Lindqvist", "Mara Lindqvist"),
        ("  BY MARA LINDQVIST AND TOMASZ WILK ", "MARA LINDQVIST AND TOMASZ WILK"),
        ("By Mara Lindqvist, Tomasz Wilk and Ana de la Cruz", "Mara Lindqvist, Tomasz Wilk and Ana de la Cruz"),
        ("by Ludwig van Beek |", "Ludwig van Beek"),
        ("Von Jörg Öttinger", "Jörg Öttinger"),
        ("Par Élise Noël", "Élise Noël"),
        ("Автор: Анна Ковалёва", "Анна Ковалёва"),
        ("بقلم: ليلى حداد", "ليلى حداد"),
        ("By the time the strike hit", None),
        ("By Tuesday the army had left", None),
        ("By Monday.", None),
        ("Bypass closed", None),
        ("By", None),
        ("By " + "Very Long Name " * 9, None),
    ],
)
def test_a_byline_is_told_from_a_sentence(line: str, named: str | None) -> None:
    assert bylines.names(line) == named
