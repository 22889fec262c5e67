"""What tests of services may ask for: a desk that assesses, on each engine."""

from collections.abc import Iterator

import pytest

from tests.annotating import Writing, writing_at
from tests.assessing import Desk, desk_at


@pytest.fixture
def desk(engine_url: str) -> Iterator[Desk]:
    """Give a desk with one open writing session; tests commit what they want in the log."""
    with desk_at(engine_url) as desk:
        yield desk


@pytest.fixture
def writing(engine_url: str) -> Iterator[Writing]:
    """Give a desk that annotates, with one open writing session."""
    with writing_at(engine_url) as writing:
        yield writing
