"""Evidence is entered, changed and withdrawn on small forms of its own."""

from io import BytesIO

import pytest
from flask import Flask

from tests.assessing import Desk
from tests.pages import form_on, submit, text_of
from tests.web.assessing import client_of
from tracker.domain.vocabulary import EvidenceStance
from tracker.models import Claim
from tracker.services import evidence
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
