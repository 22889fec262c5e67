"""Undoing all of one person's actions since a moment, seen as a list before it is done."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.domain.wording import in_figures
from tracker.models import LongUndoing
from tracker.services import jobs
from tracker.services.undo import going_on, scopes, sweeps
from tracker.services.undo.scopes import Asked, Scope
from tracker.services.undo.sweeps import Progress, Sweep, Swept
from tracker.web import sweeping
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.undo import SweepForm
from tracker.web.log_entries import Told, told
from tracker.web.transactions import commit
from tracker.web.undo import InTheWay, in_the_way

bp = Blueprint("sweeps", __name__, url_prefix="/undo/since")


@dataclass(frozen=True)
class Row:
    """One change of a sweep as the log draws it, how it stands, and what is in its way."""

    change: Told
    swept: Swept
    in_the_way: list[InTheWay]


@bp.route("", methods=["GET", "POST"])
@needs(Permission.UNDO_ANY)
def show() -> ResponseReturnValue:
    """Show what undoing all of one person's actions since a moment comes to, and undo them."""
    form, asked = SweepForm(), _asked()
    if asked.scope is not None and form.validate_on_submit():
        with refusals_on(form):
            _begin(asked.scope, form)
            return redirect(_url(asked), 303)
    return _page(_asked(), form)


def _asked() -> Asked:
    return scopes.read(g.session, request.args, desk().settings.desk_zone)


def _begin(scope: Scope, form: SweepForm) -> None:
    """Undo what one transaction takes, and let the rest go on behind the page, where others have their turn."""
    begun = going_on.begin(g.session, scope, seen=form.position.data or 0, why=form.why.data, by=g.user)
    commit()
    if begun.job is None:
        flash(_told(begun.progress))
    else:
        sweeping.begin(desk(), begun.job)


def _told(progress: Progress) -> str:
    """Return what one transaction did as a sentence or two."""
    said = f"{in_figures(progress.undone, 'change is', 'changes are')} undone."
    if progress.held:
        said += f" {in_figures(progress.held, 'change was', 'changes were')} left, for something is in the way."
    return said


def _page(asked: Asked, form: SweepForm) -> ResponseReturnValue:
    """Show what is being undone behind the page, or else the list, with what became of the last that went on there."""
    last = jobs.newest(g.session, LongUndoing)
    if last is not None and jobs.is_running(last):
        return render_template("sweeps/running.html", form=form, job=last), form.status
    if last is not None and last.below is not None and _is_of(last, asked.scope) and not form.is_submitted():
        form.why.data = last.why
    return _list(asked, form, last if asked.scope is None or _is_of(last, asked.scope) else None)


def _is_of(job: LongUndoing | None, scope: Scope | None) -> bool:
    return job is not None and scope is not None and (job.person_id, job.first) == (scope.person.id, scope.first)


def _list(asked: Asked, form: SweepForm, last: LongUndoing | None) -> ResponseReturnValue:
    held_only, before = "held" in request.args, request.args.get("before", type=int)
    sweep = None
    if asked.scope is not None:
        sweep = sweeps.preview(g.session, asked.scope, person=g.user, held_only=held_only, before=before)
        form.position.data = sweep.position
    page = render_template(
        "sweeps/show.html",
        form=form,
        asked=asked,
        job=last,
        people=scopes.people(g.session),
        sweep=sweep,
        days=_days(_rows(sweep)) if sweep else [],
        held_only=held_only,
        all_url=_url(asked),
        older_url=_url(asked, below=str(sweep.older)) if sweep and sweep.older else None,
        held_url=_url(asked, held="1"),
        next_url=_next_url(asked, sweep, held_only),
        is_first=before is None,
    )
    return page, form.status


def _rows(sweep: Sweep) -> list[Row]:
    return [Row(told([row.entry])[0], row, in_the_way(row.obstacles)) for row in sweep.rows]


def _days(rows: list[Row]) -> list[list[Row]]:
    """Return rows by the day on which they were done, in the desk's zone."""
    zone = desk().settings.desk_zone
    return [list(one) for _, one in groupby(rows, key=lambda row: row.change.at.astimezone(zone).date())]


def _next_url(asked: Asked, sweep: Sweep | None, held_only: bool) -> str | None:
    if sweep is None or sweep.next_key is None:
        return None
    return _url(asked, before=str(sweep.next_key), **({"held": "1"} if held_only else {}))


def _url(asked: Asked, **more: str) -> str:
    values: dict[str, Any] = {**asked.typed, **more}
    return url_for("sweeps.show", **values)
