"""The macros: what they make of what they are given, and of what people typed."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField, RadioField, SelectChoice, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired

from tracker.domain import differences
from tracker.domain.trails import Step, Trail
from tracker.domain.vocabulary import Beyond

TEMPLATES = Path(__file__).parents[2] / "templates"
NASTY = '<img src=x> "quoted" & سليم'


class Assessing(Form):  # type: ignore[misc]
    words = TextAreaField("In words", [DataRequired("Write a sentence.")])
    verdict = RadioField("Verdict", choices=[SelectChoice("a", "A"), SelectChoice("b", "B")])
    reasons = SelectMultipleField("Reasons", choices=[SelectChoice("x", "X"), SelectChoice("y", "Y")])
    seen = HiddenField("Seen", [DataRequired("Open the page again.")])


def draw(source: str, **context: object) -> html.HtmlElement:
    house = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True)
    house.filters["moment"] = lambda at, style="full": f"{style} {at:%H:%M}"
    return html.fromstring(f"<div>{house.from_string(source).render(context)}</div>")


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def refused(**typed: str) -> Assessing:
    form = Assessing(MultiDict(typed))
    assert not form.validate()
    return form


def test_a_wrong_field_names_its_hint_and_its_problem_to_screen_readers() -> None:
    page = draw('{% from "_macros/forms.html" import field %}{{ field(f, "A hint", rows=3) }}', f=refused().words)
    (area,) = page.xpath("//textarea")
    assert (area.get("aria-invalid"), area.get("rows"), area.get("dir")) == ("true", "3", "auto")
    told = [said(page.get_element_by_id(name)) for name in area.get("aria-describedby").split()]
    assert told == ["A hint", "Write a sentence."]
    assert said(page.xpath(f'//label[@for="{area.get("id")}"]')[0]) == "In words needed"


def test_what_was_typed_stays_in_the_field_as_text() -> None:
    page = draw('{% from "_macros/forms.html" import field %}{{ field(f) }}', f=refused(words=NASTY).words)
    assert page.xpath("//textarea")[0].text.strip() == NASTY
    assert page.xpath("//img") == []


@pytest.mark.parametrize(("name", "kind"), [("verdict", "radio"), ("reasons", "checkbox")])
def test_choices_become_a_named_group_that_keeps_what_was_chosen(name: str, kind: str) -> None:
    form = Assessing(MultiDict({"verdict": "b", "reasons": "y"}))
    page = draw('{% from "_macros/forms.html" import field %}{{ field(f) }}', f=form[name])
    assert page.xpath("//fieldset/legend/text()")
    boxes = page.xpath(f'//input[@type="{kind}"]')
    assert [box.get("checked") is not None for box in boxes] == [False, True]


def test_the_summary_links_each_problem_to_its_field_but_hidden_ones() -> None:
    form = refused()
    form.form_errors.append("Nothing was saved.")
    page = draw('{% from "_macros/forms.html" import error_summary %}{{ error_summary(form) }}', form=form)
    entries = [said(entry) for entry in page.xpath("//li")]
    assert entries[0] == "Nothing was saved."
    assert "In words: Write a sentence." in entries
    assert "Open the page again." in entries
    fields = "{% from '_macros/forms.html' import field %}{% for f in form %}{{ field(f) }}{% endfor %}"
    there = draw(fields, form=form)
    assert "#words" in page.xpath("//a/@href")
    assert "#seen" not in page.xpath("//a/@href")
    assert all(there.get_element_by_id(link.removeprefix("#")) is not None for link in page.xpath("//a/@href"))


def test_a_form_without_problems_has_no_summary() -> None:
    page = draw('{% from "_macros/forms.html" import error_summary %}{{ error_summary(form) }}', form=Assessing())
    assert said(page) == ""


@pytest.mark.parametrize(("key", "drawn"), [("false", "false"), (None, "none"), ("own-step", "none")])
def test_a_verdict_that_has_no_mark_of_its_own_gets_the_small_ring(key: str | None, drawn: str) -> None:
    page = draw('{% from "_macros/verdicts.html" import verdict %}{{ verdict(key, "Word") }}', key=key)
    assert page.xpath("//*[@data-verdict]/@data-verdict") == [drawn]
    assert page.xpath("//use/@href") == [f"#v-{drawn}"]
    sprite = draw('{% include "_macros/sprite.html" %}')
    assert f"v-{drawn}" in sprite.xpath("//symbol/@id")


@pytest.mark.parametrize("beyond", list(Beyond))
def test_each_way_for_a_trail_to_end_says_something_else(beyond: Beyond) -> None:
    means = {"not_entered": "not entered", "gives_none": "the author gives none"}
    expected = means.get(beyond, "the source’s name is lost in our capture")
    source = '{% from "_macros/trails.html" import trail_words %}{{ trail_words(steps, beyond) }}'
    page = draw(source, steps=[SimpleNamespace(name=NASTY)], beyond=beyond)
    assert NASTY in page.xpath("//bdi/text()")
    assert page.xpath("//*[@data-beyond]/@title") == [expected]


def test_a_trail_that_branches_keeps_each_branch_together() -> None:
    fars = Step("FARS", steps=(Step("Sputnik", beyond=Beyond.GIVES_NONE), Step("RIA", beyond=Beyond.LOST)))
    source = '{% from "_macros/trails.html" import tree_words %}{{ tree_words(trail, "The Road") }}'
    page = draw(source, trail=Trail((fars,)))
    for hidden in page.xpath('//span[@class="vh"]'):
        hidden.drop_tree()
    assert said(page) == "The Road ← FARS ← (Sputnik ← gives none; RIA ← lost in our capture)"


def test_an_entry_of_the_log_tells_old_words_from_new_ones_without_colour() -> None:
    event = SimpleNamespace(
        at=datetime(2026, 11, 20, 16, 40, tzinfo=UTC),
        number=5117,
        sentence=["Ines reworded ", SimpleNamespace(text=NASTY, url="/claims/1042")],
        why="A floor, not a count.",
        differences=[("Statement", differences.words("Nineteen people", "Twenty people"))],
    )
    page = draw('{% from "_macros/log.html" import entry %}<ol>{{ entry(event) }}</ol>', event=event)
    assert said(page.xpath("//dd")[0]) == "was Nineteen now Twenty people"
    assert page.xpath("//a/@href") == ["/claims/1042"]
    assert said(page.xpath('//span[@class="entry-number"]')[0]) == "Change 5,117"


@pytest.mark.parametrize(("count", "text"), [(0, "0 claims"), (1, "1 claim"), (1000, "1,000+ claims")])
def test_a_count_that_reached_its_cap_says_that_there_are_more(count: int, text: str) -> None:
    source = '{% from "_macros/lists.html" import count_text %}{{ count_text(count, "claim", "claims") }}'
    assert said(draw(source, count=count)) == text
