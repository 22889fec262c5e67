"""Addresses that came from outside: only a path of this desk is followed, and only numbers that things can have."""

import re
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from flask import request
from werkzeug.routing import IntegerConverter, Map

# A backslash, which browsers read as a slash, and what stands between a name and a host; spaces, which they drop.
_MISLEADING = re.compile(r"[\\@\s]")
_LONGEST = 2000
LARGEST_NUMBER = 2_147_483_647
_PAGES = {
    "article": "/articles",
    "case": "/cases",
    "claim": "/claims",
    "correction": "/corrections",
    "intake": "/intake",
    "person": "/people",
    "redaction": "/withheld",
    "report": "/reports",
    "source": "/sources",
}


class ShortNumber(IntegerConverter):
    """A number in an address; one that no column can hold is no page, rather than a failure."""

    def __init__(self, map: Map, *arguments: Any, **more: Any) -> None:
        more.setdefault("max", LARGEST_NUMBER)
        super().__init__(map, *arguments, **more)


def own_path(address: str | None) -> str:
    """Return the address if it is a path of this desk, with its query, else the first page."""
    if not address or len(address) > _LONGEST or not address.isprintable() or _MISLEADING.search(address):
        return "/"
    path = re.split("[?#]", address, maxsplit=1)[0]
    if not path.startswith("/") or "//" in path or ".." in path or path in ("/sign-in", "/sign-out"):
        return "/"
    return address


def page_of(thing: object) -> str | None:
    """Return the address of a thing that is named as (kind, number or id), or None where it has no page."""
    match thing:
        case (str(kind), key) if kind in _PAGES and key is not None:
            return f"{_PAGES[kind]}/{key}"
    return None


def neighbourhood() -> str:
    """Return the client's address; of IPv6 the part that one household is given."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else str(address)
