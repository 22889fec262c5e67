"""Asking for a correction from the public pages, without an account, where the desk has turned the form on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.domain.actors import Program
from tracker.domain.corrections import CorrectionKind
from tracker.domain.errors import NotFound
from tracker.models import Claim, Edition
from tracker.services import corrections, limits, publications
from tracker.services.corrections import Asked
from tracker.services.limits import Limit
from tracker.services.publications import standing
from tracker.web.addresses import neighbourhood
from tracker.web.auth import own_token, public
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.corrections import PublicRequestForm
from tracker.web.transactions import commit, is_safe, looking

bp = Blueprint("asking", __name__, url_prefix="/public")

MOST_BY_ADDRESS, MOST_OF_ALL = 5, 60
HOUR = timedelta(hours=1)
VISITOR = Program("public form")


@bp.before_request
def refuse_unless_on() -> None:
    """Let nothing be found where the desk has not turned the form on."""
    if not desk().settings.corrections_form:
        raise NotFound("There is no such page.")


@dataclass(frozen=True)
class Subject:
    """What a visitor asks about: the published version, a claim that it tells or None, its words, and its page."""

    edition: Edition
    claim: Claim | None
    named: str
    words: str
    url: str


@bp.route("/reports/<int:number>/<int:version>/ask", methods=["GET", "POST"])
@public
@own_token
def of_report(number: int, version: int) -> ResponseReturnValue:
    """Take a request for a correction of a published report from anybody; what was typed stays where it is refused."""
    return _page(partial(_report, number, version))


@bp.route("/claims/<int:number>/ask", methods=["GET", "POST"])
@public
@own_token
def of_claim(number: int) -> ResponseReturnValue:
    """Take a request for a correction of a published claim from anybody; what was typed stays where it is refused."""
    return _page(partial(_claim, number))


@bp.get("/asked/<int:number>")
@public
def thanks(number: int) -> ResponseReturnValue:
    """Say that a request has come in, and under which number; it shows nothing of any request."""
    return render_template("published/thanks.html", number=number, desk=desk().answering)


def _page(find: Callable[[Session], Subject]) -> ResponseReturnValue:
    """Show the form, or take what it holds; ``find`` returns what it is about, as far as it is published."""
    with looking() as session:
        subject = find(session)
    form = PublicRequestForm()
    if not is_safe() and form.validate():
        with refusals_on(form):
            limits.attempt(desk().database.brief, _limits())
            today = datetime.now(desk().settings.desk_zone).date()
            asked = _asked(form, find(g.session))
            made = corrections.add(g.session, asked, received_on=today, from_public=True, id=form.id.data, by=VISITOR)
            commit()
            return redirect(url_for("asking.thanks", number=made.number), 303)
    return render_template("published/ask.html", form=form, subject=subject, desk=desk().answering), form.status


def _asked(form: PublicRequestForm, subject: Subject) -> Asked:
    return Asked(
        kind=CorrectionKind(form.kind.data),
        words=form.words.data,
        claim=subject.claim,
        edition=subject.edition,
        name=form.name.data,
        contact=form.contact.data,
    )


def _claim(number: int, session: Session) -> Subject:
    found = standing.claim(session, number)
    url = url_for("published.claim", number=number)
    return Subject(found.edition, found.told.claim, f"claim {number}", found.told.statement, url)


def _report(number: int, version: int, session: Session) -> Subject:
    report = publications.find(session, number)
    edition = next((one for one in report.editions if one.version == version), None) if report else None
    if report is None or edition is None or report.withdrawn:
        raise NotFound(f"The desk has published no such version of a report {number}.")
    url = url_for("published.edition", number=number, version=version)
    return Subject(edition, None, f"report {number}, version {version}", edition.title, url)


def _limits() -> list[Limit]:
    return [
        Limit(f"ask:{neighbourhood()}", MOST_BY_ADDRESS, HOUR),
        Limit("ask:everybody", MOST_OF_ALL, HOUR),
    ]
