"""How far a claim has come: the one function by which stages follow from what was done."""

from dataclasses import dataclass

from tracker.domain.vocabulary import ClaimStage


@dataclass(frozen=True)
class StageFacts:
    """What the stage of a claim follows from.

    ``worked_on``: evidence, an enquiry or a checked step is there. ``assessed``: an assessment stands.
    ``decided``: the newest decision has a verdict. ``look_open``: something that a decision rests on has changed.
    ``sent_back``: somebody asked the annotator to look at quote and trail again, and has not been answered.
    """

    worked_on: bool = False
    assessed: bool = False
    decided: bool = False
    look_open: bool = False
    sent_back: bool = False


def stage_of(facts: StageFacts) -> ClaimStage:
    """Return the stage of a claim; what was done last counts most."""
    if facts.decided:
        return ClaimStage.NEEDS_ANOTHER_LOOK if facts.look_open else ClaimStage.DECIDED
    if facts.assessed and not facts.sent_back:
        return ClaimStage.AWAITING_SECOND_LOOK
    return ClaimStage.IN_WORK if facts.worked_on or facts.sent_back else ClaimStage.TO_CHECK
