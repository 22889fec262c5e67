"""Who may ask for what, for every endpoint of the URL map; an endpoint that is not listed here fails."""

from contextlib import closing

import pytest
from flask import Flask
from sqlalchemy import select

from config import Settings
from tests.cast import CAST
from tests.programs import program_of_its_own
from tests.web.endpoints import endpoints, token_for
from tracker.db import Database
from tracker.domain.roles import Permission, Role, allows
from tracker.models import Base
from tracker.web.auth import PUBLIC

EXPECTED: dict[str, Permission | str] = {
    "static": PUBLIC,
    "sign_ins.begin": PUBLIC,
    "sign_ins.end": PUBLIC,
    "settings.show": Permission.READ,
    "settings.prefer": Permission.READ,
    "settings.letters": Permission.READ,
    "letters.ask": PUBLIC,
    "letters.stop": PUBLIC,
    "settings.end_others": Permission.READ,
    "settings.password": Permission.READ,
    "people.index": Permission.MANAGE_PEOPLE,
    "people.add": Permission.MANAGE_PEOPLE,
    "people.show": Permission.MANAGE_PEOPLE,
    "people.edit": Permission.MANAGE_PEOPLE,
    "people.deactivate": Permission.MANAGE_PEOPLE,
    "people.reactivate": Permission.MANAGE_PEOPLE,
    "people.reset": Permission.MANAGE_PEOPLE,
    "reviews.assess": Permission.ASSESS,
    "reviews.take_back": Permission.ASSESS,
    "blindness.open_early": Permission.BLIND,
    "blindness.of_case": Permission.BLIND,
    "decisions.decide": Permission.DECIDE,
    "decisions.reopen": Permission.DECIDE,
    "decisions.still_stands": Permission.DECIDE,
    "evidence.add": Permission.ANNOTATE,
    "evidence.edit": Permission.ANNOTATE,
    "evidence.withdraw": Permission.WITHDRAW,
    "enquiries.add": Permission.ANNOTATE,
    "enquiries.answer": Permission.ANNOTATE,
    "enquiries.withdraw": Permission.WITHDRAW,
    "links.add": Permission.ANNOTATE,
    "links.withdraw": Permission.ANNOTATE,
    "agreement.show": Permission.ASSESS,
    "sending_back.ask": Permission.ASSESS,
    "tasks.assign": Permission.ASSIGN,
    "queues.take_next": Permission.ANNOTATE,
    "queues.index": Permission.READ,
    "looks.show": Permission.READ,
    "claims_many.choose": Permission.ANNOTATE,
    "claims_many.do": Permission.ANNOTATE,
    "queues.save": Permission.ANNOTATE,
    "queues.edit": Permission.ANNOTATE,
    "queues.withdraw": Permission.ANNOTATE,
    "queues.share_out": Permission.SHARE_OUT,
    "inbox.show": Permission.NOTE,
    "inbox.read": Permission.NOTE,
    "scales.show": Permission.READ,
    "scales.change": Permission.EDIT_SCALE,
    "scales.reasons": Permission.EDIT_SCALE,
    "cited_works.compare": Permission.ASSESS,
    "origins.confirm": Permission.CONFIRM_PARTING,
    "origins.rule": Permission.ASSESS,
    "origins.stake": Permission.ASSESS,
    "origins.take_back": Permission.ASSESS,
    "origins.take_stake_back": Permission.ASSESS,
    "tags.edit": Permission.ANNOTATE,
    "notes.thread": Permission.NOTE,
    "notes.resolve": Permission.NOTE,
    "notes.reopen": Permission.NOTE,
    "notes.assign": Permission.NOTE,
    "bundles.of_edition": Permission.EXPORT,
    "asking.of_report": PUBLIC,
    "asking.of_claim": PUBLIC,
    "asking.thanks": PUBLIC,
    "intakes.index": Permission.READ,
    "intakes.show": Permission.READ,
    "intakes.refused": Permission.READ,
    "intakes.new": Permission.TAKE_IN,
    "intakes.plan": Permission.TAKE_IN,
    "intakes.begin": Permission.TAKE_IN,
    "corrections.index": Permission.READ,
    "corrections.new": Permission.TAKE_REQUESTS,
    "corrections.show": Permission.READ,
    "corrections.plan": Permission.ANSWER_REQUESTS,
    "corrections.answer": Permission.ANSWER_REQUESTS,
    "corrections.close": Permission.ANSWER_REQUESTS,
    "corrections.reopen": Permission.ANSWER_REQUESTS,
    "reports.index": Permission.READ,
    "reports.show": Permission.READ,
    "reports.edition": Permission.READ,
    "reports.file": Permission.READ,
    "reports.add": Permission.PUBLISH,
    "reports.edit": Permission.PUBLISH,
    "reports.preview": Permission.PUBLISH,
    "reports.publish": Permission.PUBLISH,
    "reports.withdraw": Permission.PUBLISH,
    "exports.index": Permission.EXPORT,
    "exports.export": Permission.EXPORT,
    "exports.preview": Permission.EXPORT,
    "home.show": Permission.READ,
    "search.show": Permission.READ,
    "articles.index": Permission.READ,
    "articles.lost": Permission.READ,
    "articles.add": Permission.ADD_ARTICLES,
    "articles.describe": Permission.ADD_ARTICLES,
    "article_stages.take": Permission.ANNOTATE,
    "article_stages.release": Permission.ANNOTATE,
    "article_stages.begin": Permission.ANNOTATE,
    "article_stages.finish": Permission.ANNOTATE,
    "article_stages.set_aside": Permission.ANNOTATE,
    "captures.show": Permission.READ,
    "captures.download": Permission.EXPORT,
    "captures.cut": Permission.ADD_ARTICLES,
    "captures.compare": Permission.READ,
    "cases.index": Permission.READ,
    "cases.add": Permission.KEEP_CASES,
    "cases.show": Permission.READ,
    "cases.edit": Permission.KEEP_CASES,
    "cases.put_in": Permission.KEEP_CASES,
    "cases.take_out": Permission.KEEP_CASES,
    "cases.hold": Permission.HOLD,
    "cases.withdraw": Permission.WITHDRAW,
    "redactions.index": Permission.REDACT,
    "redactions.ask": Permission.REDACT,
    "redactions.show": Permission.REDACT,
    "redactions.approve": Permission.REDACT,
    "redactions.refuse": Permission.REDACT,
    "redactions.take_back": Permission.REDACT,
    "versions.index": Permission.READ,
    "versions.show": Permission.READ,
    "versions.quotes": Permission.READ,
    "passages.index": Permission.READ,
    "passages.mark": Permission.ANNOTATE,
    "passages.change": Permission.ANNOTATE,
    "passages.remove": Permission.ANNOTATE,
    "quotes.place": Permission.ANNOTATE,
    "quotes.confirm": Permission.ANNOTATE,
    "quotes.let_go": Permission.ANNOTATE,
    "appearances.edit": Permission.ANNOTATE,
    "appearances.withdraw": Permission.WITHDRAW,
    "workbench.show": Permission.READ,
    "workbench.annotate": Permission.ANNOTATE,
    "workbench.mark": Permission.ANNOTATE,
    "workbench.add": Permission.ANNOTATE,
    "workbench.fill_in": Permission.ANNOTATE,
    "workbench.trail": Permission.ANNOTATE,
    "api.list_sources": Permission.READ,
    "api.list_claims": Permission.READ,
    "api.list_articles": Permission.READ,
    "api.find_cue": Permission.READ,
    "claims.index": Permission.READ,
    "claims.show": Permission.READ,
    "claims.edit": Permission.ANNOTATE,
    "claim_merges.merge": Permission.MERGE,
    "claims.withdraw": Permission.WITHDRAW,
    "claims.restore": Permission.WITHDRAW,
    "sources.index": Permission.READ,
    "sources.add": Permission.ANNOTATE,
    "sources.show": Permission.READ,
    "sources.edit": Permission.ANNOTATE,
    "unnamed.index": Permission.READ,
    "connections.show": Permission.READ,
    "claims_by_origin.show": Permission.READ,
    "source_names.add": Permission.ANNOTATE,
    "source_names.remove": Permission.ANNOTATE,
    "duplicates.index": Permission.READ,
    "duplicates.tell_apart": Permission.MERGE,
    "grades.source": Permission.GRADE,
    "grades.information": Permission.GRADE,
    "merges.merge": Permission.MERGE,
    "ownerships.add": Permission.ANNOTATE,
    "ownerships.confirm": Permission.ASSESS,
    "ownerships.remove": Permission.WITHDRAW,
    "trail.index": Permission.READ_TRAIL,
    "trail.change": Permission.READ_TRAIL,
    "feeds.trail": PUBLIC,
    **dict.fromkeys(("published.index", "published.report", "published.edition", "published.file"), PUBLIC),
    **dict.fromkeys(("published.claim", "published.reviews", "published.feed_atom", "published.feed_json"), PUBLIC),
    "checkpoints.index": Permission.READ_TRAIL,
    "checkpoints.compare": Permission.READ_TRAIL,
    "checkpoints.check": Permission.READ_TRAIL,
    "checkpoints.newest": Permission.READ_TRAIL,
    "checkpoints.proof": Permission.READ_TRAIL,
    "trail.show": Permission.READ_TRAIL,
    "trail.download": Permission.READ_TRAIL,
    "trail.download_of": Permission.READ_TRAIL,
    "bundles.of_desk": Permission.READ_TRAIL,
    "bundles.of_thing": Permission.READ_TRAIL,
    "counsel.ask": Permission.FILE,
    "undo.last": Permission.UNDO,
    "undo.one": Permission.UNDO_ANY,
    "sweeps.show": Permission.UNDO_ANY,
    "past.find": Permission.READ_TRAIL,
    "past.show": Permission.READ_TRAIL,
}


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    with closing(database.reading()) as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


