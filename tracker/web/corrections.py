"""Requests for corrections: listed, entered by hand, planned, answered, closed and opened again."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.corrections import CorrectionKind, CorrectionStage, Outcome
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.roles import Permission
from tracker.models import Article, Claim, Correction, Edition
from tracker.services import articles, claims, corrections, publications, redaction
from tracker.services.access import visible
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.base import ChangeForm
from tracker.web.forms.corrections import AnswerForm, CloseForm, PlanForm, ReopenForm, RequestForm
from tracker.web.meanwhile import changes
from tracker.web.transactions import commit

bp = Blueprint("corrections", __name__, url_prefix="/corrections")


@bp.get("")
@needs(Permission.READ)
def index() -> ResponseReturnValue:
    """List the requests, the newest first: all, or those of one stage."""
    asked, after = request.args.get("stage", ""), request.args.get("after")
    stage = CorrectionStage(asked) if asked in list(CorrectionStage) else None
    page = corrections.page(g.session, stage=stage, after=after)
    address: dict[str, Any] = {"stage": stage.value} if stage else {}
    return render_template(
        "corrections/index.html",
        page=page,
        stage=stage,
        stages=[(word.value, word.label) for word in CorrectionStage],
        next_url=url_for("corrections.index", **address, after=page.next_key) if page.next_key else None,
        first_url=url_for("corrections.index", **address) if after else None,
    )


@bp.route("/new", methods=["GET", "POST"])
@needs(Permission.TAKE_REQUESTS)
def new() -> ResponseReturnValue:
    """Enter a request that somebody brought to the desk."""
    today = datetime.now(desk().settings.desk_zone).date()
    about = {name: request.args.get(name, type=int) for name in ("claim", "article", "report", "version")}
    form = RequestForm(data={"received_on": today, **about})
    if form.validate_on_submit():
        with refusals_on(form):
            days = {"received_on": form.received_on.data, "due": form.due.data}
            correction = corrections.add(g.session, _asked(form), **days, id=form.id.data, by=g.user)
            commit()
            flash(f"Correction {correction.number} is entered.", "done")
            return redirect(url_for("corrections.show", number=correction.number), 303)
    return render_template("corrections/new.html", form=form), form.status


@bp.get("/<int:number>")
@needs(Permission.READ)
def show(number: int) -> ResponseReturnValue:
    """Show a request: what is asked, what it is about, how far it is, and where it is published."""
    return _page(_correction(number))


@bp.post("/<int:number>/plan")
@needs(Permission.ANSWER_REQUESTS)
def plan(number: int) -> ResponseReturnValue:
    """Say who deals with a request, and by when."""
    correction = _correction(number)
    form = PlanForm.of(correction, corrections.answerers(g.session))
    if form.validate():
        with refusals_on(form, about=correction):
            corrections.plan(g.session, correction, form.plan(), seen=form.rev.data, why=form.why.data, by=g.user)
            return _saved(correction, "Saved.")
    return _page(correction, plan=form)


@bp.post("/<int:number>/answer")
@needs(Permission.ANSWER_REQUESTS)
def answer(number: int) -> ResponseReturnValue:
    """Note what the desk replied."""
    correction, form = _correction(number), AnswerForm()
    if form.validate():
        with refusals_on(form, about=correction):
            corrections.answer(g.session, correction, reply=form.reply.data, seen=form.rev.data, by=g.user)
            return _saved(correction, "The reply is noted.")
    return _page(correction, answer=form)


@bp.post("/<int:number>/close")
@needs(Permission.ANSWER_REQUESTS)
def close(number: int) -> ResponseReturnValue:
    """Close a request with its outcome."""
    correction, form = _correction(number), CloseForm()
    if form.validate():
        with refusals_on(form, about=correction):
            outcome, because = Outcome(form.outcome.data), form.because.data
            corrections.close(g.session, correction, outcome=outcome, because=because, seen=form.rev.data, by=g.user)
            return _saved(correction, f"Correction {number} is closed: {outcome.label}.")
    return _page(correction, close=form)


@bp.post("/<int:number>/reopen")
@needs(Permission.ANSWER_REQUESTS)
def reopen(number: int) -> ResponseReturnValue:
    """Open a closed request again."""
    correction, form = _correction(number), ReopenForm()
    if form.validate():
        with refusals_on(form, about=correction):
            corrections.reopen(g.session, correction, why=form.why.data, seen=form.rev.data, by=g.user)
            return _saved(correction, f"Correction {number} is open again.")
    return _page(correction, reopen=form)


def _correction(number: int) -> Correction:
    correction = corrections.get_correction(g.session, number)
    if not visible(correction, g.user):
        raise NotFound(f"There is no request for a correction {number}.")
    return correction


def _saved(correction: Correction, said: str) -> ResponseReturnValue:
    commit()
    flash(said, "done")
    return redirect(url_for("corrections.show", number=correction.number), 303)


def _page(correction: Correction, **posted: ChangeForm) -> ResponseReturnValue:
    """Show a request; of its forms, the one that was posted stands as it was typed."""
    forms = {
        "plan": PlanForm.of(correction, corrections.answerers(g.session)) if "plan" not in posted else None,
        "answer": AnswerForm(formdata=None, data={"rev": correction.rev, "reply": correction.reply}),
        "close": CloseForm(formdata=None, data={"rev": correction.rev}),
        "reopen": ReopenForm(formdata=None, data={"rev": correction.rev}),
        **posted,
    }
    sent = next(iter(posted.values()), None)
    return render_template(
        "corrections/show.html",
        correction=correction,
        complainant=corrections.complainant_of(g.session, correction, person=g.user),
        withheld=redaction.notices(g.session, correction),
        may_answer=g.user.may(Permission.ANSWER_REQUESTS),
        forms=forms,
        sent=sent,
        changes=changes(sent) if sent is not None else [],
    ), sent.status if sent is not None else 200


def _asked(form: RequestForm) -> corrections.Asked:
    """Return what a form asks; raise Refusal, at the field, for a number that the desk does not have."""
    return corrections.Asked(
        kind=CorrectionKind(form.kind.data),
        words=form.words.data,
        claim=_claim(form.claim.data),
        article=_article(form.article.data),
        edition=_edition(form.report.data, form.version.data),
        name=form.name.data,
        contact=form.contact.data,
    )


def _claim(number: int | None) -> Claim | None:
    found = claims.find_claim(g.session, number) if number else None
    if number and (found is None or not visible(found, g.user)):
        raise Refusal(f"There is no claim {number}.", field="claim")
    return found


def _article(number: int | None) -> Article | None:
    found = articles.find_article(g.session, number) if number else None
    if number and (found is None or not visible(found, g.user)):
        raise Refusal(f"There is no article {number}.", field="article")
    return found


def _edition(number: int | None, version: int | None) -> Edition | None:
    if not number:
        if version:
            raise Refusal("Say of which report.", field="report")
        return None
    report = publications.find(g.session, number)
    if report is None or report.newest is None:
        raise Refusal(f"The desk has published no report {number}.", field="report")
    if version is None:
        return report.newest
    found = next((one for one in report.editions if one.version == version), None)
    if found is None:
        raise Refusal(f"Report {number} has no version {version}.", field="version")
    return found
