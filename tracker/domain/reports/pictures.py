"""What the picture of a claim's trails shows: its articles and steps as the branches that are drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from tracker.domain import drawing
from tracker.domain.drawing.pairs import Pairs
from tracker.domain.drawing.parts import Branch, Mark, Picture
from tracker.domain.drawing.rows import BOX_HEIGHT
from tracker.domain.drawing.shapes import Frame, inner, outline
from tracker.domain.drawing.sides import Sides
from tracker.domain.origins.graph import Id
from tracker.domain.origins.words import Flag
from tracker.domain.reports.continued import Continued, continued
from tracker.domain.reports.ends import walk
from tracker.domain.reports.origins import ReportEnd, ReportGroup, ReportOrigins
from tracker.domain.reports.quotes import ReportQuote, ReportStep
from tracker.domain.vocabulary import Basis, Beyond, SourceKind, Stance, StepCheck

MOST_DRAWN = 60
"""How many boxes are drawn at most; places beyond that are told in words."""

SIGNS = {Beyond.NOT_ENTERED: "?", Beyond.GIVES_NONE: "–", Beyond.LOST: "×"}
NOBODY = (SourceKind.UNNAMED, SourceKind.GENERAL_OPINION)
DRAWN_FLAGS = (Flag.CIRCLE, Flag.SELF_CITATION, Flag.RECURS, Flag.IMPOSSIBLE_TIME)
"""What is written at the very step; what the check of a step found stands there in its own words."""
_BAD = (StepCheck.OVERSTATED, StepCheck.NOT_THERE)
_FOUND = {StepCheck.YES: "said so"}
_GOES_ON = "goes on in its trail"
_ELSEWHERE = "attributed elsewhere"
_IN_LEGEND = Frame(1, 1, 56, BOX_HEIGHT)


def picture(quotes: Sequence[ReportQuote], origins: ReportOrigins) -> Picture | None:
    """Draw where a claim comes from; None where no trail was entered."""
    if not any(quote.trail for quote in quotes):
        return None
    drawn = list(_drawn(quotes))
    tracing = _Tracing.of(drawn, origins)
    laid = drawing.draw([tracing.article(quote) for quote in tracing.continued.first])
    return replace(laid, left_out=len(quotes) - len(drawn))


def signs(picture: Picture) -> list[tuple[str, str]]:
    """List the signs before ends that a picture shows, each with what it means."""
    shown = {box.branch.sign for box in picture.boxes}
    return [(sign, beyond.label) for beyond, sign in SIGNS.items() if sign in shown]


@dataclass(frozen=True)
class Shape:
    """A kind of source with its shape, for the legend: the path of its outline and of the line within."""

    kind: SourceKind
    outline: str
    inner: str


def shapes(picture: Picture | Sides | Pairs) -> list[Shape]:
    """List the kinds of source that a picture shows, each with its shape."""
    shown = {box.branch.kind for box in picture.boxes}
    return [Shape(kind, outline(kind, _IN_LEGEND), inner(kind, _IN_LEGEND)) for kind in SourceKind if kind in shown]


def outlet(quote: ReportQuote) -> str:
    """Return what stands for an article in a trail: its publisher, or its title where that is unknown."""
    return quote.article.publisher.name if quote.article.publisher else quote.article.title


def place_anchor(quote: ReportQuote) -> str:
    """Return the id, in pages and reports, of where a quote stands."""
    return f"quote-{quote.id}"


def step_anchor(quote: ReportQuote, step: ReportStep) -> str:
    """Return the id, in pages and reports, of where a step of a quote's trail stands in words."""
    return f"step-{quote.id}-{step.id}"


def _drawn(quotes: Sequence[ReportQuote]) -> Iterator[ReportQuote]:
    """Yield the quotes whose trails are drawn: the first, and of the others as many as there is room for."""
    room = MOST_DRAWN
    for at, quote in enumerate(quotes):
        boxes = 1 + sum(1 for _ in walk(quote.trail))
        if at == 0 or boxes <= room:
            room -= boxes
            yield quote


