"""The demo desk: five short articles in our own words, annotated, partly assessed and decided, by the services.

``desk.json`` says who is there, what they read and what they did, in order; the texts stand beside it.
"""

import json

from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.roles import Role
from tracker.domain.vocabulary import Control, SourceKind
from tracker.services import ownerships, people, sources
from tracker.services.demo import annotating, working
from tracker.services.demo.cast import FOLDER, Cast, Table
from tracker.services.record import record


def load(session: Session, *, password_hash: str, by: Actor) -> None:
    """Lay the demo desk out; its people sign in once an admin has given them a password of their own."""
    table: Table = json.loads((FOLDER / "desk.json").read_text("utf-8"))
    cast = Cast()
    for one in table["people"]:
        role = Role(one["role"])
        cast.people[one["login"]] = people.create(
            session, one["login"], one["name"], role, password_hash=password_hash, by=by
        )
    _name_sources(session, cast, table)
    for one in table["articles"]:
        annotating.annotate(session, cast, one)
    for one in table["work"]:
        working.DEEDS[one["do"]](session, cast, one)
    record(session, Action.DEMO_LOADED, about=None, by=by)


def _name_sources(session: Session, cast: Cast, table: Table) -> None:
    annotator = cast.people["ines"]
    for one in table["sources"]:
        kind = SourceKind(one["kind"])
        cast.sources[one["name"]] = sources.add(
            session, name=one["name"], kind=kind, other_names=one["names"], about=one["about"], by=annotator
        )
    for one in table["owners"]:
        owned, owner = cast.sources[one["owned"]], cast.sources[one["owner"]]
        said = ownerships.Stated(Control(one["control"]), since=one["since"], basis=one["basis"])
        ownership = ownerships.add(session, owned, owner, said, by=annotator)
        if one["confirm"]:
            ownerships.confirm(session, ownership, basis=one["basis"], by=cast.people[one["confirm"]])
