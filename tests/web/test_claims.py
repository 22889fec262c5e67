"""The pages of claims: the list with its filters, a claim's own page, and the forms that change it."""

from flask import Flask
from flask.testing import FlaskClient

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.domain import chance
from tracker.domain.vocabulary import ClaimKind, EnquiryKind, EvidenceStance, Relation, SourceKind, Triage
from tracker.models import Claim
from tracker.services import appearances, articles, carrying, claims, enquiries, evidence, links, notes, sources, tags
from tracker.services.claims import Wording
from tracker.services.evidence import Description
from tracker.services.trails import Entry

ARABIC = "سبوتنيك عربي"


def address(claim: Claim, step: str = "") -> str:
    return f"/claims/{claim.number}{step}"


def listed(client: FlaskClient, query: str = "") -> list[str]:
    page = parsed(client.get(f"/claims{query}"))
    return [link.text_content() for link in page.xpath("//table//a[contains(@class, 'title')]")]


def test_the_list_shows_where_each_claim_has_it_from(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    [appearance] = appearances.of_claim(web_desk.session, claim)
    web_desk.trail(appearance, "FARS", ARABIC)
    page = client_of(app, "vera").get("/claims")
    assert "FARS ← which has it from " + ARABIC in text_of(page).replace("\u200e", "")
    assert "1 claim" in text_of(page)


def test_filters_stand_in_the_address_and_each_can_be_taken_away(app: Flask, web_desk: Desk) -> None:
    web_desk.claim("Causal.", claim_kind=ClaimKind.CAUSAL)
    web_desk.claim("Factual.")
    client = client_of(app, "vera")
    assert listed(client, "?kind=causal") == ["Causal."]
    page = parsed(client.get("/claims?kind=causal&person=Anna"))
    away = {link.get("aria-label"): link.get("href") for link in page.xpath("//ul[@class='chosen']//a")}
    assert away["Remove the filter Kind: causal"] == "/claims?person=anna"
    assert away["Remove the filter Annotated by: Anna"] == "/claims?kind=causal"


def test_the_form_of_the_filters_keeps_what_was_typed(app: Flask, web_desk: Desk) -> None:
    web_desk.claim()
    page = parsed(client_of(app, "vera").get("/claims?source=nobody+known&since=31+Feb&stage=nonsense&tag=x"))
    fields = {field.get("name"): field.get("value") for field in page.xpath("//form[@method='get']//input[@name]")}
    assert (fields["source"], fields["since"], fields["tag"]) == ("nobody known", "31 Feb", "x")
    problems = [line.text_content() for line in page.xpath("//p[@class='problem']")]
    assert len(problems) == 3
    assert any("No source is called “nobody known”" in problem for problem in problems)


def test_a_source_is_filtered_by_a_name_in_any_script_or_its_number(app: Flask, web_desk: Desk) -> None:
    claim, _ = web_desk.claim("With a trail."), web_desk.claim("Without.")
    [appearance] = appearances.of_claim(web_desk.session, claim)
    [step] = web_desk.trail(appearance, ARABIC)
    client = client_of(app, "vera")
    assert listed(client, f"?source={ARABIC}") == listed(client, f"?source={step.source.number}") == ["With a trail."]


def test_an_empty_list_says_what_to_do(app: Flask, web_desk: Desk) -> None:
    client = client_of(app, "vera")
    assert "Nobody has annotated a claim yet." in text_of(client.get("/claims"))
    assert "No claim is like that." in text_of(client.get("/claims?tag=none"))
    assert client.get("/claims?after=nonsense").status_code == 404


def test_the_list_goes_on_at_the_next_page_with_its_filters(app: Flask, web_desk: Desk) -> None:
    for at in range(51):
        web_desk.claim(f"Claim {at}.")
    client = client_of(app, "vera")
    page = parsed(client.get("/claims?kind=factual"))
    [onward] = page.xpath("//nav[@class='pager']//a[@rel='next']/@href")
    assert "kind=factual" in onward
    second = client.get(onward)
    assert "Claim 0." in text_of(second)
    assert parsed(second).xpath("//nav[@class='pager']//a/@href") == ["/claims?kind=factual"]


def test_a_claim_s_page_shows_its_sections_in_order(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    page = parsed(client_of(app, "vera").get(address(claim)))
    heads = [head.text_content().split("\n")[0].strip() for head in page.xpath("//main//h2")]
    order = ["Where it comes from", "Evidence", "Searches and questions", "Assessments", "Last changes", "Standing"]
    assert [next(at for at, head in enumerate(heads) if head.startswith(one)) for one in order] == list(range(6))


def test_a_quote_says_how_it_was_found_and_who_confirmed_or_placed_it(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    snapshot = articles.newest_snapshot(web_desk.session, web_desk.article())
    sight = appearances.Sight("the depot was hit")
    found = appearances.add(web_desk.session, claim, snapshot, sight, Entry(), id=chance.new_id(), by=web_desk.anna)
    web_desk.session.commit()
    client = client_of(app, "vera")
    assert "found exactly, confirmed by Anna" in text_of(client.get(address(claim)))
    place = ("Sputnik Arabic", None)
    carrying.place(web_desk.session, found, snapshot, *place, seen=found.rev, by=web_desk.boris)
    web_desk.session.commit()
    assert "placed by Boris" in text_of(client.get(address(claim)))


def test_a_decided_claim_shows_verdict_date_person_reason_and_why_it_needs_another_look(
    app: Flask, web_desk: Desk
) -> None:
    claim = web_desk.claim()
    web_desk.decide(claim, "likely", as_of="2026-11-20")
    claims.edit(web_desk.session, claim, Wording("It was hit twice."), seen=claim.rev, by=web_desk.anna)
    web_desk.session.commit()
    text = text_of(client_of(app, "vera").get(address(claim)))
    assert "Likely Because it is so. Desk verdict as of 20 Nov 2026 · decided by Carla" in text
    assert "This verdict needs another look Its statement changed since" in text


def test_the_trail_is_drawn_and_said_also_for_right_to_left_names(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    [appearance] = appearances.of_claim(web_desk.session, claim)
    web_desk.trail(appearance, "FARS", ARABIC)
    page = parsed(client_of(app, "vera").get(address(claim)))
    assert page.xpath("//div[@class='picture']//text[starts-with(@class, 'name')]/text()") == [
        ARABIC,
        "FARS",
        "Depot hit",
    ]
    assert page.xpath("string(//svg/desc)") == (
        f"One trail. \u2068{ARABIC}\u2069 to FARS to Depot hit. Origin A: \u2068{ARABIC}\u2069."
    )
    assert page.xpath("//ol[@class='ladder']//bdi/text()") == ["Depot hit", "FARS", ARABIC]
    assert page.xpath("string(//p[@class='origins'])") == (
        f"0 independent · 1 named trail end (\u2068{ARABIC}\u2069, basis not stated) · 0 of 2 steps read by us"
    )


def test_every_box_of_the_picture_leads_to_its_words_on_the_page(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    [appearance] = appearances.of_claim(web_desk.session, claim)
    web_desk.trail(appearance, "FARS", ARABIC)
    page = parsed(client_of(app, "vera").get(address(claim)))
    boxes = page.xpath("//div[@class='picture']//a")
    led_to = [page.get_element_by_id(box.get("href")[1:]) for box in boxes]
    assert [words.tag for words in led_to] == ["li", "li", "div"]
    assert [ARABIC in led_to[0].text_content(), "FARS" in led_to[1].text_content()] == [True, True]
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))
    assert page.xpath("//div[@class='picture']//*[@class='letter']/text()") == ["A"]


def test_markup_that_people_typed_stays_text(app: Flask, web_desk: Desk) -> None:
    nasty = '<img src=x onerror="alert(1)">'
    claim = web_desk.claim(nasty)
    said = Description(EvidenceStance.REFUTES, nasty, address="https://example.org", excerpt=nasty)
    evidence.add(web_desk.session, claim, said, by=web_desk.boris)
    notes.add(web_desk.session, claim, words=nasty, by=web_desk.boris)
    tags.set_tags(web_desk.session, claim, [nasty], by=web_desk.anna)
    [appearance] = appearances.of_claim(web_desk.session, claim)
    web_desk.trail(appearance, nasty)
    client = client_of(app, "vera")
    for path in (address(claim), "/claims", "/search?q=img"):
        assert parsed(client.get(path)).xpath("//main//img") == []


def test_people_are_offered_what_they_may_do_and_nothing_else(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    web_desk.assess(claim, "likely", by=web_desk.boris)

    def offered(login: str) -> set[str]:
        page = parsed(client_of(app, login).get(address(claim)))
        return {link.get("href").rpartition("/")[2] for link in page.xpath("//p[@class='actions']/a")}

    assert offered("vera") == set()
    assert offered("anton") == {"edit"}
    assert offered("rita") == {"assess", "decide", "edit", "merge", "send-back", "withdraw"}


def test_people_are_offered_at_each_part_what_they_may_do_with_it(app: Flask, web_desk: Desk) -> None:
    claim, other = web_desk.claim(), web_desk.claim("Another.")
    said = Description(EvidenceStance.SUPPORTS, "A picture", address="https://example.org/picture")
    piece = evidence.add(web_desk.session, claim, said, by=web_desk.boris)
    asked = enquiries.add(web_desk.session, claim, kind=EnquiryKind.SEARCH, words="Depot", by=web_desk.boris)
    link = links.add(web_desk.session, claim, other, relation=Relation.UPDATES, by=web_desk.anna)
    web_desk.session.commit()
    [appearance] = appearances.of_claim(web_desk.session, claim)
    annotators = {f"evidence/{piece.id}/edit", f"enquiries/{asked.id}/answer", f"links/{link.id}/withdraw"}
    annotators.add(f"notes?quote={appearance.id}")
    reviewers = {f"evidence/{piece.id}/withdraw", f"enquiries/{asked.id}/withdraw"}

    def offered(login: str) -> set[str]:
        found = parsed(client_of(app, login).get(address(claim))).xpath("//*[contains(@class, 'row-actions')]/a/@href")
        return {at.removeprefix(address(claim, "/")) for at in found if not at.startswith("/appearances/")}

    assert offered("vera") == set()
    assert offered("anton") == annotators
    assert offered("rita") == annotators | reviewers


def test_every_link_of_a_full_claim_page_leads_somewhere(app: Flask, web_desk: Desk) -> None:
    claim, other = web_desk.claim(), web_desk.claim("Another.")
    [appearance] = appearances.of_claim(web_desk.session, claim)
    web_desk.trail(appearance, "FARS")
    carrying.place(
        web_desk.session,
        appearance,
        appearance.article.snapshots[0],
        "the depot was hit",
        None,
        seen=appearance.rev,
        by=web_desk.anna,
    )
    web_desk.session.commit()
    said = Description(EvidenceStance.SUPPORTS, "A picture", address="https://example.org/picture")
    evidence.add(web_desk.session, claim, said, by=web_desk.boris)
    links.add(web_desk.session, claim, other, relation=Relation.UPDATES, by=web_desk.anna)
    web_desk.decide(claim, "likely")
    client = client_of(app, "emil")
    own = [href for href in parsed(client.get(address(claim))).xpath("//main//a/@href") if href.startswith("/")]
    assert len(own) > 12
    assert {href: status for href in own if (status := client.get(href).status_code) != 200} == {}


def test_a_claim_is_edited_with_the_page_s_own_form(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "anton")
    typed = {
        "statement": "It was hit twice.",
        "readings": "Two depots\nTwo strikes",
        "kind": "causal",
        "triage": "later",
    }
    saved = submit(client, client.get(address(claim, "/edit")), typed)
    assert saved.headers["Location"] == address(claim)
    web_desk.session.refresh(claim)
    assert (claim.statement, claim.readings) == ("It was hit twice.", ["Two depots", "Two strikes"])
    assert (claim.claim_kind, claim.triage) == (ClaimKind.CAUSAL, Triage.LATER)


def test_an_empty_statement_is_refused_beside_its_field(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "anton")
    page = submit(client, client.get(address(claim, "/edit")), {"statement": " "})
    assert page.status_code == 422
    assert "Statement: Fill this in." in text_of(page)


def test_a_stale_form_shows_what_changed_and_keeps_what_was_typed_and_can_be_sent_again(
    app: Flask, web_desk: Desk
) -> None:
    claim = web_desk.claim("The depot was hit.")
    client = client_of(app, "anton")
    opened = client.get(address(claim, "/edit"))
    claims.edit(web_desk.session, claim, Wording("The depot was struck."), seen=claim.rev, by=web_desk.boris)
    web_desk.session.commit()
    stale = submit(client, opened, {"statement": "The depot was bombed.", "why": "closer"})
    assert stale.status_code == 409
    assert "What changed meanwhile" in text_of(stale)
    assert parsed(stale).xpath("//section[@class='stale']//ins/text()") == ["struck"]
    assert parsed(stale).xpath("//textarea[@name='statement']")[0].text.strip() == "The depot was bombed."
    assert parsed(stale).xpath("//textarea[@name='why']")[0].text.strip() == "closer"
    assert submit(client, stale).status_code == 303
    web_desk.session.refresh(claim)
    assert claim.statement == "The depot was bombed."


def test_a_claim_is_withdrawn_with_a_reason_and_restored(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "rita")
    without = submit(client, client.get(address(claim, "/withdraw")), {"why": " "})
    assert without.status_code == 422
    submit(client, without, {"why": "entered twice"})
    page = client.get(address(claim))
    assert "This claim is withdrawn" in text_of(page)
    assert "“entered twice”" in text_of(page)
    assert listed(client) == []
    assert listed(client, "?withdrawn=yes") == [claim.statement]
    submit(client, client.get(address(claim, "/restore")))
    assert listed(client) == [claim.statement]


def test_a_claim_that_is_not_there_is_not_found(app: Flask, web_desk: Desk) -> None:
    client = client_of(app, "emil")
    for step in ("", "/edit", "/withdraw", "/restore"):
        assert client.get(f"/claims/404{step}").status_code == 404


def test_a_claim_s_page_costs_the_same_however_much_stands_on_it(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "emil")
    owner = sources.add(web_desk.session, name="Known", kind=SourceKind.OUTLET, by=web_desk.anna)
    costs = []
    for at in range(3):
        [appearance, *_] = appearances.of_claim(web_desk.session, claim)
        web_desk.trail(appearance, f"Agency {at}")
        for _ in range(3):
            said = Description(EvidenceStance.SUPPORTS, "Picture", address="https://example.org", publisher=owner.name)
            evidence.add(web_desk.session, claim, said, by=web_desk.boris)
            notes.add(web_desk.session, claim, words="Look.", assigned_to=web_desk.boris, by=web_desk.anna)
            other = web_desk.claim()
            links.add(web_desk.session, claim, other, relation=Relation.UPDATES, by=web_desk.anna)
        for person in (web_desk.boris, web_desk.carla):
            web_desk.assess(claim, "likely", by=person)
        client.get(address(claim))
        with web_desk.counted() as sent:
            assert client.get(address(claim)).status_code == 200
        costs.append(len(sent))
    assert costs[1] == costs[2]
