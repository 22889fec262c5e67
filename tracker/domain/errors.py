"""The refusals: every rule that can say no says it with one of these, and the edge maps each to a status."""

from collections.abc import Mapping


class Refusal(Exception):
    """A request that a rule refuses; the message tells a person what to do.

    ``field`` names the form field that the message belongs to, or is None for the whole form.
    """

    status = 422

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Unreadable(Refusal):
    """What was handed in cannot be read as what it says it is (binary as text, a broken charset)."""


class TooLarge(Refusal):
    """What was handed in is larger, deeper or longer than the program takes."""

    status = 413


class NotAllowed(Refusal):
    """The person may not do this; says who may."""

    status = 403


class NotFound(Refusal):
    """There is no such thing, or this person may not know of it."""

    status = 404


class Duplicate(Refusal):
    """The thing is there already; ``existing`` names it as (kind, number or id)."""

    status = 409

    def __init__(self, message: str, *, existing: object = None, field: str | None = None) -> None:
        super().__init__(message, field=field)
        self.existing = existing


class Stale(Refusal):
    """The thing changed since the form was shown; ``seen`` maps what was posted, per thing, to its revision."""

    status = 409

    def __init__(self, message: str, *, seen: Mapping[tuple[str, object], int] | None = None) -> None:
        super().__init__(message)
        self.seen = dict(seen or {})


class Unvouched(Refusal):
    """The record is not as this desk left it: nothing is added to it, nor a seal put on it, until that is settled."""

    status = 503


class TooMany(Refusal):
    """A limit on how often was passed; ``retry_after`` is in seconds."""

    status = 429

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
