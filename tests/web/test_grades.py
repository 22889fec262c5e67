"""Grading at the pages of a desk that turned it on; where it did not, nothing of it is there."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.domain.vocabulary import Credibility, Reliability
from tracker.models import Appearance
from tracker.services import grades
from tracker.services.grades import Grading

graded = pytest.mark.grades


@pytest.fixture
def desk(web_desk: Desk) -> Desk:
    """A desk with a source and a claim, both graded."""
    source, claim = web_desk.source("FARS"), web_desk.claim()
    web_desk.source("Fars News")
    grades.grade_source(web_desk.session, source, Grading(Reliability.C, "So far."), by=web_desk.boris)
    found = Grading(Credibility.THREE, "It may be.")
    grades.grade_information(web_desk.session, claim.appearances[0], found, by=web_desk.boris)
    web_desk.session.commit()
    return web_desk


@graded
def test_a_reviewer_grades_a_source_and_its_history_stays(app: Flask, desk: Desk) -> None:
    client = client_of(app, "rita")
    page = client.get("/sources/1")
    assert "fairly reliable So far." in text_of(page)
    [link] = parsed(page).xpath("//a[text()='Grade it']/@href")
    form = client.get(link)
    assert submit(client, form, {"reason": ""}).status_code == 422
    assert submit(client, form, {"grade": "E", "reason": "Twice wrong.", "as_of": "2016-09"}).status_code == 303
    text = text_of(client.get("/sources/1"))
    assert "unreliable Twice wrong. as of Sep 2016, by Rita" in text
    assert "fairly reliable So far." in text.partition("Earlier grades")[2]
    assert "graded how far FARS can be relied on" in text_of(client.get("/trail"))


@graded
def test_a_reviewer_grades_what_is_said_and_takes_it_back(app: Flask, desk: Desk) -> None:
    client = client_of(app, "rita")
    page = client.get("/claims/1")
    assert "possibly true It may be." in text_of(page)
    [link] = parsed(page).xpath("//a[text()='Grade it']/@href")
    assert submit(client, client.get(link), {"grade": "", "reason": "Too early."}).status_code == 303
    text = text_of(client.get("/claims/1"))
    assert "Not graded." in text
    assert "taken back Too early." in text.partition("Its history")[2]


@graded
def test_who_came_too_late_sees_the_newer_grade_and_sends_theirs_again(app: Flask, desk: Desk) -> None:
    client = client_of(app, "rita")
    page = client.get("/sources/1/grade")
    first = client_of(app, "emil")
    submit(first, first.get("/sources/1/grade"), {"grade": "B", "reason": "Better lately."})
    late = submit(client, page, {"grade": "E", "reason": "Twice wrong."})
    assert late.status_code == 409
    assert "Better lately." in text_of(late)
    assert submit(client, late).status_code == 303


@graded
def test_an_annotator_reads_grades_and_gives_none(app: Flask, desk: Desk) -> None:
    client = client_of(app, "anton")
    page = client.get("/sources/1")
    assert "fairly reliable" in text_of(page)
    assert not parsed(page).xpath("//a[text()='Grade it']")
    assert client.get("/sources/1/grade").status_code == 403


def test_nothing_of_grades_shows_where_the_desk_does_not_grade(app: Flask, desk: Desk) -> None:
    client = client_of(app, "emil")
    for address in ("/sources/1", "/claims/1", "/sources/1/merge?into=Fars+News", "/sources", "/claims", "/"):
        main = parsed(client.get(address)).get_element_by_id("main")
        for trail in main.xpath("//*[@id='changes']"):
            trail.drop_tree()  # What was done while the desk did grade stays in its audit trail.
        assert "grade" not in main.text_content().casefold(), address
        assert "reliab" not in main.text_content().casefold(), address
    place = desk.session.scalars(select(Appearance.id)).first()
    for address in ("/sources/1/grade", f"/appearances/{place}/grade"):
        assert client.get(address).status_code == 404
    choices = parsed(client.get("/trail")).xpath("//select//option/text()")
    assert not [choice for choice in choices if "grade" in choice.casefold()]


@graded
def test_the_trail_is_filtered_by_grades_where_the_desk_grades(app: Flask, desk: Desk) -> None:
    choices = parsed(client_of(app, "emil").get("/trail")).xpath("//select//option/text()")
    assert [choice for choice in choices if "graded" in choice.casefold()]
