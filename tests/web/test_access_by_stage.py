"""Who may do what with a claim at which stage, openly or blind: every endpoint of a claim's own, held to one table."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests.assessing import Desk
from tests.cast import hire
from tests.claim_stages import STAGES, Sample, sample
from tests.pages import parsed, submit
from tests.web.claim_table import WHO, expected
from tests.web.endpoints import token_for
from tracker.db.sessions import RecordedSession
from tracker.domain.actions import Action
from tracker.domain.roles import Role
from tracker.models import User

OF_CLAIMS = "/claims/<int:number>"
SAVED = 299
"""What is answered where a change would have been committed."""


class Saved(Exception):
    """A change was about to be committed; it is dropped, so that the next one meets the claim as it was."""


@pytest.fixture
def dropping(app: Flask) -> Flask:
    """Return the program as it is, but that nothing which it commits stays."""
    app.register_error_handler(Saved, lambda error: Response(status=SAVED))
    return app


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


@pytest.mark.parametrize(
    "blind", [pytest.param(False, marks=pytest.mark.slow, id="openly"), pytest.param(True, id="blind")]
)
@pytest.mark.parametrize("stage", STAGES)
def test_everybody_may_do_what_the_table_says(dropping: Flask, web_desk: Desk, stage: str, blind: bool) -> None:
    hire(web_desk.session, "rolf", "Rolf Reviewer", Role.REVIEWER)
    rita = web_desk.session.scalars(select(User).where(User.login == WHO["assessor"])).one()
    made = sample(web_desk, stage, rita, blind=blind)
    web_desk.session.commit()
    clients = {who: token_for(dropping, login) for who, login in WHO.items()}
    found: dict[tuple[str, str], str] = {}
    with nothing_stays():
        for who, (client, token) in clients.items():
            for endpoint, address, takes in _endpoints(dropping, made):
                typed = {"csrf_token": token, **made.typed(endpoint)}
                found[endpoint, who] = _answers(client, address, takes, typed)
    assert found == expected(stage, blind=blind)


def _endpoints(app: Flask, made: Sample) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield every endpoint of a claim's own: its name, its address for this one, and the methods that it takes."""
    at = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(OF_CLAIMS):
            arguments = {"number": made.claim.number, "id": made.id_for(rule.endpoint)}
            address = at.build(rule.endpoint, {name: arguments[name] for name in rule.arguments})
            yield rule.endpoint, address, frozenset(rule.methods or ()) - {"HEAD", "OPTIONS"}


def _answers(client: FlaskClient, address: str, takes: frozenset[str], typed: dict[str, str]) -> str:
    """Return the signs of what is answered to somebody who looks, and to somebody who acts."""
    page = client.get(address) if "GET" in takes else None
    looked = "" if page is None else SIGNS[page.status_code]
    if "POST" not in takes:
        return looked
    if page is not None and page.status_code == 200 and parsed(page).xpath("//main//form[@method='post']"):
        shown = {name: value for name, value in typed.items() if name != "rev"}
        return looked + SIGNS[submit(client, page, shown).status_code]
    # A rule must hold for whoever sends what no page offers them, too.
    return looked + SIGNS[client.post(address, data=typed).status_code]


SIGNS = {200: "o", SAVED: "+", 403: "x", 404: ".", 409: "-", 422: "-"}
"""A page, a change, nothing for this person, nothing there, and a refusal that says what to do."""
