"""Who stands behind a source is told through any number of owners, at a date, now and as it was."""

from uuid import UUID

from tests.assessing import Desk
from tests.undoing import newest
from tracker.db import blank
from tracker.domain.owner_trees import Branch
from tracker.models import Source
from tracker.services import merges, owner_trees, ownerships, past, source_pages
from tracker.services.owner_trees import OwnerTrees
from tracker.services.ownerships import Stated
from tracker.services.past import Place


def own(desk: Desk, owner: Source, owned: Source, *, since: str = "", confirmed: bool = True) -> None:
    said = Stated(since=since, basis=f"{owner.name} says so.")
    ownerships.add(desk.session, owned, owner, said, confirmed=confirmed, by=desk.boris)
    desk.session.commit()


def told(trees: OwnerTrees | None, branches: tuple[Branch[UUID], ...]) -> list[object]:
    """Return branches as nested lists of names, those that join nothing in brackets."""
    assert trees is not None
    said: list[object] = []
    for one in branches:
        name = trees.sources[one.source].name
        said.append(name if one.joins else f"({name})")
        said += [told(trees, one.beyond)] if one.beyond else []
    return said


def read(desk: Desk, source: Source, when: str = "") -> tuple[list[object], list[object]]:
    trees = owner_trees.of_source(desk.session, source, when)
    assert trees is not None
    return told(trees, trees.above.branches), told(trees, trees.below.branches)


def test_a_source_without_owners_has_no_tree_and_costs_no_more_than_looking(desk: Desk) -> None:
    alone = desk.source("FARS")
    desk.session.commit()
    with desk.counted() as sent:
        assert owner_trees.of_source(desk.session, alone) is None
    assert len(sent) == 2


def test_all_owners_above_and_all_below_at_a_date(desk: Desk) -> None:
    sputnik, ross, kremlin = (desk.source(name) for name in ("Sputnik", "Rossiya Segodnya", "Kremlin"))
    own(desk, ross, sputnik, since="2014-11")
    own(desk, kremlin, ross, confirmed=False)
    assert read(desk, sputnik) == (["Rossiya Segodnya", ["(Kremlin)"]], [])
    assert read(desk, kremlin) == ([], ["(Rossiya Segodnya)", ["(Sputnik)"]])
    assert read(desk, sputnik, "2013") == ([], [])
    trees = owner_trees.of_source(desk.session, sputnik)
    assert trees is not None
    assert sorted(trees.bases.values()) == ["Kremlin says so.", "Rossiya Segodnya says so."]


def test_merged_sources_are_one_in_the_tree(desk: Desk) -> None:
    wsj, journal, dow, company, corp = (
        desk.source(name) for name in ("WSJ", "Wall Street Journal", "Dow Jones", "Dow Jones & Company", "News Corp")
    )
    for owner, owned in ((dow, wsj), (corp, company), (wsj, journal)):
        own(desk, owner, owned)
    for going, into in ((wsj, journal), (company, dow)):
        merges.merge(desk.session, going, into, why="One and the same.", by=desk.boris)
        desk.session.commit()
    assert read(desk, journal) == (["Dow Jones", ["News Corp"]], [])


def test_a_page_of_the_past_shows_the_owners_of_owners_of_then(desk: Desk) -> None:
    sputnik, ross, kremlin = (desk.source(name) for name in ("Sputnik", "Rossiya Segodnya", "Kremlin"))
    own(desk, kremlin, ross)
    own(desk, ross, sputnik)
    then = newest(desk)
    [row] = ownerships.of_source(desk.session, ross)
    ownerships.remove(desk.session, row, why="A slip.", by=desk.boris)
    desk.session.commit()
    assert read(desk, sputnik)[0] == ["Rossiya Segodnya"]
    for source, above, below in (
        (sputnik, ["Rossiya Segodnya", ["Kremlin"]], []),
        (kremlin, [], ["Rossiya Segodnya", ["Sputnik"]]),
    ):
        with blank() as session:
            assert past.of_thing(desk.session, session, source, Place(then.seq, then.at), person=desk.anna)
            trees = source_pages.read(session, session.get_one(Source, source.id), person=desk.anna).trees
            assert trees is not None
            assert (told(trees, trees.above.branches), told(trees, trees.below.branches)) == (above, below)


def test_a_tree_costs_the_same_for_one_owner_and_for_twenty(desk: Desk) -> None:
    sputnik = desk.source("Sputnik")
    counts = set()
    for more in (1, 19):
        for at in range(more):
            own(desk, desk.source(f"Owner {at} of {more}"), sputnik)
        with desk.counted() as sent:
            owner_trees.of_source(desk.session, sputnik)
        counts.add(len(sent))
    assert len(counts) == 1
