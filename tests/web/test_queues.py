"""Asking for what is next, and seeing who works on what."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import submit, text_of
from tests.web.assessing import client_of


def test_next_opens_the_most_urgent_claim_and_others_see_who_works_on_it(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim("The depot was hit.")
    rita, emil = client_of(app, "rita"), client_of(app, "emil")
    led = submit(rita, rita.get("/"), action="/queues/next")
    assert led.location == f"/claims/{claim.number}/assess"
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
