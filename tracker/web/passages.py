"""Passages of an article: who speaks where, and on whose word."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.domain import trails as grammar
from tracker.domain.errors import NotFound
from tracker.domain.roles import Permission
from tracker.domain.text import one_line
from tracker.domain.vocabulary import Voice
from tracker.models import Article, Passage, Snapshot
from tracker.services import articles, passages, trails
from tracker.web import numbered
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.passages import PassageForm, RemoveForm
from tracker.web.meanwhile import changes
from tracker.web.numbered import NumberedLine
from tracker.web.transactions import commit

bp = Blueprint("passages", __name__, url_prefix="/articles/<int:number>/passages")

_SHOWN = 90


@bp.get("")
@needs(Permission.READ)
def index(number: int) -> ResponseReturnValue:
    """List the passages of an article's newest version."""
    article = articles.get_article(g.session, number)
    snapshot = articles.newest_snapshot(g.session, article)
    listed = passages.of_snapshot(g.session, snapshot)
    form = RemoveForm(formdata=None, data={"rev": article.rev})
    return render_template(
        "passages/index.html", article=article, passages=listed, form=form, **_words(snapshot), trail_of=trails.as_typed
    )


@bp.route("/mark", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def mark(number: int) -> ResponseReturnValue:
    """Say who speaks in some words of an article's newest version."""
    article = articles.get_article(g.session, number)
    snapshot = articles.newest_snapshot(g.session, article)
    form = PassageForm(data={"rev": article.rev})
    if form.validate_on_submit():
        with refusals_on(form, about=article):
            passages.mark(
                g.session,
                snapshot,
                form.chosen(snapshot.text),
                Voice(form.voice.data),
                label=form.label.data,
                entry=form.entry(),
                id=form.id.data,
                seen=form.rev.data,
                why=form.why.data,
                by=g.user,
            )
            commit()
            flash("The passage is marked.")
            return redirect(url_for("passages.index", number=number), 303)
    page = render_template(
        "passages/mark.html", form=form, article=article, lines=_lines(snapshot), changes=changes(form)
    )
    return page, form.status


@bp.route("/<uuid:id>/change", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def change(number: int, id: UUID) -> ResponseReturnValue:
    """Change the words, the voice or the trail of a passage."""
    article, passage = _get(number, id)
    form = PassageForm(data=_begun(article, passage))
    if form.validate_on_submit():
        with refusals_on(form, about=article):
            passages.change(
                g.session,
                passage,
                Voice(form.voice.data),
                ranges=form.chosen(passage.snapshot.text) if form.names_words() else None,
                label=form.label.data,
                entry=form.entry(),
                seen=form.rev.data,
                why=form.why.data,
                by=g.user,
            )
            commit()
            flash("The passage is changed.")
            return redirect(url_for("passages.index", number=number), 303)
    page = render_template(
        "passages/change.html",
        form=form,
        article=article,
        passage=passage,
        lines=_lines(passage.snapshot),
        changes=changes(form),
        **_words(passage.snapshot),
    )
    return page, form.status


@bp.post("/<uuid:id>/remove")
@needs(Permission.ANNOTATE)
def remove(number: int, id: UUID) -> ResponseReturnValue:
    """Take the mark of a passage away."""
    article, passage = _get(number, id)
    form = RemoveForm()
    if form.validate():
        with refusals_on(form, about=article):
            passages.remove(g.session, passage, seen=form.rev.data, why=form.why.data, by=g.user)
            commit()
            flash("The mark is removed.")
            return redirect(url_for("passages.index", number=number), 303)
    page = render_template(
        "passages/remove.html",
        form=form,
        article=article,
        passage=passage,
        changes=changes(form),
        **_words(passage.snapshot),
    )
    return page, form.status


def _get(number: int, id: UUID) -> tuple[Article, Passage]:
    """Return an article and one of its passages, or raise NotFound."""
    article = articles.get_article(g.session, number)
    passage = passages.get_passage(g.session, id)
    if passage.snapshot.article_id != article.id:
        raise NotFound("There is no such passage in this article; somebody may have removed it.")
    return article, passage


def _begun(article: Article, passage: Passage) -> dict[str, Any]:
    return {
        "rev": article.rev,
        "voice": passage.voice.value,
        "label": passage.label,
        "trail": grammar.write(trails.as_typed(passage)),
    }


def _words(snapshot: Snapshot) -> dict[str, Any]:
    """Return what a template needs to quote the words of a passage: the text itself, and how it is shortened."""
    return {"text": snapshot.text, "shorten": lambda words: one_line(words, _SHOWN)}


def _lines(snapshot: Snapshot) -> Sequence[NumberedLine]:
    """List the lines of a version, each with the voices that are marked in it."""
    marked = passages.of_snapshot(g.session, snapshot)
    parts = [((start, end), one.label or one.voice.label) for one in marked for start, end in one.ranges]
    return numbered.sheet(snapshot.text, parts)[: numbered.MOST_SHOWN]
