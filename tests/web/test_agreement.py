"""The page on how far people agree."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, text_of
from tests.web.assessing import client_of


def test_a_desk_without_second_assessments_says_so(app: Flask, web_desk: Desk) -> None:
    assert "No claim was assessed by two people yet." in text_of(client_of(app, "rita").get("/agreement"))


def test_it_shows_coefficients_the_table_and_each_pair(app: Flask, web_desk: Desk) -> None:
    for one, other in (("false", "false"), ("likely", "confirmed")):
        claim = web_desk.claim()
        web_desk.assess(claim, one, by=web_desk.boris)
        web_desk.assess(claim, other, by=web_desk.carla)
    response = client_of(app, "rita").get("/agreement")
    page, words = parsed(response), text_of(response)
    assert "2 claims assessed by two or more" in words
    assert "the same on 1 of 2" in words
    everybody, two = page.xpath("//table[@class='confusion']")
    assert [cell.text_content().strip() for cell in two.xpath(".//td[@class='is-same']")] == ["0", "0", "1"]
    assert everybody.xpath("string(.//tbody/tr[1]/th)") == "Confirmed"


def test_what_cannot_be_read_is_said(app: Flask, web_desk: Desk) -> None:
    page = client_of(app, "rita").get("/agreement?case=first&since=soon")
    assert page.status_code == 200
    assert len(parsed(page).xpath("//p[@class='problem']")) == 2
    chosen = client_of(app, "rita").get("/agreement?case=12")
    assert "no 12" in text_of(chosen)
