"""The short numbers of what is taken in: those that it had where they are free, else the next ones."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tracker.domain.reports.things import Thing
from tracker.models import Article, Claim, Counter, Source

_SERIES: dict[str, type[Source | Article | Claim]] = {"source": Source, "article": Article, "claim": Claim}
_RAISED = text(
    "INSERT INTO counters (series, last) VALUES (:series, :last) ON CONFLICT (series)"
    " DO UPDATE SET last = CASE WHEN counters.last < :last THEN :last ELSE counters.last END"
)


class Numbers:
    """Which numbers are taken, and which were given to things that are taken in now."""

    def __init__(self, session: Session, things: Sequence[Thing]) -> None:
        self._session = session
        self._taken: dict[str, set[int]] = {}
        self._given: dict[str, int] = defaultdict(int)
        series = select(Counter.last).where(Counter.series.in_(_SERIES)).order_by(Counter.series)
        # Held, so that nobody else is given one of them until the commit.
        session.execute(series.with_for_update())
        for kind, model in sorted(_SERIES.items()):
            wanted = {columns["number"] for thing in things for columns in thing.of(model.__tablename__)} - {None}
            known = select(model.number).where(model.number.in_(sorted(wanted)))
            self._taken[kind] = {number for number in session.scalars(known) if number is not None}

    def free(self, kind: str, number: int | None) -> int | None:
        """Return a number that is free, or None where the next one is to be given at the commit."""
        if number is None or number in self._taken[kind]:
            return None
        self._given[kind] = max(self._given[kind], number)
        self._taken[kind].add(number)
        return number

    def settle(self) -> None:
        """Let the numbers that are given next go on after these."""
        for kind, last in sorted(self._given.items()):
            self._session.execute(_RAISED, {"series": kind, "last": last})
