"""Lists of claims: handed in, looked at and understood, taken in behind the page, and what became of each entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.intakes import IntakeOutcome, IntakeStage, ListForm
from tracker.domain.reports.things import CALLED
from tracker.domain.roles import Permission
from tracker.exports import cells
from tracker.ingest import lists
from tracker.ingest.lists import Entry, Reviewed
from tracker.ingest.lists.columns import FIELDS
from tracker.ingest.lists.tables import MOST_COLUMNS
from tracker.models import Claim, Intake
from tracker.services import claims, intakes, jobs
from tracker.services.intakes import Meanings, Survey
from tracker.web import taking_in
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms import intakes as typed
from tracker.web.forms.base import Form
from tracker.web.forms.intakes import BeginForm, NewIntakeForm, PlanForm
from tracker.web.meanwhile import changes
from tracker.web.transactions import commit, looking

bp = Blueprint("intakes", __name__, url_prefix="/intake")

SHOWN = 25
"""How many entries of a list are shown on a page before it is taken in."""

MOST_REFUSED = 20_000
"""How many refusals go into the table of them."""


@dataclass(frozen=True)
class Row:
    """An entry as it would come in: what it says, what its verdict means, and the claims that it may be."""

    position: int
    entry: Entry
    said: Reviewed
    means: str
    alike: Sequence[Claim]
    joined: str


@bp.get("")
@needs(Permission.READ)
def index() -> ResponseReturnValue:
    """List the lists that were handed in, the newest first."""
    after = request.args.get("after")
    page = intakes.page(g.session, person=g.user, after=after)
    next_url = url_for("intakes.index", after=page.next_key) if page.next_key else None
    first_url = url_for("intakes.index") if after else None
    return render_template("intakes/index.html", page=page, next_url=next_url, first_url=first_url)


@bp.route("/new", methods=["GET", "POST"])
@needs(Permission.TAKE_IN)
def new() -> ResponseReturnValue:
    """Hand a list in; nothing of it is taken in before it was looked at."""
    form = NewIntakeForm()
    if form.validate_on_submit():
        with refusals_on(form):
            return redirect(_open(form), 303)
    largest = min(desk().settings.max_upload, lists.MOST_BYTES)
    whole = g.user.may(Permission.MANAGE_PEOPLE)
    return render_template("intakes/new.html", form=form, largest=largest, whole=whole), form.status


@bp.get("/<int:number>")
@needs(Permission.READ)
def show(number: int) -> ResponseReturnValue:
    """Show a list: what would come of it, or how far it is, or what became of it."""
    intake = intakes.get(g.session, number, person=g.user)
    if intake.stage is IntakeStage.OPEN:
        return _looked_at(intake)
    return _outcome(intake, BeginForm(formdata=None, data={"rev": intake.rev}))


@bp.post("/<int:number>/plan")
@needs(Permission.TAKE_IN)
def plan(number: int) -> ResponseReturnValue:
    """Say how a list is to be understood, and look at it again."""
    _look_through(number)
    intake = intakes.get(g.session, number, person=g.user)
    form = PlanForm()
    if form.validate():
        with refusals_on(form, about=intake):
            changed = intakes.plan(g.session, intake, **_planned(intake, form), seen=form.rev.data, by=g.user)
            commit()
            flash("Understood so. Look at what would come in now." if changed else "Nothing was changed.", "done")
            return redirect(url_for("intakes.show", number=number, **_place()), 303)
    return _looked_at(intakes.get(g.session, number, person=g.user), form)


@bp.post("/<int:number>/begin")
@needs(Permission.TAKE_IN)
def begin(number: int) -> ResponseReturnValue:
    """Take a list in, or go on where it was broken off; it is done behind the page."""
    _look_through(number)
    intake = intakes.get(g.session, number, person=g.user)
    form = BeginForm()
    if form.validate():
        with refusals_on(form, about=intake):
            job = intakes.begin(g.session, intake, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            taking_in.begin(desk(), job.id).join(taking_in.PATIENCE)
            return redirect(url_for("intakes.show", number=number), 303)
    intake = intakes.get(g.session, number, person=g.user)
    if intake.stage is IntakeStage.OPEN:
        return _looked_at(intake, begun=form)
    return _outcome(intake, form)


@bp.get("/<int:number>/refused.csv")
@needs(Permission.READ)
def refused(number: int) -> ResponseReturnValue:
    """Hand out what of a list was, or would be, refused and why, as a table."""
    intake = intakes.get(g.session, number, person=g.user)
    table = cells.rows([("Stands at", "Refused because"), *_refusals(intake)])
    response = Response(b"".join(table), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="list-{number}-refused.csv"'
    return response


def _open(form: NewIntakeForm) -> str:
    """Keep the list that was handed in, and return the address of its page."""
    given = form.handed_in()
    if intakes.is_whole_report(given.content):
        intakes.refuse_others(g.signed_in.user)
    # Looking a long list through takes seconds, and nobody else shall wait for that.
    looked = intakes.looked_through(given.content, given.filename, given.charset)
    with looking() as session:
        before = intakes.of_bytes(session, given.content)
    more: dict[str, Any] = {"charset": given.charset, "id": form.id.data}
    intake = intakes.open_list(g.session, given.content, given.filename, looked, **more, by=g.user)
    commit()
    if before is not None and before.id != form.id.data:
        flash(f"These very bytes were handed in before, as list {before.number}. What it brought is not brought again.")
    return url_for("intakes.show", number=intake.number)


def _look_through(number: int) -> None:
    """Look a list through before the transaction, which finds it remembered: a long one takes seconds."""
    with looking() as session:
        intake = intakes.get(session, number, person=g.signed_in.user)
        if intake.form is ListForm.WHOLE_REPORT:
            intakes.look_whole(intakes.content_of(session, intake))
        else:
            intakes.survey_of(session, intake)


def _planned(intake: Intake, form: PlanForm) -> dict[str, Any]:
    """Return what the form says of how a list is to be understood."""
    survey = intakes.survey_of(g.session, intake)
    means = intakes.of_intake(g.session, intake)
    asked = intakes.asked(means, survey.verdicts, survey.places)
    return {
        "columns": typed.columns(request.form, MOST_COLUMNS),
        "meanings": typed.meanings(request.form, asked, list(means.steps)),
        "joins": typed.joins(request.form, intakes.joins_of(intake)),
        "join_same": form.join_same.data,
    }


def _plan_form(intake: Intake) -> PlanForm:
    return PlanForm(formdata=None, data={"rev": intake.rev, "join_same": intake.join_same})


def _looked_at(intake: Intake, form: PlanForm | None = None, *, begun: BeginForm | None = None) -> ResponseReturnValue:
    """Show what would come of a list, as its kind is shown."""
    begin_form = begun or BeginForm(formdata=None, data={"rev": intake.rev})
    if intake.form is not ListForm.WHOLE_REPORT:
        return _preview(intake, form or _plan_form(intake), begin_form)
    coming = intakes.coming(g.session, intakes.content_of(g.session, intake))
    status = form.status if form and form.status != 200 else begin_form.status
    page = render_template(
        "intakes/whole.html", intake=intake, form=form, begin_form=begin_form, coming=coming, called=CALLED
    )
    return page, status


def _preview(intake: Intake, form: PlanForm, begin_form: BeginForm) -> ResponseReturnValue:
    survey = intakes.survey_of(g.session, intake)
    means = intakes.of_intake(g.session, intake)
    start = min(_start(), max(0, len(survey.shown) - 1)) // SHOWN * SHOWN
    page = render_template(
        "intakes/preview.html",
        intake=intake,
        form=form,
        begin_form=begin_form,
        changes=changes(form),
        survey=survey,
        known=intakes.how_many_known(g.session, survey),
        asked=intakes.asked(means, survey.verdicts, survey.places),
        steps=means.steps,
        fields=FIELDS,
        columns=_columns(intake),
        rows=_rows(intake, survey, means, start),
        start=start,
        size=SHOWN,
        most_shown=intakes.MOST_SHOWN,
        may_take_in=g.user.may(Permission.TAKE_IN),
    )
    return page, form.status if form.status != 200 else begin_form.status


def _rows(intake: Intake, survey: Survey, means: Meanings, start: int) -> list[Row]:
    joined = intakes.joins_of(intake)
    found = []
    for position, entry in survey.shown[start : start + SHOWN]:
        if entry.reviewed is not None:
            step = means.step(entry.reviewed)
            alike = claims.alike(g.session, entry.reviewed.claim)
            chosen = str(joined[position]) if position in joined else "same"
            found.append(Row(position, entry, entry.reviewed, step.label if step else "", alike, chosen))
    return found


def _columns(intake: Intake) -> dict[str, Any] | None:
    """Return the headings and the first rows of a table, and which column holds what; None for another list."""
    if intake.form is not ListForm.TABLE:
        return None
    content = intakes.content_of(g.session, intake)
    mapped = {one.partition("=")[0]: int(one.partition("=")[2]) for one in intake.columns}
    charset = intake.charset or None
    return {"headings": lists.headings(content, charset), "rows": lists.sample(content, charset), "mapped": mapped}


def _outcome(intake: Intake, form: BeginForm) -> ResponseReturnValue:
    job = intakes.last_job(g.session, intake)
    after = request.args.get("after", -1, type=int)
    items = intakes.items_of(g.session, intake, after=after, limit=51)
    page = render_template(
        "intakes/show.html",
        intake=intake,
        form=form,
        job=job,
        running=job is not None and jobs.is_running(job),
        called=CALLED,
        became=intakes.counted(job.kinds if job is not None else None),
        items=items[:50],
        next_url=url_for("intakes.show", number=intake.number, after=items[49].position) if len(items) > 50 else None,
        first_url=url_for("intakes.show", number=intake.number) if after >= 0 else None,
        may_take_in=g.user.may(Permission.TAKE_IN),
        nothing=Form(formdata=None),
    )
    return page, form.status


def _refusals(intake: Intake) -> Sequence[tuple[str, str]]:
    if intake.stage is IntakeStage.OPEN and intake.form is ListForm.WHOLE_REPORT:
        coming = intakes.coming(g.session, intakes.content_of(g.session, intake))
        return [(f"thing {one.place:,}", f"{one.what}: {one.why}") for one in coming.refused]
    if intake.stage is IntakeStage.OPEN:
        return [(one.place, one.refused) for _, one in intakes.survey_of(g.session, intake).refusals]
    found = intakes.items_of(g.session, intake, outcome=IntakeOutcome.REFUSED, limit=MOST_REFUSED)
    return [(one.place, one.refused) for one in found]


def _start() -> int:
    return max(0, request.args.get("from", 0, type=int))


def _place() -> dict[str, Any]:
    return {"from": _start()} if _start() else {}
