"""The workbench without JavaScript: quotes are typed or pasted, trails are typed, and everything is a plain form."""

import re
from contextlib import closing
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.intake import annotate, cut, rows, take_in, upload
from tests.pages import form_on, parsed, sign_in, submit, text_of
from tests.statements import statements
from tracker.db import Database
from tracker.domain.text import word_count
from tracker.domain.vocabulary import Basis
from tracker.models import Anchor, Appearance, Citation, Claim, Event, Source, User
from tracker.services import claims

TEXT = (
    "Depot outside the town was hit before dawn\n\n"
    "FARS reported, citing Sputnik Arabic, that four aircraft took part and that nineteen people were killed.\n\n"
    "A resident 👨‍👩‍👧, Salim al-Kattān (سليم القطّان), said that he had heard two blasts, not four. "
    "The agency did not say so. Later the agency did not say so again.\n\n"
    "It is the third strike on this road since September.\n"
)
SHOW, ANNOTATE, MARK = "/articles/1", "/articles/1/claims", "/articles/1/claims/mark"
FARS = "FARS < the article"
QUOTE = "nineteen people were killed"


@pytest.fixture(autouse=True)
def _article_one_is_taken_in(client: FlaskClient) -> None:
    sign_in(client, "anton")
    assert take_in(client, TEXT) == 1


def enter(
    client: FlaskClient, quote: str = QUOTE, statement: str = "Nineteen people died.", **more: Any
) -> TestResponse:
    """Fill in the claim form of the page and send it."""
    return submit(client, client.get(SHOW), {"quote": quote, "statement": statement, **more}, ANNOTATE)


def listed(client: FlaskClient) -> str:
    """Return the words of the list beside the text."""
    return str(parsed(client.get(SHOW)).get_element_by_id("rows").text_content())


def anchored(database: Database) -> list[tuple[str, str, int]]:
    """Return each claim's statement with its quote and where that begins."""
    with closing(database.reading()) as session:
        query = select(Anchor).order_by(Anchor.id)
        return [(one.appearance.claim.statement, one.exact, one.start) for one in session.scalars(query)]


def trail(database: Database) -> list[str]:
    """Return each step as its source and that of the step through which it came, sorted."""
    with closing(database.reading()) as session:
        steps = session.scalars(select(Citation))
        return sorted(f"{one.source.name} < {one.via.source.name if one.via else 'the article'}" for one in steps)


def only(database: Database) -> Appearance:
    """Return the one appearance that there is."""
    with closing(database.reading()) as session:
        appearance = session.scalars(select(Appearance)).one()
        assert appearance.claim is not None
        return appearance


def test_a_claim_is_annotated_on_its_words_with_its_trail(client: FlaskClient, database: Database) -> None:
    saved = enter(client, trail="FARS < Sputnik Arabic < .")
    assert (saved.status_code, saved.location) == (303, f"/articles/1#q-{only(database).id}")
    assert anchored(database) == [("Nineteen people died.", QUOTE, TEXT.index(QUOTE))]
    assert trail(database) == [FARS, "Sputnik Arabic < FARS"]
    page = parsed(client.get(SHOW))
    assert [mark.text_content() for mark in page.xpath("//mark")] == [QUOTE]
    assert "Nineteen people died." in page.get_element_by_id("rows").text_content()


def test_the_same_trail_as_the_last_claim_is_one_sign(client: FlaskClient, database: Database) -> None:
    enter(client, trail="FARS < Sputnik Arabic")
    enter(client, "four aircraft took part", "Four aircraft took part.", trail="=")
    assert trail(database) == [*[FARS] * 2, *["Sputnik Arabic < FARS"] * 2]


@pytest.mark.parametrize(
    "quote",
    ["👨‍👩‍👧", "Salim al-Kattān (سليم القطّان)", "القطّان", "A resident 👨‍👩‍👧, Salim al-Kattān (سليم القطّان), said"],
)
def test_a_quote_of_any_script_stands_where_python_counts_it(
    client: FlaskClient, database: Database, quote: str
) -> None:
    enter(client, quote)
    assert anchored(database)[0][1:] == (quote, TEXT.index(quote))


