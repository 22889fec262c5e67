"""The audit trail as a feed, for readers that cannot sign in: its address holds a key of the person who follows it."""

import hashlib
from uuid import UUID

from flask import Blueprint, Response, g, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from tracker.domain.errors import NotFound
from tracker.domain.roles import Permission
from tracker.exports.trail_atom import MEDIA_TYPE, trail_atom
from tracker.models import User
from tracker.services import history
from tracker.web.auth import public
from tracker.web.desk import desk

bp = Blueprint("feeds", __name__)


def address_for(person: User) -> str:
    """Return the address at which a person follows the trail; it ends when they change their password."""
    return f"{desk().settings.desk_address}{url_for('feeds.trail', key=_keys().dumps([str(person.id), _mark(person)]))}"


@bp.get("/feeds/<key>/trail.atom")
@public
def trail(key: str) -> ResponseReturnValue:
    """Hand out the newest changes as the person may see them whose key the address holds."""
    person = _whose(g.session, key)
    page = history.of_desk(g.session, history.Filters(), person=person)
    settings = desk().settings
    made = trail_atom(page.rows, desk=settings.desk_name, address=settings.desk_address, feed=address_for(person))
    response = Response(made, mimetype=MEDIA_TYPE)
    response.set_etag(hashlib.sha256(made).hexdigest())
    return response.make_conditional(request)


def _whose(session: Session, key: str) -> User:
    """Return the person whose key it is; raise NotFound for one that was never given out, or ended."""
    try:
        id, mark = _keys().loads(key)
        person = session.get(User, UUID(id))
    except (BadSignature, ValueError, TypeError):
        person = None
    if person is None or mark != _mark(person) or not person.may(Permission.READ_TRAIL):
        raise NotFound("There is no such feed. Its address ends when a password is changed; take the new one.")
    return person


def _keys() -> URLSafeSerializer:
    return URLSafeSerializer(desk().settings.secret_key, salt="feeds")


def _mark(person: User) -> str:
    """Return a few digits that change with the password."""
    return hashlib.sha256(person.password_hash.encode()).hexdigest()[:16]
