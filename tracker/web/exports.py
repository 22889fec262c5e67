"""Handing lists out as they stand: choosing what goes out, looking at it first, and recording that it went."""

from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Response, g, render_template, request, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.db import blank
from tracker.domain.formats import ReportFormat
from tracker.domain.reports.people import Desk
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import ClaimKind, ClaimStage
from tracker.exports import files, report_html
from tracker.services import articles, claim_filters, claim_lists, past, reports, scales
from tracker.services.reports import scopes
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.exports import ExportForm
from tracker.web.transactions import commit_and_seal, looking

bp = Blueprint("exports", __name__)


@bp.get("/reports/export")
@needs(Permission.EXPORT)
def index() -> ResponseReturnValue:
    """Choose an article or a list of claims, by the same filters as the list of claims, and see what went out."""
    return _index(ExportForm(formdata=None), dict(request.args))


@bp.post("/reports/export")
@needs(Permission.EXPORT)
def export() -> ResponseReturnValue:
    """Hand a report out as a file, and record that it went out."""
    form = ExportForm()
    chosen = dict(parse_qsl(form.scope.data or ""))
    if form.validate():
        with refusals_on(form):
            return _send(form, chosen)
    return _index(form, chosen)


@bp.get("/articles/<int:number>/report")
@needs(Permission.EXPORT)
def preview(number: int) -> ResponseReturnValue:
    """Show the report on an article as it would go out, without recording anything."""
    article = articles.get_article(g.session, number)
    report = reports.for_article(g.session, article, desk=who_answers(), person=g.user)
    form = ExportForm(formdata=None, scope=f"article={number}")
    return render_template("exports/preview.html", article=article, form=form, body=report_html.body(report))


def who_answers() -> Desk:
    """Return the desk as its reports name it."""
    return desk().answering


def _send(form: ExportForm, chosen: dict[str, str]) -> Response:
    """Write the file on a reading session, so that nobody waits for it, and record it before it goes."""
    zone, person = desk().settings.desk_zone, g.signed_in.user
    with looking() as now:
        place = past.find(now, form.as_of.data, zone, field="as_of") if form.as_of.data else None
        with past.report_session(now, blank, chosen, place, person=person) as session:
            asked = scopes.read(session, chosen, zone)
            word, names = ReportFormat(form.format.data), form.names.data
            whole = place is None and word.whole
            report = scopes.report(session, asked, desk=who_answers(), person=person, names=names, whole=whole)
            made = files.write(report, word)
    try:
        reports.exported(
            g.session,
            scope=asked.address,
            format=form.format.data,
            claims=report.claim_count,
            sha256=made.sha256,
            article=asked.article,
            as_of=place.seq if place else None,
            by=g.user,
        )
        commit_and_seal()
    except BaseException:
        made.file.close()
        raise
    response = send_file(made.file, mimetype=made.media_type, as_attachment=True, download_name=made.name)
    response.content_length = made.size
    return response


def _index(form: ExportForm, chosen: dict[str, str]) -> ResponseReturnValue:
    zone = desk().settings.desk_zone
    with looking() as session:
        asked = claim_filters.read(session, chosen, zone)
        # What cannot be read is sent as it was typed, to be refused: without it, more would go out than was meant.
        form.scope.data = urlencode(asked.typed) if asked.problems else scopes.address(asked.filters, zone)
        page = render_template(
            "exports/index.html",
            form=form,
            asked=asked,
            count=claim_lists.how_many(session, asked.filters),
            words=list(claim_filters.in_words(session, asked.filters, zone)),
            choices=_choices(session),
            most_on_paper=report_html.MOST_CLAIMS,
            gone=reports.recent(session, person=g.signed_in.user),
        )
    return page, form.status


def _choices(session: Session) -> dict[str, list[tuple[str, str]]]:
    """Return what the filters offer."""
    return {
        "stage": [(stage.value, stage.label) for stage in ClaimStage],
        "kind": [(kind.value, kind.label) for kind in ClaimKind],
        "verdict": [(verdict.key, verdict.label) for verdict in scales.ever(session)],
    }
