"""The workbench: the text of an article, and the form in which its claims are annotated on their words."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain.anchors import Ambiguous
from tracker.domain.errors import NotFound
from tracker.domain.matching import Match, compared
from tracker.domain.roles import Permission
from tracker.domain.trails import Trail, write
from tracker.domain.vocabulary import Triage
from tracker.models import Appearance, Article, Claim, User, Verdict
from tracker.services import appearances, articles, benches, claims, redaction, scales, snapshots, step_details, trails
from tracker.services.access import visible
from tracker.web.auth import needs
from tracker.web.entering import (
    as_begun,
    details_of,
    entry_of,
    offer_places,
    quote_of,
    trail_as_begun,
    trail_of,
)
from tracker.web.errors import refusals_on
from tracker.web.forms.claims import ClaimForm, TrailForm
from tracker.web.meanwhile import changes
from tracker.web.sheets import lay_out
from tracker.web.things import claim_at
from tracker.web.transactions import commit, give_up, is_safe

bp = Blueprint("workbench", __name__)


@bp.get("/articles/<int:number>")
@needs(Permission.READ)
def show(number: int) -> ResponseReturnValue:
    """Show an article with its quotes, and the form for the next claim."""
    article = _article(number)
    if not article.captured:
        return render_template("workbench/cited.html", article=article, withheld=redaction.notices(g.session, article))
    return _page(article, ClaimForm(formdata=None, data={"version": article.version, "article": number}))


@bp.post("/articles/<int:number>/claims")
@needs(Permission.ANNOTATE)
def annotate(number: int) -> ResponseReturnValue:
    """Put a new claim on words of an article."""
    article = _article(number)
    form = ClaimForm()
    if (known := g.session.get(Claim, form.id.data)) is not None:
        return _back(known.appearances[0])
    if "alike" not in request.form and form.validate():
        snapshot = snapshots.get_version(g.session, article, form.version.data)
        with refusals_on(form):
            claim = claims.annotate(
                g.session,
                article,
                form.wording(),
                form.sight(quote_of(form, snapshot)),
                entry_of(form, article),
                id=form.id.data,
                note=form.note.data,
                version=snapshot.version,
                why=form.why.data,
                by=g.user,
            )
            commit()
            flash(f"Claim {claim.number} is saved.")
            return _back(claim.appearances[0])
    return _page(article, form)


@bp.post("/articles/<int:number>/claims/mark")
@needs(Permission.ANNOTATE)
def mark(number: int) -> ResponseReturnValue:
    """Mark words in the first pass: for later, or as not to check."""
    article = _article(number)
    form = ClaimForm()
    if (known := g.session.get(Claim, form.id.data)) is not None:
        return _back(known.appearances[0])
    if form.has_words() and form.triage.validate(form):
        snapshot = snapshots.get_version(g.session, article, form.version.data)
        with refusals_on(form):
            triage, words = Triage(form.triage.data), quote_of(form, snapshot)
            claim = claims.mark(g.session, article, words, form.near, triage, id=form.id.data, by=g.user)
            commit()
            flash(f"Claim {claim.number} is {triage.label}.")
            return _back(claim.appearances[0])
    return _page(article, form)


@bp.post("/claims/<int:number>/appearances/add")
@needs(Permission.ANNOTATE)
def add(number: int) -> ResponseReturnValue:
    """Join a claim that the desk knows to words of an article."""
    claim = claim_at(number)
    form = ClaimForm()
    article = _article(form.article.data or 0)
    if (known := g.session.get(Appearance, form.id.data)) is not None:
        return _back(known)
    # The statement is the known claim's; what stands in the form is what it was found by.
    if form.has_words():
        snapshot = snapshots.get_version(g.session, article, form.version.data)
        with refusals_on(form):
            sight, entry = form.sight(quote_of(form, snapshot)), entry_of(form, article)
            why, id = form.why.data, form.id.data
            joined = appearances.add(g.session, claim, snapshot, sight, entry, id=id, why=why, by=g.user)
            commit()
            flash(f"Claim {number} appears here too now.")
            return _back(joined)
    return _page(article, form)


@bp.route("/appearances/<uuid:id>/fill-in", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def fill_in(id: UUID) -> ResponseReturnValue:
    """Fill in a claim that was marked in the first pass, or change one where it appears."""
    appearance = appearances.get_appearance(g.session, id)
    form = ClaimForm(data=as_begun(appearance))
    if form.validate_on_submit():
        with refusals_on(form, about=appearance.claim):
            claims.fill_in(
                g.session,
                appearance,
                form.wording(),
                form.sight(form.quote.data),
                entry_of(form, appearance.article),
                seen=form.rev.data,
                seen_appearance=form.rev_appearance.data,
                note=form.note.data,
                why=form.why.data,
                by=g.user,
            )
            commit()
            flash(f"Claim {appearance.claim.number} is saved.")
            return _back(appearance)
    if form.is_stale:
        form.rev_appearance.data = appearance.rev
    return _page(appearance.article, form, appearance)


@bp.route("/appearances/<uuid:id>/trail", methods=["GET", "POST"])
@needs(Permission.ANNOTATE)
def trail(id: UUID) -> ResponseReturnValue:
    """Change the trail of a claim where it appears, and what is known of each step."""
    appearance = appearances.get_appearance(g.session, id)
    form = TrailForm(data=trail_as_begun(appearance))
    if form.validate_on_submit():
        with refusals_on(form, about=appearance):
            typed, details = trail_of(form.trail.data, appearance.article), details_of(form)
            seen, why = form.rev.data, form.why.data
            step_details.rewrite(g.session, appearance, typed, details, seen=seen, why=why, by=g.user)
            commit()
            flash(f"The trail of claim {appearance.claim.number} is saved.")
            return redirect(url_for("workbench.trail", id=id), 303)
    context = {
        "appearance": appearance,
        "standing": {step.id: step for step in trails.own_steps(appearance)},
        "inherited": trails.as_typed(appearance.passage) if appearance.passage is not None else Trail(),
        "changes": changes(form),
    }
    return render_template("workbench/trail.html", form=form, **context), form.status


def _article(number: int) -> Article:
    article = articles.get_article(g.session, number)
    if not visible(article, g.user):
        raise NotFound(f"There is no article {number}.")
    return article


def _back(appearance: Appearance) -> ResponseReturnValue:
    anchor = f"q-{appearance.id}"
    return redirect(url_for("workbench.show", number=appearance.article.number, _anchor=anchor), 303)


def _page(article: Article, form: ClaimForm, current: Appearance | None = None) -> ResponseReturnValue:
    if not is_safe():
        give_up()  # Nothing will be written, and nobody shall wait while the page is drawn.
    if isinstance(form.refusal, Ambiguous):
        offer_places(form, snapshots.get_version(g.session, article, form.version.data), form.refusal)
    bench = benches.of_article(g.session, article, g.user)
    sheet = lay_out(bench)
    page = render_template(
        "workbench/show.html",
        article=article,
        bench=bench,
        sheet=sheet,
        headline=sheet.take_headline(article.title),
        form=form,
        current=current,
        matches=_matches(form.statement.data) if "alike" in request.form else [],
        changes=changes(form),
        verdicts=_verdicts(g.user),
        last_trail=write(bench.last) if bench.last is not None else "",
    )
    return page, form.status


def _matches(statement: str) -> list[tuple[Claim, Match]]:
    """List the earlier claims that are like a statement, each with what matches."""
    return [(claim, compared(statement, claim.statement)) for claim in claims.alike(g.session, statement)]


def _verdicts(person: User) -> list[Verdict]:
    return list(scales.in_use(g.session).verdicts) if person.may(Permission.ASSESS) else []
