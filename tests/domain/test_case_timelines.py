"""The timeline of a case: what is drawn of it, in what order, and where each of its marks leads."""

from tracker.domain.case_timelines import (
    CaseThing,
    CaseTimeline,
    Happening,
    Update,
    appeared,
    by_first,
    drawn,
    in_order,
    picture,
)
from tracker.domain.drawing.glyphs import Sign
from tracker.domain.vocabulary import Stance

BURNED, SAVED = CaseThing("claim", 1, "It burned.", "likely", "Likely"), CaseThing("claim", 2, "It was saved.")
PAPER = CaseThing("article", 1, "Depot hit")


def test_a_case_in_which_nothing_happened_has_no_picture() -> None:
    assert picture(CaseTimeline([BURNED], [], [])) is None


def test_every_mark_says_when_what_and_where_and_leads_to_its_row() -> None:
    happened = [appeared(Stance.DENIES, "2016-09", 1, 4, "FARS"), Happening("", Sign.VERSION, PAPER.key, 1, "WSJ", 2)]
    found = picture(CaseTimeline([BURNED, PAPER], happened, []))
    assert found is not None
    denied, changed = found.marks
    assert (denied.sign, denied.told) == (Sign.DENIES, "Sep 2016, an article denies it: FARS")
    assert changed.told == "date unknown, its text changed: WSJ"
    assert [mark.events[0].leads_to for mark in found.marks] == ["happened-0", "happened-1"]
    burned, paper = (one.line for one in found.lines)
    assert (burned.label, burned.told, burned.leads_to) == ("1", "claim 1, Likely", "held-claim-1")
    assert (paper.name, paper.note, paper.leads_to) == ("Depot hit", "article 1", "held-article-1")


def test_an_update_leads_from_what_was_overtaken_to_what_overtook_it() -> None:
    updates = [Update("2018-01-08", 2, 1), Update("", 2, 99)]
    found = picture(CaseTimeline([BURNED, SAVED], [], updates))
    assert found is not None
    [jump] = found.jumps
    assert (jump.jump.one, jump.jump.other, jump.jump.leads_to) == (0, 1, "updated-0")
    assert jump.jump.told == "Claim 2 overtook claim 1 on 8 Jan 2018"


def test_it_reads_downwards_claims_before_articles() -> None:
    later, undated, first = (Happening(on, Sign.ASSERTS, ("claim", 0)) for on in ("2018", "", "2016-09"))
    assert in_order([later, undated, first]) == [first, later, undated]
    happened = [appeared(Stance.ASSERTS, "2016", 2, 1, ""), appeared(Stance.ASSERTS, "2017", 1, 1, "")]
    assert by_first([PAPER, BURNED, SAVED], happened) == [SAVED, BURNED, PAPER]


def test_as_many_things_are_drawn_as_there_is_room_for() -> None:
    things = [CaseThing("claim", number, "It burned.") for number in range(80)]
    alone = CaseTimeline(things, [appeared(Stance.ASSERTS, "2016", one.number, 1, "") for one in things], [])
    assert drawn(alone) == things[:60]
    crowded = [appeared(Stance.ASSERTS, "2016", 0, 1, "")] * 70
    assert drawn(CaseTimeline(things, crowded, [])) == things[:1]
