"""A person writes the cuts of a page as one list."""

import pytest

from tracker.domain.errors import Refusal
from tracker.ingest import splits


@pytest.mark.parametrize(
    ("written", "articles"),
    [
        ("9-95", ["9-95"]),
        ("9-95; 109-181; 190-245", ["9-95", "109-181", "190-245"]),
        ("9-22,26-95;109-181", ["9-22,26-95", "109-181"]),
        (" 1-2 ;\n 3-4 ;; ", ["1-2", "3-4"]),
        ("1-2\r\n3-4", ["1-2", "3-4"]),
    ],
)
def test_articles_are_set_apart_by_semicolons_or_lines(written: str, articles: list[str]) -> None:
    assert splits.articles(written) == articles


@pytest.mark.parametrize("written", ["", "  ", ";", " ; \n"])
def test_a_list_of_nothing_is_refused(written: str) -> None:
    with pytest.raises(Refusal, match="semicolons") as refused:
        splits.articles(written)
    assert refused.value.field == "split"
