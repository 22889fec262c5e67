"""Assessing blind: how many people assess a claim before anybody sees what another one said, and when all have."""

from collections.abc import Iterable

from tracker.domain.scale import MOST_ASSESSMENTS

FEWEST = 2
"""How many people a blind assessment takes at least: one alone has nobody to be kept apart from."""

NUMBERS = range(FEWEST, MOST_ASSESSMENTS + 1)
"""How many people can be asked to assess blind."""


def people_needed(asked: Iterable[int | None], able: int) -> int | None:
    """Return how many people assess a claim blind, where its cases and the desk ask for so many; None for openly.

    It is the most that is asked for, and never more than could assess.
    """
    needed = min(max((number for number in asked if number is not None), default=0), able)
    return needed if needed >= FEWEST else None


def all_have(needed: int, *, assessed: int, able: int) -> bool:
    """Tell whether so many people have assessed that everybody may see; on a desk that shrank, all that are left."""
    return assessed >= max(1, min(needed, able))
