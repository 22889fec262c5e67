"""Where a person is led after signing in: never off the desk."""

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import PASSWORD
from tests.pages import submit
from tracker.web.addresses import own_path, page_of

ELSEWHERE = [
    "",
    "//evil.example",
    "///evil.example",
    "////evil.example/a",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "\x00//evil.example",
    "/\x00/evil.example",
    "/\x7f/evil.example",
    "/\u2028/evil.example",
    "/\u00a0/evil.example",
    "/\ud800",
    "http://evil.example",
    "https://evil.example/claims",
    "HTTPS:evil.example",
    "http:/evil.example",
    "http:///evil.example",
    "ftp://evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,hello",
    "vbscript:msgbox",
    "evil.example",
    "www.evil.example/claims",
    "@evil.example",
    "/@evil.example",
    "/.@evil.example",
    "/../\\evil.example",
    "/..//evil.example",
    "/a/../../evil",
    "/a//evil.example",
    "?next=//evil.example",
    "#//evil.example",
    "claims",
    "./claims",
    "/sign-in",
    "/sign-in?next=/claims",
    "/sign-out",
    "/" + "a" * 2000,
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_what_may_lead_off_the_desk_leads_to_the_first_page(address: str) -> None:
    assert own_path(address) == "/"


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/claims",
        "/claims/1042",
        "/claims?text=one+two&stage=decided",
        "/search?q=%D0%BA%D0%B5",
        "/articles/3#quote-7",
        "/trail?from=http://elsewhere.example/a",
        "/sign-ins-of-the-times",
        "/people/\u0639\u0644\u064a",
    ],
)
def test_a_path_of_the_desk_is_followed_as_it_is(address: str) -> None:
    assert own_path(address) == address


@given(st.text() | st.text("/\\.@:?#\t\n evilhttp%", max_size=12))
def test_whatever_is_given_stays_on_the_desk(address: str) -> None:
    path = own_path(address)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
    assert not set(path) & set("\\@\t\n\r ")


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_sign_in_follows_no_address_elsewhere(client: FlaskClient, address: str) -> None:
    page = client.get("/sign-in", query_string={"next": address})
    assert submit(client, page, {"login": "rita", "password": PASSWORD}).location == "/"


@pytest.mark.parametrize(
    ("thing", "address"),
    [
        (("claim", 1042), "/claims/1042"),
        (("article", 3), "/articles/3"),
        (("source", None), None),
        (("verdict", 1), None),
        (None, None),
        ("claim", None),
    ],
)
def test_a_thing_with_a_page_has_an_address(thing: object, address: str | None) -> None:
    assert page_of(thing) == address
