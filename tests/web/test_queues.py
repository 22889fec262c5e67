"""Asking for what is next, and seeing who works on what."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import submit, text_of
from tests.web.assessing import client_of
from tests.web.test_tasks import someone
from tracker.domain.actions import Action
from tracker.domain.happenings import Happening
from tracker.models import Queue
from tracker.services import tags, tasks


def test_next_opens_the_most_urgent_claim_and_others_see_who_works_on_it(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim("The depot was hit.")
    rita, emil = client_of(app, "rita"), client_of(app, "emil")
    led = submit(rita, rita.get("/"), action="/queues/next")
    assert led.location == f"/claims/{claim.number}/assess?next="
    assert "is yours to work on" in text_of(rita.get(led.location))
    for address in (f"/claims/{claim.number}", f"/claims/{claim.number}/assess", "/claims"):
        assert "Rita Reviewer is working on this until" in text_of(emil.get(address)), address
    assert "is working on this" not in text_of(rita.get(f"/claims/{claim.number}"))


def test_opening_a_form_holds_the_claim_and_saving_ends_that(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    rita, emil = client_of(app, "rita"), client_of(app, "emil")
    page = rita.get(f"/claims/{claim.number}/assess")
    theirs = emil.get(f"/claims/{claim.number}/assess")
    assert "Rita Reviewer is working on this" in text_of(theirs)
    verdict = str(web_desk.verdict("likely").id)
    assert submit(emil, theirs, {"verdict": verdict, "words": "I saw it."}).status_code == 303
    assert "Rita Reviewer is working on this" in text_of(emil.get("/claims"))
    # The claim has moved on meanwhile, which she is shown; the hold has kept nobody from saving.
    stale = submit(rita, page, {"verdict": verdict, "words": "So did I."})
    assert stale.status_code == 409
    assert submit(rita, stale).status_code == 303
    assert "is working on this" not in text_of(emil.get("/claims"))


def test_next_of_a_filtered_list_keeps_to_the_filter_and_says_when_there_is_nothing(app: Flask, web_desk: Desk) -> None:
    web_desk.claim()
    client = client_of(app, "rita")
    led = submit(client, client.get("/claims?tag=nowhere"), action="/queues/next")
    assert led.location == "/claims?tag=nowhere"
    assert "Nothing waits here" in text_of(client.get(led.location))


def test_next_of_the_articles_takes_one(app: Flask, web_desk: Desk) -> None:
    article = web_desk.article()
    web_desk.session.commit()
    anton, rita = client_of(app, "anton"), client_of(app, "rita")
    led = submit(anton, anton.get("/articles"), action="/queues/next")
    assert led.location == f"/articles/{article.number}"
    anton.get(led.location)
    for address in ("/articles", led.location):
        assert "Anton Annotator is working on this until" in text_of(rita.get(address))
    assert "Nothing waits here" in text_of(
        anton.get(submit(anton, anton.get("/articles"), action="/queues/next").location)
    )


def test_filters_are_saved_as_a_queue_with_how_much_waits_in_it(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim("The depot was hit.")
    tags.set_tags(web_desk.session, claim, ["Syria"], by=web_desk.anna)
    web_desk.session.commit()
    client = client_of(app, "rita")
    page = client.get("/queues/claims/save?tag=syria&nonsense=1&article=none")
    assert "syria" in text_of(page)
    assert submit(client, page, {"name": ""}).status_code == 422
    assert submit(client, page, {"name": "About Syria", "shared": "y"}).status_code == 303
    listed = text_of(client_of(app, "anton").get("/queues"))
    assert "About Syria" in listed
    assert "1 claim" in listed
    assert (
        submit(client, client.get("/queues"), {"of": "claims", "tag": "nowhere"}, action="/queues/next").status_code
        == 303
    )
    home = client_of(app, "vera").get("/")
    assert "About Syria" in text_of(home)


def test_a_queue_of_articles_is_one_too(app: Flask, web_desk: Desk) -> None:
    web_desk.article()
    web_desk.session.commit()
    client = client_of(app, "anton")
    submit(client, client.get("/queues/articles/save?stage=new&due=overdue"), {"name": "Late ones"})
    assert "0 articles" in text_of(client.get("/queues"))
    assert "Late ones" not in text_of(client_of(app, "rita").get("/queues"))
    assert client.get("/queues/sources/save").status_code == 404


def test_an_editor_shares_a_queue_out_after_a_look_at_who_gets_what(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim("The depot was hit.")
    editor, rita = client_of(app, "emil"), someone(web_desk, "rita")
    submit(editor, editor.get("/queues/claims/save?stage=to_check"), {"name": "To check"})
    queue = web_desk.session.query(Queue).one()
    page = editor.get(f"/queues/{queue.id}/edit")
    assert submit(editor, page, {"people": [str(rita.id)]}).status_code == 303
    shown = editor.get(f"/queues/{queue.id}/share-out")
    for said in ("Rita Reviewer: 1", "The depot was hit.", "Assign 1 claim"):
        assert said in text_of(shown)
    assert submit(editor, shown).status_code == 303
    task = tasks.find_task(web_desk.session, claim)
    assert task is not None
    assert task.assigned_to == rita
    assert submit(editor, shown).status_code == 409
    assert "Nothing waits" in text_of(editor.get(f"/queues/{queue.id}/share-out"))
    assert submit(editor, page, action=f"/queues/{queue.id}/withdraw").status_code == 409
    again = editor.get(f"/queues/{queue.id}/edit")
    assert submit(editor, again, action=f"/queues/{queue.id}/withdraw").status_code == 303
    assert "Nobody has saved a queue yet." in text_of(editor.get("/queues"))


def test_a_filter_that_means_nothing_any_more_is_said_and_does_nothing(app: Flask, web_desk: Desk) -> None:
    web_desk.claim()
    client = client_of(app, "emil")
    submit(client, client.get("/queues/claims/save?person=rita"), {"name": "Hers"})
    queue = web_desk.session.query(Queue).one()
    queue.filters = ["person=nemo"]
    web_desk.session.info["record"](_renamed(queue))
    web_desk.session.commit()
    assert "means nothing any more" in text_of(client.get("/queues"))
    assert client.get(f"/queues/{queue.id}/share-out").status_code == 422


def _renamed(queue: Queue) -> Happening:
    return Happening(Action.QUEUE_CHANGED, "program:test", ("queue", queue.id))
