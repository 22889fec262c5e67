"""Captures: what they are, which articles are cut from them, and their original bytes."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.domain.cuts import by_lines
from tracker.domain.errors import NotFound, Refusal
from tracker.domain.overlaps import overlap
from tracker.domain.roles import Permission
from tracker.ingest import Extraction
from tracker.models import Article, Capture, User
from tracker.services import access, articles, captures, copies, redaction, snapshots, versions
from tracker.services.seeking import beforehand
from tracker.services.snapshots import Reading
from tracker.web import cutting, marking
from tracker.web.auth import needs
from tracker.web.errors import refusals_on
from tracker.web.forms.base import Form
from tracker.web.forms.captures import CutForm, Work
from tracker.web.transactions import commit, looking

bp = Blueprint("captures", __name__, url_prefix="/captures")


@bp.get("/<uuid:id>")
@needs(Permission.READ)
def show(id: UUID) -> ResponseReturnValue:
    """Show what is known of a capture, and what was cut from it."""
    capture = _capture(g.session, id)
    cuts = captures.cuts_of(g.session, capture)
    by = g.session.get(User, capture.created_by_id) if capture.created_by_id else None
    just = request.args.get("added", "")
    added = just if just in {str(one.article.number) for one in cuts} else ""
    form = Form(formdata=None)
    context = {
        "added": added,
        "cuttable": captures.holds_text(capture),
        "withheld": redaction.notices(g.session, capture),
    }
    return render_template("captures/show.html", capture=capture, cuts=cuts, by=by, form=form, **context)


@bp.post("/<uuid:id>/download")
@needs(Permission.EXPORT)
def download(id: UUID) -> ResponseReturnValue:
    """Hand out the original bytes; that somebody took them is recorded."""
    capture = _capture(g.session, id)
    content = captures.hand_out(g.session, capture, by=g.user)
    commit()
    name = capture.filename or f"capture-{capture.sha256[:12]}.txt"
    return send_file(BytesIO(content), mimetype="application/octet-stream", as_attachment=True, download_name=name)


@bp.route("/<uuid:id>/cut", methods=["GET", "POST"])
@needs(Permission.ADD_ARTICLES)
def cut(id: UUID) -> ResponseReturnValue:
    """Cut an article from a capture, or a newer version of one."""
    with looking() as session:
        capture = _capture(session, id)
        cuts = captures.cuts_of(session, capture)
    # A long page takes a second to read, and nobody else shall wait for that.
    extraction = captures.reading(capture)
    form = CutForm() if request.method == "POST" else cutting.begun(extraction, cuts, request.args)
    if form.is_submitted() and "look" not in request.form and form.validate():
        with refusals_on(form):
            return redirect(_save(id, extraction, form), 303)
    with looking() as session:
        page = cutting.page(session, extraction, cuts, form)
    return render_template("captures/cut.html", form=form, capture=capture, page=page), form.status


@bp.get("/<uuid:id>/compare/<int:number>")
@needs(Permission.READ)
def compare(id: UUID, number: int) -> ResponseReturnValue:
    """Show a cut beside a known article, with the words marked that both have in common."""
    capture = _capture(g.session, id)
    article = articles.get_article(g.session, number)
    known = articles.newest_snapshot(g.session, article)
    extraction = captures.reading(capture)
    lines = request.args.get("lines", "")
    text = Reading.of(extraction, by_lines(extraction.text, lines) if lines else None).cut.text
    common = overlap(text, known.text)
    return render_template(
        "captures/compare.html",
        capture=capture,
        article=article,
        lines=lines,
        common=common,
        ours=marking.stretches(text, common.spans_in_a),
        theirs=marking.stretches(known.text, common.spans_in_b),
    )


def _capture(session: Session, id: UUID) -> Capture:
    """Return a capture with its bytes; raise NotFound where there is none, or none that this person may see."""
    capture = captures.get_capture(session, id)
    if access.is_hidden_file(session, capture, g.signed_in.user):
        raise NotFound("There is no such capture.")
    return capture


def _save(id: UUID, extraction: Extraction, form: CutForm) -> str:
    """Save the cut as the form says, and return the address of where to go on."""
    reading = Reading.of(extraction, by_lines(extraction.text, form.lines.data))
    copies.sketch_of(reading.cut.text)
    if form.work.data == Work.VERSION:
        return _save_version(id, reading, form)
    capture = g.session.get_one(Capture, id)
    repost_of = _known(g.session, form) if form.work.data == Work.REPOST else None
    why = form.why.data
    article = articles.add(
        g.session, capture, reading, form.description(), id=form.id.data, repost_of=repost_of, why=why, by=g.user
    )
    commit()
    flash(f"Article {article.number} is taken in.")
    if reading.whole:
        return url_for("workbench.show", number=article.number)
    return url_for("captures.show", id=id, added=article.number)


def _save_version(id: UUID, reading: Reading, form: CutForm) -> str:
    # A hundred changed quotes take seconds to find, and nobody else shall wait for that.
    with looking() as session:
        seeking = beforehand(session, _known(session, form), reading.cut.text)
    article, capture = _known(g.session, form), g.session.get_one(Capture, id)
    same = snapshots.same_cut(g.session, capture, reading)
    if same is None or same.article_id != article.id:
        seen, why = form.rev.data, form.why.data
        versions.add(g.session, article, capture, reading, seeking=seeking, seen=seen, why=why, by=g.user)
        commit()
    version = article.version if same is None else same.version
    return url_for("versions.quotes", number=article.number, version=version)


def _known(session: Session, form: CutForm) -> Article:
    number = form.of.data
    article = articles.find_article(session, number) if number else None
    if article is None:
        raise Refusal(f"There is no article {number}.", field="of")
    return article
