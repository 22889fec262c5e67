"""Queues: saved filters, what is next in them, and sharing out what waits in them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound, Refusal
from tracker.domain.roles import Permission
from tracker.domain.urgency import Covers
from tracker.models import Claim, Queue
from tracker.services import article_lists, claim_lists, next_up, queues, tasks
from tracker.services.tasks import Thing
from tracker.web import article_filters, filters_url, going_on
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.base import Form
from tracker.web.forms.queues import QueueForm, SaveForm, ShareOutForm, WithdrawQueueForm
from tracker.web.meanwhile import changes
from tracker.web.transactions import commit

bp = Blueprint("queues", __name__, url_prefix="/queues")

_LISTS = {Covers.CLAIMS: "claims.index", Covers.ARTICLES: "articles.index"}


@dataclass(frozen=True)
class Shown:
    """A queue, the filters that it stands for in an address, where its list is, and how many things wait in it.

    ``count`` is None where a filter means nothing any more, such as a person who is not known here.
    """

    queue: Queue
    filters: dict[str, str]
    url: str
    count: int | None


@bp.get("")
@needs(Permission.READ)
def index() -> ResponseReturnValue:
    """List the queues that a person sees, with how much waits in each."""
    context = {"mine": tasks.waiting_for(g.session, g.user), "nothing": Form(formdata=None)}
    return render_template("queues/index.html", queues=of_person(), **context)


@bp.route("/<of>/save", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def save(of: str) -> ResponseReturnValue:
    """Save the filters of a list, as they stand in the address, under a name."""
    covers = _covers(of)
    kept = _kept(covers, request.args)
    form = SaveForm()
    if form.validate_on_submit():
        with refusals_on(form):
            name, shared = form.name.data, form.shared.data
            queue = queues.save(g.session, name, covers, kept, shared=shared, id=form.id.data, by=g.user)
            commit()
            flash(f"Saved as the queue “{queue.name}”.", "done")
            return redirect(url_for("queues.index"), 303)
    context = {"covers": covers, "chosen": _in_words(covers, kept), "back": _list(covers, kept)}
    here = url_for("queues.save", of=of, **kept)
    return render_template("queues/save.html", form=form, here=here, **context), form.status


@bp.route("/<uuid:id>/edit", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def edit(id: UUID) -> ResponseReturnValue:
    """Rename a queue, say for whom it is, and among whom what waits in it is shared out."""
    queue = _queue(id)
    form = QueueForm.of(queue)
    form.offer(tasks.doers(g.session, queues.kind_of(queue)))
    may_share = g.user.may(Permission.SHARE_OUT)
    if form.validate_on_submit():
        with refusals_on(form, about=queue):
            people = form.chosen() if may_share else None
            said = {"name": form.name.data, "shared": form.shared.data, "why": form.why.data}
            queues.change(g.session, queue, people=people, seen=form.rev.data, by=g.user, **said)
            commit()
            flash("The queue is saved.", "done")
            return redirect(url_for("queues.index"), 303)
    context = {"queue": queue, "changes": changes(form), "chosen": _in_words(queue.covers, queues.filters_of(queue))}
    context["going"] = WithdrawQueueForm(formdata=None, data={"rev": queue.rev})
    return render_template("queues/edit.html", form=form, may_share=may_share, **context), form.status


@bp.post("/<uuid:id>/withdraw")
@needs(Permission.ANNOTATE)
def withdraw(id: UUID) -> ResponseReturnValue:
    """Take a queue away; nothing that it holds changes."""
    form = WithdrawQueueForm()
    if form.validate():
        queues.withdraw(g.session, _queue(id), seen=form.rev.data, by=g.user)
        commit()
        flash("The queue is gone; nothing that was in it has changed.", "done")
    return redirect(url_for("queues.index"), 303)


@bp.route("/<uuid:id>/share-out", methods=["GET", "POST"])
@needs(Permission.SHARE_OUT)
def share_out(id: UUID) -> ResponseReturnValue:
    """Show who would get what of the things that wait in a queue, and assign them."""
    queue = _queue(id)
    filters = _filters(queue.covers, queues.filters_of(queue))
    form = ShareOutForm()
    if form.validate_on_submit():
        with refusals_on(form):
            seen, why = form.seen.data, form.why.data
            many = queues.share_out(g.session, queue, filters, seen=seen, why=why, by=g.user)
            commit()
            flash(f"{many:,} {queue.covers.label} are shared out.", "done")
            return redirect(url_for("queues.index"), 303)
    sharing = queues.sharing(g.session, queue, filters)
    form.seen.data = len(sharing.given)
    return render_template("queues/share_out.html", form=form, queue=queue, sharing=sharing), form.status


@bp.post("/next")
@needs(Permission.ANNOTATE)
def take_next() -> ResponseReturnValue:
    """Give a person the most urgent thing that nobody works on and that they may deal with, and open it."""
    typed = {name: value for name, value in request.form.items() if name not in ("csrf_token", "of")}
    covers = Covers(of) if (of := request.form.get("of", "")) in set(Covers) else None
    thing = next_up.take_next(g.session, g.user, _filters(covers, typed) if covers else None)
    if thing is None:
        flash("Nothing waits here that you could do now.")
        return redirect(_list(covers, typed) if covers else "/", 303)
    commit()
    flash(f"{thing.kind.capitalize()} {thing.number} is yours to work on; others see that.")
    return redirect(_place(thing, typed), 303)


def of_person() -> list[Shown]:
    """List the queues that the person who asks sees, with how much waits in each."""
    return [_shown(queue) for queue in queues.of_person(g.session, g.user)]


def _shown(queue: Queue) -> Shown:
    kept = queues.filters_of(queue)
    count: int | None = None
    if queue.covers is Covers.ARTICLES:
        count = article_lists.how_many(g.session, article_filters.read(kept))
    elif not (asked := filters_url.read(g.session, kept)).problems:
        count = claim_lists.how_many(g.session, asked.filters)
    return Shown(queue, kept, _list(queue.covers, kept), count)


def _covers(of: str) -> Covers:
    if of not in set(Covers):
        raise NotFound("There is no such list.")
    return Covers(of)


def _queue(id: UUID) -> Queue:
    return queues.get_queue(g.session, id, person=g.user)


def _filters(covers: Covers, typed: Any) -> next_up.Filters:
    """Read filters; raise Refusal where one means nothing any more: else more would be done than was meant."""
    if covers is Covers.ARTICLES:
        return article_filters.read(typed)
    asked = filters_url.read(g.session, typed)
    if asked.problems:
        raise Refusal(asked.problems[0])
    return asked.filters


def _kept(covers: Covers, typed: Any) -> dict[str, Any]:
    """Return filters as they are kept: what cannot be read is left out."""
    if covers is Covers.ARTICLES:
        return article_filters.asked(typed)
    return filters_url.write(filters_url.read(g.session, typed).filters)


def _in_words(covers: Covers, kept: dict[str, str]) -> list[Any]:
    if covers is Covers.ARTICLES:
        return list(article_filters.chosen(g.session, article_filters.read(kept), kept))
    return list(filters_url.chosen(g.session, filters_url.read(g.session, kept).filters))


def _list(covers: Covers, kept: dict[str, Any]) -> str:
    return url_for(_LISTS[covers], **kept)


def _place(thing: Thing, typed: dict[str, str]) -> str:
    """Return the address at which the work on a thing begins."""
    if not isinstance(thing, Claim):
        return url_for("workbench.show", number=thing.number)
    return going_on.place(thing, typed)
