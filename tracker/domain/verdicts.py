"""The gate before a gated verdict, and which verdicts on related claims are at odds."""

from collections.abc import Callable
from dataclasses import dataclass

from tracker.domain.vocabulary import Checked, Relation, Word


class GateKey(Word):
    """What the gate asks, in the order in which it is shown."""

    SECOND_PERSON = "second_person", "A second person looked at it."
    DENIALS = "denials", "Every denial that we know of is answered."
    ORIGINS = "origins", "Two independent origins, one of them named, or one piece of direct evidence."
    ORIGINAL = "original", "The recording, a transcript or the original was seen."


@dataclass(frozen=True)
class Origins:
    """How many independent origins count, and how many of them are named.

    ``parted`` says that there would be more but for a parting that no editor confirmed; ``if_owned`` is what the number
    would fall to if those whose owners nobody examined had one in common.
    """

    independent: int = 0
    named: int = 0
    parted: bool = False
    if_owned: int = 0


@dataclass(frozen=True)
class Denial:
    """Somebody who denies the claim, and what the desk has to say to that."""

    by: str
    answer: str = ""


@dataclass(frozen=True)
class GateFacts:
    """What the gate looks at.

    ``direct_evidence`` counts pieces that support the claim. ``end_read_in_original`` says that the desk read the end
    of a trail in the original and found it there.
    """

    checked: Checked
    second_person: bool
    denials: tuple[Denial, ...] = ()
    direct_evidence: int = 0
    end_read_in_original: bool = False
    origins: Origins = Origins()


@dataclass(frozen=True)
class Requirement:
    """One thing that the gate asks, whether it is met, and why it is or is not."""

    key: GateKey
    met: bool
    why: str

    @property
    def sentence(self) -> str:
        """Return what is asked, as people read it."""
        return self.key.label


def gate(facts: GateFacts) -> list[Requirement]:
    """List what the gate asks of a claim, and what it found; the gate is met when every requirement is."""
    third = _original if facts.checked is Checked.THAT_IT_WAS_SAID else _origins
    return [_second_person(facts), _denials(facts), third(facts)]


def unmet(requirements: list[Requirement]) -> list[Requirement]:
    """List the requirements that stand between a claim and a gated verdict."""
    return [requirement for requirement in requirements if not requirement.met]


def _second_person(facts: GateFacts) -> Requirement:
    why = "somebody else assessed it" if facts.second_person else "one person alone has looked at it"
    return Requirement(GateKey.SECOND_PERSON, facts.second_person, why)


def _denials(facts: GateFacts) -> Requirement:
    open_ones = [denial.by for denial in facts.denials if not denial.answer.strip()]
    if open_ones:
        return Requirement(GateKey.DENIALS, False, f"not answered: {', '.join(open_ones)}")
    answers = "; ".join(f"{denial.by}: {denial.answer.strip()}" for denial in facts.denials)
    return Requirement(GateKey.DENIALS, True, answers or "we know of no denial")


def _origins(facts: GateFacts) -> Requirement:
    if facts.direct_evidence:
        return Requirement(GateKey.ORIGINS, True, _direct(facts.direct_evidence))
    found = facts.origins
    met = found.independent >= 2 and found.named >= 1
    why = [f"{found.independent} independent, {found.named} of them named"]
    if found.parted:
        why.append("a parting would raise the number once an editor confirms it")
    if met and found.if_owned < 2:
        why.append(f"it would fall to {found.if_owned} if the owners that nobody examined are one")
    return Requirement(GateKey.ORIGINS, met, "; ".join([*why, "no direct evidence"]))


def _original(facts: GateFacts) -> Requirement:
    if facts.end_read_in_original:
        return Requirement(GateKey.ORIGINAL, True, "we read the end of the trail in the original")
    if facts.direct_evidence:
        return Requirement(GateKey.ORIGINAL, True, _direct(facts.direct_evidence))
    return Requirement(GateKey.ORIGINAL, False, "we read no end of a trail in the original, and verified no record")


def _direct(count: int) -> str:
    return "one piece of direct evidence" if count == 1 else f"{count} pieces of direct evidence"


@dataclass(frozen=True)
class Reached:
    """A verdict as it bears on related claims: its key, and its rating on the line."""

    key: str
    rating: int | None

    @property
    def lean(self) -> int:
        """Return 1 for a verdict that leans towards the claim, -1 for one that leans against it, else 0."""
        if self.rating is None or self.rating == 3:
            return 0
        return 1 if self.rating > 3 else -1


def at_odds(relation: Relation, one: Reached, other: Reached) -> bool:
    """Tell whether two related claims were decided so that one of them deserves another look.

    Contradictory claims may both be false; when one holds, the other must not.
    """
    return _AT_ODDS[relation](one, other)


def _differ(one: Reached, other: Reached) -> bool:
    return one.key != other.key


def _both_may_hold(one: Reached, other: Reached) -> bool:
    leans = {one.lean, other.lean}
    return 1 in leans and -1 not in leans


_AT_ODDS: dict[Relation, Callable[[Reached, Reached], bool]] = {
    Relation.SAME_AS: _differ,
    Relation.UPDATES: _differ,
    Relation.PART_OF: _differ,
    Relation.CONTRADICTS: _both_may_hold,
}
