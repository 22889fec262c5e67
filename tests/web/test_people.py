"""The people's pages: who joins, what they are trusted with, who goes; and that the desk keeps an admin."""

from contextlib import closing

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from tests.cast import PASSWORD_HASH
from tests.pages import form_on, parsed, sign_in, submit, text_of
from tracker.db import Database
from tracker.domain.actors import Program
from tracker.domain.roles import Role
from tracker.models import Event, User
from tracker.services import people

NINA = {"login": "nina", "name": "Nina Nováková", "role": "reviewer"}


@pytest.fixture(autouse=True)
def _ada_is_in(client: FlaskClient) -> None:
    sign_in(client, "ada")


def person(database: Database, login: str) -> User:
    with closing(database.reading()) as session:
        return session.scalars(select(User).where(User.login == login)).one()


def page_of(database: Database, login: str) -> str:
    return f"/people/{person(database, login).id}"


def last_action(database: Database) -> str:
    with closing(database.reading()) as session:
        return session.scalars(select(Event.action).order_by(Event.seq.desc()).limit(1)).one()


def test_who_is_added_signs_in_with_the_password_that_is_shown_once(
    client: FlaskClient, app: Flask, database: Database
) -> None:
    shown = submit(client, client.get("/people/add"), NINA)
    one_time = parsed(shown).xpath("//code")[0].text
    assert last_action(database) == "person.added"
    assert one_time not in client.get(page_of(database, "nina")).get_data(as_text=True)
    assert sign_in(app.test_client(), "nina", one_time).location == "/password?next=/"


def test_a_form_sent_twice_adds_one_person(client: FlaskClient, database: Database) -> None:
    form = client.get("/people/add")
    submit(client, form, NINA)
    again = submit(client, form, NINA)
    assert again.location == page_of(database, "nina")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"login": ""}, "Fill this in."),
        ({"login": "two words"}, "without spaces"),
        ({"login": "\u200b"}, "without spaces"),
        ({"login": "RITA"}, "Rita Reviewer signs in as rita"),
        ({"login": "ｒｉｔａ"}, "Rita Reviewer signs in as rita"),
        ({"login": "ríta"}, "Rita Reviewer signs in as rita"),
        ({"login": "n" * 61}, "At most 60 characters"),
        ({"name": " "}, "Fill this in."),
        ({"role": "owner"}, "Not a valid choice"),
        ({"role": ""}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: FlaskClient, database: Database, typed: dict[str, str], words: str
) -> None:
    response = submit(client, client.get("/people/add"), NINA | typed)
    assert response.status_code in (409, 422)
    assert words in text_of(response)
    kept = dict(form_on(response).form_values())
    assert kept["name"] == (NINA | typed)["name"].strip()
    assert last_action(database) == "session.signed_in"


def test_a_name_and_a_role_are_changed_with_a_reason(client: FlaskClient, database: Database) -> None:
    address = page_of(database, "rita")
    page = client.get(f"{address}/edit")
    submit(client, page, {"name": "Rita Roe", "role": "editor", "why": "She edits now."})
    assert "Rita Roe" in text_of(client.get(address))
    assert (person(database, "rita").role, last_action(database)) == (Role.EDITOR, "person.changed")


def test_a_stale_form_shows_what_was_saved_and_keeps_what_was_typed(client: FlaskClient, database: Database) -> None:
    page = client.get(f"{page_of(database, 'rita')}/edit")
    submit(client, page, {"role": "editor"})
    stale = submit(client, page, {"name": "Rita Typed"})
    assert stale.status_code == 409
    assert "Saved meanwhile: Rita Reviewer, editor." in text_of(stale)
    assert dict(form_on(stale).form_values())["name"] == "Rita Typed"
    assert submit(client, stale).status_code == 303
    assert person(database, "rita").name == "Rita Typed"


def test_a_form_that_changes_nothing_records_nothing(client: FlaskClient, database: Database) -> None:
    assert submit(client, client.get(f"{page_of(database, 'rita')}/edit")).status_code == 303
    assert last_action(database) == "session.signed_in"


def test_who_is_deactivated_is_out_at_once_and_may_come_back(
    client: FlaskClient, app: Flask, database: Database
) -> None:
    rita = app.test_client()
    sign_in(rita, "rita")
    address = page_of(database, "rita")
    page = submit(client, client.get(address), {"why": "On leave."}, f"{address}/deactivate")
    assert page.status_code == 303
    assert rita.get("/settings").status_code == 303
    assert "Deactivated." in text_of(client.get(address))
    submit(client, client.get(address), {}, f"{address}/reactivate")
    assert sign_in(rita, "rita").status_code == 303


