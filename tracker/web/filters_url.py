"""The filters of the list of claims, as they stand in its address, in the desk's zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from tracker.services import claim_filters
from tracker.services.claim_filters import Asked
from tracker.services.claim_lists import Filters
from tracker.web.desk import desk


@dataclass(frozen=True)
class Chosen:
    """A filter that is set, in words, and the address of the list without it."""

    label: str
    value: str
    url: str


def read(session: Session, args: Mapping[str, str]) -> Asked:
    """Read the filters of an address; what cannot be read filters nothing, and is said."""
    return claim_filters.read(session, args, desk().settings.desk_zone)


def write(filters: Filters) -> dict[str, Any]:
    """Write filters so that ``read`` reads the same again."""
    return claim_filters.write(filters, desk().settings.desk_zone)


def chosen(session: Session, filters: Filters, endpoint: str = "claims.index") -> list[Chosen]:
    """List the filters that are set, by the names of what they stand for."""
    address = write(filters)
    return [
        Chosen(label, value, url_for(endpoint, **{key: address[key] for key in address if key != name}))
        for name, label, value in claim_filters.in_words(session, filters, desk().settings.desk_zone)
    ]
