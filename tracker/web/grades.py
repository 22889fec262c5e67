"""Grading by the Admiralty code, where the desk turned it on; nothing of it is there where it did not."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.errors import NotFound
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import Credibility, Reliability
from tracker.services import appearances, grades
from tracker.services.access import visible
from tracker.web.auth import needs
from tracker.web.desk import desk
from tracker.web.errors import refusals_on
from tracker.web.forms.grades import InformationGradeForm, SourceGradeForm
from tracker.web.sources import source_at
from tracker.web.things import page_path
from tracker.web.transactions import commit

bp = Blueprint("grades", __name__)


@bp.route("/sources/<int:number>/grade", methods=["GET", "POST"])
@needs(Permission.GRADE)
def source(number: int) -> ResponseReturnValue:
    """Grade how far a source can be relied on."""
    _refuse_where_off()
    graded = source_at(number)
    form = SourceGradeForm()
    if form.validate_on_submit():
        with refusals_on(form):
            grades.grade_source(g.session, graded, form.grading(Reliability), id=form.id.data, by=g.user)
            commit()
            flash(f"The grade of {graded.name} is saved.", "done")
            return redirect(url_for("sources.show", number=number), 303)
    known = grades.of_source(g.session, graded)
    _begin(form, [grade for grade in known if grade.source_id == graded.id])
    return render_template("grades/source.html", source=graded, form=form, known=known), form.status


@bp.route("/appearances/<uuid:id>/grade", methods=["GET", "POST"])
@needs(Permission.GRADE)
def information(id: UUID) -> ResponseReturnValue:
    """Grade how far what is said where a claim appears can be believed."""
    _refuse_where_off()
    place = appearances.get_appearance(g.session, id)
    if not visible(place.claim, g.user):
        raise NotFound("There is no such place where a claim appears.")
    form = InformationGradeForm()
    if form.validate_on_submit():
        with refusals_on(form):
            grades.grade_information(g.session, place, form.grading(Credibility), id=form.id.data, by=g.user)
            commit()
            flash("The grade is saved.", "done")
            return redirect(page_path(place.claim), 303)
    known = grades.of_appearances(g.session, [place.id]).get(place.id, [])
    _begin(form, known)
    context = {"appearance": place, "quote": appearances.words_of(place), "known": known}
    return render_template("grades/information.html", form=form, **context), form.status


def _refuse_where_off() -> None:
    if not desk().settings.grades:
        raise NotFound("This desk does not grade.")


def _begin(form: Any, known: list[Any]) -> None:
    """Let a form that is not sent yet, or that came too late, stand on the newest grade."""
    if not form.is_submitted() or form.is_stale:
        form.seen.data = known[0].id if known else None
    if not form.is_submitted() and known and known[0].value is not None:
        form.grade.data = known[0].value.value
