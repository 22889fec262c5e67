"""A writer that is killed leaves nothing half done: what it told of is there, and log and rows are in step."""

import pytest

from benchmarks import dated
from tests.conftest import bring_up
from tests.engines import Databases, Kind
from tests.killing import AT_ONCE, kill_writers

MANY = 200


def test_what_a_killed_writer_had_saved_is_there_and_on_record(engine_url: str) -> None:
    tally = kill_writers(engine_url, 5, seed=5)
    assert tally.wrong == []
    assert tally.kills == 5
    assert tally.acknowledged >= 5


@pytest.mark.slow
@pytest.mark.postgres
def test_two_hundred_killed_writers_lose_nothing(databases: Databases) -> None:
    lines = [
        f"On each engine {MANY} processes that saved a claim again and again were killed (SIGKILL) at random moments, "
        f"{AT_ONCE} at once. *Unheard* are saves that were committed when the process could no longer say so. After "
        "each batch every acknowledged save must be there, each must be on record, and `verify` must find no fault. "
        "`make slow` runs it.",
        "",
        "| engine | killed | saves acknowledged | unheard | lost, or out of step |",
        "|---|---|---|---|---|",
    ]
    for kind in Kind:
        bring_up(databases, kind)
        url = databases.migrated(kind)
        tally = kill_writers(url, MANY, seed=200)
        databases.drop(url)
        lines.append(f"| {kind} | {tally.kills} | {tally.acknowledged:,} | {tally.unheard} | {len(tally.wrong)} |")
        assert tally.wrong == []
    dated.write("kills", "Writers killed while they write", lines)
