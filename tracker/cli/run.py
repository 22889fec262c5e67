"""What a command runs with: settings, database, and the person in whose name it changes things."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from typing import Any, TypeVar

import click
from sqlalchemy.orm import Session

from config import Settings
from tracker.db import Database
from tracker.domain.errors import NotAllowed, NotFound, Refusal, Unvouched
from tracker.domain.roles import Permission, holders
from tracker.models import User
from tracker.services import people
from tracker.services.checkpoints.memory import Memory
from tracker.services.checkpoints.sealer import Sealer
from tracker.services.mail import Post
from tracker.services.passwords import Passwords

Command = TypeVar("Command", bound=Callable[..., Any])


class Run:
    """One run of the program; settings and database are looked up when first needed."""

    login: str | None = None

    @cached_property
    def settings(self) -> Settings:
        """Return the settings of this machine."""
        return Settings.from_environment(os.environ)

    @cached_property
    def database(self) -> Database:
        """Return the desk's database."""
        return Database(self.settings.database_url, self.settings.log_key)

    @cached_property
    def sealer(self) -> Sealer:
        """Return whoever puts seals on the record."""
        settings = self.settings
        return Sealer(self.database.sealing, settings.log_key, settings.seal_key, settings.home)

    @cached_property
    def verified(self) -> Memory:
        """Return the memory of the newest seal up to which the record was found whole."""
        return Memory(self.settings.home, "verified")

    @cached_property
    def post(self) -> Post:
        """Return whoever sends e-mail."""
        return Post(self.settings.smtp_server, self.settings.smtp_from, self.settings.smtp_login)

    @cached_property
    def passwords(self) -> Passwords:
        """Return the desk's way with passwords."""
        return Passwords()

    def close(self) -> None:
        """Give back the connections that the run opened."""
        if "database" in vars(self):
            self.database.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that reads."""
        with closing(self.database.reading()) as session:
            yield session

    @contextmanager
    def writing_only(self) -> Iterator[Session]:
        """Give a session that writes, committed at the end unless something was refused; no seal is put on it here."""
        with closing(self.database.writing()) as session:
            yield session
            session.commit()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that writes, committed and sealed at the end unless something was refused."""
        with self.writing_only() as session:
            yield session
        self.seal()

    def seal(self) -> None:
        """Put a seal on what was written; where that cannot be, say so and leave it at that."""
        try:
            self.sealer.seal()
        except Unvouched as refusal:
            click.echo(f"It is saved, but no seal was put on it. {refusal}", err=True)

    def person(self, session: Session, permission: Permission) -> User:
        """Return the person in whose name the command acts, or raise Refusal where they may not."""
        if self.login is None:
            raise Refusal("Say in whose name: add --as USER, a sign-in name of this desk.")
        person = people.find_person(session, self.login)
        if person is None:
            raise NotFound(f"Nobody on this desk signs in as {self.login}.")
        if not person.may(permission):
            role = holders(permission)[0].label
            raise NotAllowed(f"{person.name} may not {permission.label}; it takes the role of {role} or above.")
        return person


def as_user(command: Command) -> Command:
    """Let a command take ``--as USER``, before or behind its name."""

    def take(context: click.Context, option: click.Parameter, login: str | None) -> None:
        if login is not None:
            context.ensure_object(Run).login = login

    text = "The person in whose name things change."
    return click.option("--as", "in_whose_name", metavar="USER", expose_value=False, callback=take, help=text)(command)
