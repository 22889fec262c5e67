"""Notes are written, answered, assigned, resolved and reopened on the page of their thread."""

import pytest
from flask import Flask

from tests.assessing import Desk
from tests.pages import parsed, submit, text_of
from tests.web.assessing import client_of
from tracker.services import notes


def written(desk: Desk, thing: notes.Thing) -> list[tuple[str, str]]:
    desk.session.expire_all()
    found = notes.of_thing(desk.session, thing)
    return [(note.words, note.created_by.login) for note in found if note.created_by is not None]


@pytest.mark.parametrize("kind", ["claims", "articles", "sources"])
def test_a_note_is_written_on_each_kind_of_thing(app: Flask, web_desk: Desk, kind: str) -> None:
    things: dict[str, notes.Thing] = {
        "claims": web_desk.claim(),
        "articles": web_desk.article(),
        "sources": web_desk.source("FARS"),
    }
    thing = things[kind]
    web_desk.session.commit()
    client = client_of(app, "anton")
    page = client.get(f"/{kind}/{thing.number}/notes")
    assert "Nobody has written a note here yet." in text_of(page)
    assert submit(client, page, {"words": "Which depot?"}).status_code == 303
    assert written(web_desk, thing) == [("Which depot?", "anton")]


def test_a_thread_is_answered_assigned_resolved_and_reopened(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    note = notes.add(web_desk.session, claim, words="Which depot?", by=web_desk.boris)
    web_desk.session.commit()
    client = client_of(app, "anton")
    thread = f"/claims/{claim.number}/notes"
    page = client.get(thread)
    answer = parsed(page).xpath("//input[@name='answers'][@value!='']/ancestor::form")[0]
    fields = dict(answer.form_values()) | {"words": "The northern one."}
    assert client.post(thread, data=fields).status_code == 303
    assert written(web_desk, claim) == [("Which depot?", "boris"), ("The northern one.", "anton")]
    steps = f"/notes/{note.id}"
    assert (
        submit(client, client.get(thread), {"assigned_to": str(web_desk.carla.id)}, f"{steps}/assign").status_code
        == 303
    )
    assert submit(client, client.get(thread), action=f"{steps}/resolve").status_code == 303
    web_desk.session.expire_all()
    assert (note.assigned_to, note.resolved) == (web_desk.carla, True)
    assert submit(client, client.get(thread), action=f"{steps}/reopen").status_code == 303
    web_desk.session.expire_all()
    assert not note.resolved


def test_a_note_resolved_meanwhile_is_not_assigned(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    note = notes.add(web_desk.session, claim, words="Ask.", by=web_desk.boris)
    web_desk.session.commit()
    client = client_of(app, "anton")
    page = client.get(f"/claims/{claim.number}/notes")
    notes.resolve(web_desk.session, note, by=web_desk.carla)
    web_desk.session.commit()
    chosen = {"assigned_to": str(web_desk.carla.id)}
    assert submit(client, page, chosen, f"/notes/{note.id}/assign").status_code == 409


@pytest.mark.parametrize("path", ["/claims/99/notes", "/people/1/notes"])
def test_what_is_not_there_has_no_notes(app: Flask, web_desk: Desk, path: str) -> None:
    assert client_of(app, "anton").get(path).status_code == 404


def test_a_note_is_on_a_quote_of_a_claim(app: Flask, web_desk: Desk) -> None:
    claim = web_desk.claim()
    client = client_of(app, "anton")
    [link] = parsed(client.get(f"/claims/{claim.number}")).xpath("//a[text()='Write a note']/@href")
    [chosen] = parsed(client.get(link)).xpath("//select[@name='on']/option[@selected]/text()")
    assert chosen.startswith("the quote “")
    for typed in (
        {"words": "The whole sentence?"},
        {"words": "The claim?", "on": ""},
        {"words": "None.", "on": "such"},
    ):
        [form] = parsed(client.get(link)).xpath("//select[@name='on']/ancestor::form")
        assert client.post(link, data=dict(form.form_values()) | typed).status_code == 303
    web_desk.session.expire_all()
    on = [note.appearance for note in notes.of_thing(web_desk.session, claim)]
    assert [one is not None and one.claim is claim for one in on] == [True, False, False]
    thread = text_of(client.get(f"/claims/{claim.number}/notes"))
    assert thread.count("On the quote") == 1
