"""The trail of a claim as a drawing, with the look that it has on pages."""

from collections.abc import Iterator

from tracker.domain.drawing.columns import NAME_SIZE, NOTE_SIZE
from tracker.domain.drawing.parts import Arrow, Band, Box, Bracket, Branch, Picture
from tracker.domain.drawing.shapes import Frame, outline
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.pictures import Shape, picture, shapes, signs
from tracker.domain.vocabulary import SourceKind
from tracker.exports.paper import palette
from tracker.exports.paper.blocks import Drawing, Key, Path, Words, dashed
from tracker.exports.paper.sheets import Part, sheets
from tracker.exports.paper.vectors import steps

LEAST = 760
_BAD, _FLAGGED = palette.VERDICTS["false"], palette.VERDICTS["unlikely"]
_OWNER = palette.VERDICTS["disputed"]
_STROKE = "M0 18H58"


def trail_drawing(claim: ReportClaim) -> Drawing | None:
    """Draw where a claim comes from; None where no trail was entered."""
    laid = picture(claim.quotes, claim.origins)
    if laid is None:
        return None
    parts = tuple(_parts(laid))
    cuts = sorted({bottom for bottom in (box.y + box.height + 20 for box in laid.boxes) if _free(bottom, laid)})
    return Drawing(
        f"Where claim {claim.number} comes from",
        laid.told,
        laid.width,
        sheets(parts, laid.width, laid.height, cuts, LEAST),
        tuple(_keys(laid)),
    )


def _free(height: float, laid: Picture) -> bool:
    return not any(band.y < height < band.y + band.height for band in laid.bands)


def box_parts(box: Box) -> Iterator[Part]:
    """Yield what is drawn of a box: its outline, the line within, its name, what stands under and before it."""
    branch = box.branch
    filled = branch.read or branch.here
    ground = palette.ACCENT if branch.here else palette.INK_2 if branch.read else palette.PAPER
    group = palette.GROUPS[box.colour] if box.colour is not None else ""
    edge = palette.ACCENT if branch.here else group or (palette.INK if branch.read else palette.INK_3)
    dash = dashed(branch.kind)
    yield Path(steps(box.outline), ground, edge, 1.75 if branch.read else 1.25, dash)
    if box.inner:
        yield Path(steps(box.inner), "", palette.PAPER if filled else edge, 1)
    x, y = box.middle
    ink = palette.PAPER if filled else palette.INK
    yield Words(box.name, x, y + 4.5, NAME_SIZE, ink, bold=branch.here)
    if branch.note:
        yield Words(branch.note, x, box.y + box.height + 12, NOTE_SIZE, palette.INK_3)
    if branch.sign:
        yield Words(branch.sign, box.x - 11, y + 4.5, NOTE_SIZE, palette.INK_3)


def kinds(shown: list[Shape]) -> Iterator[Key]:
    """Yield what the shapes of boxes mean."""
    for shape in shown:
        line = Path(steps(shape.outline), palette.PAPER, palette.INK_3, 1.25, dashed(shape.kind))
        within = (Path(steps(shape.inner), "", palette.INK_3, 1),) if shape.inner else ()
        yield Key(shape.kind.label, (line, *within))


def stroke(means: str, colour: str, width: float, dash: tuple[float, ...] = ()) -> Key:
    """Return what a line means."""
    return Key(means, (Path(steps(_STROKE), "", colour, width, dash),))


def filled(means: str, fill: str, edge: str) -> Key:
    """Return what the ground of a box means."""
    return Key(means, (Path(steps(outline(SourceKind.OUTLET, Frame(6, 4, 46, 28))), fill, edge, 1.25),))


def _parts(laid: Picture) -> Iterator[Part]:
    for band in laid.bands:
        yield from _band(band)
    for bracket in laid.brackets:
        yield from _bracket(bracket)
    for arrow in laid.arrows:
        yield from _arrow(arrow, arrow.branch)
    for box in laid.boxes:
        yield from box_parts(box)
    yield Words("reader", laid.reader[0], laid.reader[1], NAME_SIZE, palette.INK, middle=False)


def _band(band: Band) -> Iterator[Part]:
    corner = f"M{band.x:g} {band.y:g}h{band.width:g}v{band.height:g}h-{band.width:g}z"
    yield Path(steps(corner), palette.BAND, _OWNER, 1)
    yield Words(band.name, band.x + 8, band.y + 17, NOTE_SIZE, _OWNER, bold=True, middle=False)


def _bracket(bracket: Bracket) -> Iterator[Part]:
    colour = palette.GROUPS[bracket.colour]
    for leader in bracket.leaders:
        yield Path(steps(leader), "", colour, 1, (1, 5))
    yield Path(steps(bracket.path), "", colour, 3 if bracket.counts else 1.25)
    yield Words(bracket.letter, bracket.x, bracket.y, NAME_SIZE, colour, bold=True)


def _arrow(arrow: Arrow, of: Branch | None) -> Iterator[Part]:
    colour, width, dash = _line(of)
    yield Path(steps(arrow.line), "", colour, width, dash)
    if arrow.tip:
        yield Path(steps(arrow.tip), palette.INK_3)
    if of is None:
        return
    if of.passed:
        yield Words(of.passed, arrow.x, arrow.y - 7, NOTE_SIZE, palette.INK_3)
    if of.found:
        yield Words(of.found, arrow.x, arrow.y + 15, NOTE_SIZE, _BAD if of.bad else palette.INK_3, bold=of.bad)
    if of.flag:
        yield Words(of.flag, arrow.x, arrow.y + 28, NOTE_SIZE, _FLAGGED, bold=True)


def _line(of: Branch | None) -> tuple[str, float, tuple[float, ...]]:
    if of is not None and of.flag:
        return _FLAGGED, 2, (9, 3, 2, 3)
    if of is not None and of.bad:
        return _BAD, 2, (9, 4)
    return palette.INK_3, 1.25, (2, 3) if of is not None and of.denial else ()


def _keys(laid: Picture) -> Iterator[Key]:
    shown = [box.branch for box in laid.boxes]
    if any(branch.here for branch in shown):
        yield filled("the article quoted first", palette.ACCENT, palette.ACCENT)
    if any(branch.read and not branch.here for branch in shown):
        yield filled("read by us", palette.INK_2, palette.INK_2)
    if not all(branch.read for branch in shown):
        yield filled("not read", palette.PAPER, palette.INK_3)
    if laid.bands:
        yield filled("one owner, confirmed", palette.BAND, _OWNER)
    if any(branch.bad for branch in shown):
        yield stroke("the check found against it", _BAD, 2, (9, 4))
    if any(branch.flag for branch in shown):
        yield stroke("found along the trail", _FLAGGED, 2, (9, 3, 2, 3))
    yield from (Key(f"beyond it: {means}", sign=sign) for sign, means in signs(laid))
    yield from _letters(laid)
    yield from kinds(shapes(laid))
    if laid.left_out:
        yield Key(f"{laid.left_out} more {'place' if laid.left_out == 1 else 'places'} of this claim, told in words")


def _letters(laid: Picture) -> Iterator[Key]:
    counted = any(bracket.counts for bracket in laid.brackets)
    if len(laid.brackets) == 1:
        yield Key(f"one origin, which {'counts' if counted else 'does not count'}", sign=laid.brackets[0].letter)
    elif laid.brackets:
        means = "where the bracket is thick, it counts" if counted else "none counts"
        letters = f"{laid.brackets[0].letter} to {laid.brackets[-1].letter}"
        yield Key(f"one origin each; {means}", sign=letters)
