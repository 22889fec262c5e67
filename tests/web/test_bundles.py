"""The trail goes out with its proofs: it holds before a stranger who has the key from the page of the seals."""

import io
import re
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.assessing import Desk
from tests.pages import submit, text_of
from tests.publishing import publish
from tests.web.assessing import client_of
from tests.web.test_trail import ClientFor, reword, sentences
from tracker import verifier
from tracker.domain.actors import Program
from tracker.domain.formats import ReportFormat
from tracker.domain.reports.options import Options
from tracker.models import Claim
from tracker.services import publications
from tracker.services.checkpoints import keys


@pytest.fixture
def client_for(app: Flask) -> ClientFor:
    return lambda login: client_of(app, login)


@pytest.fixture
def claim(app: Flask, web_desk: Desk) -> Claim:
    """Return a claim of a desk with a key for seals on record."""
    signer = app.extensions["tracker"].sealer.signer
    keys.put_on_record(web_desk.session, signer, origin="desk.example/log", by=Program("setup"))
    return web_desk.claim()


def downloaded(client: FlaskClient, page: str, action: str) -> TestResponse:
    """Press the button for the file with proofs, and let go of the file."""
    done = submit(client, client.get(page), action=action)
    assert done.status_code == 200
    assert (done.mimetype, done.content_length) == ("application/zip", len(done.data))
    done.close()
    return done


def checked(client_for: ClientFor, data: bytes) -> verifier.Account:
    """Return what the verifier says of a file, with the key that the page of the seals shows."""
    shown = re.search(r"\S+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}", text_of(client_for("anton").get("/seals")))
    assert shown
    return verifier.check(io.BytesIO(data), verifier.Asked([verifier.read_key(shown[0], verifier.SIGNS)], [], 0, []))


def test_the_trail_of_a_claim_goes_out_with_its_proofs_and_that_is_recorded(
    client_for: ClientFor, web_desk: Desk, claim: Claim
) -> None:
    reword(web_desk, claim, "Nineteen were killed.")
    client = client_for("vera")
    done = downloaded(client, "/trail/claim/1", "/trail/claim/1/bundle")
    assert done.headers["Content-Disposition"] == "attachment; filename=trail-claim-1.zip"
    account = checked(client_for, done.data)
    assert account.fails == account.weaker == []
    assert account.figures["revisions"][f"claim {claim.id}"] == [1, 2]
    newest = client.get("/trail/claim/1")
    assert sentences(newest)[0] == "Vera Viewer downloaded the audit trail"
    assert "zip" in text_of(newest)


def test_the_trail_of_the_desk_goes_out_with_its_proofs_as_it_is_filtered(
    client_for: ClientFor, web_desk: Desk, claim: Claim
) -> None:
    reword(web_desk, claim, "Nineteen were killed.")
    client = client_for("vera")
    done = downloaded(client, "/trail?what=claim.edited", "/trail/bundle")
    assert done.headers["Content-Disposition"] == "attachment; filename=trail.zip"
    account = checked(client_for, done.data)
    assert account.code == verifier.HOLDS
    assert len(account.figures["events"]) == 1
    assert "claim.edited" in text_of(client.get("/trail"))


def test_each_download_holds_what_was_recorded_before_it(client_for: ClientFor, claim: Claim) -> None:
    client = client_for("vera")
    files = [downloaded(client, "/trail/claim/1", "/trail/claim/1/bundle").data for _ in range(2)]
    before, after = (checked(client_for, data).figures for data in files)
    assert len(after["events"]) == len(before["events"]) + 1
    assert after["seal"]["size"] > before["seal"]["size"]


@pytest.mark.parametrize(
    ("page", "action", "typed", "status"),
    [
        ("/trail", "/trail/bundle", {"since": "2016-02-31"}, 422),
        ("/trail", "/trail/bundle", {"words": "nineteen"}, 422),
        ("/trail/claim/1", "/trail/claim/1/bundle", {"csrf_token": "another"}, 400),
    ],
)
def test_what_was_not_offered_is_refused(
    client_for: ClientFor, claim: Claim, page: str, action: str, typed: dict[str, str], status: int
) -> None:
    client = client_for("vera")
    assert submit(client, client.get(page), typed, action=action).status_code == status
    assert "downloaded" not in sentences(client.get("/trail"))[0]


def test_nothing_goes_out_where_the_record_is_not_as_the_desk_left_it(
    client_for: ClientFor, app: Flask, claim: Claim
) -> None:
    """A file with proofs of a changed record would prove the change."""
    client = client_for("vera")
    page = client.get("/trail/claim/1")
    app.extensions["tracker"].sealer._log_key = b"not the key that the record was written with"
    done = submit(client, page, action="/trail/claim/1/bundle")
    assert done.status_code == 503
    assert "not vouched for" in text_of(done)


def test_a_published_report_goes_out_with_its_files_and_the_record_behind_it(
    app: Flask, client_for: ClientFor, web_desk: Desk, claim: Claim
) -> None:
    session, edda = web_desk.session, web_desk.edda
    given = {"scope": f"claims={claim.number}", "options": Options(), "zone": ZoneInfo("Europe/Prague")}
    report = publications.add(session, title="The depot", by=edda, **given)  # type: ignore[arg-type]
    session.commit()
    edition = publish(session, report, by=edda)
    reword(web_desk, claim, "It was said later.")
    anton = client_for("anton")
    done = downloaded(anton, "/reports/1/1", "/trail/report/1/1/bundle")
    account = checked(client_for, done.data)
    assert account.fails == account.weaker == []
    assert set(account.figures["revisions"]) >= {f"report {report.id}", f"claim {claim.id}"}
    assert account.figures["revisions"][f"claim {claim.id}"] == [1, 1]
    with ZipFile(io.BytesIO(done.data)) as packed:
        for form in ("html", "json"):
            kept = packed.read(f"files/report-1-version-1.{form}")
            assert kept == publications.file_of(session, edition, form).content
            assert "(report.published)" in account.figures["files"][f"files/report-1-version-1.{form}"]
        assert "It was said later." not in packed.read("events.jsonl").decode()
    assert "downloaded the audit trail" in text_of(anton.get("/trail/report/1"))


@pytest.mark.parametrize("where", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_changed_byte_of_a_published_report_is_told(
    client_for: ClientFor, web_desk: Desk, claim: Claim, where: float
) -> None:
    session, edda = web_desk.session, web_desk.edda
    given = {"scope": f"claims={claim.number}", "options": Options(), "zone": ZoneInfo("Europe/Prague")}
    report = publications.add(session, title="The depot", by=edda, **given)  # type: ignore[arg-type]
    session.commit()
    publish(session, report, formats=(ReportFormat.JSON,), by=edda)
    data = bytearray(downloaded(client_for("anton"), "/reports/1/1", "/trail/report/1/1/bundle").data)
    data[int(len(data) * where)] ^= 1
    assert checked(client_for, bytes(data)).fails
