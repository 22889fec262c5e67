"""Signing in and out: who gets in, for how long, and what a browser and the database keep of it."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from config import Settings
from tests.cast import PASSWORD, QUICK
from tests.pages import sign_in, submit, text_of
from tracker.db import Database
from tracker.domain import chance
from tracker.models import Attempt, Disclosure, Event, SignIn, User
from tracker.services import people, sign_ins
from tracker.services.passwords import Passwords
from tracker.services.sign_ins import hashed
from tracker.web.app import create_app

REFUSED = "do not fit together"


def is_in(client: FlaskClient) -> bool:
    return client.get("/settings").status_code == 200


def token_of(client: FlaskClient) -> str:
    cookie = client.get_cookie("sign-in")
    assert cookie is not None
    return cookie.value


def age_all(database: Database, *, since_created: timedelta, since_seen: timedelta) -> None:
    now = chance.now()
    with database.brief() as connection:
        connection.execute(update(SignIn).values(created_at=now - since_created, seen_at=now - since_seen))


def actions(database: Database) -> list[tuple[str, str]]:
    with closing(database.reading()) as session:
        return [(event.action, event.actor) for event in session.scalars(select(Event).order_by(Event.seq))]


def test_whoever_signs_in_goes_where_they_were_going(client: FlaskClient) -> None:
    turned_away = client.get("/settings?tab=keys")
    assert turned_away.status_code == 303
    response = submit(client, client.get(turned_away.location), {"login": "rita", "password": PASSWORD})
    assert (response.status_code, response.location) == (303, "/settings?tab=keys")
    assert "Rita Reviewer signs in as rita" in text_of(client.get("/settings"))


def test_a_sign_in_name_is_found_in_any_case_and_width(client: FlaskClient) -> None:
    assert sign_in(client, " RITA ").status_code == 303
    assert is_in(client)


@pytest.mark.parametrize(
    ("login", "password"),
    [("rita", "a wrong password"), ("rita", PASSWORD + " "), ("rita", PASSWORD.upper()), ("nobody", PASSWORD)],
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(client: FlaskClient, login: str, password: str) -> None:
    response = sign_in(client, login, password)
    assert response.status_code == 422
    assert REFUSED in text_of(response)
    assert not is_in(client)


def test_a_deactivated_person_is_refused_in_the_same_words_and_everywhere(
    client: FlaskClient, app: Flask, database: Database
) -> None:
    sign_in(client, "rita")
    with closing(database.writing()) as session:
        rita, ada = people.find_person(session, "rita"), people.find_person(session, "ada")
        assert rita is not None
        assert ada is not None
        people.deactivate(session, rita, by=ada)
        session.commit()
    assert not is_in(client)
    assert REFUSED in text_of(sign_in(app.test_client(), "rita"))


def test_the_password_that_was_typed_is_not_shown_again(client: FlaskClient) -> None:
    assert "a wrong password" not in sign_in(client, "rita", "a wrong password").get_data(as_text=True)


def test_the_database_keeps_no_token_and_the_cookie_is_for_the_browser_alone(
    client: FlaskClient, database: Database
) -> None:
    cookie = next(line for line in sign_in(client, "rita").headers.getlist("Set-Cookie") if "sign-in=" in line)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert len(token_of(client)) == 43
    with closing(database.reading()) as session:
        assert session.scalars(select(SignIn.token_hash)).all() == [hashed(token_of(client))]


def test_over_tls_the_cookies_are_secure_and_bound_to_the_host(desk_settings: Settings, database: Database) -> None:
    secure = replace(desk_settings, desk_address="https://desk.example.org", secure_cookies=True)
    client = create_app(secure, database, QUICK).test_client()
    base = "https://desk.example.org"
    page = client.get("/sign-in", base_url=base)
    assert "__Host-forms=" in page.headers["Set-Cookie"]
    assert "Secure" in page.headers["Set-Cookie"]
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_each_sign_in_has_a_token_of_its_own_and_ends_the_one_before(
    client: FlaskClient, app: Flask, database: Database
) -> None:
    sign_in(client, "rita")
    first = token_of(client)
    sign_in(client, "anton")
    assert token_of(client) != first
    other = app.test_client()
    other.set_cookie("sign-in", first)
    assert not is_in(other)


def test_after_signing_out_the_old_cookie_opens_nothing(client: FlaskClient, app: Flask) -> None:
    sign_in(client, "rita")
    old = token_of(client)
    page = client.get("/settings")
    client.post("/sign-out", data={"csrf_token": submit_token(page.get_data(as_text=True))})
    assert not is_in(client)
    client.set_cookie("sign-in", old)
    assert not is_in(client)


def submit_token(page: str) -> str:
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]


@pytest.mark.parametrize("cookie", ["", "x", "é", "a" * 4000, "\N{SNOWMAN}"])
def test_a_cookie_that_was_made_up_opens_nothing(client: FlaskClient, cookie: str) -> None:
    client.set_cookie("sign-in", cookie)
    assert not is_in(client)


@pytest.mark.parametrize(
    ("created", "seen", "lasts"),
    [
        (timedelta(hours=11, minutes=59), timedelta(minutes=1), True),
        (timedelta(hours=12, seconds=1), timedelta(minutes=1), False),
        (timedelta(hours=3), timedelta(hours=1, minutes=59), True),
        (timedelta(hours=3), timedelta(hours=2, seconds=1), False),
    ],
)
def test_a_sign_in_ends_after_half_a_day_or_two_idle_hours(
    client: FlaskClient, database: Database, created: timedelta, seen: timedelta, lasts: bool
) -> None:
    sign_in(client, "rita")
    age_all(database, since_created=created, since_seen=seen)
    assert is_in(client) is lasts


def test_a_sign_in_in_use_is_noted_once_a_minute(client: FlaskClient, database: Database) -> None:
    def seen() -> list[object]:
        with closing(database.reading()) as session:
            return list(session.scalars(select(SignIn.seen_at)))

    sign_in(client, "rita")
    first = seen()
    assert is_in(client)
    assert seen() == first
    age_all(database, since_created=timedelta(hours=1), since_seen=timedelta(minutes=1))
    aged = seen()
    assert is_in(client)
    assert seen() > aged


def test_after_ten_failures_a_name_must_wait_and_others_need_not(client: FlaskClient, database: Database) -> None:
    for _ in range(10):
        assert sign_in(client, "rita", "a wrong password").status_code == 422
    response = sign_in(client, "Rita", PASSWORD)
    assert response.status_code == 429
    assert 290 <= int(response.headers["Retry-After"]) <= 300
    assert sign_in(client, "anton").status_code == 303
    with database.brief() as connection:
        connection.execute(update(Attempt).values(at=chance.now() - timedelta(minutes=5)))
    assert sign_in(client, "rita").status_code == 303


def test_after_thirty_failures_an_address_must_wait(client: FlaskClient, app: Flask) -> None:
    for guess in range(30):
        sign_in(client, f"name{guess}", "a wrong password")
    assert sign_in(client, "rita").status_code == 429
    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert sign_in(elsewhere, "rita").status_code == 303


def test_who_signs_in_rightly_is_not_counted(client: FlaskClient) -> None:
    assert [sign_in(client, "rita").status_code for _ in range(12)] == [303] * 12


def test_behind_a_proxy_the_limit_is_the_clients(desk_settings: Settings, database: Database) -> None:
    client = create_app(replace(desk_settings, proxies=1), database, QUICK).test_client()
    client.environ_base["HTTP_X_FORWARDED_FOR"] = "192.0.2.1, 198.51.100.4"
    for guess in range(30):
        sign_in(client, f"name{guess}", "a wrong password")
    assert sign_in(client, "rita").status_code == 429
    client.environ_base["HTTP_X_FORWARDED_FOR"] = "192.0.2.1, 198.51.100.5"
    assert sign_in(client, "rita").status_code == 303


def test_a_hash_of_other_settings_is_made_anew_at_the_sign_in(
    desk_settings: Settings, database: Database, app: Flask
) -> None:
    stronger = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    client = create_app(desk_settings, database, stronger).test_client()
    assert sign_in(client, "rita").status_code == 303
    with closing(database.reading()) as session:
        rita = session.scalars(select(User).where(User.login == "rita")).one()
        assert not stronger.is_outdated(rita.password_hash)
    assert sign_in(app.test_client(), "rita").status_code == 303


def test_signing_in_failing_and_signing_out_are_recorded(client: FlaskClient, database: Database) -> None:
    sign_in(client, "rita", "a wrong password")
    sign_in(client, "nobody", "a wrong password")
    sign_in(client, "rita")
    client.post("/sign-out", data={"csrf_token": submit_token(client.get("/settings").get_data(as_text=True))})
    with closing(database.reading()) as session:
        rita = session.scalars(select(User).where(User.login == "rita")).one()
        failures = select(Event.about_id).where(Event.action == "session.failed").order_by(Event.seq)
        assert session.scalars(failures).all() == [rita.id, None]
    assert actions(database)[-4:] == [
        ("session.failed", "program:sign-in"),
        ("session.failed", "program:sign-in"),
        ("session.signed_in", rita.actor),
        ("session.signed_out", rita.actor),
    ]


def test_neither_name_nor_password_that_was_typed_wrongly_is_kept_anywhere(
    client: FlaskClient, database: Database
) -> None:
    sign_in(client, "my canary password", "my canary password")
    kept = database.engine.raw_connection()
    try:
        dump = "\n".join(kept.driver_connection.iterdump())  # type: ignore[union-attr]
    finally:
        kept.close()
    assert "canary" not in dump
    with closing(database.reading()) as session:
        assert not [fields for fields in session.scalars(select(Disclosure.fields)) if "canary" in fields]


def test_a_refusal_is_recorded_with_who_and_where(client: FlaskClient, database: Database) -> None:
    sign_in(client, "vera")
    response = client.get("/people")
    assert response.status_code == 403
    assert "It takes the role of admin or above." in text_of(response)
    with closing(database.reading()) as session:
        vera = session.scalars(select(User).where(User.login == "vera")).one()
        refusal = session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
        assert (refusal.action, refusal.actor, refusal.about_id) == ("access.refused", vera.actor, vera.id)
        fields = session.scalars(select(Disclosure.fields).where(Disclosure.seq == refusal.seq)).all()
    assert any("people.index" in disclosed for disclosed in fields)


def test_a_person_with_a_one_time_password_is_led_to_choose_their_own(client: FlaskClient, database: Database) -> None:
    with closing(database.writing()) as session:
        rita = session.scalars(select(User).where(User.login == "rita")).one()
        people.reset_password(session, rita, password_hash=QUICK.hash("one-time"), by=rita)
        session.commit()
    door = client.get("/sign-in?next=/claims")
    let_in = submit(client, door, {"login": "rita", "password": "one-time"})
    assert (let_in.status_code, let_in.location) == (303, "/password?next=/claims")
    choosing = client.get(let_in.location)
    assert "Choose your password" in text_of(choosing)
    assert client.get("/settings").location == "/password?next=/settings"
    chosen = {
        "old_password": "one-time",
        "new_password": "a fresh start here",
        "new_password_again": "a fresh start here",
    }
    assert submit(client, choosing, chosen).location == "/claims"
    assert is_in(client)


def test_sign_ins_that_are_over_are_cleared_away(client: FlaskClient, database: Database, app: Flask) -> None:
    sign_in(client, "rita")
    age_all(database, since_created=sign_ins.LONGEST, since_seen=sign_ins.IDLE)
    sign_in(app.test_client(), "anton")
    with closing(database.reading()) as session:
        assert len(session.scalars(select(SignIn)).all()) == 1
