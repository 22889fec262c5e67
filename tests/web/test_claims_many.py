"""Doing something to many claims at once, from ticks in a list to one change."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import form_on, parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.services import tags


def test_ticked_claims_are_tagged_after_a_look_and_undone_as_one(app: Flask, web_desk: Desk) -> None:
    first, second, third = (web_desk.claim(f"Depot {number} was hit.") for number in range(3))
    tags.set_tags(web_desk.session, second, ["Syria"], by=web_desk.anna)
    web_desk.session.commit()
    client = client_of(app, "anton")
    ticks = parsed(client.get("/claims")).xpath("//input[@type='checkbox'][@name='claim'][@form='many']/@value")
    assert sorted(ticks) == sorted(str(one.number) for one in (first, second, third))
    chosen = client.get(
        f"/claims/many?do=tag&claim={first.number}&claim={second.number}&claim=x&claim=99999999999999999999"
    )
    assert "2 claims" in text_of(chosen)
    looked = submit(client, chosen, {"add": "Syria"})
    for said in ("It is done to 1 claim.", "1 is left", "It is so already.", "Do it to 1 claim"):
        assert said in text_of(looked)
    assert tags.of_claim(web_desk.session, first) == []
    done = submit(client, looked, {"sure": "yes"})
    assert done.status_code == 303
    shown = text_of(client.get(done.location))
    for said in ("Done to 1 claim; 1 left as they were.", "changed the tags of many claims at once"):
        assert said in shown
    assert [tag.name for tag in tags.of_claim(web_desk.session, first)] == ["Syria"]
    page = client.get("/undo")
    submit(client, page, {"why": "a slip"})
    assert tags.of_claim(web_desk.session, first) == []
    assert tags.of_claim(web_desk.session, third) == []


def test_all_that_the_filter_leaves_is_taken(app: Flask, web_desk: Desk) -> None:
    about = [web_desk.claim(f"Depot {number} was hit.") for number in range(2)]
    web_desk.claim("Decided.")
    for claim in about:
        tags.set_tags(web_desk.session, claim, ["Syria"], by=web_desk.anna)
    web_desk.session.commit()
    client = client_of(app, "rita")
    page = client.get("/claims/many?do=assign&all=yes&tag=syria&stage=to_check")
    assert "2 claims" in text_of(page)
    looked = submit(client, page, {"priority": "urgent", "deadline": "day", "due": "2026-12-01"})
    assert submit(client, looked, {"sure": "yes"}).status_code == 303
    assert "2 claims" in text_of(client.get("/claims?priority=urgent&due=2026-12-01"))
    assert client.get("/claims/many?do=tag&all=yes&person=nemo").status_code == 422


def test_a_claim_changed_meanwhile_is_listed_and_not_written_over(app: Flask, web_desk: Desk) -> None:
    first, second = web_desk.claim("One."), web_desk.claim("Two.")
    client = client_of(app, "anton")
    page = client.get(f"/claims/many?do=tag&claim={first.number}&claim={second.number}")
    tags.set_tags(web_desk.session, first, ["Iran"], by=web_desk.boris)
    web_desk.session.commit()
    looked = submit(client, page, {"add": "Syria"})
    assert "It was changed after you looked." in text_of(looked)
    submit(client, looked, {"sure": "yes"})
    assert [tag.name for tag in tags.of_claim(web_desk.session, first)] == ["Iran"]
    assert [tag.name for tag in tags.of_claim(web_desk.session, second)] == ["Syria"]


def test_claims_are_decided_put_into_a_case_and_related_from_the_list(app: Flask, web_desk: Desk) -> None:
    claim, other = web_desk.claim("One."), web_desk.claim("Other.")
    web_desk.assess(claim, "unlikely", by=web_desk.boris)
    rita = client_of(app, "rita")
    page = rita.get(f"/claims/many?do=decide&claim={claim.number}&claim={other.number}")
    verdict = str(web_desk.verdict("unlikely").id)
    assert submit(rita, page, {"verdict": verdict}).status_code == 422
    looked = submit(rita, page, {"verdict": verdict, "reason": "Nobody saw it."})
    assert "Nobody has assessed this claim yet." in text_of(looked)
    assert submit(rita, looked, {"sure": "yes"}).status_code == 303
    assert "Nobody saw it." in text_of(rita.get(f"/claims/{claim.number}"))
    page = rita.get(f"/claims/many?do=relate&claim={claim.number}")
    assert "There is no claim 99." in text_of(submit(rita, page, {"other": "99"}))
    looked = submit(rita, page, {"other": str(other.number), "relation": "part_of"})
    assert submit(rita, looked, {"sure": "yes"}).status_code == 303
    page = rita.get(f"/claims/many?do=case&claim={claim.number}")
    assert "There is no case x." in text_of(submit(rita, page, {"case": "x"}))


def test_what_was_typed_comes_back_with_what_is_wrong(app: Flask, web_desk: Desk) -> None:
    claim, client = web_desk.claim(), client_of(app, "rita")
    page = client.get(f"/claims/many?do=assign&claim={claim.number}")
    wrong = submit(client, page, {"deadline": "day"})
    assert wrong.status_code == 422
    assert form_on(wrong).xpath(".//select[@name='deadline']/option[@selected]/@value") == ["day"]
    assert submit(client, page, {"claims": "1 two"}).status_code == 422
    assert submit(client, page, {}).status_code == 422


def test_nothing_ticked_leads_back_and_nothing_else_can_be_done(app: Flask, web_desk: Desk) -> None:
    claim, client = web_desk.claim(), client_of(app, "anton")
    assert client.get("/claims/many?do=tag&tag=x").location == "/claims?tag=x"
    assert client.get("/claims/many?do=burn&all=yes").location == "/claims"
    page = client.get(f"/claims/many?do=tag&claim={claim.number}")
    token = form_on(page).xpath(".//input[@name='csrf_token']")[0].get("value")
    assert client.post("/claims/many/burn", data={"csrf_token": token}).status_code == 404
    decide = client.get(f"/claims/many?do=decide&claim={claim.number}")
    typed = {"verdict": str(web_desk.verdict("likely").id), "reason": "So."}
    assert submit(client, decide, typed).status_code == 403
