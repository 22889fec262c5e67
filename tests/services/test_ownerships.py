"""Owners are noted, confirmed on a basis and removed, and decided claims notice."""

import pytest

from tests.assessing import Desk
from tracker.domain import chance
from tracker.domain.errors import Duplicate, NotFound, Refusal, Stale
from tracker.domain.vocabulary import Cause, ClaimStage, Control, Standing
from tracker.models import Source
from tracker.services import appearances, articles, looks, ownerships, sources
from tracker.services.articles import Description
from tracker.services.ownerships import Stated


def two(desk: Desk) -> tuple[Source, Source]:
    sources = desk.source("Sputnik Arabic"), desk.source("Россия сегодня")
    desk.session.commit()
    return sources


def test_an_owner_is_asserted_until_a_person_confirms_it_on_a_basis(desk: Desk) -> None:
    sputnik, ross = two(desk)
    noted = ownerships.add(desk.session, sputnik, ross, Stated(since="2014-11"), seen=sputnik.rev, by=desk.anna)
    desk.session.commit()
    assert (noted.standing, noted.since, noted.confirmed_by) == (Standing.ASSERTED, "2014-11", None)
    with pytest.raises(Refusal) as refusal:
        ownerships.confirm(desk.session, noted, basis=" ", by=desk.boris)
    assert refusal.value.field == "basis"
    desk.session.rollback()
    ownerships.confirm(desk.session, noted, basis="company register", seen=sputnik.rev, by=desk.boris)
    desk.session.commit()
    assert (noted.standing, noted.basis, noted.confirmed_by) == (Standing.CONFIRMED, "company register", desk.boris)
    with pytest.raises(Refusal, match="confirmed already"):
        ownerships.confirm(desk.session, noted, basis="again", by=desk.boris)


def test_a_change_of_an_owner_raises_the_owned_source_s_revision_alone(desk: Desk) -> None:
    sputnik, ross = two(desk)
    before = sputnik.rev, ross.rev
    ownerships.add(desk.session, sputnik, ross, Stated(), by=desk.anna)
    desk.session.commit()
    assert (sputnik.rev, ross.rev) == (before[0] + 1, before[1])


def test_a_stale_form_changes_no_owner(desk: Desk) -> None:
    sputnik, ross = two(desk)
    shown = sputnik.rev
    noted = ownerships.add(desk.session, sputnik, ross, Stated(basis="register"), seen=shown, by=desk.anna)
    desk.session.commit()
    with pytest.raises(Stale):
        ownerships.confirm(desk.session, noted, basis="register", seen=shown, by=desk.boris)
    with pytest.raises(Stale):
        ownerships.remove(desk.session, noted, seen=shown, by=desk.boris)
    assert ownerships.of_source(desk.session, sputnik) == [noted]


def test_decided_claims_whose_trails_name_the_source_need_another_look_once_its_owner_is_confirmed(desk: Desk) -> None:
    claim, apart = desk.claim(), desk.claim("Another claim.")
    [appearance] = appearances.of_claim(desk.session, claim)
    [fars, _] = desk.trail(appearance, "FARS", "Sputnik Arabic")
    desk.decide(claim, "likely")
    desk.decide(apart, "likely")
    owner = desk.source("An owner")
    noted = ownerships.add(desk.session, fars.source, owner, Stated(basis="register"), by=desk.anna)
    desk.session.commit()
    assert looks.open_of(desk.session, claim) == []
    ownerships.confirm(desk.session, noted, basis="register", by=desk.boris)
    desk.session.commit()
    assert [look.cause for look in looks.open_of(desk.session, claim)] == [Cause.SOURCE_CHANGED]
    assert (claim.stage, apart.stage) == (ClaimStage.NEEDS_ANOTHER_LOOK, ClaimStage.DECIDED)


def test_removing_an_owner_opens_looks_only_where_it_was_confirmed(desk: Desk) -> None:
    claim = desk.claim()
    [appearance] = appearances.of_claim(desk.session, claim)
    [fars] = desk.trail(appearance, "FARS")
    desk.decide(claim, "likely")
    asserted = ownerships.add(desk.session, fars.source, desk.source("A"), Stated(), by=desk.anna)
    desk.session.commit()
    ownerships.remove(desk.session, asserted, by=desk.boris)
    desk.session.commit()
    assert looks.open_of(desk.session, claim) == []
    sure = ownerships.add(desk.session, fars.source, desk.source("B"), Stated(basis="x"), confirmed=True, by=desk.boris)
    desk.session.commit()
    desk.decide(claim, "likely")
    ownerships.remove(desk.session, sure, by=desk.boris)
    desk.session.commit()
    assert [look.cause for look in looks.open_of(desk.session, claim)] == [Cause.SOURCE_CHANGED]
    assert ownerships.of_source(desk.session, fars.source) == []
    with pytest.raises(NotFound):
        ownerships.get(desk.session, sure.id)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Stated(since="2016-02-31"), "since"),
        (Stated(until="soon"), "until"),
        (Stated(since="2016", until="2015-06"), "until"),
    ],
)
def test_impossible_dates_are_refused_at_their_field(desk: Desk, said: Stated, field: str) -> None:
    sputnik, ross = two(desk)
    with pytest.raises(Refusal) as refusal:
        ownerships.add(desk.session, sputnik, ross, said, by=desk.anna)
    assert refusal.value.field == field


def test_so_do_claims_that_rest_on_what_the_source_owns_or_that_it_published(desk: Desk) -> None:
    below, published = desk.claim("Below."), desk.claim("Published.")
    [place] = appearances.of_claim(desk.session, below)
    desk.trail(place, "Sputnik Arabic")
    [sputnik] = sources.named(desk.session, "Sputnik Arabic")
    ross, kremlin = desk.source("Rossiya Segodnya"), desk.source("Kremlin")
    ownerships.add(desk.session, sputnik, ross, Stated(basis="imprint"), confirmed=True, by=desk.boris)
    [article] = [place.article for place in published.appearances]
    said = Description("Hit", outlet="Rossiya Segodnya")
    articles.describe(desk.session, article, said, seen=article.rev, by=desk.anna)
    for claim in (below, published):
        desk.decide(claim, "likely")
    ownerships.add(desk.session, ross, kremlin, Stated(basis="decree"), confirmed=True, by=desk.boris)
    desk.session.commit()
    for claim in (below, published):
        assert [look.cause for look in looks.open_of(desk.session, claim)] == [Cause.SOURCE_CHANGED]


def test_a_source_does_not_own_itself_and_an_owner_is_noted_once(desk: Desk) -> None:
    sputnik, ross = two(desk)
    with pytest.raises(Refusal) as refusal:
        ownerships.add(desk.session, sputnik, sputnik, Stated(), by=desk.anna)
    assert refusal.value.field == "owner"
    form_id = chance.new_id()
    first = ownerships.add(desk.session, sputnik, ross, Stated(), id=form_id, by=desk.anna)
    desk.session.commit()
    assert ownerships.add(desk.session, sputnik, ross, Stated(), id=form_id, by=desk.anna) is first
    with pytest.raises(Duplicate):
        ownerships.add(desk.session, sputnik, ross, Stated(), by=desk.anna)
    ownerships.add(desk.session, sputnik, ross, Stated(Control.PUBLISHES), by=desk.anna)
    desk.session.commit()
    assert len(ownerships.of_source(desk.session, sputnik)) == 2
