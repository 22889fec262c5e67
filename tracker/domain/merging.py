"""What to look at before two sources are merged: where what is known of them does not fit together."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.vocabulary import SourceKind


@dataclass(frozen=True)
class Known:
    """What is known of one of two sources; ``owners`` are the names of those who own it now, as confirmed.

    ``grade`` is its reliability, "" where it has none or the desk does not grade.
    """

    name: str
    kind: SourceKind
    about: str = ""
    contact: str = ""
    grade: str = ""
    owners: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Between:
    """What stands between two sources: in how many trails one comes through the other, and whether one owns the other.

    ``own_works`` counts the works of one that cite the other next to the reader; ``told_apart_by`` is who noted that
    they are not the same, "" for nobody.
    """

    told_apart_by: str = ""
    through: int = 0
    own_works: int = 0
    owns: bool = False


def clashes(going: Known, into: Known, between: Between) -> list[str]:
    """List in sentences what does not fit if ``going`` is merged into ``into``, the weightiest first."""
    told_apart = [f"{between.told_apart_by} noted that they are not the same."] if between.told_apart_by else []
    return [
        *told_apart,
        *_of_what_they_are(going, into),
        *_of_what_is_between(between),
        *_of_what_is_shown(going, into),
    ]


def _of_what_they_are(going: Known, into: Known) -> Iterator[str]:
    kinds = {going.kind, into.kind} - {SourceKind.UNKNOWN}
    if len(kinds) > 1:
        yield f"They are of two kinds: {going.name} is {_a(going.kind)}, {into.name} is {_a(into.kind)}."
    if going.owners and into.owners and not going.owners & into.owners:
        yield f"They have different confirmed owners: {_listed(going.owners)}, and {_listed(into.owners)}."
    if going.grade and into.grade and going.grade != into.grade:
        yield f"Each has a grade: {going.name} {going.grade}, {into.name} {into.grade}. That of {into.name} is shown."


def _of_what_is_between(between: Between) -> Iterator[str]:
    if between.owns:
        yield "One is noted as an owner of the other. Merged, that counts for nothing."
    if between.through:
        yield f"In {_trails(between.through)} one has it through the other. Merged, it would cite itself there."
    if between.own_works:
        works = "1 work of one cites" if between.own_works == 1 else f"{between.own_works:,} works of one cite"
        yield f"{works} the other. Merged, its own works would cite it."


def _of_what_is_shown(going: Known, into: Known) -> Iterator[str]:
    if going.about and going.about != into.about:
        yield f"What is said about {going.name} stays on its own page; the other shows what is said about {into.name}."
    if going.contact and going.contact != into.contact:
        yield f"The contact of {going.name} stays on its own page: {going.contact}"


def _a(kind: SourceKind) -> str:
    label = kind.label
    if not kind.named:
        return f"“{label}”"
    return f"an {label}" if label[0] in "aeiou" else f"a {label}"


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _trails(count: int) -> str:
    return "1 trail" if count == 1 else f"{count:,} trails"
