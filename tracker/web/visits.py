"""What ``g`` holds during a request: its session and who is asking, each looked up when first needed."""

from functools import cached_property

from flask import request
from flask.ctx import _AppCtxGlobals
from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.models import SignIn, User
from tracker.services import sign_ins
from tracker.web.desk import desk
from tracker.web.transactions import looking, new_session


def cookie_name() -> str:
    """Return the name of the cookie that holds a sign-in's token."""
    # Browsers take a __Host- cookie only over TLS, from this host and for all of it (RFC 6265bis, 4.1.3.2).
    return "__Host-sign-in" if desk().settings.secure_cookies else "sign-in"


class Visit(_AppCtxGlobals):
    """One request's session and person."""

    @cached_property
    def session(self) -> Session:
        """Return the request's session."""
        return new_session()

    @cached_property
    def signed_in(self) -> SignIn | None:
        """Return the sign-in that the request's cookie stands for, with its user, or None."""
        token = request.cookies.get(cookie_name())
        if not token:
            return None
        with looking() as session:
            return sign_ins.find(session, token, chance.now())

    @property
    def user(self) -> User | None:
        """Return the person who asks, in the request's own session, or None."""
        return None if self.signed_in is None else self.session.get(User, self.signed_in.user_id)
