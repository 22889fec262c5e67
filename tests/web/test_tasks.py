"""Assigning work on its page, and where it is seen."""

from datetime import timedelta

from flask import Flask

from tests.assessing import Desk
from tests.pages import form_on, submit, text_of
from tests.web.assessing import client_of
from tracker.domain import chance
from tracker.models import User
from tracker.services import tasks
from tracker.services.tasks import Plan


def someone(desk: Desk, login: str) -> User:
    return desk.session.query(User).filter_by(login=login).one()


def test_an_editor_assigns_a_claim_and_it_waits_with_its_deadline_and_in_the_inbox(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim("The depot was hit.")
    editor, rita = client_of(app, "emil"), someone(web_desk, "rita")
    page = editor.get(f"/claims/{claim.number}/assign")
    typed = {"assigned_to": str(rita.id), "due": "2026-11-20", "priority": "urgent", "why": "she knows the place"}
    assert submit(editor, page, typed).status_code == 303
    reviewer = client_of(app, "rita")
    home = text_of(reviewer.get("/"))
    for said in ("Yours to deal with, says Emil Editor", "overdue since 20 Nov 2026", "urgent"):
        assert said in home
    inbox = reviewer.get("/inbox")
    assert "Assigned to you" in text_of(inbox)
    task = tasks.find_task(web_desk.session, claim)
    assert task is not None
    assert submit(reviewer, inbox, {"task": str(task.id)}).status_code == 303
    assert "Assigned to you" not in text_of(reviewer.get("/inbox"))
    assert "for Rita Reviewer" in text_of(reviewer.get("/claims?assigned=rita&due=overdue&priority=urgent"))
    assert "for Rita Reviewer" in text_of(reviewer.get(f"/claims/{claim.number}"))


def test_an_article_is_assigned_and_the_list_of_articles_says_so(app: Flask, web_desk: Desk) -> None:
    article = web_desk.article()
    web_desk.session.commit()
    client, anton = client_of(app, "rita"), someone(web_desk, "anton")
    page = client.get(f"/articles/{article.number}/assign")
    assert submit(client, page, {"assigned_to": str(anton.id)}).status_code == 303
    assert "for Anton Annotator" in text_of(client.get("/articles?assigned=anton"))
    assert "for Anton Annotator" in text_of(client.get(f"/articles/{article.number}"))
    assert "No article fits" in text_of(client.get("/articles?assigned=nobody"))
    assert "Depot hit" in text_of(client.get("/articles?due=never"))
    assert "Yours to deal with" in text_of(client_of(app, "anton").get("/"))


def test_a_plan_changed_meanwhile_comes_back_with_what_was_typed(app: Flask, web_desk: Desk) -> None:
    claim, client = web_desk.claim(), client_of(app, "rita")
    page = client.get(f"/claims/{claim.number}/assign")
    due = chance.now().date() + timedelta(days=3)
    tasks.set_out(web_desk.session, claim, Plan(to=web_desk.boris), by=web_desk.edda)
    web_desk.session.commit()
    stale = submit(client, page, {"due": due.isoformat()})
    assert stale.status_code == 409
    assert "Boris" in text_of(stale)
    assert form_on(stale).xpath(".//input[@name='due']")[0].get("value") == due.isoformat()
    assert submit(client, stale).status_code == 303
    task = tasks.find_task(web_desk.session, claim)
    assert task is not None
    assert (task.assigned_to, task.due) == (None, due.isoformat())


def test_what_is_no_day_is_said(app: Flask, web_desk: Desk) -> None:
    client = client_of(app, "rita")
    page = client.get(f"/claims/{web_desk.claim().number}/assign")
    assert submit(client, page, {"due": "2026-13-40"}).status_code == 422


def test_nothing_else_can_be_assigned(app: Flask, web_desk: Desk) -> None:
    client = client_of(app, "rita")
    assert client.get("/sources/1/assign").status_code == 404
    assert client.get("/claims/99/assign").status_code == 404
