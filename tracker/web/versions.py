"""The versions of an article's text, and what became of its quotes in each."""

from collections import Counter

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from tracker.domain.anchors import Fate
from tracker.domain.differences import Piece, words
from tracker.domain.roles import Permission
from tracker.domain.text import one_line
from tracker.services import articles, carrying, passages, redaction, snapshots
from tracker.services.carrying import Carried
from tracker.services.quotes import of_snapshot
from tracker.web import marking
from tracker.web.auth import needs
from tracker.web.forms.quotes import ConfirmForm

bp = Blueprint("versions", __name__, url_prefix="/articles/<int:number>/versions")

_SHOWN = 90
_ORDER = (Fate.LOST, Fate.CHANGED, Fate.MOVED, Fate.ANCHORED)


@bp.get("")
@needs(Permission.READ)
def index(number: int) -> ResponseReturnValue:
    """List the versions of an article, the newest first."""
    article = articles.get_article(g.session, number)
    versions = snapshots.versions_of(g.session, article)
    return render_template("versions/index.html", article=article, versions=versions)


@bp.get("/<int:version>")
@needs(Permission.READ)
def show(number: int, version: int) -> ResponseReturnValue:
    """Show the text of a version with the quotes that stand in it."""
    article = articles.get_article(g.session, number)
    snapshot = snapshots.get_version(g.session, article, version)
    standing = of_snapshot(g.session, snapshot)
    return render_template(
        "versions/show.html",
        article=article,
        snapshot=snapshot,
        quotes=standing,
        passages=passages.of_snapshot(g.session, snapshot),
        marked=marking.version(snapshot, standing),
        withheld=redaction.notices(g.session, article),
    )


@bp.get("/<int:version>/quotes")
@needs(Permission.READ)
def quotes(number: int, version: int) -> ResponseReturnValue:
    """Show what became, in a version, of the quotes of the version before."""
    article = articles.get_article(g.session, number)
    snapshot = snapshots.get_version(g.session, article, version)
    carried = carrying.fates(g.session, article, snapshot)
    return render_template(
        "versions/quotes.html",
        article=article,
        snapshot=snapshot,
        newest=snapshot.version == article.version,
        carried=sorted(carried, key=lambda one: _ORDER.index(one.fate)),
        counts=Counter(one.fate for one in carried),
        order=_ORDER,
        differing=differing,
        passages=carrying.lost_passages(g.session, snapshot),
        shorten=lambda words: one_line(words, _SHOWN),
        form=ConfirmForm(formdata=None),
    )


def differing(one: Carried) -> list[Piece]:
    """List the words of a quote as they were and as they are."""
    return words(one.before.exact, one.anchor.exact if one.anchor is not None else "")
