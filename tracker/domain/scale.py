"""The scale of verdicts: the one that every desk begins with, and what one that a desk makes of it must be."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tracker.domain.errors import Refusal
from tracker.domain.names import fold
from tracker.domain.roles import Permission, Role, holders

MOST_STEPS = 30
LONGEST_LABEL = 40
MOST_ASSESSMENTS = 9
MARKS = ("confirmed", "likely", "unproven", "unlikely", "false", "misleading", "disputed", "not_checkable")
"""The shapes and colours that verdicts are drawn with."""

DECIDERS = tuple(holders(Permission.DECIDE))
"""The roles that decide anything, the least trusted first."""


@dataclass(frozen=True)
class ScaleStep:
    """A verdict of a scale; ``rating`` is its ClaimReview value, 1 to 5, or None off the line.

    ``line`` is its place on the line that agreement goes by, 1 the lowest, None off it. ``mark`` names the shape and
    colour it is drawn with; ``gated`` says that the gate must be met, ``decided_from`` the least trusted role that may
    decide it, ``assessments`` how many people must have assessed the claim. An empty ``key`` is that of a new verdict.
    """

    key: str
    label: str
    definition: str
    rating: int | None
    mark: str
    gated: bool = False
    line: int | None = None
    decided_from: Role = DECIDERS[0]
    assessments: int = 1


SCALE_NAME = "Default scale"

DEFAULT_SCALE = (
    ScaleStep(
        "confirmed",
        "Confirmed",
        "The gate is met, and nothing credible stands against it.",
        5,
        "confirmed",
        gated=True,
        line=5,
    ),
    ScaleStep("likely", "Likely", "The evidence is good; one gap is left, and we name it.", 4, "likely", line=4),
    ScaleStep("unproven", "Unproven", "We looked; there is not enough either way.", None, "unproven", line=3),
    ScaleStep("unlikely", "Unlikely", "The evidence leans against it, but does not settle it.", 2, "unlikely", line=2),
    ScaleStep("false", "False", "Direct evidence shows otherwise.", 1, "false", line=1),
    ScaleStep(
        "misleading",
        "Misleading",
        "The facts mostly hold; their wording, or what is left out, leads to a wrong conclusion.",
        3,
        "misleading",
    ),
    ScaleStep(
        "disputed",
        "Disputed",
        "There is credible evidence on both sides; a bare denial is not enough.",
        None,
        "disputed",
    ),
    ScaleStep(
        "uncheckable",
        "Not checkable",
        "An opinion, an insult or an open prediction: nothing could show it true or false.",
        None,
        "not_checkable",
    ),
)


def line(steps: Iterable[ScaleStep]) -> tuple[str, ...]:
    """Return the keys of the verdicts on the line, from its lowest end; without any, the default one's."""
    return _line(steps) or _line(DEFAULT_SCALE)


def refuse_unsound(steps: Sequence[ScaleStep]) -> None:
    """Raise Refusal where verdicts cannot be a scale, naming the one that is at fault."""
    if not 2 <= len(steps) <= MOST_STEPS:
        raise Refusal(f"A scale has at least two verdicts, and at most {MOST_STEPS}.")
    for step in steps:
        _refuse_unsound(step)
    _refuse_twice(
        "Two verdicts are called {}. Give one of them another name.", [fold(step.label) for step in steps], steps
    )
    _refuse_twice(
        "{} stands at a place of the line that another verdict has. Number the places 1, 2, 3 from the lowest.",
        [step.line for step in steps],
        steps,
    )
    if sum(step.line is not None for step in steps) == 1:
        raise Refusal("One verdict alone is no line. Give another one a place on it too, or take this one off.")


def needed(step_assessments: int, able: int) -> int:
    """Return how many people must have assessed a claim, on a desk where so many can: never more than there are."""
    return max(1, min(step_assessments, able))


def new_key(label: str, taken: Collection[str], otherwise: str = "verdict") -> str:
    """Return a key for a new verdict: its name in plain letters, ``otherwise`` where it has none, and never taken."""
    plain = "_".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in fold(label)).split())
    stem = key = plain or otherwise
    number = 1
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key


def _line(steps: Iterable[ScaleStep]) -> tuple[str, ...]:
    return tuple(key for _, key in sorted((step.line, step.key) for step in steps if step.line is not None))


def _refuse_unsound(step: ScaleStep) -> None:
    name = step.label.strip()
    if not name or not step.definition.strip():
        raise Refusal("Each verdict needs a name, and a sentence that says when to use it.")
    if len(name) > LONGEST_LABEL:
        raise Refusal(f"“{name[:LONGEST_LABEL]}…” is too long for a name: at most {LONGEST_LABEL} characters.")
    if step.mark not in MARKS:
        raise Refusal(f"Choose a mark for {name}.")
    if step.rating is not None and not 1 <= step.rating <= 5:
        raise Refusal(f"The ClaimReview value of {name} is 1 to 5, or none.")
    if step.line is not None and not 1 <= step.line <= MOST_STEPS:
        raise Refusal(f"The place of {name} on the line is a number from 1 to {MOST_STEPS}, or none.")
    if not 1 <= step.assessments <= MOST_ASSESSMENTS:
        raise Refusal(f"{name} can need 1 to {MOST_ASSESSMENTS} assessments.")
    if step.decided_from not in DECIDERS:
        raise Refusal(f"{name} can be decided by {DECIDERS[0].label}s or those trusted with more.")


def _refuse_twice(message: str, values: Sequence[str | int | None], steps: Sequence[ScaleStep]) -> None:
    often = Counter(value for value in values if value is not None)
    for value, step in zip(values, steps, strict=True):
        if value is not None and often[value] > 1:
            raise Refusal(message.format(step.label))