def test_the_page_holds_the_text_to_the_letter(client: FlaskClient) -> None:
    for quote in ("four aircraft took part and that nineteen", QUOTE, "Salim al-Kattān"):
        enter(client, quote)
    page = parsed(client.get(SHOW))
    for added in page.xpath("//*[@class='after']"):
        added.drop_tree()
    for lines in page.get_element_by_id("text").xpath(".//*[@data-start]"):
        start = int(lines.get("data-start"))
        words = lines.text_content()
        assert TEXT[start : start + len(words)] == words
        assert int(lines.get("data-words")) == word_count(TEXT[:start])


def test_words_that_stand_there_several_times_come_back_as_choices(client: FlaskClient, database: Database) -> None:
    second = TEXT.index("agency did not say so", TEXT.index("Later"))
    asked = enter(client, "agency did not say so")
    choices = parsed(asked).xpath("//input[@name='place']/@value")
    assert [int(start) for start in choices] == [TEXT.index("agency did"), second]
    assert "Later the [agency did not say so] again" in text_of(asked)
    saved = submit(client, asked, {"place": choices[1]}, ANNOTATE)
    assert saved.status_code == 303
    assert anchored(database) == [("Nineteen people died.", "agency did not say so", second)]


def test_words_that_are_not_there_are_told_with_the_nearest(client: FlaskClient, database: Database) -> None:
    before = rows(database)
    refused = enter(client, "nineteen people had been killed", trail="FARS < Nobody yet known")
    assert refused.status_code == 422
    assert "These words are not in the text. The nearest passage is" in text_of(refused)
    form = form_on(refused, ANNOTATE)
    assert form.fields["statement"].strip() == "Nineteen people died."
    assert form.fields["trail"] == "FARS < Nobody yet known"
    assert rows(database) == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"quote": ""}, "Select, type or paste the words"),
        ({"statement": " "}, "Say what is claimed"),
        ({"trail": "FARS < < RIA"}, "A name is missing"),
        ({"trail": "FARS [99999]"}, "There is no source 99999"),
        ({"quote": "nineteen \x01 people"}, "a control character"),
        ({"quote": "👨"}, "inside a character"),
        ({"statement": "a" * 2001}, "At most 2,000 characters"),
        ({"cited": "Depot hit [99999]"}, "There is no article 99999"),
        ({"kind": "gossip"}, "Not a valid choice"),
        ({"start": "1;2"}, "damaged on its way"),
    ],
)
def test_what_cannot_be_saved_says_why_and_leaves_nothing(
    client: FlaskClient, database: Database, typed: dict[str, str], said: str
) -> None:
    before = rows(database)
    refused = enter(client, **{"statement": "Nineteen people died.", "trail": "A new source", **typed})
    assert refused.status_code in (404, 422)
    assert said in text_of(refused)
    assert rows(database) == before


def test_bytes_that_are_no_text_are_words_that_are_not_there(client: FlaskClient, database: Database) -> None:
    form = form_on(client.get(SHOW), ANNOTATE)
    typed = urlencode({**{name: value or "" for name, value in form.form_values()}, "statement": "So.", "quote": ""})
    before = rows(database)
    for broken in ("%ED%A0%80", "%FF%FE", "nineteen%C3"):
        typed_so = typed.replace("quote=", f"quote={broken}", 1)
        refused = client.post(ANNOTATE, data=typed_so, content_type="application/x-www-form-urlencoded")
        assert refused.status_code == 422
        assert "These words are not in the text" in text_of(refused)
    assert rows(database) == before


def test_a_link_that_runs_something_is_plain_text(client: FlaskClient) -> None:
    words = "A coast guard counted the ships for three nights and wrote down what he saw of them. " * 4
    links = ("javascript:alert(1)", " JaVa\tscript:alert(2)", "data:text/html,x", "vbscript:x", "https://ok.example/")
    anchors = " ".join(f'<a href="{link}">word {at}</a>' for at, link in enumerate(links))
    page = f"<html><body><article><h1>Ships</h1><p>{words}{anchors}</p></article></body></html>"
    cut(client, upload(client, page.encode(), "ships.html"))
    shown = parsed(client.get("/articles/2"))
    assert "word 1" in shown.get_element_by_id("main").text_content()
    assert set(shown.xpath("//a[@class='out']/@href")) == {"https://ok.example/"}
    assert not shown.xpath("//@href[contains(translate(., 'SCRIPT', 'script'), 'script:')]")


