"""Pages as a person without JavaScript uses them: forms are found on the page and sent as it says."""

import re
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from tests.cast import PASSWORD


def parsed(response: TestResponse) -> Any:
    """Return a page as a tree."""
    return html.document_fromstring(response.get_data(as_text=True))


def text_of(response: TestResponse) -> str:
    """Return the words of a page's main part, white space collapsed."""
    return " ".join(parsed(response).get_element_by_id("main").text_content().split())


def form_on(response: TestResponse, action: str | None = None) -> Any:
    """Return the form in the main part of a page that goes to ``action``, or the first one."""
    forms = parsed(response).get_element_by_id("main").xpath(".//form[@method='post']")
    found = [form for form in forms if action is None or _goes_to(form, response) == action]
    assert found, f"no form goes to {action}; there are {[_goes_to(form, response) for form in forms]}"
    return found[0]


def submit(
    client: FlaskClient, response: TestResponse, typed: dict[str, Any] | None = None, action: str | None = None
) -> TestResponse:
    """Fill in a form of a page and send it; a button's own address may stand as ``action``."""
    buttons = [
        button.getparent().xpath("ancestor-or-self::form")[0]
        for button in parsed(response).xpath("//button[@formaction]")
        if button.get("formaction") == action
    ]
    form = buttons[0] if buttons else form_on(response, action)
    to = action if buttons else _goes_to(form, response)
    return client.post(to, data=fields_of(form) | (typed or {}), content_type=form.get("enctype"))


def fields_of(form: Any) -> dict[str, list[str]]:
    """Return what stands in the fields of a form, as a browser would send it."""
    fields: dict[str, list[str]] = {}
    # A newline right behind <textarea> is markup (HTML, 13.2.6.4.7); lxml takes it for text.
    areas = {area.get("name") for area in form.iter("textarea")}
    for name, value in form.form_values():
        typed_before = re.sub(r"\A\r?\n", "", value) if name in areas else value
        fields.setdefault(name, []).append(typed_before)
    return fields


def sign_in(client: FlaskClient, login: str, password: str = PASSWORD) -> TestResponse:
    """Sign a person in with the page's own form."""
    return submit(client, client.get("/sign-in"), {"login": login, "password": password})


def _goes_to(form: Any, response: TestResponse) -> str:
    return str(form.get("action") or response.request.path)
