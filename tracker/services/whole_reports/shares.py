"""How much of a report is entered in one transaction: little enough that others have their turn in between."""

from collections.abc import Iterable, Iterator

from tracker.services.whole_reports.entering import Placed

MOST_ROWS = 1_000
MOST_BYTES = 8 * 1024 * 1024


def shares(things: Iterable[Placed], most_rows: int = MOST_ROWS) -> Iterator[list[Placed]]:
    """Yield things in shares for one transaction each, in their order; a thing is never divided."""
    share: list[Placed] = []
    rows = size = 0
    for placed in things:
        share.append(placed)
        rows += len(placed[1].rows)
        size += sum(map(len, (columns["content"] for columns in placed[1].of("captures"))))
        size += sum(map(len, (columns["text"] for columns in placed[1].of("snapshots"))))
        if rows >= most_rows or size >= MOST_BYTES:
            yield share
            share, rows, size = [], 0, 0
    if share:
        yield share
