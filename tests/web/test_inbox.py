"""The inbox, on its page and on the first one."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of


def test_a_mention_reaches_its_person_who_reads_it(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    rita, anton = client_of(app, "rita"), client_of(app, "anton")
    here = f"/claims/{claim.number}/notes"
    assert submit(anton, anton.get(here), {"words": "@Rita, which depot?"}).status_code == 303
    assert parsed(anton.get(here)).xpath("//p/b[@title]/text()") == ["@Rita"]
    assert "Mentions you, by Anton" in text_of(rita.get("/"))
    page = rita.get("/inbox")
    [button] = parsed(page).xpath("//button[@name='note']/@value")
    assert submit(rita, page, {"note": button}, "/inbox/read").location == "/inbox"
    assert "Nobody waits for a word of yours." in text_of(rita.get("/inbox"))


def test_all_are_read_at_once_and_what_is_no_note_changes_nothing(app: Flask, web_desk: Desk) -> None:
    rita, anton = client_of(app, "rita"), client_of(app, "anton")
    for claim in (web_desk.claim(), web_desk.claim()):
        submit(anton, anton.get(f"/claims/{claim.number}/notes"), {"words": "@rita?"})
    page = rita.get("/inbox")
    both = parsed(page).xpath("//input[@type='hidden' and @name='note']/@value")
    assert submit(rita, page, {"note": ["x", "", claim.id.hex]}, "/inbox/read").status_code == 303
    assert len(parsed(rita.get("/inbox")).xpath("//ul[@class='rows']/li")) == 2
    submit(rita, rita.get("/inbox"), {"note": both}, "/inbox/read")
    assert parsed(rita.get("/inbox")).xpath("//ul[@class='rows']/li") == []
