"""The audit trail's pages, as people without JavaScript use them."""

import csv
import json
from collections.abc import Callable
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.statements import statements
from tests.web.assessing import client_of
from tracker.models import Claim
from tracker.services import claims
from tracker.services.claims import Wording

ClientFor = Callable[[str], FlaskClient]


@pytest.fixture
def client_for(app: Flask) -> ClientFor:
    """Return a function that opens a browser in which somebody of the cast is signed in."""
    return lambda login: client_of(app, login)


@pytest.fixture
def claim(web_desk: Desk) -> Claim:
    return web_desk.claim()


def reword(desk: Desk, claim: Claim, statement: str, *, why: str = "") -> None:
    claims.edit(desk.session, claim, Wording(statement), seen=claim.rev, why=why, by=desk.boris)
    desk.session.commit()


def sentences(page: TestResponse) -> list[str]:
    return [" ".join(one.text_content().split()) for one in parsed(page).xpath("//ol[@class='log']/li/div/p[1]")]


def test_the_desks_trail_tells_who_did_what_and_which_words_differ(
    client_for: ClientFor, web_desk: Desk, claim: Claim
) -> None:
    reword(web_desk, claim, "At least one depot was hit.", why="There may be more.")
    page = client_for("vera").get("/trail")
    assert sentences(page)[:2] == ["Vera Viewer signed in", "Boris edited claim 1"]
    assert "“There may be more.”" in text_of(page)
    tree = parsed(page)
    assert tree.xpath("//del/text()")[0] == "The "
    assert tree.xpath("//ins/text()")[0] == "At least one "
    assert tree.xpath("//ol[@class='log']//a[@href='/claims/1']")


def test_it_says_up_to_when_it_is_recorded_and_that_nobody_outside_vouches_for_it(client_for: ClientFor) -> None:
    said = text_of(client_for("vera").get("/trail"))
    assert "Recorded up to " in said
    assert "not sealed yet; not anchored outside: nobody outside this desk holds a seal" in said


def test_a_thing_has_a_trail_of_its_own_with_its_parts(client_for: ClientFor, web_desk: Desk, claim: Claim) -> None:
    reword(web_desk, claim, "Two depots were hit.")
    page = client_for("vera").get("/trail/claim/1")
    assert sentences(page) == ["Boris edited claim 1", "Anna annotated claim 1"]
    assert "2 changes" in text_of(page)
    assert parsed(page).xpath("//p[@class='crumbs']/a/@href") == ["/claims/1"]
    assert sentences(client_for("vera").get("/trail/article/1"))[-1] == "Anna added article 1"


def test_filters_stand_in_the_address_and_each_can_be_taken_away(
    client_for: ClientFor, web_desk: Desk, claim: Claim
) -> None:
    reword(web_desk, claim, "Two depots were hit.")
    client = client_for("vera")
    page = client.get("/trail", query_string={"what": "claim.edited", "kind": "claim", "who": str(web_desk.boris.id)})
    assert sentences(page) == ["Boris edited claim 1"]
    chips = parsed(page).xpath("//ul[@class='chosen']/li/a/@href")
    assert len(chips) == 4
    assert "What: claim edited" in text_of(page)
    assert "Anna annotated claim 1" in sentences(client.get(chips[1].replace("who", "x")))
    assert sentences(client.get("/trail?until=2001-01-01")) == []
    assert "Boris edited claim 1" in sentences(client.get("/trail?since=2001"))


def test_actions_are_offered_by_group_under_labels_of_their_own(client_for: ClientFor) -> None:
    chosen = "//select[@name='what']"
    page = parsed(client_for("vera").get("/trail?what=evidence.added"))
    labels = page.xpath(f"{chosen}/optgroup/option/text()")
    assert len(labels) == len(set(labels)) > 50
    assert page.xpath(f"{chosen}/optgroup[@label='Evidence']/option[@selected]/text()") == ["evidence added"]
    assert page.xpath(f"{chosen}/optgroup[@label='People']") == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("since=2016-02-31", "31"),
        ("since=yesterday", "cannot be read as a date"),
        ("until=9999-12-31", "too far away"),
        ("what=nothing", "no “nothing” to filter by"),
        ("kind=scale", "no “scale” to filter by"),
        ("who=Boris", "nobody like that"),
    ],
)
def test_a_filter_that_cannot_be_read_is_said_and_filters_nothing(client_for: ClientFor, typed: str, said: str) -> None:
    page = client_for("vera").get(f"/trail?{typed}")
    assert page.status_code == 200
    assert said in " ".join(parsed(page).xpath("//p[@role='alert']/text()"))
    assert sentences(page)


def test_older_changes_are_on_the_next_page(client_for: ClientFor, web_desk: Desk, claim: Claim) -> None:
    for number in range(60):
        reword(web_desk, claim, f"Depot {number} was hit.")
    client = client_for("vera")
    page = client.get("/trail/claim/1")
    seen = sentences(page)
    while following := parsed(page).xpath("//a[@rel='next']/@href"):
        page = client.get(following[0])
        seen += sentences(page)
    assert len(seen) == 61
    assert seen[-1] == "Anna annotated claim 1"
    assert "Back to the start" in text_of(page)


