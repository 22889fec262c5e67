"""Where a link leads: absolute web and mail addresses, or nothing."""

import re
from urllib.parse import urljoin, urlsplit

_SCHEMES = frozenset({"http", "https", "mailto"})
_LONGEST = 4_000
# The URL Standard (WHATWG, section 4.4) drops tabs and newlines, and blanks at both ends.
_IGNORED = re.compile(r"[\t\n\r]")
_REFUSED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def resolve(href: str, base: str) -> str | None:
    """Return the absolute http, https or mailto address that ``href`` means on the page ``base``, or None.

    Links within the page lead nowhere; control and direction characters can disguise an address: refused.
    """
    wanted = _IGNORED.sub("", href).strip()
    if not wanted or wanted.startswith("#") or len(wanted) > _LONGEST or _REFUSED.search(wanted):
        return None
    try:
        absolute = urljoin(base, wanted)
        parts = urlsplit(absolute)
    except ValueError:
        return None
    reachable = parts.scheme in _SCHEMES and (parts.path if parts.scheme == "mailto" else parts.hostname)
    return absolute.replace(" ", "%20") if reachable else None
