"""What may enter through a form: cleaned text within its limits, revisions and ids that we made."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from tracker.domain.errors import Refusal, Stale
from tracker.domain.roles import Role
from tracker.web.forms.base import ChangeForm, Form, Line, NewId, Paragraphs, choices


class Sample(ChangeForm):
    id = NewId()
    name = Line("Name", required=True, limit=10)
    text = Paragraphs("Text", limit=20)


def posted(app: Flask, **typed: str) -> Any:
    with app.test_request_context(method="POST"):
        app.config["WTF_CSRF_ENABLED"] = False
        form = Sample(formdata=MultiDict({"name": "Name", **typed}))
        form.validate()
        return form


def test_lines_are_tidied_and_paragraphs_are_kept(app: Flask) -> None:
    form = posted(app, name="  a \t b\r\n", text="\r\n one\r\n\r\n  two  \r\n")
    assert form.name.data == "a b"
    assert form.text.data == "one\n\n  two"
    assert form.errors == {}


@pytest.mark.parametrize("typed", ["", "   ", "\r\n\t"])
def test_what_is_needed_must_be_more_than_white_space(app: Flask, typed: str) -> None:
    assert posted(app, name=typed).errors == {"name": ["Fill this in."]}


@pytest.mark.parametrize("typed", ["a\x00b", "a\x1bb", "a\x85b"])
def test_control_characters_are_refused_and_what_was_typed_stays(app: Flask, typed: str) -> None:
    form = posted(app, text=typed)
    assert "control character" in form.errors["text"][0]
    assert form.text.data == typed


def test_half_a_character_is_refused(app: Flask) -> None:
    assert "lone surrogate" in posted(app, name="a\ud800").errors["name"][0]


def test_limits_count_characters_and_cut_nothing(app: Flask) -> None:
    assert posted(app, name="\U0001f30d" * 10).errors == {}
    form = posted(app, name="\U0001f30d" * 11)
    assert form.errors == {"name": ["At most 10 characters; this has 11."]}
    assert form.name.data == "\U0001f30d" * 11
    assert "maxlength" not in form.name()


def test_text_of_any_script_finds_its_direction(app: Flask) -> None:
    form = posted(app)
    assert 'dir="auto"' in form.name()
    assert 'dir="auto"' in form.text()


@pytest.mark.parametrize(("typed", "rev"), [("", None), ("0", 0), ("12", 12)])
def test_a_revision_is_a_whole_number_or_none(app: Flask, typed: str, rev: int | None) -> None:
    form = posted(app, rev=typed)
    assert form.errors == {}
    assert (form.rev.data or None) == (rev or None)


@pytest.mark.parametrize("typed", ["-1", "1.5", "x", "١٢", "9" * 40, " 1"])
def test_a_revision_that_we_did_not_write_is_refused(app: Flask, typed: str) -> None:
    assert "rev" in posted(app, rev=typed).errors


def test_a_new_row_brings_its_own_id_and_keeps_it_when_shown_again(app: Flask) -> None:
    shown = posted(app)
    assert isinstance(shown.id.data, UUID)
    again = posted(app, id=str(shown.id.data))
    assert again.id.data == shown.id.data
    assert str(shown.id.data) in again.id()
    assert "id" in posted(app, id="7").errors


def test_a_refusal_stands_beside_its_field_or_above_the_form(app: Flask) -> None:
    form = posted(app)
    assert form.status == 200
    form.refuse(Refusal("No such name.", field="name"))
    form.refuse(Refusal("Not now.", field="elsewhere"))
    assert form.errors == {"name": ["No such name."], "": ["Not now."]}
    assert form.status == 422


def test_a_stale_form_says_so_and_takes_the_newest_revision(app: Flask) -> None:
    form = posted(app, rev="3")
    form.refuse(Stale("Somebody saved this."))
    form.show_again(5)
    assert (form.is_stale, form.status, form.rev.data) == (True, 409, 5)


def test_a_form_that_was_not_filled_in_is_shown_with_422(app: Flask) -> None:
    assert posted(app, name="").status == 422
    assert issubclass(Sample, Form)


def test_a_closed_list_is_offered_by_value_under_its_labels() -> None:
    assert [(choice.value, choice.label) for choice in choices(Role)][:2] == [
        ("viewer", "Viewer"),
        ("annotator", "Annotator"),
    ]
