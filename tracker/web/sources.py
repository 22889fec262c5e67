"""Sources: the list of them, each one's page, and what is known of each."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain import chance
from tracker.domain.errors import Duplicate, NotFound, Refusal
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import SourceKind
from tracker.models import Source
from tracker.services import source_lists, source_pages, sources
from tracker.services.access import visible
from tracker.services.dates import as_kept
from tracker.services.source_pages import SourcePage
from tracker.web import bars, graded
from tracker.web.addresses import page_of
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.base import Form
from tracker.web.forms.sources import KnownSourceForm, NewSourceForm
from tracker.web.log_entries import told
from tracker.web.meanwhile import changes
from tracker.web.transactions import commit

bp = Blueprint("sources", __name__, url_prefix="/sources")


@bp.get("")
@needs(Permission.READ)
def index() -> ResponseReturnValue:
    """List sources by name, as the address filters them."""
    asked: dict[str, Any] = {name: text for name in ("text", "kind", "initial") if (text := _asked(name))}
    filters = source_lists.Filters(
        kind=SourceKind(asked["kind"]) if asked.get("kind") in set(SourceKind) else None,
        text=asked.get("text", ""),
        initial=asked.get("initial", ""),
    )
    after = request.args.get("after")
    page = source_lists.page(g.session, filters, after=after)
    return render_template(
        "sources/index.html",
        page=page,
        count=source_lists.how_many(g.session, filters),
        asked=asked,
        kinds=SourceKind,
        may_add=g.user.may(Permission.ANNOTATE),
        next_url=url_for("sources.index", **asked, after=page.next_key) if page.next_key else None,
        first_url=url_for("sources.index", **asked) if after else None,
    )


@bp.route("/add", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def add() -> ResponseReturnValue:
    """Add a source with all its names."""
    form = NewSourceForm()
    if form.validate_on_submit():
        with refusals_on(form):
            source = sources.add(
                g.session,
                name=form.name.data,
                kind=SourceKind(form.kind.data),
                other_names=(form.other_names.data or "").splitlines(),
                about=form.about.data or "",
                contact=form.contact.data or "",
                id=form.id.data,
                even_if_known=form.another.data,
                why=form.why.data or "",
                by=g.user,
            )
            commit()
            flash(f"{source.name} is added.", "done")
            return redirect(url_for("sources.show", number=source.number), 303)
    return render_template("sources/add.html", form=form, known_url=known_url(form)), form.status


@bp.get("/<int:number>")
@needs(Permission.READ)
def show(number: int) -> ResponseReturnValue:
    """Show a source: its names, its owners, and what it originated and relayed."""
    source, asked = source_at(number), _owners_asked()
    page = source_pages.read(g.session, source, person=g.user, owners_on=asked.on)
    may = {permission.value: g.user.may(permission) for permission in Permission}
    more = {"owners_asked": asked, "grades": graded.on_source(g.session, source)}
    return render_template("sources/show.html", **shown(page, may), **more), 422 if asked.problem else 200


@bp.route("/<int:number>/edit", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def edit(number: int) -> ResponseReturnValue:
    """Change what is known of a source."""
    source = source_at(number)
    known = {"rev": source.rev, "name": source.name, "kind": source.source_kind.value}
    said = {"about": source.about, "contact": source.contact, "owners_examined": bool(source.owners_examined)}
    form = KnownSourceForm(data={**known, **said})
    if form.validate_on_submit():
        with refusals_on(form, about=source):
            sources.edit(
                g.session,
                source,
                name=form.name.data,
                kind=SourceKind(form.kind.data),
                about=form.about.data or "",
                contact=form.contact.data or "",
                owners_examined=form.owners_examined.data,
                seen=form.rev.data,
                why=form.why.data or "",
                by=g.user,
            )
            commit()
            flash("The source is saved.", "done")
            return redirect(url_for("sources.show", number=number), 303)
    changed, known_at = changes(form), known_url(form)
    return render_template(
        "sources/edit.html", source=source, form=form, changes=changed, known_url=known_at
    ), form.status


def shown(page: SourcePage, may: dict[str, bool]) -> dict[str, Any]:
    """Return what the page of a source shows to somebody who may do so much."""
    drawn = bars.of_record(page.record, page.verdicts)
    return {"page": page, "source": page.source, "bars": drawn, "changes": told(page.changes), "may": may}


def source_at(number: int) -> Source:
    """Return the source of a number, or raise NotFound."""
    source = sources.get_source(g.session, number)
    if not visible(source, g.user):
        raise NotFound(f"There is no source {number}.")
    return source


def known_url(form: Form) -> str | None:
    """Return the address of the source that has the name already, where a form was refused for that."""
    return page_of(form.refusal.existing) if isinstance(form.refusal, Duplicate) else None


@dataclass(frozen=True)
class OwnersAsked:
    """The date on which somebody wants to see owners: as typed, as it is kept, and why it cannot be read."""

    typed: str
    on: str
    problem: str = ""


def _owners_asked() -> OwnersAsked:
    """Read the date of the owners from the address: today where it names none, any time where it is empty."""
    today = chance.now().astimezone(desk().settings.desk_zone).date().isoformat()
    typed = request.args.get("owners_on", today).strip()[:40]
    try:
        return OwnersAsked(typed, as_kept(typed, field="owners_on"))
    except Refusal as refusal:
        return OwnersAsked(typed, today, refusal.message)


def _asked(name: str) -> str:
    return request.args.get(name, "").strip()[:300]
