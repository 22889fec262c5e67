"""Short numbers, given to new things when their transaction is about to commit: so none is left out."""

from collections.abc import Iterable
from itertools import groupby

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.db.recorder import Pending, Recorder
from tracker.models import Numbered, Recorded

_RAISED = text(
    "INSERT INTO counters (series, last) VALUES (:series, :count)"
    " ON CONFLICT (series) DO UPDATE SET last = counters.last + :count RETURNING last"
)


def give_numbers(session: Session, recorder: Recorder, pendings: Iterable[Pending]) -> None:
    """Number what is new, and hold each series until the commit; series go in one order, so that nobody deadlocks."""
    waiting = [(pending, row) for pending in pendings for row in _unnumbered(pending)]
    given: list[tuple[Pending, Recorded, int]] = []
    for series, of_series in groupby(sorted(waiting, key=_series), key=_series):
        rows = list(of_series)
        last = session.connection().execute(_RAISED, {"series": series, "count": len(rows)}).scalar_one()
        given += [(*row, number) for number, row in enumerate(rows, start=last - len(rows) + 1)]
    if given:
        recorder.number(given)


def _unnumbered(pending: Pending) -> list[Recorded]:
    return [
        change.row
        for change in pending.changes.values()
        if change.new and isinstance(change.row, Numbered) and change.row.number is None
    ]


def _series(waiting: tuple[Pending, Recorded]) -> str:
    return waiting[1].kind
