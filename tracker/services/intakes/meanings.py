"""What verdicts of other checkers mean on the desk's scale: what a person said, else by their words, else by place."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.names import fold
from tracker.domain.scale import ScaleStep
from tracker.domain.verdict_words import key_of, rating_at, stance_of
from tracker.domain.vocabulary import EvidenceStance
from tracker.ingest.lists import Reviewed, TheirVerdict
from tracker.models import Intake
from tracker.services import scales

REMEMBERED = 100
"""How many of the newest lists are asked what verdicts meant in them."""

MOST_ASKED = 100
"""How many verdicts of a list a person is asked about; the rest mean what is proposed."""

_LONGEST_WORD, _MOST_WORDS = 60, 6


@dataclass(frozen=True)
class Said:
    """A verdict as one reviewer gives it; a sentence in place of a word is left out, for it comes once."""

    reviewer: str
    words: str
    number: str

    @classmethod
    def of(cls, said: Reviewed) -> "Said":
        """Return the verdict of a review."""
        verdict = said.verdict
        short = len(verdict.words) <= _LONGEST_WORD and len(verdict.words.split()) <= _MOST_WORDS
        words = verdict.words if short or not verdict.number else ""
        number = str(TheirVerdict("", verdict.number, verdict.worst, verdict.best))
        return cls(said.reviewer, words[:_LONGEST_WORD], number)

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what it is recognised by, however it is written."""
        return fold(self.reviewer), fold(self.words), self.number


@dataclass(frozen=True)
class Asked:
    """A verdict of a list, how often it comes, what it is taken to mean, and whether a person said so before."""

    said: Said
    count: int
    means: str
    remembered: bool


class Meanings:
    """What verdicts mean on the scale in use, by what people said of them, the newest word first."""

    def __init__(self, steps: Iterable[ScaleStep], told: Iterable[list[str]]) -> None:
        self.steps = {step.key: step for step in steps}
        self._told: dict[tuple[str, str, str], str] = {}
        for reviewer, words, number, key in told:
            if key in self.steps or not key:
                self._told.setdefault(Said(reviewer, words, number).key, key)

    def knows(self, said: Said) -> bool:
        """Tell whether a person said what a verdict means."""
        return said.key in self._told

    def of(self, said: Said, place: float | None) -> str:
        """Return the key of the verdict that it means, "" where it means none."""
        if said.key in self._told:
            return self._told[said.key]
        by_words = key_of(said.words)
        if by_words in self.steps:
            return by_words
        if place is None:
            return ""
        return next((key for key, step in self.steps.items() if step.rating == rating_at(place)), "")

    def step(self, said: Reviewed) -> ScaleStep | None:
        """Return the verdict of the desk's scale that a review's verdict means, None where it means none."""
        return self.steps.get(self.of(Said.of(said), said.verdict.place)) if said.verdict else None

    def stance(self, said: Reviewed) -> EvidenceStance:
        """Return which way a review points as evidence."""
        return stance_of(self.step(said))

    def sentence(self, said: Reviewed) -> str:
        """Return a review's verdict and what it means as a sentence."""
        step = self.step(said)
        means = f"which we map to {step.label}" if step is not None else "which is none of our verdicts"
        return f"{said.reviewer or 'The review'} rated it {said.verdict}, {means}."


def of_intake(session: Session, intake: Intake) -> Meanings:
    """Return what verdicts mean in a list: as was said for it, else for earlier ones."""
    earlier = select(Intake.meanings).where(Intake.id != intake.id).order_by(Intake.id.desc()).limit(REMEMBERED)
    told = [one for meanings in (intake.meanings, *session.scalars(earlier)) for one in meanings]
    return Meanings((verdict.step for verdict in scales.in_use(session).verdicts), told)


def asked(meanings: Meanings, counted: Mapping[Said, int], places: Mapping[Said, float | None]) -> list[Asked]:
    """List the verdicts of a list, the commonest first, each with what it is taken to mean."""
    common = Counter(dict(counted)).most_common(MOST_ASKED)
    return [Asked(said, count, meanings.of(said, places.get(said)), meanings.knows(said)) for said, count in common]
