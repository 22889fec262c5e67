"""Reports: what one is to tell, looking at it first, and its published versions, which never change."""

import io
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker.db import blank
from tracker.domain import numbers
from tracker.domain.errors import Refusal
from tracker.domain.formats import ReportFormat
from tracker.domain.reports.editions import Renewal
from tracker.domain.roles import Permission
from tracker.exports import report_html
from tracker.models import Edition, Report
from tracker.services import claim_filters, jobs, past, publications, redaction, scales
from tracker.web import publishing
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.base import Form
from tracker.web.forms.reports import SCOPE, NewReportForm, PublishForm, ReportForm, WithdrawForm
from tracker.web.meanwhile import changes
from tracker.web.report_files import by_itself, in_order
from tracker.web.transactions import commit

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("")
@needs(Permission.READ)
def index() -> ResponseReturnValue:
    """List the reports, the newest first."""
    withdrawn, after = request.args.get("withdrawn") == "yes", request.args.get("after")
    page = publications.page(g.session, withdrawn=withdrawn, after=after)
    address: dict[str, Any] = {"withdrawn": "yes"} if withdrawn else {}
    return render_template(
        "reports/index.html",
        page=page,
        withdrawn=withdrawn,
        may={permission.value: g.user.may(permission) for permission in Permission},
        next_url=url_for("reports.index", **address, after=page.next_key) if page.next_key else None,
        first_url=url_for("reports.index", **address) if after else None,
    )


@bp.route("/add", methods=["GET", "POST"])
@needs(Permission.PUBLISH)
def add() -> ResponseReturnValue:
    """Begin a report."""
    begun = {name: request.args[name] for name in (*SCOPE, "title") if name in request.args}
    form = _offered(NewReportForm(data=begun))
    if form.validate_on_submit():
        with refusals_on(form):
            report = publications.add(g.session, **_described(form), id=form.id.data, why=form.why.data, by=g.user)
            commit()
            flash(f"Report {report.number} is begun. Look at it, then publish it.", "done")
            return redirect(url_for("reports.show", number=report.number), 303)
    return render_template("reports/add.html", form=form), form.status


@bp.get("/<int:number>")
@needs(Permission.READ)
def show(number: int) -> ResponseReturnValue:
    """Show a report: what it is to tell, and its versions."""
    report, form = publications.get(g.session, number), PublishForm(formdata=None)
    owed = publications.owed(g.session, report)
    form.offer(owed)
    form.begin_with(owed)
    return _page(report, form)