def test_every_endpoint_asks_for_what_is_expected_of_it(app: Flask) -> None:
    asked = {name: getattr(view, "asks_for", None) for name, view in app.view_functions.items()}
    assert asked == EXPECTED


def test_an_endpoint_that_nobody_marked_is_refused_to_everyone(desk_settings: Settings, database: Database) -> None:
    app = program_of_its_own(desk_settings, database)
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert app.test_client().get("/forgotten").status_code == 303
    client, _ = token_for(app, "ada")
    assert client.get("/forgotten").status_code == 403


def test_who_is_not_signed_in_reaches_public_pages_alone(app: Flask) -> None:
    reached = set()
    for endpoint in endpoints(app):
        response = app.test_client().open(endpoint.address, method=endpoint.method)
        turned_away = response.status_code == 401 or "/sign-in?" in (response.location or "")
        if not turned_away:
            reached.add(endpoint.name)
    assert reached == {name for name, asked in EXPECTED.items() if asked == PUBLIC}


OWN_TOKEN = {"asking.of_claim", "asking.of_report", "letters.stop"}
"""Public forms that look after their token themselves."""


def test_no_other_form_looks_after_its_own_token(app: Flask) -> None:
    assert {name for name, view in app.view_functions.items() if hasattr(view, "has_own_token")} == OWN_TOKEN


