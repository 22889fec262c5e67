"""Doing something to many claims at once: chosen in a list, looked at, and done."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement

from tracker.domain.errors import NotFound, Refusal
from tracker.domain.roles import Permission
from tracker.models import Claim, Look
from tracker.services import looks, many, scales, tags, waiting
from tracker.web import filters_url
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.many import FORMS, ManyForm, StandForm, is_number
from tracker.web.transactions import commit

bp = Blueprint("claims_many", __name__, url_prefix="/claims/many")

WHAT = {
    "assign": ("Say who deals with them", Permission.ASSIGN),
    "tag": ("Change their tags", Permission.ANNOTATE),
    "case": ("Put them into a case", Permission.KEEP_CASES),
    "relate": ("Relate them to a claim", Permission.ANNOTATE),
    "decide": ("Decide them", Permission.DECIDE),
    "stand": ("Say that their verdicts still stand", Permission.DECIDE),
}
"""What can be done, in words, and what it takes."""


@bp.get("")
@needs(Permission.ANNOTATE)
def choose() -> ResponseReturnValue:
    """Show the claims that were chosen, and the form of what is to be done to them."""
    do = request.args.get("do", "")
    chosen, more = _chosen() if do in WHAT else ((), False)
    if not chosen:
        flash("Tick claims first, or take all that the filter leaves.")
        return redirect(url_for("claims.index", **_filters()), 303)
    form = FORMS[do](formdata=None, data={"claims": [one.number for one in chosen], "position": _position()})
    form.offer(g.session)
    return _page(do, form, chosen, more=more)


@bp.post("/<do>")
@needs(Permission.ANNOTATE)
def do(do: str) -> ResponseReturnValue:
    """Say to which claims it can be done and why not to others; do it once that was looked at."""
    if do not in WHAT:
        raise NotFound("There is nothing of the sort to be done.")
    form = FORMS[do]()
    form.offer(g.session)
    chosen = many.chosen(g.session, form.claims.data)
    weighed = None
    if form.validate():
        with refusals_on(form):
            deed, seen = form.deed(g.session), form.position.data or 0
            if form.sure.data:
                done = many.do(g.session, chosen, deed, seen=seen, why=form.said, by=g.user)
                commit()
                flash(_said(done), "done")
                return redirect(url_for("trail.change", number=many.position(g.session, of=g.user)), 303)
            weighed = many.weigh(g.session, chosen, deed, seen=seen, by=g.user)
    return _page(do, form, chosen, weighed=weighed)


def _said(done: many.Weighed) -> str:
    words = f"Done to {len(done.able):,} {'claim' if len(done.able) == 1 else 'claims'}"
    return f"{words}; {len(done.left):,} left as they were." if done.left else f"{words}."


def _chosen() -> tuple[Sequence[Claim], bool]:
    """Return the claims that the list sent: those ticked, or all that its filter leaves."""
    if "all" in request.args:
        asked = filters_url.read(g.session, request.args)
        if asked.problems:
            raise Refusal(asked.problems[0])
        return many.all_of(g.session, asked.filters)
    numbers = [int(typed) for typed in request.args.getlist("claim") if is_number(typed)]
    return many.chosen(g.session, numbers), False


def _filters() -> dict[str, Any]:
    return filters_url.write(filters_url.read(g.session, request.args).filters)


def _position() -> int:
    return many.position(g.session)


def _answered(form: StandForm, chosen: Sequence[Claim]) -> list[ColumnElement[bool]]:
    among: list[ColumnElement[bool]] = [Look.claim_id.in_([claim.id for claim in chosen])]
    return among if form.changed.data is None else [*among, looks.of_cause(*form.changed.data)]


def _page(
    do: str,
    form: ManyForm,
    chosen: Sequence[Claim],
    *,
    more: bool = False,
    weighed: many.Weighed | None = None,
) -> ResponseReturnValue:
    context = {"do": do, "what": WHAT[do][0], "chosen": chosen, "more": more, "weighed": weighed}
    context["verdicts"] = scales.in_use(g.session).verdicts if do == "decide" else ()
    context["answers"] = waiting.changed(g.session, *_answered(form, chosen)) if isinstance(form, StandForm) else ()
    context["tags"] = tags.every(g.session) if do == "tag" else ()
    return render_template("claims_many/choose.html", form=form, most=many.MOST, **context), form.status