def test_a_form_posted_twice_makes_one_claim(client: FlaskClient, database: Database) -> None:
    page = client.get(SHOW)
    typed = {"quote": QUOTE, "statement": "Nineteen people died.", "cited": "The bulletin", "cited_outlet": "FARS"}
    first = submit(client, page, typed, ANNOTATE)
    after = rows(database)
    second = submit(client, page, typed, ANNOTATE)
    assert (second.status_code, second.location) == (303, first.location)
    assert rows(database) == after


def test_a_cited_work_is_noted_with_its_outlet(client: FlaskClient, database: Database) -> None:
    enter(client, trail="FARS", cited="The first bulletin", cited_outlet="FARS", manner="quote", basis="witnessed")
    with closing(database.reading()) as session:
        step = session.scalars(select(Citation)).one()
        assert (step.manner.value, step.basis.value) == ("quote", "witnessed")
        assert step.cited_article is not None
        assert step.cited_article.publisher is not None
        assert (step.cited_article.title, step.cited_article.publisher.name) == ("The first bulletin", "FARS")
        assert (step.named_as, step.cue) == ("FARS", "reported")
        number = step.cited_article.number
    assert "only cited" in text_of(client.get(f"/articles/{number}"))


@pytest.mark.parametrize(("triage", "word"), [("later", "Marked for later"), ("skip", "Not to check")])
def test_the_first_pass_marks_words_and_the_second_fills_them_in(
    client: FlaskClient, database: Database, triage: str, word: str
) -> None:
    marked = submit(client, client.get(SHOW), {"quote": QUOTE, "triage": triage}, MARK)
    assert marked.status_code == 303
    assert word in listed(client)
    where = f"/appearances/{only(database).id}/fill-in"
    filled = submit(client, client.get(where), {"statement": "Nineteen died.", "trail": "FARS"}, where)
    assert filled.status_code == 303
    assert anchored(database) == [("Nineteen died.", QUOTE, TEXT.index(QUOTE))]
    appearance = only(database)
    assert (appearance.claim.triage.value, appearance.stance.value) == ("check", "reports")
    assert word not in listed(client)


def test_an_earlier_claim_is_found_and_joined(client: FlaskClient, database: Database) -> None:
    enter(client)
    typed = {"quote": "four aircraft", "statement": "Nineteen people died there.", "alike": "yes"}
    looked = submit(client, client.get(SHOW), typed, ANNOTATE)
    assert "Nineteen people died." in text_of(looked)
    joined = submit(client, looked, {"quote": "four aircraft", "trail": "FARS"}, "/claims/1/appearances/add")
    assert joined.status_code == 303
    assert [words for _, words, _ in anchored(database)] == [QUOTE, "four aircraft"]
    with closing(database.reading()) as session:
        assert len(session.scalars(select(Claim)).all()) == 1


def test_a_change_on_top_of_what_was_not_seen_is_shown_what_changed(client: FlaskClient, database: Database) -> None:
    enter(client, trail="FARS")
    where = f"/appearances/{only(database).id}/fill-in"
    old = client.get(where)
    assert submit(client, client.get(where), {"statement": "Nineteen were killed."}, where).status_code == 303
    refused = submit(client, old, {"statement": "At least nineteen died.", "trail": "FARS < RIA"}, where)
    assert refused.status_code == 409
    told = text_of(refused)
    assert "What changed meanwhile" in told
    assert "Anton Annotator" in told
    form = form_on(refused, where)
    assert form.fields["statement"].strip() == "At least nineteen died."
    assert submit(client, refused, {}, where).status_code == 303
    assert anchored(database)[0][0] == "At least nineteen died."
    assert trail(database) == [FARS, "RIA < FARS"]