@bp.route("/<int:number>/edit", methods=["GET", "POST"])
@needs(Permission.PUBLISH)
def edit(number: int) -> ResponseReturnValue:
    """Change what a report is to tell when it is published next."""
    report = publications.get(g.session, number)
    form = _offered(ReportForm(data=_filled(report)))
    if form.validate_on_submit():
        with refusals_on(form, about=report):
            described = _described(form)
            publications.edit(g.session, report, **described, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("The report is saved. What was published stays as it is.", "done")
            return redirect(url_for("reports.show", number=number), 303)
    return render_template("reports/edit.html", report=report, form=form, changes=changes(form)), form.status


@bp.get("/<int:number>/preview")
@needs(Permission.PUBLISH)
def preview(number: int) -> ResponseReturnValue:
    """Show a report as it would be published now, without recording anything."""
    report = publications.get(g.session, number)
    wanted = publications.wanted(g.session, report)
    place = past.after(g.session, wanted.as_of) if wanted.as_of is not None else None
    with past.report_session(g.session, blank, wanted.scope, place, person=g.user) as session:
        told = publications.tell(session, wanted, desk=desk().answering, person=g.user)
        body = report_html.body(told)
    return render_template("reports/preview.html", report=report, body=body, version=wanted.version)


@bp.post("/<int:number>/publish")
@needs(Permission.PUBLISH)
def publish(number: int) -> ResponseReturnValue:
    """Publish a report; it is written behind the page."""
    report = publications.get(g.session, number)
    form = PublishForm()
    form.offer(publications.owed(g.session, report))
    if form.validate():
        with refusals_on(form, about=report):
            why, words, answered = Renewal(form.renewal.data), form.words.data, form.corrections.data or ()
            said: dict[str, Any] = {"renewal": why, "words": words, "corrections": answered, "seen": form.rev.data}
            job = publications.begin(g.session, report, **said, by=g.user)
            commit()
            publishing.begin(desk(), job.id).join(publishing.PATIENCE)
            return redirect(url_for("reports.show", number=number), 303)
    return _page(report, form)


@bp.route("/<int:number>/withdraw", methods=["GET", "POST"])
@needs(Permission.PUBLISH)
def withdraw(number: int) -> ResponseReturnValue:
    """Take a report out of use, or back into it."""
    report = publications.get(g.session, number)
    form = WithdrawForm(data={"rev": report.rev})
    step = publications.restore if report.withdrawn else publications.withdraw
    said = "The report is in use again." if report.withdrawn else "The report is withdrawn; it stays readable."
    if form.validate_on_submit():
        with refusals_on(form, about=report):
            step(g.session, report, why=form.why.data, seen=form.rev.data, by=g.user)
            commit()
            flash(said, "done")
            return redirect(url_for("reports.show", number=number), 303)
    return render_template("reports/withdraw.html", report=report, form=form, changes=changes(form)), form.status


@bp.get("/<int:number>/<int:version>")
@needs(Permission.READ)
def edition(number: int, version: int) -> ResponseReturnValue:
    """Show a published version: its files with their hashes, its seal, and what stands otherwise by now."""
    report, one = _edition(number, version)
    return render_template(
        "reports/edition.html",
        report=report,
        edition=one,
        marks=publications.marks(g.session, one),
        answered=publications.of_editions(g.session, [one]).get(one.id, []),
        withheld=publications.withheld_files(g.session, [one]),
        form=Form(formdata=None),
        public=desk().settings.public,
        files=in_order(one),
        formats={word.value: word.label for word in ReportFormat},
    )


@bp.get("/<int:number>/<int:version>/<form>")
@needs(Permission.READ)
def file(number: int, version: int, form: str) -> ResponseReturnValue:
    """Hand out a published version in one format, byte for byte as it was published."""
    _, one = _edition(number, version)
    kept = publications.file_of(g.session, one, form)
    readable = kept.media_type == report_html.MEDIA_TYPE
    response = send_file(
        io.BytesIO(kept.content), mimetype=kept.media_type, as_attachment=not readable, download_name=kept.filename
    )
    return by_itself(response, kept.content) if readable else response


def _edition(number: int, version: int) -> tuple[Report, Edition]:
    report = publications.get(g.session, number)
    return report, publications.edition_of(g.session, report, version)


def _page(report: Report, form: PublishForm) -> ResponseReturnValue:
    form.rev.data = form.rev.data or report.rev
    newest, job = report.newest, publications.last_publishing(g.session, report)
    context: dict[str, Any] = {
        "report": report,
        "form": form,
        "job": job,
        "running": job is not None and jobs.is_running(job),
        "about": list(_in_words(report)),
        "unnamed": numbers.write(report.options.unnamed),
        "marks": publications.marks(g.session, newest) if newest is not None else [],
        "answered": publications.of_editions(g.session, report.editions),
        "held": publications.withheld_files(g.session, report.editions),
        "withheld": redaction.notices(g.session, report),
        "verdicts": {verdict.key: verdict.label for verdict in scales.ever(g.session)},
        "may": {permission.value: g.user.may(permission) for permission in Permission},
    }
    return render_template("reports/show.html", **context), form.status


def _in_words(report: Report) -> list[tuple[str, str, str]]:
    zone = desk().settings.desk_zone
    asked = claim_filters.read(g.session, dict(parse_qsl(report.scope)), zone)
    return list(claim_filters.in_words(g.session, asked.filters, zone))


def _offered(form: ReportForm) -> Any:
    form.offer((verdict.key, verdict.label) for verdict in scales.ever(g.session))
    return form


def _described(form: ReportForm) -> dict[str, Any]:
    """Return what the form says of a report; raise Refusal for a filter that cannot be read."""
    zone = desk().settings.desk_zone
    asked = claim_filters.read(g.session, form.scope, zone)
    if asked.problems:
        raise Refusal(" ".join(asked.problems))
    return {
        "title": form.title.data,
        "scope": urlencode(claim_filters.write(asked.filters, zone)),
        "summary": form.summary.data,
        "options": form.options(numbers.read(form.unnamed.data)),
        "as_of": form.as_of.data,
        "zone": zone,
    }


def _filled(report: Report) -> dict[str, Any]:
    """Return what the form of a report begins with."""
    return {
        **report.options.as_kept(),
        **dict(parse_qsl(report.scope)),
        "unnamed": numbers.write(report.options.unnamed),
        "rev": report.rev,
        "title": report.title,
        "summary": report.summary,
        "as_of": "" if report.as_of is None else str(report.as_of),
    }
