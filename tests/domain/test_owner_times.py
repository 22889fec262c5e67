"""The owners of a source over time, as a picture."""

from tracker.domain.owner_times import draw
from tracker.domain.owner_trees import Tree, above
from tracker.domain.owners import Owning
from tracker.domain.vocabulary import Control, Standing

EDGES = [
    Owning("Sputnik", "Rossiya Segodnya", since="2014-11", id=1),
    Owning("Rossiya Segodnya", "Kremlin", Control.CONTROLS, "2013-12-09", "2020", Standing.ASSERTED, 2),
]


def test_each_ownership_has_a_line_that_says_who_owns_whom_and_since_when() -> None:
    found = draw(above("Sputnik", EDGES), str).picture
    assert found is not None
    assert [(one.line.name, one.line.note, one.line.leads_to) for one in found.lines] == [
        ("Rossiya Segodnya", "owns Sputnik", "owned-0"),
        ("Kremlin", "controls Rossiya Segodnya", "owned-1"),
    ]
    assert [(bar.stretch.sure, bar.open_right) for bar in found.bars] == [(True, True), (False, False)]
    assert found.bars[1].stretch.told == (
        "controls Rossiya Segodnya, since 9 Dec 2013, until 2020, asserted by an article"
    )


def test_what_has_no_room_is_counted_and_nobody_is_no_picture() -> None:
    assert draw(above("Sputnik", EDGES), str, most=1).left_out == 1
    assert draw(Tree[str](), str).picture is None
