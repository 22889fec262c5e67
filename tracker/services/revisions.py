"""Forms post the revisions they were shown; a change on top of what the person never saw is refused."""

from tracker.domain.errors import Stale
from tracker.models import Root


def expect(thing: Root, seen: int | None) -> None:
    """Refuse a change to a thing that is no longer at the revision a form was shown; None asks for nothing.

    Raises Stale, which names the thing and the revision that was seen.
    """
    if seen is not None and thing.rev != seen:
        raise Stale(
            "Somebody changed this while you had it open. What changed is shown below; look, and send yours again.",
            seen={(thing.kind, thing.id): seen},
        )
