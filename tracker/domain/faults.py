"""Faults that a check of the record finds: what is wrong, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Something that the record and the desk's rows do not agree on."""

    what: str
    event: int | None = None
    table: str = ""
    row: str | None = None
    column: str = ""

    def __str__(self) -> str:
        places = (
            "" if self.event is None else f"event {self.event}",
            self.table,
            self.row or "",
            self.column,
        )
        where = ", ".join(place for place in places if place)
        return f"{where}: {self.what}" if where else self.what
