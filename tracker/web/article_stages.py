"""The queue: articles are taken, given back, begun, finished and set aside."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.roles import Permission
from tracker.models import Article
from tracker.services import articles
from tracker.web.addresses import own_path
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.articles import SetAsideForm, StageForm
from tracker.web.meanwhile import changes
from tracker.web.transactions import commit

bp = Blueprint("article_stages", __name__, url_prefix="/articles/<int:number>")


@bp.post("/take")
@needs(Permission.ANNOTATE)
def take(number: int) -> ResponseReturnValue:
    """Take an article from the queue to work on it."""
    return _step(number, lambda article, form: articles.take(g.session, article, seen=form.rev.data, by=g.user))


@bp.post("/release")
@needs(Permission.ANNOTATE)
def release(number: int) -> ResponseReturnValue:
    """Give an article back to the queue."""
    return _step(number, lambda article, form: articles.release(g.session, article, seen=form.rev.data, by=g.user))


@bp.post("/begin")
@needs(Permission.ANNOTATE)
def begin(number: int) -> ResponseReturnValue:
    """Begin work on an article, or begin it again."""
    return _step(number, lambda article, form: articles.begin(g.session, article, seen=form.rev.data, by=g.user))


@bp.post("/finish")
@needs(Permission.ANNOTATE)
def finish(number: int) -> ResponseReturnValue:
    """Mark an article as done."""
    return _step(number, lambda article, form: articles.finish(g.session, article, seen=form.rev.data, by=g.user))


@bp.route("/set-aside", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def set_aside(number: int) -> ResponseReturnValue:
    """Set an article aside, with the reason."""
    article = articles.get_article(g.session, number)
    form = SetAsideForm(data={"rev": article.rev, "next": request.args.get("next")})
    if form.validate_on_submit():
        with refusals_on(form, about=article):
            articles.set_aside(g.session, article, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash(f"Article {number} is set aside.")
            return redirect(_onward(article, form.next.data), 303)
    page = render_template("article_stages/set_aside.html", form=form, article=article, changes=changes(form))
    return page, form.status


def _step(number: int, step: Callable[[Article, StageForm], None]) -> ResponseReturnValue:
    """Take one step, and go on to where the form says; a refused one is told on a page with the steps that are left."""
    article = articles.get_article(g.session, number)
    form = StageForm()
    if form.validate():
        with refusals_on(form, about=article):
            step(article, form)
            commit()
            flash(f"Article {number}: {_standing(article)}.")
            return redirect(_onward(article, form.next.data), 303)
    page = render_template("article_stages/refused.html", form=form, article=article, changes=changes(form))
    return page, form.status


def _standing(article: Article) -> str:
    by = f", taken by {article.taken_by.name}" if article.taken_by is not None else ""
    return f"{article.stage.label}{by}"


def _onward(article: Article, asked: str | None) -> str:
    return own_path(asked) if asked else url_for("workbench.show", number=article.number)