@dataclass(frozen=True)
class _Tracing:
    """What the rule on origins says of ends, by quote and step, and of steps; and where the trails of quotes go on."""

    shown_first: ReportQuote
    ends: dict[tuple[Id, Id | None], tuple[ReportGroup, ReportEnd, Mark]]
    flags: dict[Id, list[Flag]]
    continued: Continued

    @classmethod
    def of(cls, quotes: Sequence[ReportQuote], origins: ReportOrigins) -> "_Tracing":
        """Put the quotes of a claim and its origins in order to be asked about each end and each step."""
        flags: dict[Id, list[Flag]] = {}
        for found in origins.flags:
            for step in found.steps if found.flag in DRAWN_FLAGS else ():
                flags.setdefault(step, []).append(found.flag)
        ends = {
            (trail.quote, trail.step): (group, end, Mark(group.letter, end.counts, trail.owner))
            for group in origins.groups
            for end in group.ends
            for trail in end.trails
        }
        onward = continued(quotes, lambda quote, step: (quote.id, step.id) in ends)
        return cls(quotes[0], ends, flags, onward)

    def article(self, quote: ReportQuote) -> Branch:
        """Return what is drawn of an article, and of its trail beyond it."""
        denial = quote.stance is Stance.DENIES
        end = self.ends.get((quote.id, None))
        kind = quote.article.publisher.kind if quote.article.publisher else SourceKind.OUTLET
        told = (kind.label, f"{quote.stance.label} it", *self._told_of_end(end))
        return Branch(
            outlet(quote),
            sign="" if quote.trail or not end else _sign(end[1], quote.beyond),
            kind=kind,
            read=quote.article.version > 0,
            here=quote is self.shown_first,
            denial=denial,
            note="denies it" if denial else "" if quote.trail or end else _ELSEWHERE,
            end=end[2] if end else None,
            told=", ".join(told),
            leads_to=place_anchor(quote),
            whence=tuple(self._branch(quote, step) for step in quote.trail),
        )

    def _branch(self, quote: ReportQuote, step: ReportStep) -> Branch:
        beyond = self.continued.onward.get((quote.id, step.id))
        if beyond is not None:
            return self._going_on(step, self.article(beyond))
        end = self.ends.get((quote.id, step.id))
        flags = [flag.label for flag in self.flags.get(step.id, ())]
        return Branch(
            step.source.name,
            passed="denied" if step.stance is Stance.DENIES else step.manner.label,
            found=_FOUND.get(step.check, step.check.label),
            flag=flags[0] if flags else "",
            note="" if step.had_from else _basis(step) if end else _GOES_ON,
            sign="" if step.had_from or not end else _sign(end[1], step.beyond),
            kind=step.source.kind,
            read=step.read_as is not None,
            bad=step.check in _BAD,
            denial=step.stance is Stance.DENIES,
            end=end[2] if end else None,
            told=", ".join((*_told(step), *flags, *self._told_of_end(end))),
            leads_to=step_anchor(quote, step),
            whence=tuple(self._branch(quote, one) for one in step.had_from),
        )

    def _going_on(self, step: ReportStep, article: Branch) -> Branch:
        """Return a step that cites an article in which the claim stands too: one box, with that article's trail."""
        flags = [flag.label for flag in self.flags.get(step.id, ())]
        return replace(
            article,
            name=step.source.name,
            kind=step.source.kind,
            passed=step.manner.label,
            found=_FOUND.get(step.check, step.check.label),
            flag=flags[0] if flags else "",
            told=", ".join((*_told(step, goes_on=True), *flags, f"its article: {article.told}")),
        )

    def _told_of_end(self, end: tuple[ReportGroup, ReportEnd, Mark] | None) -> Iterator[str]:
        if end is not None:
            group, told, mark = end
            yield f"origin {group.letter}" + (f", owner {mark.owner}" if mark.owner else "")
            yield "counts" if told.counts else f"does not count: {', '.join(told.apart)}"


def _told(step: ReportStep, *, goes_on: bool = False) -> Iterator[str]:
    stance = (step.stance.label,) if step.stance is not None else ()
    yield from chain((step.source.kind.label, step.manner.label), stance)
    yield f"did they say it: {step.check.label}"
    if not step.had_from and not goes_on:
        yield f"basis {_basis(step).removeprefix('basis ')}"


def _sign(end: ReportEnd, beyond: Beyond) -> str:
    """Return the sign before an end; where it counts, nothing is missing beyond it."""
    return "" if end.counts and beyond is Beyond.NOT_ENTERED else SIGNS[beyond]


def _basis(step: ReportStep) -> str:
    return "basis not stated" if step.basis is Basis.NOT_STATED else step.basis.label
