"""How an article stands to a claim is changed, and a place where a claim appears is withdrawn, on small forms."""

from flask import Flask

from tests.assessing import Desk
from tests.pages import form_on, parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.domain import chance
from tracker.domain.vocabulary import Stance
from tracker.models import Appearance, Claim, Snapshot
from tracker.services import appearances, articles
from tracker.services.appearances import Sight
from tracker.services.trails import Entry


def two_places(desk: Desk) -> tuple[Claim, Appearance, Appearance]:
    """Return a claim that appears twice, with the places in the order in which they were entered."""
    claim = desk.claim()
    snapshot: Snapshot = articles.newest_snapshot(desk.session, desk.article())
    sight = Sight("the depot was hit")
    appearances.add(desk.session, claim, snapshot, sight, Entry(), id=chance.new_id(), by=desk.anna)
    desk.session.commit()
    first, second = appearances.of_claim(desk.session, claim)
    return claim, first, second


def address(appearance: Appearance, step: str) -> str:
    return f"/appearances/{appearance.id}/{step}"


def test_stance_hedge_and_translation_are_changed(app: Flask, web_desk: Desk) -> None:
    _, _, place = two_places(web_desk)
    client = client_of(app, "anton")
    page = client.get(address(place, "edit"))
    assert "the depot was hit" in text_of(page)
    typed = {"stance": "doubts", "hedge": "reportedly", "translation": "أصيب المستودع", "translator": "Anna"}
    assert submit(client, page, typed).status_code == 303
    web_desk.session.expire_all()
    assert (place.stance, place.hedge) == (Stance.DOUBTS, "reportedly")
    assert (place.translation, place.translator) == ("أصيب المستودع", "Anna")


def test_two_people_who_change_one_place_lose_nothing(app: Flask, web_desk: Desk) -> None:
    _, _, place = two_places(web_desk)
    anton, rita = client_of(app, "anton"), client_of(app, "rita")
    theirs = rita.get(address(place, "edit"))
    submit(anton, anton.get(address(place, "edit")), {"hedge": "reportedly"})
    stale = submit(rita, theirs, {"translator": "Rita"})
    assert stale.status_code == 409
    assert "reportedly" in text_of(stale)
    assert form_on(stale).xpath(".//input[@name='translator']")[0].get("value") == "Rita"
    assert submit(rita, stale, {"hedge": "reportedly"}).status_code == 303
    web_desk.session.expire_all()
    assert (place.hedge, place.translator) == ("reportedly", "Rita")


def test_a_place_is_withdrawn_with_a_reason_and_once(app: Flask, web_desk: Desk) -> None:
    claim, first, second = two_places(web_desk)
    client = client_of(app, "rita")
    page = client.get(address(second, "withdraw"))
    assert submit(client, page, {"why": " "}).status_code == 422
    assert submit(client, page, {"why": "It speaks of another depot."}).status_code == 303
    web_desk.session.expire_all()
    assert list(appearances.of_claim(web_desk.session, claim)) == [first]
    web_desk.session.commit()
    assert submit(client, page, {"why": "Again."}).status_code == 409
    again = client.get(address(second, "withdraw"))
    assert "withdrawn already" in text_of(submit(client, again, {"why": "Again."}))


def test_the_only_place_of_a_claim_is_not_withdrawn(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    [place] = appearances.of_claim(web_desk.session, claim)
    web_desk.session.commit()
    client = client_of(app, "rita")
    assert address(place, "withdraw") not in client.get(f"/claims/{claim.number}").text
    refused = submit(client, client.get(address(place, "withdraw")), {"why": "Wrong."})
    assert refused.status_code == 422
    assert "the only place where the claim appears" in text_of(refused)


def test_the_page_of_a_claim_links_what_each_person_may_do_with_its_places(app: Flask, web_desk: Desk) -> None:
    claim, first, second = two_places(web_desk)
    every = {address(place, step): step for place in (first, second) for step in ("edit", "withdraw")}
    for login, allowed in (("vera", set()), ("anton", {"edit"}), ("rita", {"edit", "withdraw"})):
        page = parsed(client_of(app, login).get(f"/claims/{claim.number}"))
        linked = set(page.xpath("//aside[@class='side']//span[contains(@class, 'row-actions')]/a/@href"))
        assert linked == {at for at, step in every.items() if step in allowed}, login
