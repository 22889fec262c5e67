"""Who acts: a person of the desk, a program, or a migration; written in the log as ``kind:name``."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Whoever can stand behind an event."""

    @property
    def actor(self) -> str:
        """Return the name under which the log knows them, such as ``person:0198...`` or ``program:demo``."""


@dataclass(frozen=True)
class Program:
    """A program that acts without a person, such as the loader of the demo desk."""

    name: str

    @property
    def actor(self) -> str:
        return f"program:{self.name}"


@dataclass(frozen=True)
class Migration:
    """A revision of the schema that had to change values."""

    revision: str

    @property
    def actor(self) -> str:
        return f"migration:{self.revision}"
