"""What the picture of a claim's trails shows: its articles and steps as the branches that are drawn."""

from collections.abc import Sequence

from tracker.domain import drawing
from tracker.domain.drawing import Branch, Picture
from tracker.domain.reports.quotes import ReportQuote, ReportStep
from tracker.domain.vocabulary import Basis, Beyond, SourceKind, Stance, StepCheck

MOST_DRAWN = 12
"""How many of the places where a claim appears are drawn; the rest are told in words."""

SIGNS = {Beyond.NOT_ENTERED: "?", Beyond.GIVES_NONE: "–", Beyond.LOST: "×"}
NOBODY = (SourceKind.UNNAMED, SourceKind.GENERAL_OPINION)
_BAD = (StepCheck.OVERSTATED, StepCheck.NOT_THERE)
_FOUND = {StepCheck.YES: "said so"}


def picture(quotes: Sequence[ReportQuote]) -> Picture | None:
    """Draw where a claim comes from; None where no trail was entered."""
    if not any(quote.trail for quote in quotes):
        return None
    return drawing.draw([_article(quote, here=at == 0) for at, quote in enumerate(quotes[:MOST_DRAWN])])


def signs(picture: Picture) -> list[tuple[str, str]]:
    """List the signs before ends that a picture shows, each with what it means."""
    shown = {box.branch.sign for box in picture.boxes}
    return [(sign, beyond.label) for beyond, sign in SIGNS.items() if sign in shown]


def outlet(quote: ReportQuote) -> str:
    """Return what stands for an article in a trail: its publisher, or its title where that is unknown."""
    return quote.article.publisher.name if quote.article.publisher else quote.article.title


def _article(quote: ReportQuote, *, here: bool) -> Branch:
    return Branch(
        outlet(quote),
        sign="" if quote.trail else SIGNS[quote.beyond],
        read=True,
        here=here,
        denial=quote.stance is Stance.DENIES,
        note="denies it" if quote.stance is Stance.DENIES else "",
        whence=tuple(map(_branch, quote.trail)),
    )


def _branch(step: ReportStep) -> Branch:
    return Branch(
        step.source.name,
        passed="denied" if step.stance is Stance.DENIES else step.manner.label,
        found=_FOUND.get(step.check, step.check.label),
        note="" if step.had_from else _basis(step),
        sign="" if step.had_from else SIGNS[step.beyond],
        read=step.read_as is not None,
        unnamed=step.source.kind in NOBODY,
        bad=step.check in _BAD,
        denial=step.stance is Stance.DENIES,
        whence=tuple(map(_branch, step.had_from)),
    )


def _basis(step: ReportStep) -> str:
    return "basis not stated" if step.basis is Basis.NOT_STATED else step.basis.label