@pytest.mark.parametrize(
    "address", ["/trail?before=x", "/trail?before=-1", "/trail/claim/77", "/trail/scale/1", "/trail/x/y"]
)
def test_what_is_not_there_is_not_found(client_for: ClientFor, address: str) -> None:
    assert client_for("ada").get(address).status_code == 404


def test_a_persons_trail_is_for_admins_and_that_person(client_for: ClientFor, web_desk: Desk) -> None:
    web_desk.session.commit()
    vera = parsed(client_for("ada").get("/people")).xpath("//a[contains(., 'Vera')]/@href")[0].rsplit("/", 1)[1]
    assert "Vera Viewer signed in" not in sentences(client_for("anton").get("/trail"))
    assert client_for("anton").get(f"/trail/person/{vera}").status_code == 404
    assert "Vera Viewer signed in" in sentences(client_for("vera").get(f"/trail/person/{vera}"))
    assert client_for("ada").get(f"/trail/person/{vera}").status_code == 200


def test_the_trail_goes_out_as_csv_and_that_is_recorded(client_for: ClientFor, web_desk: Desk, claim: Claim) -> None:
    reword(web_desk, claim, "=HYPERLINK(1)")
    client = client_for("vera")
    page = client.get("/trail?kind=claim")
    done = submit(client, page, {"form": "csv"}, action="/trail/download")
    assert done.status_code == 200
    assert done.headers["Content-Disposition"] == "attachment; filename=trail.csv"
    rows = list(csv.reader(StringIO(done.get_data().decode("utf-8-sig"), newline="")))
    assert [row[4] for row in rows[1:]] == ["Anna annotated claim 1", "Boris edited claim 1"]
    assert rows[2][5] == "'=HYPERLINK(1)"
    newest = client.get("/trail")
    assert sentences(newest)[0] == "Vera Viewer downloaded the audit trail"
    assert "csv" in text_of(newest)


def test_the_trail_of_one_thing_goes_out_lossless(client_for: ClientFor, web_desk: Desk, claim: Claim) -> None:
    client = client_for("vera")
    page = client.get("/trail/claim/1")
    done = submit(client, page, {"form": "jsonl"}, action="/trail/claim/1/download")
    assert done.headers["Content-Disposition"] == "attachment; filename=trail-claim-1.jsonl"
    lines = [json.loads(line) for line in done.get_data(as_text=True).splitlines()]
    assert json.loads(lines[0]["leaf"])["action"] == "claim.annotated"
    assert sentences(client.get("/trail/claim/1"))[0] == "Vera Viewer downloaded the audit trail"


@pytest.mark.parametrize("typed", [{"form": "pdf"}, {"form": "csv", "since": "2016-02-31"}])
def test_a_download_that_was_not_offered_is_refused(client_for: ClientFor, typed: dict[str, str]) -> None:
    client = client_for("vera")
    page = client.get("/trail")
    assert submit(client, page, typed, action="/trail/download").status_code == 422
    assert "downloaded" not in sentences(client.get("/trail"))[0]


def test_a_page_of_the_trail_takes_a_constant_number_of_statements(
    client_for: ClientFor, web_desk: Desk, claim: Claim
) -> None:
    client, counts = client_for("vera"), []
    for times in (1, 40):
        for number in range(times):
            reword(web_desk, claim, f"Depot {number} was hit.")
        with statements(web_desk.engine) as sent:
            client.get("/trail/claim/1")
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_a_viewer_is_offered_no_undoing(client_for: ClientFor) -> None:
    client = client_for("vera")
    assert not parsed(client.get("/trail")).xpath("//a[@href='/undo']")
    assert client.get("/undo").status_code == 403


def test_the_trail_is_searched_for_words_and_columns(client_for: ClientFor, web_desk: Desk, claim: Claim) -> None:
    reword(web_desk, claim, "Twenty were killed.", why="the Économist counts twenty")
    reword(web_desk, claim, "Nineteen were killed.")
    client = client_for("vera")
    assert len(sentences(client.get("/trail?words=TWENTY"))) == 1
    assert len(sentences(client.get("/trail?words=economist"))) == 1
    assert len(sentences(client.get("/trail?column=claims.statement"))) == 3
    assert sentences(client.get("/trail?words=twenty&column=claims.kind")) == []
    page = client.get("/trail?words=twenty&column=claims.statement")
    chosen = [" ".join(one.text_content().split()) for one in parsed(page).xpath("//ul[@class='chosen']/li")]
    assert chosen == ["Words: twenty ×", "In: Claims: Statement ×", "Clear all"]


def test_a_column_that_is_none_is_said_and_looks_nowhere_less(client_for: ClientFor, claim: Claim) -> None:
    page = client_for("vera").get("/trail?column=claims.nothing")
    assert "no “claims.nothing” to look in" in text_of(page)
    assert sentences(page)


def test_a_search_is_not_downloaded_as_if_it_were_a_filter(client_for: ClientFor, claim: Claim) -> None:
    client = client_for("vera")
    assert "Download as CSV" not in text_of(client.get("/trail?words=killed"))
    refused = submit(client, client.get("/trail"), {"form": "csv", "words": "killed"}, "/trail/download")
    assert refused.status_code == 422
    assert "cannot be downloaded alone" in text_of(refused)
