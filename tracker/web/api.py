"""Small answers for the pages' scripts, as JSON: sources, claims and works by what was typed, and cue words."""

from typing import Any

from flask import Blueprint, g, request, url_for
from flask.typing import ResponseReturnValue

from tracker.domain import cues
from tracker.domain.errors import Refusal
from tracker.domain.matching import Match, compared
from tracker.domain.names import fold
from tracker.domain.roles import Permission
from tracker.models import Claim, Snapshot
from tracker.services import articles, claims, snapshots, sources, suggestions, works
from tracker.services.access import visible
from tracker.web.auth import needs

bp = Blueprint("api", __name__, url_prefix="/api")

_LARGEST = 2**31 - 1


@bp.get("/sources")
@needs(Permission.READ)
def list_sources() -> ResponseReturnValue:
    """List the sources that a few letters most likely mean, here in the text near the quote."""
    typed = request.args.get("q", "")
    found = suggestions.suggest(g.session, typed, snapshot=_text(), near=_number("near"))
    listed = [{"number": one.number, "name": one.name, "matched": one.matched, "why": one.why} for one in found]
    known = any(fold(typed) in (fold(one.name), fold(one.matched)) for one in found)
    return {"sources": listed, "new": bool(fold(typed)) and not known}


@bp.get("/claims")
@needs(Permission.READ)
def list_claims() -> ResponseReturnValue:
    """List the claims most like a statement, at most three, each with what matches."""
    like = request.args.get("like", "")
    found = claims.alike(g.session, like)
    return {"claims": [_claim(one, compared(like, one.statement)) for one in found if visible(one, g.user)]}


@bp.get("/articles")
@needs(Permission.READ)
def list_articles() -> ResponseReturnValue:
    """List the works that hold every word typed, as a form takes them."""
    found = works.suggest(g.session, request.args.get("q", ""))
    listed = [
        {
            "number": one.number,
            "title": one.title,
            "outlet": one.publisher.name if one.publisher else "",
            "published": one.published,
            "typed": works.as_typed(one),
        }
        for one in found
        if visible(one, g.user)
    ]
    return {"articles": listed}


@bp.get("/articles/<int:number>/cue")
@needs(Permission.READ)
def find_cue(number: int) -> ResponseReturnValue:
    """Tell where a source's name stands nearest to a quote, and by which words it is said to have said it."""
    snapshot = snapshots.get_version(g.session, articles.get_article(g.session, number), None)
    named = cues.find_name(snapshot.text, _names(), _number("near") or 0)
    cue = cues.find_cue(snapshot.text, named) if named else None
    return {"named": _words(snapshot, named), "cue": _words(snapshot, cue)}


def _text() -> Snapshot | None:
    number = _number("article")
    article = articles.find_article(g.session, number) if number is not None else None
    return snapshots.get_version(g.session, article, None) if article is not None and article.captured else None


def _number(name: str) -> int | None:
    """Return a whole number of the query; raise Refusal for anything else that stands there."""
    typed = request.args.get(name, "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and int(typed[:11]) <= _LARGEST):
        raise Refusal(f"{name} is not a number of ours.", field=name)
    return int(typed)


def _names() -> list[str]:
    number, name = _number("source"), request.args.get("name", "")
    if number is None:
        return [name]
    source = sources.get_source(g.session, number)
    return [source.name, *(one.name for one in source.names)]


def _words(snapshot: Snapshot, place: tuple[int, int] | None) -> dict[str, Any] | None:
    return None if place is None else {"start": place[0], "end": place[1], "words": snapshot.text[slice(*place)]}


def _claim(claim: Claim, match: Match) -> dict[str, Any]:
    verdict = claim.verdict
    return {
        "number": claim.number,
        "statement": claim.statement,
        "pieces": [{"kind": piece.kind, "text": piece.text} for piece in match.pieces],
        "told": match.told,
        "mark": verdict.mark if verdict else "none",
        "verdict": verdict.label if verdict else claim.stage.label.capitalize(),
        "join": url_for("workbench.add", number=claim.number),
    }
