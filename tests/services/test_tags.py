"""Tags are kept as first typed, found by their folded form, and set together."""

import pytest

from tests.assessing import Desk
from tracker.domain.errors import Refusal, Stale
from tracker.models import Claim
from tracker.services import claim_merges, tags


def names(desk: Desk, claim: Claim) -> list[str]:
    return [tag.name for tag in tags.of_claim(desk.session, claim)]


def test_a_tag_typed_in_another_case_is_the_same_tag(desk: Desk) -> None:
    first, second = desk.claim("One."), desk.claim("Two.")
    tags.set_tags(desk.session, first, ["Syria", "syria", " SYRIA ", "Air strike"], by=desk.anna)
    desk.session.commit()
    tags.set_tags(desk.session, second, ["sYrIa"], by=desk.anna)
    desk.session.commit()
    assert names(desk, first) == ["Air strike", "Syria"]
    assert names(desk, second) == ["Syria"]
    assert len(tags.every(desk.session)) == 2


def test_setting_tags_takes_away_those_not_typed_and_raises_the_claim(desk: Desk) -> None:
    claim = desk.claim()
    tags.set_tags(desk.session, claim, ["Syria", "Iran"], by=desk.anna)
    desk.session.commit()
    shown = claim.rev
    tags.set_tags(desk.session, claim, ["Iran", "Israel"], seen=shown, by=desk.anna)
    desk.session.commit()
    assert names(desk, claim) == ["Iran", "Israel"]
    assert claim.rev == shown + 1
    with pytest.raises(Stale):
        tags.set_tags(desk.session, claim, [], seen=shown, by=desk.boris)


def test_the_same_tags_again_change_nothing(desk: Desk) -> None:
    claim = desk.claim()
    tags.set_tags(desk.session, claim, ["Syria"], by=desk.anna)
    desk.session.commit()
    rev = claim.rev
    tags.set_tags(desk.session, claim, ["SYRIA"], by=desk.anna)
    desk.session.commit()
    assert claim.rev == rev


def test_a_claim_that_was_merged_is_tagged_as_the_one_that_it_is_shown_as(desk: Desk) -> None:
    claim, other = desk.claim(), desk.claim("It was hit by drones.")
    claim_merges.merge(desk.session, claim, other, why="One.", by=desk.boris)
    desk.session.commit()
    with pytest.raises(Refusal, match=f"merged into claim {other.number}"):
        tags.set_tags(desk.session, claim, ["Syria"], by=desk.anna)


@pytest.mark.parametrize("typed", [["x" * 81], [f"tag {number}" for number in range(21)]])
def test_too_long_or_too_many_tags_are_refused(desk: Desk, typed: list[str]) -> None:
    with pytest.raises(Refusal) as refusal:
        tags.set_tags(desk.session, desk.claim(), typed, by=desk.anna)
    assert refusal.value.field == "tags"


def test_tags_are_taken_in_any_script(desk: Desk) -> None:
    claim = desk.claim()
    tags.set_tags(desk.session, claim, ["سوريا", "Сирия", "", "  "], by=desk.anna)
    desk.session.commit()
    assert set(names(desk, claim)) == {"سوريا", "Сирия"}
