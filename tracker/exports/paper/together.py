"""The claims of one article by where their trails end: as a drawing, and in words."""

from collections.abc import Iterator, Sequence

from tracker.domain import claims_by_origin
from tracker.domain.claims_by_origin import ArticleClaim, Ending, Origin
from tracker.domain.directions import isolated
from tracker.domain.drawing.columns import NAME_SIZE, NOTE_SIZE
from tracker.domain.drawing.pairs import DrawnCard, DrawnTie, Pairs
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.pictures import shapes
from tracker.exports.paper import palette
from tracker.exports.paper.blocks import Block, Bullets, Drawing, Heading, Key, Paragraph, Path, Run, Sign, Words, plain
from tracker.exports.paper.runs import meta
from tracker.exports.paper.sheets import Part, sheets
from tracker.exports.paper.trail_drawing import LEAST, box_parts, filled, kinds, stroke
from tracker.exports.paper.vectors import steps

_BAD = palette.VERDICTS["false"]
_TITLE = "The claims of this article by origin"


def together(claims: Sequence[ReportClaim], article: int) -> Iterator[Block]:
    """Yield the claims of an article by origin; nothing where none of them ends anywhere."""
    told = [ArticleClaim.of(claim, article) for claim in claims]
    drawn = claims_by_origin.drawn(told)
    laid = claims_by_origin.picture(drawn)
    if laid is None:
        return
    yield Heading(2, plain("Where its claims come from"), anchor="by-origin")
    yield _drawing(laid)
    if len(drawn) < len(told):
        left = len(told) - len(drawn)
        yield meta(f"{left} more {'claim is' if left == 1 else 'claims are'} told in words alone.")
    by_origin = claims_by_origin.by_origin(told)
    yield Bullets(tuple(_origin(origin, endings) for origin, endings in by_origin.items()))


def _drawing(laid: Pairs) -> Drawing:
    parts: list[Part] = [part for tie in laid.ties for part in _tie(tie)]
    parts += [Path(steps(tip), palette.INK_3) for tip in laid.tips]
    parts += [part for box in laid.boxes for part in box_parts(box)]
    parts += [part for card in laid.cards for part in _card(card, laid)]
    cuts = sorted(card.y + laid.card_height + 4 for card in laid.cards)
    free = [cut for cut in cuts if not any(box.y - 4 < cut < box.y + box.height + 16 for box in laid.boxes)]
    cut = sheets(parts, laid.width, laid.height, free, LEAST)
    return Drawing(_TITLE, laid.told, laid.width, cut, tuple(_keys(laid)))


def _tie(drawn: DrawnTie) -> Iterator[Part]:
    tie = drawn.tie
    colour = _BAD if tie.bad else palette.INK_2 if tie.strong else palette.EDGE
    width = 2.75 if tie.strong else 2 if tie.bad else 1.25
    yield Path(steps(drawn.line), "", colour, width, (9, 4) if tie.bad else (2, 3) if tie.denial else ())


def _card(drawn: DrawnCard, laid: Pairs) -> Iterator[Part]:
    across, down = laid.card_width, laid.card_height
    yield Path(steps(f"M{drawn.x:g} {drawn.y:g}h{across:g}v{down:g}h-{across:g}z"), palette.PAPER, palette.RULE, 1)
    yield Sign(palette.known(drawn.card.mark), drawn.x + 8, drawn.first - 11)
    yield Words(drawn.card.label, drawn.x + 28, drawn.first, NOTE_SIZE, palette.INK_3, middle=False)
    for at, words in enumerate(drawn.rows):
        yield Words(words, drawn.text_x, drawn.first + at * 16, NAME_SIZE, palette.INK, middle=False)


def _keys(laid: Pairs) -> Iterator[Key]:
    ties = [drawn.tie for drawn in laid.ties]
    if any(box.branch.here for box in laid.boxes):
        yield filled("the article itself", palette.ACCENT, palette.ACCENT)
    if any(tie.strong for tie in ties):
        yield stroke("counts as an origin", palette.INK_2, 2.75)
    if not all(tie.strong for tie in ties):
        yield stroke("does not count", palette.EDGE, 1.25)
    if any(tie.denial for tie in ties):
        yield stroke("denies it", palette.EDGE, 1.25, (2, 3))
    if any(tie.bad for tie in ties):
        yield stroke("a check found against it", _BAD, 2, (9, 4))
    yield from kinds(shapes(laid))


def _origin(origin: Origin, endings: Sequence[Ending]) -> Paragraph:
    itself = "" if origin.number else ", the article itself"
    runs = [Run(isolated(origin.name)), Run(f" {origin.kind.label}{itself}", "meta"), Run(": ")]
    for at, ending in enumerate(endings):
        runs += [Run("; ")] if at else []
        runs.append(Run(f"claim {ending.claim.number}", link=f"#claim-{ending.claim.number}"))
        if not ending.counts:
            why = f": {', '.join(ending.apart)}" if ending.apart else ""
            runs.append(Run(f" does not count{why}", "meta"))
    return Paragraph(tuple(runs), anchor=origin.anchor)
