"""What the tests of the rules share: the folder of outside data, where there is one."""

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[3] / "shared"


@pytest.fixture(scope="session")
def outside() -> Path:
    """Return the folder of outside data, or skip the test where it is absent and was not asked for."""
    named = os.environ.get("TRACKER_SHARED")
    data = Path(named or BESIDE) / "data"
    if not data.is_dir() and not named:
        pytest.skip("no outside data beside the checkout")
    return data
