"""What the rule on origins looks at: the works in which a claim appears, and who cites whom in them.

Ids are whatever names a thing and can be compared and hashed. A thousand appearances may have ten thousand steps, so
these are tuples and not dataclasses.
"""

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from tracker.domain.owners import Register
from tracker.domain.vocabulary import Basis, Beyond, ReadAs, SourceKind, Stance, StepCheck

Id = Hashable
SUPPORTING = (Stance.ASSERTS, Stance.REPORTS)


class Speaker(NamedTuple):
    """A source: whoever can say something.

    ``owners_examined`` says that a person looked who owns it, ``number`` is its short one.
    """

    id: Id
    name: str
    kind: SourceKind
    owners_examined: bool | None = False
    number: int | None = None


class Work(NamedTuple):
    """A published work; ``published`` is EDTF, "" where unknown, ``repost_of`` the work that it reposts.

    ``author`` is the source that its byline names, where that is one of those who speak.
    """

    id: Id
    title: str
    publisher: Id | None = None
    published: str = ""
    captured: bool = True
    repost_of: Id | None = None
    author: Id | None = None

    @property
    def voice(self) -> Id:
        """Return who speaks where it says so itself: its publisher, or the work where that is unknown."""
        return ("work", self.id) if self.publisher is None else self.publisher


class Step(NamedTuple):
    """One hop: ``via`` is the step through which it came, None next to the reader.

    ``stance`` is None where the step stands as its appearance does. ``known_from`` is the source that the basis names:
    the document, the person or the event.
    """

    id: Id
    source: Id
    via: Id | None = None
    stance: Stance | None = None
    basis: Basis = Basis.NOT_STATED
    known_from: Id | None = None
    beyond: Beyond = Beyond.NOT_ENTERED
    cited: Id | None = None
    check: StepCheck = StepCheck.NOT_CHECKED
    read_as: ReadAs | None = None


class Place(NamedTuple):
    """Where a claim appears: the work, its stance, how it knows if it says so itself, and the steps of its trail.

    ``words`` are the quote's, folded, by which two places of one text are told to be the same.
    """

    id: Id
    work: Id
    stance: Stance = Stance.ASSERTS
    basis: Basis = Basis.NOT_STATED
    known_from: Id | None = None
    beyond: Beyond = Beyond.NOT_ENTERED
    steps: tuple[Step, ...] = ()
    words: str = ""


class Copy(NamedTuple):
    """Two works of which one holds ``share`` percent of the other's words, in the same order."""

    one: Id
    other: Id
    share: int


class Ruling(NamedTuple):
    """A person's word that two sources are one origin for this claim, or that they are not; both are source ids.

    A parting opens the gate only once an editor has ``confirmed`` it.
    """

    one: Id
    other: Id
    joins: bool
    why: str
    confirmed: bool = False


class Graph(NamedTuple):
    """All that is known of where one claim appears and whom it comes from.

    ``stakes`` are the sources that a person marked as having a stake in the claim; ``contradicting`` are the works
    that hold, in one version, what contradicts it.
    """

    places: tuple[Place, ...]
    works: Mapping[Id, Work]
    speakers: Mapping[Id, Speaker]
    owners: Register[Id]
    copies: tuple[Copy, ...] = ()
    stakes: frozenset[Id] = frozenset()
    rulings: tuple[Ruling, ...] = ()
    contradicting: frozenset[Id] = frozenset()
