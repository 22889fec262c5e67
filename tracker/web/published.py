"""Pages that anyone can read, where the desk has turned them on: published reports, and the claims that they tell.

Nothing of the person who looks stands on them, and nothing that was not published.
"""

import hashlib
import io
import json
from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from tracker.domain.errors import NotFound
from tracker.domain.formats import ReportFormat
from tracker.exports import claim_review, report_html
from tracker.exports.atom import ATOM, JSON_FEED, Feed, Item, atom, json_feed
from tracker.models import Edition, Report
from tracker.services import publications
from tracker.services.publications import standing
from tracker.web.auth import public
from tracker.web.desk import desk
from tracker.web.report_files import by_itself, in_order

bp = Blueprint("published", __name__, url_prefix="/public")

FRESH = 300
"""Seconds for which others may keep an answer: words that are withheld must be gone soon."""

IN_FEEDS = 50
"""How many reports a feed tells of."""


@bp.before_request
def refuse_unless_on() -> None:
    """Let nothing be found where the desk has not turned public pages on."""
    if not desk().settings.public:
        raise NotFound("There is no such page.")


@bp.after_request
def let_keep(response: Response) -> Response:
    """Let browsers and proxies keep what was found for a while, and ask whether it is still the same."""
    if response.status_code in (200, 304):
        response.headers["Cache-Control"] = f"public, max-age={FRESH}"
        if not response.direct_passthrough:
            response.add_etag()
            response.make_conditional(request)
    return response


@bp.get("")
@public
def index() -> ResponseReturnValue:
    """List the reports that stand, the newest first."""
    after = request.args.get("after")
    page = standing.page(g.session, after=after)
    next_url = url_for("published.index", after=page.next_key) if page.next_key else None
    return render_template("published/index.html", page=page, next_url=next_url, desk=desk().answering)


@bp.get("/reports/<int:number>")
@public
def report(number: int) -> ResponseReturnValue:
    """Show the version of a report that stands; one that was withdrawn says so, and no more."""
    found = _report(number)
    if found.withdrawn:
        return make_response(render_template("published/withdrawn.html", report=found, desk=desk().answering), 410)
    return _edition(found, found.editions[-1])


@bp.get("/reports/<int:number>/<int:version>")
@public
def edition(number: int, version: int) -> ResponseReturnValue:
    """Show a version of a report; one that a newer one replaces says first what was wrong."""
    found = _report(number)
    return report(number) if found.withdrawn else _edition(found, _version(found, version))


@bp.get("/reports/<int:number>/<int:version>/<form>")
@public
def file(number: int, version: int, form: str) -> ResponseReturnValue:
    """Hand out a version of a report in one format, byte for byte as it was published."""
    found = _report(number)
    if found.withdrawn:
        return report(number)
    kept = publications.file_of(g.session, _version(found, version), form)
    readable = kept.media_type == report_html.MEDIA_TYPE
    response = send_file(
        io.BytesIO(kept.content),
        mimetype=kept.media_type,
        as_attachment=not readable,
        download_name=kept.filename,
        etag=hashlib.sha256(kept.content).hexdigest(),
    )
    return by_itself(response, kept.content) if readable else response


@bp.get("/claims/<int:number>")
@public
def claim(number: int) -> ResponseReturnValue:
    """Show what the desk has published of a claim, with its ClaimReview for programs."""
    found = standing.claim(g.session, number)
    embedded = Markup(claim_review.between_tags({"@context": claim_review.CONTEXT, **found.review}))
    address = f"{desk().settings.site}/claims/{number}"
    context = {"address": address, "ask_url": _ask_url("asking.of_claim", number=number)}
    return render_template("published/claim.html", claim=found, embedded=embedded, desk=desk().answering, **context)


@bp.get("/feed.atom")
@public
def feed_atom() -> ResponseReturnValue:
    """Hand out the newest reports as an Atom feed."""
    return Response(atom(_feed("published.feed_atom")), mimetype=ATOM)


@bp.get("/feed.json")
@public
def feed_json() -> ResponseReturnValue:
    """Hand out the newest reports as a JSON feed."""
    return Response(json_feed(_feed("published.feed_json")), mimetype=JSON_FEED)


@bp.get("/claims.jsonld")
@public
def reviews() -> ResponseReturnValue:
    """Hand out the ClaimReviews of the newest reports as one feed, each claim as it is told last."""
    told: dict[str, Any] = {}
    for one in standing.page(g.session, limit=IN_FEEDS).rows:
        for review in standing.reviews_of(g.session, one):
            told.setdefault(str(review.get("@id")), review)
    item = {"@type": "DataFeedItem"}
    elements = [{**item, "dateModified": one.get("dateModified"), "item": one} for one in told.values()]
    feed = {
        "@context": claim_review.CONTEXT,
        "@type": "DataFeed",
        "name": desk().settings.desk_name,
        "dataFeedElement": elements,
    }
    return Response(json.dumps(feed, ensure_ascii=False), mimetype=claim_review.MEDIA_TYPE)


def _report(number: int) -> Report:
    found = publications.find(g.session, number)
    if found is None or found.newest is None:
        raise NotFound(f"The desk has published no report {number}.")
    return found


def _version(report: Report, version: int) -> Edition:
    return publications.edition_of(g.session, report, version)


def _edition(report: Report, one: Edition) -> ResponseReturnValue:
    shown = publications.edition_of(g.session, report, one.version)
    reviewed = {str(review.get("@id", "")).rpartition("/")[2] for review in standing.reviews_of(g.session, shown)}
    return render_template(
        "published/report.html",
        report=report,
        edition=shown,
        files=in_order(shown),
        claims=standing.claims_of(g.session, shown),
        reviewed=reviewed,
        formats={word.value: word.label for word in ReportFormat},
        address=f"{desk().settings.site}/reports/{report.number}",
        answered=publications.of_editions(g.session, [shown]).get(shown.id, []),
        ask_url=_ask_url("asking.of_report", number=report.number, version=shown.version),
        desk=desk().answering,
    )


def _ask_url(endpoint: str, **about: Any) -> str:
    """Return where anyone can ask for a correction of what a page tells, "" where the desk has no form for it."""
    return url_for(endpoint, **about) if desk().settings.corrections_form else ""


def _feed(endpoint: str) -> Feed:
    settings = desk().settings
    site = settings.site
    items = [
        Item(
            f"{site}/reports/{one.report.number}/{one.version}",
            one.title,
            one.published_at,
            settings.desk_name,
            f"{one.renewal.label.capitalize()}: {one.words}" if one.renewal else one.summary,
        )
        for one in standing.page(g.session, limit=IN_FEEDS).rows
    ]
    return Feed(f"Reports of {settings.desk_name}", f"{settings.desk_address}{url_for(endpoint)}", site, items)
