"""What scripts ask for: sources, claims and works by what was typed, and the words that say who said it."""

from contextlib import closing
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.intake import TEXT, annotate, take_in
from tests.pages import sign_in
from tracker.db import Database
from tracker.domain.vocabulary import SourceKind
from tracker.models import User
from tracker.services import sources


@pytest.fixture(autouse=True)
def _article_one_and_its_sources(client: FlaskClient, database: Database) -> None:
    sign_in(client, "anton")
    assert take_in(client) == 1
    with closing(database.writing()) as session:
        by = session.scalars(select(User).where(User.login == "anton")).one()
        for name, others in (
            ("Fars News Plus", ()),
            ("Farsnet", ()),
            ("FARS", ("وكالة فارس",)),
            ("Sputnik Arabic", ()),
        ):
            sources.add(session, name=name, kind=SourceKind.AGENCY, other_names=others, by=by)
            session.commit()


def ask(client: FlaskClient, path: str, **query: Any) -> Any:
    """Ask for JSON and return it."""
    response = client.get(f"/api/{path}", query_string=query)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.json


def test_the_source_that_the_text_names_comes_first(client: FlaskClient) -> None:
    found = ask(client, "sources", q="fa", article=1, near=TEXT.index("four aircraft"))
    assert [one["name"] for one in found["sources"]] == ["FARS", "Farsnet", "Fars News Plus"]
    assert found["sources"][0]["why"] == "named in this text"
    assert found["new"] is True


@pytest.mark.parametrize(("typed", "name", "new"), [("fars", "FARS", False), ("فار", "FARS", True), ("", None, False)])
def test_a_source_is_found_by_any_of_its_names(client: FlaskClient, typed: str, name: str | None, new: bool) -> None:
    found = ask(client, "sources", q=typed)
    assert (found["sources"][0]["name"] if found["sources"] else None) == name
    assert found["new"] is new


def test_at_most_three_earlier_claims_match_a_statement(client: FlaskClient, database: Database) -> None:
    for quote in ("four aircraft", "nineteen people", "third strike", "two blasts"):
        annotate(database, 1, quote)
    found = ask(client, "claims", like="It is so that nineteen people were killed")["claims"]
    assert len(found) <= 3
    assert found[0] == {
        "number": 2,
        "statement": "It is so that nineteen people.",
        "pieces": [
            {"kind": "rest", "text": "It is so that "},
            {"kind": "same_number", "text": "nineteen"},
            {"kind": "rest", "text": " "},
            {"kind": "same", "text": "people"},
            {"kind": "rest", "text": "."},
        ],
        "told": "1 word in common · same number: nineteen",
        "mark": "none",
        "verdict": "To check",
        "join": "/claims/2/appearances/add",
    }
    assert ask(client, "claims", like="")["claims"] == []


def test_a_work_is_found_by_its_title_and_written_as_the_form_takes_it(client: FlaskClient) -> None:
    found = ask(client, "articles", q="depot outs")["articles"]
    assert [one["number"] for one in found] == [1]
    assert found[0]["typed"] == f"{found[0]['title']} [1]"


def test_cue_words_are_found_where_the_source_is_named(client: FlaskClient) -> None:
    number = ask(client, "sources", q="sputnik ar")["sources"][0]["number"]
    found = ask(client, "articles/1/cue", source=number, near=0)
    assert found["named"]["words"] == "Sputnik Arabic"
    cue = found["cue"]
    assert (cue["words"], TEXT[cue["start"] : cue["end"]]) == ("citing", "citing")
    assert ask(client, "articles/1/cue", name="Nobody at all") == {"named": None, "cue": None}


@pytest.mark.parametrize("query", ["article=1e3", "near=-1", f"article={10**30}", "near=٣"])
def test_what_is_no_number_is_refused_in_json(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/sources?q=fa&{query}")
    assert response.status_code == 422
    assert response.json is not None
    assert "is not a number" in response.json["error"]["message"]


def test_who_is_not_signed_in_is_told_so_in_json(client: FlaskClient) -> None:
    client.delete_cookie("sign-in")
    response = client.get("/api/sources?q=fa")
    assert (response.status_code, response.is_json) == (401, True)
