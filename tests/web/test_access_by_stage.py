"""Who may do what with a claim at which stage, openly or blind: every endpoint is held to one table, or is in none."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.assessing import SETUP, Desk
from tests.cast import SEAL_KEY, hire
from tests.claim_stages import SAID, STAGES, sample
from tests.pages import fields_of, parsed
from tests.web.claim_requests import VARIANTS, Asked, asked, typed
from tests.web.claim_table import NAMES, TELLING, WHO, expected
from tests.web.elsewhere import ELSEWHERE
from tests.web.endpoints import token_for
from tracker.db.sessions import RecordedSession
from tracker.domain.actions import Action
from tracker.domain.roles import Role
from tracker.models import User
from tracker.services.checkpoints import keys

pytestmark = [pytest.mark.grades, pytest.mark.public, pytest.mark.corrections_form]

SIGNS = {200: "o", 303: "=", 403: "x", 404: ".", 409: "-", 422: "-"}
"""What an answer is in the table, by its status."""

ABOUT_A_CLAIM = ("/claims/<int:number>", "/appearances/", "/notes/", "/<kind>/", "/public/claims/<int:number>")
"""How addresses begin that cannot but be about a claim, or about what hangs on one."""


class Saved(Exception):
    """A change was about to be committed; it is dropped, so that the next one meets the claim as it was."""


@contextmanager
def nothing_stays() -> Iterator[None]:
    """Let every change fail at its commit, inside this block; that somebody was refused stays on record."""

    def drop(session: Session) -> None:
        happened = [pending.happening.action for pending in session.info["recorder"].finish()]
        if [action for action in happened if action is not Action.ACCESS_REFUSED]:
            raise Saved

    event.listen(RecordedSession, "before_commit", drop)
    try:
        yield
    finally:
        event.remove(RecordedSession, "before_commit", drop)


def test_every_endpoint_is_in_the_table_or_is_not_about_one_claim(app: Flask) -> None:
    rules = list(app.url_map.iter_rules())
    tabled, elsewhere = {name.partition("/")[0] for name in NAMES}, " ".join(ELSEWHERE.values()).split()
    assert sorted([*tabled, *elsewhere]) == sorted({rule.endpoint for rule in rules})
    assert {rule.endpoint for rule in rules if rule.rule.startswith(ABOUT_A_CLAIM)} <= tabled
    for endpoint, variants in VARIANTS.items():
        assert {name for name in NAMES if name.startswith(endpoint)} == {f"{endpoint}/{one}" for one in variants}


def test_the_table_says_of_everybody_what_each_endpoint_gives_at_every_stage() -> None:
    every = set(product(NAMES, WHO))
    for stage, blind in product(STAGES, (False, True)):
        assert set(expected(stage, blind=blind)) == every


@pytest.mark.parametrize("blind", [False, True], ids=["openly", "blind"])
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.slow
def test_everybody_gets_what_the_table_says(app: Flask, web_desk: Desk, stage: str, blind: bool) -> None:
    hold_to_the_table(app, web_desk, stage, blind=blind, every=frozenset(product(NAMES, WHO)))


@pytest.mark.parametrize(
    ("stage", "blind"), [("second look", False), ("second look", True), ("decided", True), ("merged", True)]
)
def test_who_may_just_and_who_may_just_not_get_what_the_table_says(
    app: Flask, web_desk: Desk, stage: str, blind: bool
) -> None:
    hold_to_the_table(app, web_desk, stage, blind=blind, every=TELLING)


def hold_to_the_table(app: Flask, desk: Desk, stage: str, *, blind: bool, every: frozenset[tuple[str, str]]) -> None:
    """Ask for everything of a claim at a stage, by name and by who asks, and expect what the table says of it."""
    hire(desk.session, "rolf", "Rolf Reviewer", Role.REVIEWER)
    rita = desk.session.scalars(select(User).where(User.login == WHO["assessor"])).one()
    made = sample(desk, stage, rita, blind=blind)
    keys.put_on_record(desk.session, keys.Signer(SEAL_KEY.encode()), origin="desk.example", by=SETUP)
    desk.session.commit()
    requests = list(asked(app, frozenset(name.partition("/")[0] for name in NAMES), made))
    found: dict[tuple[str, str], str] = {}
    clients = {who: token_for(app, login) for who, login in WHO.items()}
    with nothing_stays():
        for who, (client, token) in clients.items():
            sealed = blind and who != "assessor"
            for one in requests:
                if (one.name, who) in every:
                    filled_in = {"csrf_token": token, **typed(one.name, made)}
                    found[one.name, who] = _answers(client, one, filled_in, sealed=sealed)
    said = expected(stage, blind=blind)
    assert found == {key: said[key] for key in every}


def _answers(client: FlaskClient, one: Asked, filled_in: dict[str, Any], *, sealed: bool) -> str:
    """Return the signs of what is answered to somebody who looks, and to somebody who acts; nothing sealed is told."""
    page = client.get(one.address) if "GET" in one.takes else None
    looked = "" if page is None else _sign(page, one, sealed=sealed)
    if "POST" not in one.takes:
        return looked
    path, form = one.address.partition("?")[0], None
    if page is not None and page.status_code == 200:
        forms = parsed(page).xpath("//main//form[@method='post']")
        form = next((each for each in forms if (each.get("action") or path).partition("?")[0] == path), None)
    if form is not None:
        shown = {name: value for name, value in filled_in.items() if name != "rev"}
        filled_in = fields_of(form) | shown
    # A rule must hold for whoever sends what no page offers them, too.
    try:
        answer = client.post(one.address, data=filled_in)
    except Saved:
        return looked + "+"
    return looked + _sign(answer, one, sealed=sealed)


def _sign(answer: TestResponse, one: Asked, *, sealed: bool) -> str:
    assert answer.status_code in SIGNS, (one, answer.status_code)
    assert not (sealed and SAID in answer.get_data(as_text=True)), one
    return SIGNS[answer.status_code]