def test_a_trail_is_changed_step_by_step_as_one_action(client: FlaskClient, database: Database) -> None:
    enter(client, trail="FARS < Sputnik Arabic")
    where = f"/appearances/{only(database).id}/trail"
    page = client.get(where)
    details = {"steps-1-basis": "document", "steps-1-stance": "doubts", "steps-0-cue": "citing", "why": "Read again."}
    saved = submit(client, page, {"trail": "FARS < Sputnik Arabic, RIA < .", **details}, where)
    assert saved.status_code == 303
    assert trail(database) == [FARS, "RIA < FARS", "Sputnik Arabic < FARS"]
    with closing(database.reading()) as session:
        fars, ria, sputnik = session.scalars(select(Citation).join(Citation.entered_source).order_by(Source.name))
        assert sputnik.stance is not None
        assert (sputnik.basis.value, sputnik.stance.value, ria.beyond.value) == ("document", "doubts", "gives_none")
        assert TEXT[fars.cue_start : fars.cue_end] == "citing"
        assert session.scalars(select(Event.action).order_by(Event.seq.desc())).first() == "trail.entered"


def test_how_a_step_and_an_article_know_is_entered_with_whom_they_have_it_from(
    client: FlaskClient, database: Database
) -> None:
    enter(client, trail="FARS")
    where, edit = f"/appearances/{only(database).id}/trail", f"/appearances/{only(database).id}/edit"
    told = {"steps-0-basis": "told_by", "steps-0-known_from": "The register"}
    assert submit(client, client.get(where), told, where).status_code == 303
    assert (
        submit(client, client.get(edit), {"basis": "document", "known_from": "The register"}, edit).status_code == 303
    )
    with closing(database.reading()) as session:
        [step] = session.scalars(select(Citation))
        register = session.scalars(select(Source).where(Source.name == "The register")).one()
        assert (step.basis.value, step.known_from) == ("told_by", register)
        appearance = session.scalars(select(Appearance)).one()
        assert (appearance.basis, appearance.known_from) == (Basis.DOCUMENT, register)
    assert form_on(client.get(where), where).fields["steps-0-known_from"] == f"The register [{register.number}]"


def test_overlapping_quotes_are_nested_and_drawn_on_two_lines(client: FlaskClient) -> None:
    enter(client, "four aircraft took part and that nineteen people")
    enter(client, "nineteen people were killed")
    marks = parsed(client.get(SHOW)).xpath("//mark")
    assert [mark.text_content() for mark in marks] == [
        "four aircraft took part and that nineteen people",
        "nineteen people",
        " were killed",
    ]
    assert ["is-low" in mark.get("class") for mark in marks] == [False, True, True]
    assert marks[1].getparent() is marks[0]


def test_a_viewer_reads_and_gets_no_form(client: FlaskClient) -> None:
    enter(client)
    sign_in(client, "vera")
    page = client.get(SHOW)
    assert parsed(page).xpath("//form[@id='claim-form']") == []
    assert "Nineteen people died." in text_of(page)
    assert client.get(f"/appearances/{uuid4()}/fill-in").status_code == 403


def test_the_page_asks_as_often_for_one_claim_as_for_many(client: FlaskClient, database: Database) -> None:
    counts, have = [], 0
    words = [found.group() for found in re.finditer(r"\w+ \w+ \w+", TEXT) if TEXT.count(found.group()) == 1]
    for wanted in (1, 20, 200):
        for at in range(have, wanted):
            annotate(database, 1, words[at % len(words)])
        have = wanted
        client.get(SHOW)
        with statements(database.engine) as sent:
            assert client.get(SHOW).status_code == 200
        counts.append(len(sent))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 21


def test_a_withdrawn_claim_leaves_the_text(client: FlaskClient, database: Database) -> None:
    enter(client)
    with closing(database.writing()) as session:
        claim = claims.get_claim(session, 1)
        person = session.scalars(select(User).where(User.login == "rita")).one()
        claims.withdraw(session, claim, seen=claim.rev, why="Entered by mistake.", by=person)
        session.commit()
    assert parsed(client.get(SHOW)).xpath("//mark") == []
