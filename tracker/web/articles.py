"""Articles: the list of them, taking one in, and what is known of each."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import ingest
from tracker.domain.roles import Permission
from tracker.models import Source
from tracker.services import article_lists, articles, captures, carrying, sources
from tracker.web import article_filters
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.articles import AddForm, DescriptionForm, described
from tracker.web.forms.base import Form
from tracker.web.meanwhile import changes
from tracker.web.transactions import commit

bp = Blueprint("articles", __name__, url_prefix="/articles")


@bp.get("")
@needs(Permission.READ)
def index() -> ResponseReturnValue:
    """List articles, the newest first, as the address filters them."""
    filters = article_filters.read(request.args)
    after = request.args.get("after")
    return render_template(
        "articles/index.html",
        page=article_lists.page(g.session, filters, after=after),
        count=article_lists.how_many(g.session, filters),
        choices=article_filters.choices(g.session),
        chosen=article_filters.chosen(g.session, filters, request.args),
        asked=article_filters.asked(request.args),
        after=after,
        cited=filters.cited,
        nothing=Form(formdata=None),
    )


@bp.get("/lost")
@needs(Permission.READ)
def lost() -> ResponseReturnValue:
    """List the quotes that are no longer found in the newest version of their article."""
    return render_template("articles/lost.html", appearances=carrying.lost(g.session))


@bp.route("/add", methods=["GET", "POST"])
@needs(Permission.ADD_ARTICLES)
def add() -> ResponseReturnValue:
    """Take a text in, pasted or uploaded; what is known of it may stand in the address."""
    form = AddForm() if request.method == "POST" else AddForm.asked(request.args)
    if form.validate_on_submit():
        with refusals_on(form):
            return redirect(_take(form), 303)
    return render_template("articles/add.html", form=form), form.status


@bp.route("/<int:number>/describe", methods=["GET", "POST"])
@needs(Permission.ADD_ARTICLES)
def describe(number: int) -> ResponseReturnValue:
    """Correct what is known of an article."""
    article = articles.get_article(g.session, number)
    form = DescriptionForm(data=described(article, _as_typed(article.publisher)))
    if form.validate_on_submit():
        with refusals_on(form, about=article):
            seen, why = form.rev.data, form.why.data
            articles.describe(g.session, article, form.description(), seen=seen, why=why, by=g.user)
            commit()
            flash("The description is saved.")
            return redirect(url_for("workbench.show", number=number), 303)
    return render_template("articles/describe.html", form=form, article=article, changes=changes(form)), form.status


def _take(form: AddForm) -> str:
    """Take the form's bytes in as a capture, and return the address of where to go on."""
    handed_in = form.handed_in()
    address = form.address.data
    # Reading a page takes a moment, and nobody else shall wait for that: the transaction begins after it.
    extraction = ingest.read(
        handed_in.content,
        filename=handed_in.filename,
        media_type=handed_in.media_type,
        charset=handed_in.charset or None,
        address=address,
    )
    capture = captures.take(
        g.session,
        handed_in.content,
        extraction,
        id=form.id.data,
        filename=handed_in.filename,
        address=address,
        by=g.user,
    )
    commit()
    if capture.id != form.id.data:
        flash("These very bytes were taken in before. What was cut from them is listed here.")
    return url_for("captures.cut", id=capture.id, **form.known())


def _as_typed(publisher: Source | None) -> str:
    """Return a publisher's name as a person would type it: with its number where several sources have the name."""
    if publisher is None:
        return ""
    alone = len(sources.named(g.session, publisher.name)) == 1
    return publisher.name if alone else f"{publisher.name} [{publisher.number}]"
