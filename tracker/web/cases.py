"""Cases: the list of them, what each holds, and its hold."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain import case_timelines as drawing
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.roles import Permission
from tracker.models import Article, Case, Claim
from tracker.services import articles, case_timelines, cases, claims, dossiers, redaction
from tracker.services.access import visible
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.base import ChangeForm
from tracker.web.forms.cases import CaseForm, NewCaseForm, PutInForm, StandingForm, TakeOutForm
from tracker.web.meanwhile import changes
from tracker.web.transactions import commit

bp = Blueprint("cases", __name__, url_prefix="/cases")


@bp.get("")
@needs(Permission.READ)
def index() -> ResponseReturnValue:
    """List the cases, the newest first."""
    withdrawn, after = request.args.get("withdrawn") == "yes", request.args.get("after")
    page = cases.page(g.session, withdrawn=withdrawn, after=after)
    address: dict[str, Any] = {"withdrawn": "yes"} if withdrawn else {}
    return render_template(
        "cases/index.html",
        page=page,
        withdrawn=withdrawn,
        may_keep=g.user.may(Permission.KEEP_CASES),
        next_url=url_for("cases.index", **address, after=page.next_key) if page.next_key else None,
        first_url=url_for("cases.index", **address) if after else None,
    )


@bp.route("/add", methods=["GET", "POST"])
@needs(Permission.KEEP_CASES)
def add() -> ResponseReturnValue:
    """Open a case."""
    form = NewCaseForm()
    if form.validate_on_submit():
        with refusals_on(form):
            case = cases.add(
                g.session, title=form.title.data, about=form.about.data, id=form.id.data, why=form.why.data, by=g.user
            )
            commit()
            flash(f"Case {case.number} is open.", "done")
            return redirect(url_for("cases.show", number=case.number), 303)
    return render_template("cases/add.html", form=form), form.status


@bp.get("/<int:number>")
@needs(Permission.READ)
def show(number: int) -> ResponseReturnValue:
    """Show a case: what it is about, what it holds, and whether it is on hold."""
    return _page(_case(number), PutInForm(formdata=None))


@bp.route("/<int:number>/edit", methods=["GET", "POST"])
@needs(Permission.KEEP_CASES)
def edit(number: int) -> ResponseReturnValue:
    """Change what a case is called and what it is about."""
    case = _case(number)
    form = CaseForm(data={"rev": case.rev, "title": case.title, "about": case.about})
    if form.validate_on_submit():
        with refusals_on(form, about=case):
            title, about, why = form.title.data, form.about.data, form.why.data
            cases.edit(g.session, case, title=title, about=about, seen=form.rev.data, why=why, by=g.user)
            commit()
            flash("The case is saved.", "done")
            return redirect(url_for("cases.show", number=number), 303)
    return render_template("cases/edit.html", case=case, form=form, changes=changes(form)), form.status


@bp.post("/<int:number>/put-in")
@needs(Permission.KEEP_CASES)
def put_in(number: int) -> ResponseReturnValue:
    """Put an article or a claim into a case."""
    case = _case(number)
    form = PutInForm()
    if form.validate():
        with refusals_on(form):
            thing = _thing(*form.named)
            cases.put_in(g.session, case, thing, id=form.id.data, why=form.why.data, by=g.user)
            commit()
            flash(f"The case holds {thing.kind} {thing.number} now.", "done")
            return redirect(url_for("cases.show", number=number), 303)
    return _page(case, form)


@bp.post("/<int:number>/take-out")
@needs(Permission.KEEP_CASES)
def take_out(number: int) -> ResponseReturnValue:
    """Take something out of a case."""
    case = _case(number)
    form = TakeOutForm()
    if form.validate():
        with refusals_on(form):
            item = next((one for one in cases.items_of(g.session, case) if one.id == form.item.data), None)
            if item is not None:
                cases.take_out(g.session, case, item, why=form.why.data, by=g.user)
                commit()
            flash("It is no longer in this case.", "done")
            return redirect(url_for("cases.show", number=number), 303)
    return _page(case, form)


@bp.route("/<int:number>/hold", methods=["GET", "POST"])
@needs(Permission.HOLD)
def hold(number: int) -> ResponseReturnValue:
    """Put a case on hold, or lift its hold."""
    case = _case(number)
    step = cases.release if case.hold else cases.hold
    said = "The hold is lifted." if case.hold else "The case is on hold: nothing that it holds can be withheld."
    return _stand("cases/hold.html", case, step, said)


@bp.route("/<int:number>/withdraw", methods=["GET", "POST"])
@needs(Permission.WITHDRAW)
def withdraw(number: int) -> ResponseReturnValue:
    """Withdraw a case, or restore it."""
    case = _case(number)
    step = cases.restore if case.withdrawn else cases.withdraw
    said = "The case is in use again." if case.withdrawn else "The case is withdrawn; it stays readable."
    return _stand("cases/withdraw.html", case, step, said)


def _stand(template: str, case: Case, step: Callable[..., None], said: str) -> ResponseReturnValue:
    form = StandingForm(data={"rev": case.rev})
    if form.validate_on_submit():
        with refusals_on(form, about=case):
            step(g.session, case, why=form.why.data, seen=form.rev.data, by=g.user)
            commit()
            flash(said, "done")
            return redirect(url_for("cases.show", number=case.number), 303)
    return render_template(template, case=case, form=form, changes=changes(form)), form.status


def _page(case: Case, form: ChangeForm) -> ResponseReturnValue:
    items = [item for item in cases.items_of(g.session, case) if visible(item.thing, g.user)]
    happened = case_timelines.of_items(g.session, items, zone=desk().settings.desk_zone, person=g.user)
    context: dict[str, Any] = {
        "case": case,
        "items": items,
        "happened": happened,
        "timeline": drawing.picture(happened),
        "drawn": drawing.drawn(happened),
        "anchors": {"happening": drawing.anchor, "overtook": drawing.update_anchor},
        "standing": dossiers.standing(g.session, case),
        "people": dossiers.people(g.session, case),
        "withheld": redaction.notices(g.session, case),
        "form": form,
        "putting": form if isinstance(form, PutInForm) else PutInForm(formdata=None),
        "may": {permission.value: g.user.may(permission) for permission in Permission},
    }
    return render_template("cases/show.html", **context), form.status


def _case(number: int) -> Case:
    case = cases.get_case(g.session, number)
    if not visible(case, g.user):
        raise NotFound(f"There is no case {number}.")
    return case


def _thing(kind: str, number: int) -> Article | Claim:
    find = claims.find_claim if kind == Claim.kind else articles.find_article
    thing: Article | Claim | None = find(g.session, number)
    if thing is None or not visible(thing, g.user):
        raise Refusal(f"There is no {kind} {number}.", field="thing")
    return thing
