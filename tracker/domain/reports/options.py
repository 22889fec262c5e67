"""What the people who make a report choose to tell in it, and the report as it is told then."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any

from tracker.domain.needles import Needles
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.origins import ReportEnd
from tracker.domain.reports.quotes import ReportOwner, ReportSource, SourceRef
from tracker.domain.vocabulary import Paper
from tracker.domain.withholding import mask

_NAMED = (SourceRef, ReportSource, ReportOwner)


@dataclass(frozen=True)
class Options:
    """What a report tells of its claims.

    ``verdicts`` are keys of the scale: of a report that names some, only claims with these verdicts. ``names`` names
    the people of the desk, who else stand in it by role and number. ``unnamed`` are numbers of sources that it does not
    name, ``unnamed_because`` says why. ``language`` is the one that the desk writes in (BCP 47).
    """

    verdicts: tuple[str, ...] = ()
    dissent: bool = True
    evidence: bool = True
    names: bool = False
    unnamed: tuple[int, ...] = ()
    unnamed_because: str = ""
    language: str = "en"
    paper: Paper = Paper.A4

    def as_kept(self) -> dict[str, Any]:
        """Return the options as a row keeps them."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Options":
        """Return options as a row keeps them; what it does not say is as it is by default."""
        known = {field.name: kept[field.name] for field in fields(cls) if field.name in kept}
        for name in ("verdicts", "unnamed"):
            if name in known:
                known[name] = tuple(known[name])
        if "paper" in known:
            known["paper"] = Paper(known["paper"])
        return cls(**known)

    def tells(self, verdict: str | None) -> bool:
        """Tell whether a report with these options tells a claim of a verdict, None for one without."""
        return not self.verdicts or verdict in self.verdicts


@dataclass(frozen=True)
class Told:
    """The claims of a report as its options have them told; ``unnamed`` are the sources that are not to be named."""

    claims: Iterable[ReportClaim]
    options: Options
    unnamed: tuple[ReportSource, ...] = ()

    def __iter__(self) -> Iterator[ReportClaim]:
        silence = Silence.on(self.unnamed)
        for claim in self.claims:
            if self.options.tells(claim.verdict.key if claim.verdict else None):
                told = _without(claim, self.options)
                yield silence(told) if self.unnamed else told


def _without(claim: ReportClaim, options: Options) -> ReportClaim:
    """Leave out of a claim what the options leave out."""
    if not options.evidence:
        claim = replace(claim, evidence=())
    if not options.dissent and claim.verdict is not None:
        agreed = tuple(one for one in claim.assessments if one.verdict is None or one.verdict == claim.verdict)
        claim = replace(claim, assessments=agreed)
    return claim


@dataclass(frozen=True)
class Silence:
    """Takes the names of sources out of plain data: where one is named as such its number stands, else a mask."""

    numbers: frozenset[int]
    needles: Needles

    @classmethod
    def on(cls, unnamed: Iterable[ReportSource]) -> "Silence":
        sources = list(unnamed)
        names = {name for source in sources for name in (source.name, *source.names)}
        return cls(frozenset(source.number for source in sources), Needles(names))

    def __call__(self, value: Any) -> Any:
        """Return plain data without the names; words of closed lists are no texts."""
        if isinstance(value, str):
            return value if isinstance(value, Enum) else mask(value, self.needles.places(value))
        if isinstance(value, tuple | list):
            return type(value)(map(self, value))
        if isinstance(value, Mapping):
            return {key: self(inner) for key, inner in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            return self._in_parts(value)
        return value

    def _in_parts(self, whole: Any) -> Any:
        kept = {field.name: getattr(whole, field.name) for field in fields(whole)}
        changed: dict[str, Any] = {name: self(part) for name, part in kept.items()}
        if isinstance(whole, _NAMED) and whole.number in self.numbers:
            changed["name"] = not_named(whole.number)
        if isinstance(whole, ReportSource) and whole.number in self.numbers:
            changed |= {"names": (), "owners": ()}
        if isinstance(whole, ReportEnd) and whole.source in self.numbers:
            changed["name"] = not_named(whole.source)
        return replace(whole, **{name: part for name, part in changed.items() if part is not kept[name]})


def not_named(number: int) -> str:
    """Return what a source that a report does not name is called in it."""
    return f"Source {number}, not named"


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
