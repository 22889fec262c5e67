"""What is asked to be withheld."""

from dataclasses import dataclass

from tracker.services.redaction.copies import Key


@dataclass(frozen=True)
class Sought:
    """What is to be withheld: words, each a run that stands together, and fields with whatever they hold."""

    words: tuple[str, ...] = ()
    whole: frozenset[Key] = frozenset()
    inside: bool = False
