"""The application: settings and a database in, a WSGI program out."""

from pathlib import Path

from flask import Flask, request
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings
from tracker.db import Database
from tracker.services.checkpoints.sealer import Sealer
from tracker.services.passwords import Passwords
from tracker.web import (
    agreement,
    api,
    appearances,
    article_stages,
    articles,
    asking,
    blindness,
    bundles,
    captures,
    cases,
    checkpoints,
    cited_works,
    claim_merges,
    claims,
    claims_by_origin,
    claims_many,
    connections,
    corrections,
    counsel,
    decisions,
    duplicates,
    enquiries,
    evidence,
    exports,
    feeds,
    filters,
    grades,
    holding,
    home,
    inbox,
    intakes,
    letters,
    links,
    looks,
    merges,
    navigation,
    notes,
    origins,
    ownerships,
    passages,
    past,
    people,
    published,
    queues,
    quotes,
    redactions,
    reports,
    reviews,
    scales,
    search,
    sending_back,
    settings,
    sign_ins,
    source_names,
    sources,
    static,
    sweeps,
    tags,
    tasks,
    trail,
    undo,
    unnamed,
    versions,
    workbench,
)
from tracker.web.addresses import ShortNumber
from tracker.web.auth import guard, public
from tracker.web.desk import Desk
from tracker.web.errors import handle_errors
from tracker.web.security import protect
from tracker.web.transactions import close
from tracker.web.visits import Visit

BLUEPRINTS = (
    sign_ins.bp,
    settings.bp,
    people.bp,
    articles.bp,
    article_stages.bp,
    captures.bp,
    cases.bp,
    versions.bp,
    passages.bp,
    quotes.bp,
    appearances.bp,
    workbench.bp,
    api.bp,
    reviews.bp,
    blindness.bp,
    sending_back.bp,
    agreement.bp,
    decisions.bp,
    looks.bp,
    scales.bp,
    evidence.bp,
    enquiries.bp,
    links.bp,
    origins.bp,
    cited_works.bp,
    tags.bp,
    tasks.bp,
    queues.bp,
    notes.bp,
    inbox.bp,
    letters.bp,
    corrections.bp,
    intakes.bp,
    reports.bp,
    exports.bp,
    published.bp,
    asking.bp,
    claims.bp,
    claims_many.bp,
    claim_merges.bp,
    home.bp,
    claims_by_origin.bp,
    connections.bp,
    grades.bp,
    duplicates.bp,
    merges.bp,
    ownerships.bp,
    search.bp,
    source_names.bp,
    sources.bp,
    unnamed.bp,
    redactions.bp,
    trail.bp,
    bundles.bp,
    counsel.bp,
    checkpoints.bp,
    feeds.bp,
    past.bp,
    undo.bp,
    sweeps.bp,
)
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FORM_ALLOWANCE = 256 * 1024
"""Bytes that a form may hold beside the largest file."""


class Tracker(Flask):
    """The program as Flask sees it."""

    app_ctx_globals_class = Visit
    jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}


def create_app(settings: Settings, database: Database | None = None, passwords: Passwords | None = None) -> Flask:
    """Make the program; the database is the settings' own unless one is given."""
    app = assemble()
    furnish(app, settings, database or Database(settings.database_url, settings.log_key), passwords or Passwords())
    if settings.proxies:
        # Else everybody would seem to come from the proxy, and share one limit of sign-ins.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    return app


def assemble() -> Flask:
    """Put the parts of the program together; it belongs to no desk until it is furnished for one."""
    app = Tracker("tracker", template_folder=str(TEMPLATES), static_folder=str(static.FOLDER))
    app.url_map.converters["int"] = ShortNumber
    app.before_request(guard)
    holding.install(app)
    app.teardown_request(_close_files)
    app.teardown_appcontext(close)
    static.serve(app)
    protect(app)
    handle_errors(app)
    filters.install(app)
    app.context_processor(navigation.frame)
    public(app.view_functions["static"])
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def furnish(app: Flask, settings: Settings, database: Database, passwords: Passwords) -> None:
    """Let the program serve a desk: its settings, its database, its seals, and how it keeps passwords."""
    sealer = Sealer(database.sealing, settings.log_key, settings.seal_key, settings.home)
    app.extensions["tracker"] = Desk(settings, database, passwords, sealer)
    app.config.update(_configuration(settings))


def _close_files(error: BaseException | None) -> None:
    """Let go of the files that were uploaded, which else stay open until somebody needs the memory."""
    request.close()


def _configuration(settings: Settings) -> dict[str, object]:
    largest = settings.max_upload + FORM_ALLOWANCE
    return {
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": largest,
        "MAX_FORM_MEMORY_SIZE": largest,
        # This cookie holds the token of forms and what is said once; who is signed in stands on the server.
        "SESSION_COOKIE_NAME": "__Host-forms" if settings.secure_cookies else "forms",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }
