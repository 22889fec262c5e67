"""Notes on articles, claims, their quotes and sources: written, assigned, resolved and reopened."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain import chance
from tracker.domain.errors import NotFound
from tracker.domain.mentions import stretches
from tracker.domain.roles import Permission
from tracker.models import Claim, Note, User
from tracker.services import notes
from tracker.services.access import visible
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.notes import NoteForm, NoteStepForm, among
from tracker.web.things import page_path, thing_at
from tracker.web.transactions import commit

bp = Blueprint("notes", __name__)


@bp.route("/<kind>/<int:number>/notes", methods=["GET", "POST"])
@needs(Permission.NOTE)
def thread(kind: str, number: int) -> ResponseReturnValue:
    """Show the notes on a thing, and write one."""
    thing = thing_at(kind, number)
    form = NoteForm(data={"on": request.args.get("quote", "")})
    colleagues = notes.takers(g.session)
    quotes = notes.quotes_of(g.session, thing) if isinstance(thing, Claim) else ()
    form.offer(colleagues, quotes)
    if form.validate_on_submit():
        with refusals_on(form):
            notes.add(
                g.session,
                thing,
                words=form.words.data,
                on=among(quotes, form.on.data),
                answers=notes.get(g.session, form.answered) if form.answered else None,
                assigned_to=among(colleagues, form.assigned_to.data),
                id=form.id.data,
                by=g.user,
            )
            commit()
            flash("Your note was saved.")
            return redirect(url_for("notes.thread", kind=kind, number=number), 303)
    written = notes.of_thing(g.session, thing)
    context = {"thing": thing, "thing_url": page_path(thing), "threads": _threads(written), "people": colleagues}
    context |= _mentions(colleagues)
    return render_template("notes/thread.html", form=form, step=NoteStepForm(formdata=None), **context), form.status


@bp.post("/notes/<uuid:id>/resolve")
@needs(Permission.NOTE)
def resolve(id: UUID) -> ResponseReturnValue:
    """Mark a note as dealt with."""
    note, form = _note(id), NoteStepForm()
    notes.resolve(g.session, note, seen=form.rev.data, by=g.user)
    return _saved(note, "The note was resolved.")


@bp.post("/notes/<uuid:id>/reopen")
@needs(Permission.NOTE)
def reopen(id: UUID) -> ResponseReturnValue:
    """Mark a note as not dealt with after all."""
    note, form = _note(id), NoteStepForm()
    notes.reopen(g.session, note, seen=form.rev.data, by=g.user)
    return _saved(note, "The note was reopened.")


@bp.post("/notes/<uuid:id>/assign")
@needs(Permission.NOTE)
def assign(id: UUID) -> ResponseReturnValue:
    """Let a note wait for somebody, or for nobody."""
    note, form = _note(id), NoteStepForm()
    to = among(notes.takers(g.session), form.assigned_to.data)
    notes.assign(g.session, note, to, seen=form.rev.data, by=g.user)
    return _saved(note, f"The note is assigned to {to.name}." if to else "The note is assigned to nobody.")


def _note(id: UUID) -> Note:
    note = notes.get(g.session, id)
    if not visible(notes.thing_of(note), g.user):
        raise NotFound("There is no such note.")
    return note


def _saved(note: Note, said: str) -> ResponseReturnValue:
    commit()
    flash(said)
    thing = notes.thing_of(note)
    return redirect(url_for("notes.thread", kind=f"{thing.kind}s", number=thing.number), 303)


def _mentions(colleagues: Sequence[User]) -> dict[str, Any]:
    """Return what marks in the words of notes whom they mention."""
    names = {person.login_folded: person.name for person in colleagues}
    return {"names": names, "said": lambda note: stretches(note.words, names)}


def _threads(written: Sequence[Note]) -> list[tuple[Note, list[Note], UUID]]:
    """List the notes that answer nothing, each with what follows from it in order, and the id of an answer to come."""
    threads: dict[UUID, tuple[Note, list[Note], UUID]] = {}
    begun_by: dict[UUID, UUID] = {}
    for note in written:
        first = begun_by.get(note.answers_id) if note.answers_id else None
        if first is None:
            threads[note.id] = (note, [], chance.new_id())
        else:
            threads[first][1].append(note)
        begun_by[note.id] = first or note.id
    return list(threads.values())
