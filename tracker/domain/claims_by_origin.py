"""The claims of one article by where its trails end: which come from the same people, and which of that counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.directions import isolated
from tracker.domain.drawing.pairs import Card, Pairs, Tie, draw_pairs
from tracker.domain.drawing.parts import Branch
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.ends import lines
from tracker.domain.reports.origins import ReportEnd, ReportOrigins
from tracker.domain.reports.quotes import ReportQuote, ReportStep
from tracker.domain.vocabulary import SourceKind, Stance, StepCheck

MOST_DRAWN = 60
"""How many claims and origins are drawn at most."""

_BAD = (StepCheck.OVERSTATED, StepCheck.NOT_THERE)


@dataclass(frozen=True, eq=False)
class ArticleClaim:
    """A claim with its ``quotes`` in the article, its origins, and the sign and the word of its verdict."""

    number: int
    statement: str
    mark: str
    verdict: str
    quotes: Sequence[ReportQuote]
    origins: ReportOrigins

    @classmethod
    def of(cls, claim: ReportClaim, article: int) -> "ArticleClaim":
        """Return a claim of a report as it stands in one article, by its number."""
        mark, word = (claim.verdict.mark, claim.verdict.label) if claim.verdict else ("none", "no verdict yet")
        quotes = [quote for quote in claim.quotes if quote.article.number == article]
        return cls(claim.number, claim.statement, mark, word, quotes, claim.origins)


@dataclass(frozen=True)
class Origin:
    """Where trails of the article end: a source by its number, or the article itself, which has 0."""

    number: int
    name: str
    kind: SourceKind

    @property
    def anchor(self) -> str:
        """Return the id, in the page, of where it is told in words."""
        return f"origin-{self.number}"


@dataclass(frozen=True)
class Ending:
    """A trail of a claim that ends with an origin: through whom it came, whether it counts, and why it does not."""

    claim: ArticleClaim
    through: tuple[str, ...]
    counts: bool
    apart: tuple[str, ...]
    bad: bool
    denial: bool

    @property
    def anchor(self) -> str:
        """Return the id, in the page, of where the claim is told in words first."""
        return f"claim-{self.claim.number}"


def by_origin(claims: Sequence[ArticleClaim]) -> dict[Origin, list[Ending]]:
    """Return where the trails of claims end, each with the claims that come from there, in the order of the claims."""
    found: dict[Origin, list[Ending]] = {}
    for claim in claims:
        for origin, ending in dict.fromkeys(_endings(claim)):
            found.setdefault(origin, []).append(ending)
    return found


def drawn(claims: Sequence[ArticleClaim], most: int = MOST_DRAWN) -> list[ArticleClaim]:
    """Return the claims that are drawn: as many from the first on as there is room for with all their origins."""
    shown: list[ArticleClaim] = []
    origins: set[Origin] = set()
    for claim in claims:
        origins |= {origin for origin, _ in _endings(claim)}
        if shown and len(origins) + len(shown) + 1 > most:
            break
        shown.append(claim)
    return shown


def picture(claims: Sequence[ArticleClaim]) -> Pairs | None:
    """Draw claims by their origins; None where there are none."""
    found = by_origin(claims)
    if not found:
        return None
    place = {claim.number: at for at, claim in enumerate(claims)}
    ties: dict[tuple[int, int], Tie] = {}
    for at, endings in enumerate(found.values()):
        for ending in endings:
            other = place[ending.claim.number]
            before = ties.get((at, other), Tie(at, other, denial=True))
            ties[at, other] = Tie(
                at,
                other,
                strong=before.strong or ending.counts,
                bad=before.bad or ending.bad,
                denial=before.denial and ending.denial,
                told=_standing(ending),
            )
    branches = [_branch(origin, endings) for origin, endings in found.items()]
    told = " ".join(_sentence(origin, endings) for origin, endings in found.items())
    return draw_pairs(branches, [_card(claim) for claim in claims], list(ties.values()), told)


def _endings(claim: ArticleClaim) -> Iterator[tuple[Origin, Ending]]:
    ends = {
        (trail.quote, trail.step): end for group in claim.origins.groups for end in group.ends for trail in end.trails
    }
    attributed = any(quote.trail for quote in claim.quotes)
    for quote in claim.quotes:
        for line in lines(quote.trail):
            yield _of_line(claim, quote, line, ends.get((quote.id, line[-1].id)))
        end = ends.get((quote.id, None))
        # What is said flatly in one place and attributed in another is attributed.
        if not quote.trail and (end is not None or not attributed):
            yield _of_itself(claim, quote, end)


def _of_line(
    claim: ArticleClaim, quote: ReportQuote, line: Sequence[ReportStep], end: ReportEnd | None
) -> tuple[Origin, Ending]:
    last = line[-1].source
    ending = Ending(
        claim,
        through=tuple(step.source.name for step in line[:-1]),
        counts=end is not None and end.counts,
        apart=end.apart if end is not None else ("its trail goes on in the work that it cites",),
        bad=any(step.check in _BAD for step in line),
        denial=quote.stance is Stance.DENIES or line[-1].stance is Stance.DENIES,
    )
    return Origin(last.number, last.name, last.kind), ending


def _of_itself(claim: ArticleClaim, quote: ReportQuote, end: ReportEnd | None) -> tuple[Origin, Ending]:
    publisher = quote.article.publisher
    name, kind = (publisher.name, publisher.kind) if publisher else (quote.article.title, SourceKind.OUTLET)
    apart = end.apart if end is not None else ()
    counts = end is not None and end.counts
    return Origin(0, name, kind), Ending(claim, (), counts, apart, False, quote.stance is Stance.DENIES)


def _branch(origin: Origin, endings: Sequence[Ending]) -> Branch:
    claims = len({ending.claim.number for ending in endings})
    note = f"{claims} {'claim' if claims == 1 else 'claims'}" + ("" if origin.number else ", the article itself")
    told = f"{origin.kind.label}, {note}"
    return Branch(origin.name, note=note, kind=origin.kind, here=not origin.number, told=told, leads_to=origin.anchor)


def _card(claim: ArticleClaim) -> Card:
    told = f"claim {claim.number}, {claim.verdict}"
    return Card(str(claim.number), claim.statement, claim.mark, told, f"claim-{claim.number}")


def _standing(ending: Ending) -> str:
    return "counts" if ending.counts else ", ".join(("does not count", *ending.apart))


def _sentence(origin: Origin, endings: Sequence[Ending]) -> str:
    numbers = dict.fromkeys(str(ending.claim.number) for ending in endings)
    return f"From {isolated(origin.name)}: {', '.join(numbers)}."
