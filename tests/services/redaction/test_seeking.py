"""What was looked through before a transaction is not looked through in it, and leads to the very same places."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.withholding import NAME, Withholding, withholding_at
from tracker.services import claims, notes, redaction
from tracker.services.claims import Wording
from tracker.services.redaction import Key, Place, Sought

LONG = f"A man of the name of {NAME}."


@pytest.fixture
def desk(engine_url: str) -> Iterator[Withholding]:
    with withholding_at(engine_url) as desk:
        desk.fill()
        yield desk


def write_a_note(desk: Withholding) -> None:
    notes.add(desk.session, desk.claims[0], words=f"{NAME} called.", by=desk.anton)


def take_a_file_in(desk: Withholding) -> None:
    article = desk.take_in(f"It was {NAME} who fled.\n".encode(), "later.txt", "Later")
    desk.claim(article, f"{NAME} fled.", f"It was {NAME}")


def reword(desk: Withholding) -> None:
    claim = desk.claims[0]
    claims.edit(desk.session, claim, Wording(LONG), seen=claim.rev, by=desk.anton)


def repeat_it_elsewhere(desk: Withholding) -> None:
    notes.add(desk.session, desk.claims[1], words=f"He said: {LONG}", by=desk.anton)


def withhold_some(desk: Withholding) -> None:
    desk.withhold("12 Elm Street")


def withhold_it(desk: Withholding) -> None:
    desk.withhold(NAME)


def nothing(desk: Withholding) -> None:
    """Let nobody do anything."""


def told(places: list[Place]) -> list[Any]:
    """Return all that places say of themselves, in the order of the record."""
    found = [
        (place.key, place.things, place.now, place.sure, {key: one.copies for key, one in place.fields.items()})
        for place in places
    ]
    return sorted(found, key=lambda one: one[0])


@pytest.mark.parametrize(
    "since", [nothing, write_a_note, take_a_file_in, reword, repeat_it_elsewhere, withhold_some, withhold_it]
)
@pytest.mark.parametrize("whole", [False, True])
def test_it_leads_to_the_same_places_whatever_came_since(
    desk: Withholding, since: Callable[[Withholding], None], whole: bool
) -> None:
    reword(desk)
    desk.session.commit()
    field = frozenset({Key("claims", desk.claims[0].id, "statement")} if whole else ())
    sought = Sought((NAME,), field)
    looked = redaction.look(desk.session, sought)
    since(desk)
    desk.session.commit()
    expected = told(redaction.seek(desk.session, sought))
    assert told(redaction.seek(desk.session, sought, looked)) == expected
    assert told(redaction.seek(desk.session, sought, looked)) == expected


def test_what_was_looked_through_for_other_words_is_of_no_use(desk: Withholding) -> None:
    looked = redaction.look(desk.session, Sought(("12 Elm Street",)))
    assert told(redaction.seek(desk.session, Sought((NAME,)), looked)) == told(desk.seek(NAME))