def test_a_role_that_is_taken_away_is_gone_at_once(client: FlaskClient, app: Flask, database: Database) -> None:
    rita = app.test_client()
    sign_in(rita, "rita")
    assert rita.get("/articles/add").status_code == 200
    page = client.get(f"{page_of(database, 'rita')}/edit")
    assert submit(client, page, {"role": "viewer", "why": "Until Monday."}).status_code == 303
    assert rita.get("/articles/add").status_code == 403


def test_a_new_one_time_password_ends_the_old_one_and_every_sign_in(
    client: FlaskClient, app: Flask, database: Database
) -> None:
    rita = app.test_client()
    sign_in(rita, "rita")
    address = page_of(database, "rita")
    shown = submit(client, client.get(address), {}, f"{address}/reset")
    assert rita.get("/settings").status_code == 303
    assert sign_in(rita, "rita").status_code == 422
    assert sign_in(rita, "rita", parsed(shown).xpath("//code")[0].text).location == "/password?next=/"


@pytest.mark.parametrize("step", ["deactivate", "role"])
def test_the_last_admin_stays(client: FlaskClient, database: Database, step: str) -> None:
    address = page_of(database, "ada")
    if step == "role":
        response = submit(client, client.get(f"{address}/edit"), {"role": "viewer"})
    else:
        response = submit(client, client.get(address), {}, f"{address}/deactivate")
    assert response.status_code == 422
    assert "This is the last admin" in text_of(response)
    assert (person(database, "ada").role, person(database, "ada").active) == (Role.ADMIN, True)


def test_an_admin_goes_when_another_stays(client: FlaskClient, database: Database) -> None:
    submit(client, client.get(f"{page_of(database, 'emil')}/edit"), {"role": "admin"})
    assert submit(client, client.get(f"{page_of(database, 'ada')}/edit"), {"role": "viewer"}).status_code == 303
    assert client.get("/people").status_code == 403


def test_nobody_who_is_not_there_is_shown(client: FlaskClient) -> None:
    assert client.get("/people/00000000-0000-0000-0000-000000000000").status_code == 404
    assert client.get("/people/rita").status_code == 404


def test_the_list_is_paged_by_name_and_costs_the_same_on_every_page(client: FlaskClient, database: Database) -> None:
    def statements(address: str) -> int:
        ran: list[str] = []

        def count(*said: object) -> None:
            ran.append(str(said[2]))

        event.listen(database.engine, "before_cursor_execute", count)
        client.get(address)
        event.remove(database.engine, "before_cursor_execute", count)
        return len(ran)

    few = statements("/people")
    with closing(database.writing()) as session:
        for number in range(60):
            name = f"Zed {number:03}"
            people.create(session, f"zed{number}", name, Role.VIEWER, password_hash=PASSWORD_HASH, by=Program("setup"))
        session.commit()
    first = client.get("/people")
    following = parsed(first).xpath("//a[@rel='next']/@href")[0]
    names = [*parsed(first).xpath("//a[@class='title']"), *parsed(client.get(following)).xpath("//a[@class='title']")]
    assert [name.text_content() for name in names][4:] == ["Vera Viewer", *(f"Zed {number:03}" for number in range(60))]
    assert statements("/people") == statements(following) == few


def test_a_list_that_begins_nowhere_is_refused(client: FlaskClient) -> None:
    assert client.get("/people?after=nowhere").status_code == 404


def test_the_form_says_what_each_role_may_beyond_the_ones_before(client: FlaskClient) -> None:
    rows = {row[0].text: " ".join(row[1].text.split()) for row in parsed(client.get("/people/add")).xpath("//tbody/tr")}
    assert list(rows) == ["Viewer", "Annotator", "Reviewer", "Editor", "Admin"]
    assert rows["Editor"] == (
        "all that the ones above may, and draft and publish reports; override the gate; confirm that origins are "
        "apart; say among whom queues are shared out; put cases on hold and lift the hold; have cases assessed blind, "
        "and open assessments early; answer requests for corrections, and see who asks; make files for counsel; "
        "undo any change, and all of one person's"
    )
