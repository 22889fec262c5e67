"""What is to be done first: what is due, then what people said is urgent, then what has waited longest."""

from datetime import date

from tracker.domain.vocabulary import Word


class Priority(Word):
    """How urgent something is that is to be done, the most urgent first; what has none comes before the last."""

    URGENT = "urgent", "urgent"
    HIGH = "high", "high"
    LOW = "low", "low"


class Covers(Word):
    """What a queue holds."""

    ARTICLES = "articles", "articles"
    CLAIMS = "claims", "claims"


RANKS: dict[Priority | None, int] = {Priority.URGENT: 0, Priority.HIGH: 1, None: 2, Priority.LOW: 3}
"""The place of each priority, the most urgent first; what nobody ranked comes before what can wait."""

_NEVER = "9999-99-99"

Order = tuple[str, int, str]


def order(due: str | None, priority: Priority | None, since: str) -> Order:
    """Return by what a thing stands among others; ``due`` is a day, ``since`` rises with time, as our ids do."""
    return (due or _NEVER, RANKS[priority], since)


def is_overdue(due: str | None, today: date) -> bool:
    """Tell whether a deadline has passed; on the day itself it has not."""
    return due is not None and due < today.isoformat()
