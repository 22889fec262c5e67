"""The people of the desk."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.messages import MessageKind
from tracker.domain.roles import Permission, Role, allows
from tracker.models.base import Root
from tracker.models.types import Document, LongText, Moment, ShortText, closed


class User(Root):
    """A person who signs in; ``login`` is kept as typed and found by ``login_folded``.

    ``messages`` are the kinds of things that they are told of at ``email``, None before they said anything.
    """

    __tablename__ = "users"
    kind = "person"
    secret = frozenset({"password_hash", "email"})

    login: Mapped[str] = mapped_column(ShortText)
    login_folded: Mapped[str] = mapped_column(ShortText, unique=True)
    name: Mapped[str] = mapped_column(ShortText)
    role: Mapped[Role] = mapped_column(closed(Role, "role"))
    active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str] = mapped_column(LongText)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    single_keys: Mapped[bool] = mapped_column(default=True)
    email: Mapped[str | None] = mapped_column(ShortText)
    messages: Mapped[list[str] | None] = mapped_column(Document)
    created_at: Mapped[datetime] = mapped_column(Moment)

    @property
    def actor(self) -> str:
        """Return the name under which the log knows this person."""
        return f"person:{self.id}"

    def may(self, permission: Permission) -> bool:
        """Tell whether this person holds a permission now."""
        return self.active and allows(self.role, permission)

    def wants(self, kind: MessageKind) -> bool:
        """Tell whether this person is told of such things by e-mail."""
        return self.active and self.email is not None and kind in (self.messages or ())
