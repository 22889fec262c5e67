"""Cells that no spreadsheet takes for a formula, and rows that every reader of CSV takes back."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.exports.cells import rows, safe

STARTS = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example")',
        "+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\ttext",
        "＝1＋1",
        "＋1",
        "－1",
        "＠A",
        "  =1",
        "\u00a0=1",
        "\u200b=1",
        "\u2068=1",
        "\ufeff=1",
    ],
)
def test_what_could_start_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == "'" + text


@pytest.mark.parametrize("text", ["", "FARS", "1 = 1", "a@b.example", "سبوتنيك", "“=”", "19 dead", "'=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@given(st.text(alphabet=" \u00a0\u3000\u200b"), STARTS, st.text())
def test_no_cell_starts_a_formula_whatever_stands_before_it(before: str, start: str, after: str) -> None:
    assert safe(before + start + after).startswith("'")


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=2, max_size=4)))
def test_rows_come_back_as_they_were_but_for_apostrophes(table: list[list[str]]) -> None:
    text = b"".join(rows(table)).decode("utf-8-sig")
    assert list(csv.reader(StringIO(text, newline=""))) == [[safe(cell) for cell in row] for row in table]


def test_a_file_opens_with_the_mark_that_spreadsheets_know_and_ends_lines_as_the_rfc_says() -> None:
    assert b"".join(rows([["a", "б"]])) == b"\xef\xbb\xbfa,\xd0\xb1\r\n"
