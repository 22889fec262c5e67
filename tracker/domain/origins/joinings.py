"""Which ends are one origin, pair by pair, each with its reason.

Ends that share something are put in one bucket and all joined to the first of it; so there are never more joinings
than ends and what they share, and the groups are the same as if every pair had been compared.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tracker.domain.origins.citing import citing
from tracker.domain.origins.ends import End, Walk
from tracker.domain.origins.graph import Graph, Id
from tracker.domain.origins.texts import texts_of
from tracker.domain.origins.words import Joined
from tracker.domain.vocabulary import Basis, SourceKind


@dataclass(frozen=True)
class Joining:
    """Two ends that are one origin, and why; ``by`` is what they share: an owner, a document, a work, a share of words.

    A person's joining has that person's reason in ``by``.
    """

    one: End
    other: End
    why: Joined
    by: Id = None


@dataclass(frozen=True)
class _Bucket:
    """Ends that are one origin for one reason."""

    why: Joined
    ends: tuple[End, ...]
    by: Id = None


def joinings(graph: Graph, found: Walk) -> list[Joining]:
    """List what joins the ends of a claim's trails, but for what a person parted."""
    parted = {frozenset((ruling.one, ruling.other)) for ruling in graph.rulings if not ruling.joins}
    apart = {source for pair in parted for source in pair}
    return [joining for bucket in _buckets(graph, found) for joining in _pairs(bucket, parted, apart)]


def _buckets(graph: Graph, found: Walk) -> Iterator[_Bucket]:
    ends = found.ends
    yield from _shared(Joined.SAME_SOURCE, ends, lambda end: end.source)
    unknown = [end for end in ends if end.source is None and not end.nobody]
    yield from _shared(Joined.SAME_TEXT, unknown, lambda end: end.work)
    yield from _of_one_text(graph, ends)
    yield from _unnamed(graph, ends)
    yield from _from_one(graph, ends)
    yield from _owned(graph, ends)
    yield from (_Bucket(Joined.ONE_CITES_OTHER, pair) for pair in citing(graph, found))
    yield from _ruled(graph, ends)


def _pairs(bucket: _Bucket, parted: set[frozenset[Id]], apart: set[Id]) -> Iterator[Joining]:
    """Join the ends of a bucket to its first; whoever a person parted from somebody is compared with each."""
    free = [end for end in bucket.ends if end.source not in apart]
    bound = [end for end in bucket.ends if end.source in apart]
    for end in free[1:]:
        yield Joining(free[0], end, bucket.why, bucket.by)
    for at, end in enumerate(bound):
        for other in [*free[:1], *bound[:at]]:
            if frozenset((end.source, other.source)) not in parted:
                yield Joining(other, end, bucket.why, bucket.by)


def _shared(why: Joined, ends: Iterable[End], key: Callable[[End], Id]) -> Iterator[_Bucket]:
    """Yield a bucket for every key, but None, that several ends share."""
    buckets: dict[Id, list[End]] = {}
    for end in ends:
        shared = key(end)
        if shared is not None:
            buckets.setdefault(shared, []).append(end)
    for shared, together in buckets.items():
        if len(together) > 1:
            yield _Bucket(why, tuple(together), shared)


def _of_one_text(graph: Graph, ends: Iterable[End]) -> Iterator[_Bucket]:
    """Join publishers and ends that stand in one text, but not different named people who are quoted in it."""
    texts = texts_of(graph)
    together: dict[Id, list[End]] = {}
    for end in ends:
        if end.place.work in texts and not end.nobody:
            together.setdefault(texts[end.place.work], []).append(end)
    for text, inside in together.items():
        publishers = [end for end in inside if end.step is None]
        quoted = [end for end in inside if end.step is not None]
        yield _Bucket(Joined.SAME_TEXT, (*publishers, *_only_one(quoted)), text)
        yield from _at_one_place(publishers, quoted, text)


def _at_one_place(publishers: list[End], quoted: list[End], text: Id) -> Iterator[_Bucket]:
    """Join, by the words of the quote, whoever publishes a text to the one end that a copy of it gives there."""
    places: dict[str, tuple[list[End], list[End]]] = {}
    for kind, ends in enumerate((publishers, quoted)):
        for end in ends:
            if end.place.words:
                places.setdefault(end.place.words, ([], []))[kind].append(end)
    for there, given in places.values():
        if there and (one := _only_one(given)):
            yield _Bucket(Joined.SAME_TEXT, (*there, *one), text)


def _only_one(quoted: list[End]) -> list[End]:
    """Return ends if they are all one source."""
    return quoted if len({end.source for end in quoted}) == 1 else []


def _unnamed(graph: Graph, ends: Iterable[End]) -> Iterator[_Bucket]:
    """Join the unnamed people of one work; where it is not known which work of an outlet has them, of all its works."""
    texts = texts_of(graph)
    heard: dict[Id, list[End]] = {}
    for end in ends:
        if end.step is not None and not end.named and not end.nobody:
            heard.setdefault(end.heard_by if end.heard_by is not None else ("work", end.heard_in), []).append(end)
    for outlet, theirs in heard.items():
        if any(end.heard_in is None for end in theirs):
            yield _Bucket(Joined.UNNAMED_OF_ONE_WORK, tuple(theirs), outlet)
    known = [end for theirs in heard.values() for end in theirs if end.heard_in is not None]
    yield from _shared(Joined.UNNAMED_OF_ONE_WORK, known, lambda end: texts.get(end.heard_in, end.heard_in))


def _from_one(graph: Graph, ends: Iterable[End]) -> Iterator[_Bucket]:
    """Join those who speak at one briefing, from one document, or have it from one person."""

    known: dict[Joined, list[End]] = {}
    for end in ends:
        if (source := _known_from(end)) is not None:
            known.setdefault(_way_of_knowing(graph.speakers[source].kind, end), []).append(end)
    for why, theirs in known.items():
        yield from _shared(why, theirs, _known_from)


def _known_from(end: End) -> Id | None:
    return (end.step or end.place).known_from


def _way_of_knowing(kind: SourceKind, end: End) -> Joined:
    if kind is SourceKind.EVENT:
        return Joined.ONE_BRIEFING
    return Joined.ONE_TELLER if (end.step or end.place).basis is Basis.TOLD_BY else Joined.ONE_DOCUMENT


def _owned(graph: Graph, ends: Iterable[End]) -> Iterator[_Bucket]:
    """Join ends that had a confirmed owner in common, each at the date of its work."""
    known: dict[tuple[Id, str], End] = {}
    for end in ends:
        if end.source is not None:
            known.setdefault((end.source, graph.works[end.work].published), end)
    owners: dict[Id, list[End]] = {}
    for (source, when), end in known.items():
        for owner in graph.owners.reached(source, when):
            owners.setdefault(owner, []).append(end)
    for owner, owned in owners.items():
        if len({end.source for end in owned}) > 1:
            yield _Bucket(Joined.COMMON_OWNER, tuple(owned), owner)


def _ruled(graph: Graph, ends: Iterable[End]) -> Iterator[_Bucket]:
    """Join what a person joined."""
    first: dict[Id, End] = {}
    for end in ends:
        first.setdefault(end.source, end)
    for ruling in graph.rulings:
        if ruling.joins and ruling.one in first and ruling.other in first:
            yield _Bucket(Joined.BY_PERSON, (first[ruling.one], first[ruling.other]), ruling.why)
