"""What a service says of a change: who did what to which thing, and why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tracker.domain.actions import Action


@dataclass(frozen=True)
class Happening:
    """One action, as it is told to the recorder; ``about`` is the kind and id of the thing it was done to.

    ``detail`` holds what else is worth keeping, as strings and whole numbers, such as the scope of an export.
    """

    action: Action
    actor: str
    about: tuple[str, UUID] | None = None
    why: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


Record = Callable[[Happening], None]
"""Takes all rows changed since the last happening as the changes of this one."""
