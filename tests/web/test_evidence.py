"""Evidence is entered, changed and withdrawn on small forms of its own."""

from io import BytesIO

import pytest
from flask import Flask

from tests.assessing import Desk
from tests.pages import form_on, parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.domain.vocabulary import EvidenceStance
from tracker.models import Claim
from tracker.services import evidence, reviews
from tracker.services.evidence import Description

LINK = Description(EvidenceStance.SUPPORTS, "Satellite picture", address="https://example.org/picture")


def address(claim: Claim, step: str) -> str:
    return f"/claims/{claim.number}/evidence/{step}"


def test_evidence_is_entered_with_publisher_date_and_file(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "anton")
    typed = {
        "stance": "refutes",
        "title": "Bulletin 46",
        "excerpt": "No loss of life is recorded.",
        "publisher": "Civil registry",
        "published": "2016-09~",
        "direct": "y",
        "file": (BytesIO(b"%PDF-1.7"), "bulletin.pdf"),
    }
    assert submit(client, client.get(address(claim, "add")), typed).status_code == 303
    [piece] = evidence.of_claim(web_desk.session, claim)
    assert (piece.stance, piece.direct, piece.published) == (EvidenceStance.REFUTES, True, "2016-09~")
    assert piece.publisher is not None
    assert piece.publisher.name == "Civil registry"
    assert piece.capture is not None
    assert (piece.capture.filename, piece.capture.size) == ("bulletin.pdf", 8)


def test_evidence_has_a_trail_of_its_own_and_an_archived_copy(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "anton")
    long = "https://archive.example/" + "x" * 1900
    typed = {"title": "Bulletin 46", "address": long, "archived": "ftp://x", "publisher": "Registry"}
    again = submit(client, client.get(address(claim, "add")), {**typed, "had_from": "FARS, Sputnik Arabic"})
    assert again.status_code == 422
    assert "begins with http" in text_of(again)
    again = submit(client, again, {"archived": long})
    assert "Name one source after the other here" in text_of(again)
    assert submit(client, again, {"had_from": "FARS < Sputnik Arabic"}).status_code == 303
    [piece] = evidence.of_claim(web_desk.session, claim)
    assert [source.name for source in piece.had_from] == ["FARS", "Sputnik Arabic"]
    assert (piece.archived, piece.address) == (long, long)
    page = parsed(client.get(f"/claims/{claim.number}"))
    [line] = [one.text_content() for one in page.xpath("//p[@class='meta'][.//a[text()='archived copy']]")]
    assert " ".join(line.split()).startswith("Bulletin 46 · Registry ← FARS ← Sputnik Arabic · archived copy")
    edit = client.get(address(claim, f"{piece.id}/edit"))
    [kept] = form_on(edit).xpath(".//input[@name='had_from']/@value")
    between = kept.replace(" < ", " < Reuters < ")
    assert submit(client, edit, {"had_from": between, "why": "Read again."}).status_code == 303
    web_desk.session.expire_all()
    assert [source.name for source in piece.had_from] == ["FARS", "Reuters", "Sputnik Arabic"]


