"""Who stands behind a source at a date, through any number of owners, and through whom.

A source is among its own owners. Only confirmed ownerships join; what an article merely asserts joins nothing. A date
or a bound that nobody knows joins, for what is unknown must not make two origins look independent. Each ownership
is weighed by itself: where the date is only known to the year, two that held one after the other in it both count.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from tracker.domain import dates
from tracker.domain.vocabulary import Control, Standing

S = TypeVar("S", bound=Hashable)


@dataclass(frozen=True)
class Owning(Generic[S]):
    """One source owns, controls or publishes another; dates are EDTF as they are kept, "" where unknown.

    ``id`` is that of the row that says so, where somebody wants to find it again.
    """

    owned: S
    owner: S
    control: Control = Control.OWNS
    since: str = ""
    until: str = ""
    standing: Standing = Standing.CONFIRMED
    id: Hashable = None


class Register(Generic[S]):
    """All ownerships that are known, put in order once to be asked about many sources."""

    def __init__(self, edges: Iterable[Owning[S]]) -> None:
        self._above: dict[S, list[_Dated[S]]] = {}
        for edge in dict.fromkeys(edges):
            if edge.standing is Standing.CONFIRMED:
                self._above.setdefault(edge.owned, []).append(_Dated.of(edge))

    def over(self, source: S, when: str = "") -> list[Owning[S]]:
        """List the confirmed ownerships over one source that held at a date, or may have."""
        day = dates.could_be(when)
        return [dated.edge for dated in self._above.get(source, ()) if dated.may_hold(day)]

    def reached(self, source: S, when: str = "") -> dict[S, Owning[S] | None]:
        """Return each owner of a source with the ownership by which the shortest way gets to it; None for itself.

        The same whatever order the ownerships came in. Every ownership is looked at once, circles or not.
        """
        day = dates.could_be(when)
        reached: dict[S, Owning[S] | None] = {source: None}
        level = [source]
        while level:
            found: dict[S, Owning[S]] = {}
            for dated in (dated for owned in level for dated in self._above.get(owned, ())):
                owner = dated.edge.owner
                if owner not in reached and dated.may_hold(day):
                    found[owner] = min(found.get(owner, dated.edge), dated.edge, key=_order)
            reached.update(found)
            level = list(found)
        return reached


def confirmed_owners(source: S, edges: Register[S] | Iterable[Owning[S]], when: str = "") -> set[S]:
    """Return the confirmed owners of a source at a date, through any number of owners, itself among them.

    ``when`` is EDTF, "" where unknown. Hand a Register to ask about many sources; it takes time in proportion to the
    ownerships above the source.
    """
    return set(_register(edges).reached(source, when))


def paths(
    source: S, owners: Iterable[S], edges: Register[S] | Iterable[Owning[S]], when: str = ""
) -> dict[S, tuple[Owning[S], ...]]:
    """Return how a source is joined to each of some of its owners: the shortest way, nearest ownership first.

    Owners that are not among its confirmed ones are left out; the way to itself is empty.
    """
    reached = _register(edges).reached(source, when)
    return {owner: path(reached, owner) for owner in owners if owner in reached}


def path(reached: Mapping[S, Owning[S] | None], owner: S) -> tuple[Owning[S], ...]:
    """Return the ownerships from a source to one of those that Register.reached found, nearest to the source first."""
    steps: list[Owning[S]] = []
    while (edge := reached[owner]) is not None:
        steps.append(edge)
        owner = edge.owned
    return tuple(reversed(steps))


def may_hold(edge: Owning[S], when: str = "") -> bool:
    """Tell whether an ownership held at a date, or may have as far as anybody knows; confirmed or not."""
    return _Dated.of(edge).may_hold(dates.could_be(when))


@dataclass(frozen=True)
class _Dated(Generic[S]):
    """An ownership with the first and the last day on which it may have held."""

    edge: Owning[S]
    first: date
    last: date

    @classmethod
    def of(cls, edge: Owning[S]) -> "_Dated[S]":
        return cls(edge, dates.could_be(edge.since)[0], dates.could_be(edge.until)[1])

    def may_hold(self, day: tuple[date, date]) -> bool:
        return self.first <= day[1] and day[0] <= self.last


def _register(edges: Register[S] | Iterable[Owning[S]]) -> Register[S]:
    return edges if isinstance(edges, Register) else Register(edges)


def _order(edge: Owning[S]) -> tuple[str, ...]:
    """Put ownerships in an order that does not hang on how they came."""
    return str(edge.owned), str(edge.owner), edge.control, edge.since, edge.until, str(edge.id)
