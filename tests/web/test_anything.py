"""Whatever is sent to any page of the desk, it answers with a page or with a refusal in words, never with a fault."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import Settings
from tests.browser.every_page import ANSWERS, addresses
from tests.browser.filled_desk import Places, fill
from tests.cast import employ
from tests.engines import Databases, Kind
from tests.pages import parsed
from tests.programs import program
from tests.web.assessing import client_of
from tests.web.endpoints import endpoints
from tracker.db import Database
from tracker.services.verification import verify

# They end the sign-in that everything else is sent with.
LEFT_OUT = ("/sign-out", "/settings/end-others")
ODD = (
    *("", " ", "\x00", "a\x00b", "\r\n", "\u202e", "\ud7ff\ue000", "\U0010ffff", "e\u0301", "👨‍👩‍👧", "İ", "ﬁ"),
    *("0", "-1", "9" * 30, "2147483648", "1e9", "٣", "²", "nan", "true", "[1]", "FARS [1]", "x [999999999]"),
    *("2018-02-31", "31 February", "9999", "0000", "99999-99-99", "2018?", "~", "1/0"),
    *("FARS < Sputnik Arabic < .", "A < B < A; A < C, D", "<", ",", '"', "(lost)", "="),
    *("1-1", "1-999999999", "5-1", "1,1", "%", "\\"),
    *("javascript:alert(1)", "https://[::1", "//evil.example", "/\\evil"),
    *("' OR 1=1 --", "<script>alert(1)</script>", "{{ 7 * 7 }}", "=1+1", "x\n" * 1000, "y" * 20_000),
    *("00000000-0000-0000-0000-000000000000", "{not-a-uuid}"),
)
VALUES = st.one_of(st.sampled_from(ODD), st.text(st.characters(codec="utf-8"), max_size=40))
BYTES = st.one_of(VALUES.map(str.encode), st.binary(max_size=12))
QUERIES = (
    *("q", "like", "name", "near", "article", "source", "after", "before", "lines", "version_of", "next", "added"),
    *("text", "kind", "initial", "stage", "verdict", "outlet", "tag", "person", "since", "until", "triage"),
    *("withdrawn", "who", "what", "language", "taken_by", "cited", "published", "address", "title"),
)
pytestmark = [pytest.mark.grades, pytest.mark.public, pytest.mark.corrections_form]
EXAMPLES = pytest.mark.parametrize("examples", [15, pytest.param(200, marks=pytest.mark.slow)])


@dataclass(frozen=True)
class Sendable:
    """A form of a page: where it goes, and what it would send, with what else each of its fields offers."""

    action: str
    fields: tuple[tuple[str, str], ...]
    offers: dict[str, list[str]]


@dataclass(frozen=True)
class Whole:
    """A desk with something on every page, and a browser in which an admin is signed in."""

    app: Flask
    client: FlaskClient
    database: Database
    places: Places
    key: bytes

    def forms(self) -> list[Sendable]:
        """List every form of every page, once for each place that it or one of its buttons goes to."""
        found: dict[str, Sendable] = {}
        for address in addresses(self.places):
            for form in parsed(self.client.get(address)).xpath("//form[@method='post']"):
                for action in [form.get("action") or address, *form.xpath(".//button/@formaction")]:
                    if action not in LEFT_OUT:
                        found[action] = _sendable(action, form)
        return list(found.values())


def _sendable(action: str, form: Any) -> Sendable:
    fields = tuple((name, value or "") for name, value in form.form_values())
    offers: dict[str, list[str]] = {}
    for field in form.xpath(".//select | .//input[@type='radio' or @type='checkbox'] | .//button[@name]"):
        offers.setdefault(field.get("name"), []).extend(field.xpath("./option/@value | ./@value"))
    return Sendable(action, fields, offers)


@pytest.fixture
def whole(engine_kind: Kind, databases: Databases, desk_settings: Settings) -> Iterator[Whole]:
    """Return a whole desk, on each engine."""
    url = databases.migrated(engine_kind)
    database = Database(url, desk_settings.log_key)
    employ(database)
    places = fill(database)
    app = program(desk_settings, database)
    yield Whole(app, client_of(app, "ada"), database, places, desk_settings.log_key)
    database.engine.dispose()
    databases.drop(url)


def _many(examples: int) -> settings:
    # What one example leaves behind, the next one meets.
    return settings(max_examples=examples, database=None, suppress_health_check=list(HealthCheck))


def test_the_forms_of_all_pages_reach_every_endpoint_that_takes_one(whole: Whole) -> None:
    taking = {one.name for one in endpoints(whole.app) if not one.is_safe}
    at = whole.app.url_map.bind("localhost")
    reached = {at.match(form.action.partition("?")[0], method="POST")[0] for form in whole.forms()}
    # No page at hand shows a resolved note, an article set aside, or earlier claims that match what is typed; and this
    # desk has no mail server.
    assert taking - reached <= {
        *("sign_ins.end", "settings.end_others", "settings.letters"),
        *("notes.reopen", "article_stages.begin", "workbench.add"),
    }


@EXAMPLES
def test_no_form_breaks_the_desk_whatever_is_typed(whole: Whole, examples: int) -> None:
    forms = whole.forms()

    @_many(examples)
    @given(st.data())
    def send(data: st.DataObject) -> None:
        form = data.draw(st.sampled_from(forms))
        typed: dict[str, list[str]] = {}
        for name, value in form.fields:
            change = data.draw(st.sampled_from(["keep"] * 6 + ["type", "choose", "leave out", "repeat"]))
            if name == "csrf_token" or change in ("keep", "repeat"):
                typed.setdefault(name, []).extend([value] * (1 + (change == "repeat")))
            elif change == "type":
                typed.setdefault(name, []).append(data.draw(VALUES))
            elif change == "choose":
                typed.setdefault(name, []).append(data.draw(st.sampled_from(form.offers.get(name) or [value])))
        with whole.client.post(form.action, data=typed) as answer:
            assert answer.status_code < 500, (form.action, typed)

    send()
    with closing(whole.database.snapshot()) as session:
        assert list(verify(session, whole.key)) == []


@EXAMPLES
def test_no_address_breaks_the_desk_whatever_is_asked_for(whole: Whole, examples: int) -> None:
    pages = sorted({one.partition("?")[0] for one in addresses(whole.places)})
    pages += [at.format(**vars(whole.places)).partition("?")[0] for at in ANSWERS.values()]

    @_many(examples)
    @given(st.sampled_from(pages), st.dictionaries(st.sampled_from(QUERIES), BYTES, min_size=1, max_size=4))
    def ask(page: str, query: dict[str, bytes]) -> None:
        asked = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in query.items())
        with whole.client.get(f"{page}?{asked}") as answer:
            assert answer.status_code < 500, (page, asked)

    ask()