def test_evidence_is_entered_with_the_assessment_that_rests_on_it(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    rita, verdict = client_of(app, "rita"), str(web_desk.verdict("likely").id)
    page = rita.get(f"/claims/{claim.number}/assess")
    typed = {"verdict": verdict, "words": "The log says so.", "piece-excerpt": "hit at 19:00", "piece-direct": "y"}
    again = submit(rita, page, typed)
    assert again.status_code == 422
    [said] = parsed(again).xpath("//*[@id='problems']//a[@href='#piece-title']/text()")
    assert said == "Title: Give the evidence a title."
    assert evidence.of_claim(web_desk.session, claim) == []
    entered = {"piece-title": "The depot's own log", "piece-file": (BytesIO(b"19:00 hit"), "log.txt")}
    assert submit(rita, again, entered).status_code == 303
    [piece] = evidence.of_claim(web_desk.session, claim)
    assert piece.capture is not None
    assert (piece.title, piece.direct, piece.capture.filename) == ("The depot's own log", True, "log.txt")
    [review] = reviews.standing(web_desk.session, claim)
    assert [(ground.thing, review.words) for ground in review.grounds] == [(piece, "The log says so.")]
    # The same form again, as an impatient hand sends it, enters nothing twice.
    assert submit(rita, again, {**entered, "piece-file": (BytesIO(b"19:00 hit"), "log.txt")}).status_code in (303, 409)
    assert len(evidence.of_claim(web_desk.session, claim)) == 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a%0D%0ASet-Cookie%3A%20x.pdf", "aSet-Cookie: x.pdf"),
        ("%00%E2%80%AEfdp.exe", "fdp.exe"),
        ("..%2F..%5Cetc%5Cpasswd", "passwd"),
        ("x" * 400, "x" * 300),
    ],
    ids=["header", "hidden", "folders", "long"],
)
def test_a_file_is_kept_and_handed_out_under_a_name_that_harms_nobody(
    app: Flask, web_desk: Desk, sent: str, kept: str
) -> None:
    claim = web_desk.claim()
    client = client_of(app, "anton")
    fields = {**form_on(client.get(address(claim, "add"))).fields, "title": "Bulletin 46"}
    parts = [f'name="{name}"\r\n\r\n{value or ""}' for name, value in fields.items() if name != "file"]
    parts.append(f"name=\"file\"; filename*=UTF-8''{sent}\r\n\r\nNo loss of life.")
    body = "".join(f"--cut\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + "--cut--\r\n"
    client.post(address(claim, "add"), data=body.encode(), content_type="multipart/form-data; boundary=cut")
    [piece] = evidence.of_claim(web_desk.session, claim)
    assert piece.capture is not None
    assert piece.capture.filename == kept
    reviewer = client_of(app, "rita")
    shown = f"/captures/{piece.capture.id}"
    with submit(reviewer, reviewer.get(shown), {}, f"{shown}/download") as handed_out:
        assert handed_out.status_code == 200
        assert kept in handed_out.headers["Content-Disposition"]
        assert handed_out.headers["Content-Type"] == "application/octet-stream"


def test_an_address_that_runs_something_is_refused_and_nothing_typed_is_lost(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "anton")
    typed = {"title": "A picture", "address": "javascript:alert(1)"}
    page = submit(client, client.get(address(claim, "add")), typed)
    assert page.status_code == 422
    assert form_on(page).xpath(".//input[@name='title']")[0].get("value") == "A picture"
    assert evidence.of_claim(web_desk.session, claim) == []


def test_a_form_posted_twice_enters_evidence_once(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "anton")
    page = client.get(address(claim, "add"))
    for _ in range(2):
        submit(client, page, {"title": "A picture", "address": "https://example.org"})
    assert len(evidence.of_claim(web_desk.session, claim)) == 1


def test_two_people_who_change_one_piece_lose_nothing(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    piece = evidence.add(web_desk.session, claim, LINK, by=web_desk.boris)
    web_desk.session.commit()
    anton, rita = client_of(app, "anton"), client_of(app, "rita")
    theirs = rita.get(address(claim, f"{piece.id}/edit"))
    submit(anton, anton.get(address(claim, f"{piece.id}/edit")), {"title": "Satellite picture of the depot"})
    stale = submit(rita, theirs, {"note": "Cloud over the depot."})
    assert stale.status_code == 409
    assert "of the depot" in text_of(stale)
    assert form_on(stale).xpath(".//textarea[@name='note']")[0].text.strip() == "Cloud over the depot."
    assert submit(rita, stale, {"title": "Satellite picture of the depot"}).status_code == 303
    web_desk.session.expire_all()
    assert (piece.title, piece.note) == ("Satellite picture of the depot", "Cloud over the depot.")


def test_evidence_is_withdrawn_with_a_reason(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    piece = evidence.add(web_desk.session, claim, LINK, by=web_desk.boris)
    web_desk.session.commit()
    client = client_of(app, "rita")
    page = client.get(address(claim, f"{piece.id}/withdraw"))
    assert submit(client, page, {"why": ""}).status_code == 422
    assert submit(client, page, {"why": "It shows another depot."}).status_code == 303
    web_desk.session.expire_all()
    assert piece.withdrawn


def test_evidence_of_another_claim_is_not_found_here(app: Flask, web_desk: Desk) -> None:
    claim, other = web_desk.claim(), web_desk.claim("Another depot was hit.")
    piece = evidence.add(web_desk.session, claim, LINK, by=web_desk.boris)
    web_desk.session.commit()
    assert client_of(app, "rita").get(address(other, f"{piece.id}/edit")).status_code == 404
