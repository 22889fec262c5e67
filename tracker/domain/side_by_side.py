"""Assessments laid side by side: what each says, point by point, and where they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Named = Mapping[str, str]
"""Words for people by what identifies what they name."""


@dataclass(frozen=True)
class Said:
    """What one assessment says: the key of its verdict, its reasons, and what it rests on."""

    verdict: str
    reasons: Named = field(default_factory=dict)
    grounds: Named = field(default_factory=dict)


@dataclass(frozen=True)
class Point:
    """A reason or a ground, in the words of the newest that names it, and which assessments do, in their order."""

    words: str
    by: tuple[bool, ...]

    @property
    def differs(self) -> bool:
        """Tell whether some name it and others do not."""
        return not all(self.by)


@dataclass(frozen=True)
class SideBySide:
    """Assessments point by point; what all name stands first."""

    verdicts: tuple[str, ...]
    reasons: tuple[Point, ...]
    grounds: tuple[Point, ...]

    @property
    def verdicts_differ(self) -> bool:
        """Tell whether not all came to the same verdict."""
        return len(set(self.verdicts)) > 1

    @property
    def differences(self) -> str:
        """Say where they differ, as a sentence; empty for one assessment alone."""
        if len(self.verdicts) < 2:
            return ""
        points = (*self.reasons, *self.grounds)
        apart = sum(point.differs for point in points)
        verdict = "The verdicts differ" if self.verdicts_differ else "The verdicts agree"
        if not points:
            return f"{verdict}; none names a reason or a ground."
        if not apart:
            return f"{verdict}; all name the same reasons and grounds."
        return f"{verdict}; {apart} of {len(points)} reasons and grounds are not named by all."


def lay_out(said: Sequence[Said]) -> SideBySide:
    """Lay assessments side by side, in their order."""
    return SideBySide(
        tuple(one.verdict for one in said),
        _points([one.reasons for one in said]),
        _points([one.grounds for one in said]),
    )


def _points(named: Sequence[Named]) -> tuple[Point, ...]:
    words = {key: text for one in named for key, text in one.items()}
    points = [Point(text, tuple(key in one for one in named)) for key, text in words.items()]
    return tuple(sorted(points, key=lambda point: point.differs))