@pytest.mark.parametrize("login", CAST)
def test_each_role_is_refused_exactly_what_it_may_not(app: Flask, login: str) -> None:
    role: Role = CAST[login][1]
    client, token = token_for(app, login)
    refused, expected = set(), set()
    for endpoint in endpoints(app):
        asked = EXPECTED[endpoint.name]
        if isinstance(asked, Permission) and not allows(role, asked):
            expected.add(endpoint)
        if endpoint.name in ("sign_ins.begin", "sign_ins.end", "settings.end_others"):
            continue  # These would end the sign-in that the others are asked with.
        data = None if endpoint.is_safe else {"csrf_token": token}
        # A server closes what it has sent; a file that went out would stay open without.
        with client.open(endpoint.address, method=endpoint.method, data=data) as response:
            if response.status_code == 403:
                refused.add(endpoint)
    assert refused == expected


def test_every_unsafe_endpoint_refuses_a_form_without_its_token(app: Flask, database: Database) -> None:
    client, _ = token_for(app, "ada")
    before = everything(database)
    for endpoint in endpoints(app):
        if not endpoint.is_safe:
            response = client.open(endpoint.address, method=endpoint.method, data={"csrf_token": "made up"})
            # What has a token of its own finds nothing at the made-up address; its tests send it a wrong token.
            assert response.status_code == (404 if endpoint.name in OWN_TOKEN else 400), endpoint
    assert everything(database) == before


def test_every_get_leaves_the_database_untouched(app: Flask, database: Database) -> None:
    client, _ = token_for(app, "ada")
    before = everything(database)
    for endpoint in endpoints(app):
        if endpoint.is_safe:
            client.get(endpoint.address)
    assert everything(database) == before
