"""What a drawn picture of a trail covers, measured as the template places it."""

from collections.abc import Iterator

from tests.areas import Area, of_box, overlaps, words_at, words_from
from tracker.domain.drawing.columns import NAME_SIZE
from tracker.domain.drawing.parts import Picture


def boxes(picture: Picture) -> list[Area]:
    return [of_box(box) for box in picture.boxes]


def words(picture: Picture) -> Iterator[Area]:
    """Yield what the words outside of boxes cover, placed as the template places them."""
    for arrow in picture.arrows:
        if arrow.branch is not None:
            said = (arrow.branch.passed, -7), (arrow.branch.found, 15), (arrow.branch.flag, 28)
            yield from (words_at(arrow.x, arrow.y + down, text) for text, down in said if text)
    for box in picture.boxes:
        if box.branch.note:
            yield words_at(box.middle[0], box.y + box.height + 12, box.branch.note)
        if box.branch.sign:
            yield words_at(box.x - 11, box.middle[1] + 4.5, box.branch.sign)
    for band in picture.bands:
        yield words_from(band.x + 8, band.y + 17, band.name)
    for bracket in picture.brackets:
        yield words_at(bracket.x, bracket.y, bracket.letter, NAME_SIZE)


def touching(picture: Picture) -> list[tuple[Area, Area]]:
    """List the boxes and words of a picture that cover one another."""
    return overlaps([*boxes(picture), *words(picture)])
