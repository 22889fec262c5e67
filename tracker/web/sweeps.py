"""Undoing all of one person's actions since a moment, seen as a list before it is done."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.domain.wording import in_figures
from tracker.services.undo import scopes, sweeps
from tracker.services.undo.scopes import Asked, Scope
from tracker.services.undo.sweeps import Progress, Sweep, Swept
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


@dataclass
class Tally:
    """What has been done so far, and whether there are older changes left."""

    undone: int = 0
    held: int = 0
    older: bool = False

    def add(self, progress: Progress) -> None:
        """Count what one transaction has done."""
        self.undone, self.held = self.undone + progress.undone, self.held + progress.held
        self.older = progress.below is not None

    @property
    def words(self) -> str:
        """Return what was done as a sentence or two."""
        said = f"{in_figures(self.undone, 'change is', 'changes are')} undone."
        if self.held:
            said += f" {in_figures(self.held, 'change was', 'changes were')} left, for something is in the way."
        return f"{said} Older ones are left: look at them, and send it again." if self.older else said


@bp.route("", methods=["GET", "POST"])
@needs(Permission.UNDO_ANY)
def show() -> ResponseReturnValue:
    """Show what undoing all of one person's actions since a moment comes to, and undo them."""
    form, asked, tally = SweepForm(), _asked(), Tally()
    if asked.scope is not None and form.validate_on_submit():
        with refusals_on(form):
            _undo_all(asked.scope, form, tally)
            flash(tally.words)
            return redirect(_url(asked), 303)
    if tally.undone:
        flash(f"Before that, {tally.words}")
    return _list(_asked(), form)


def _asked() -> Asked:
    return scopes.read(g.session, request.args, desk().settings.desk_zone)


def _undo_all(scope: Scope, form: SweepForm, tally: Tally) -> None:
    """Undo a scope some changes at a time, as many as one go takes; between two transactions others have their turn."""
    seen: int | None = form.position.data or 0
    below = scope.below or (form.position.data or 0) + 1
    for _ in range(sweeps.MOST // sweeps.BATCH):
        progress = sweeps.undo_some(g.session, scope, below=below, seen=seen, why=form.why.data, by=g.user)
        commit()
        tally.add(progress)
        if progress.below is None:
            return
        seen, below = None, progress.below


def _list(asked: Asked, form: SweepForm) -> ResponseReturnValue:
    held_only, before = "held" in request.args, request.args.get("before", type=int)
    sweep = None
    if asked.scope is not None:
        sweep = sweeps.preview(g.session, asked.scope, person=g.user, held_only=held_only, before=before)
        form.position.data = sweep.position
    page = render_template(
        "sweeps/show.html",
        form=form,
        asked=asked,
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
