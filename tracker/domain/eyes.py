"""More than one pair of eyes: who may decide a claim."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from tracker.domain.vocabulary import Word


class Sight(Word):
    """What came of asking whether a person may decide, with the sentence that says so."""

    SEVERAL = "several", "More than one person has looked at this claim."
    ONE_PERSON = "one_person", "Checked by one person: there is nobody else on this desk who could assess it."
    NOT_ASSESSED = "not_assessed", "Nobody has assessed this claim yet. Assess it, then let a second person decide."
    ALONE = "alone", "So far only you have assessed this claim. Ask somebody else to assess it, or to decide."

    @property
    def allows(self) -> bool:
        """Tell whether the person may decide."""
        return self in (Sight.SEVERAL, Sight.ONE_PERSON)


@dataclass(frozen=True)
class Looked:
    """Who asks to decide, whose assessments stand, and who on this desk could assess."""

    decider: UUID
    assessors: Collection[UUID]
    able: Collection[UUID]


def sight(looked: Looked) -> Sight:
    """Tell whether a person may decide: nobody decides alone on what they annotated or alone assessed.

    A decision rests on assessments. One by another person makes two pairs of eyes, whoever annotated. One's own alone
    does not, but for a desk on which nobody else could assess.
    """
    if any(person != looked.decider for person in looked.assessors):
        return Sight.SEVERAL
    if not looked.assessors:
        return Sight.NOT_ASSESSED
    others_could = any(person != looked.decider for person in looked.able)
    return Sight.ALONE if others_could else Sight.ONE_PERSON
