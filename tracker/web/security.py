"""What holds for every answer and every unsafe request: headers, the origin it came from, the token it carries."""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from tracker.domain.errors import NotAllowed
from tracker.web.desk import desk

POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "font", "connect")),
        "form-action 'self'",
        *(f"{kind} 'none'" for kind in ("base-uri", "frame-ancestors", "object-src")),
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # With no-referrer, browsers would send the origin of our own forms as null.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONE_YEAR = 365 * 24 * 3600

_tokens = CSRFProtect()


def protect(app: Flask) -> None:
    """Give every answer of an app its headers, and its forms their tokens."""
    # The check is made after the one of the sign-in, so that a form posted too late can be kept.
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    _tokens.init_app(app)
    app.after_request(_add_headers)


def check_origin() -> None:
    """Raise NotAllowed for an unsafe request that another site's page made.

    Browsers say so in Sec-Fetch-Site, and over plain HTTP in Origin; a client that sends neither is held to its token.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    else:
        ours = origin is None or origin.partition("://")[2] in _our_hosts()
    if not ours:
        raise NotAllowed("This was sent from another site's page. Open the desk itself, and send it from there.")


def has_token() -> bool:
    """Tell whether the request carries the token of one of our forms, made for this browser since it signed in."""
    try:
        _tokens.protect()
    except CSRFError:
        return False
    return True


def _our_hosts() -> tuple[str, str]:
    return request.host, urlsplit(desk().settings.desk_address).netloc


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if desk().settings.secure_cookies:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR}; includeSubDomains")
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
