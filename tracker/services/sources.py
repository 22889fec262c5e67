"""Sources: whoever can say something, found by any of their names."""

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Duplicate, NotFound, Refusal
from tracker.domain.names import fold
from tracker.domain.vocabulary import SourceKind
from tracker.models import Counter, Source, SourceName
from tracker.services import name_words, search
from tracker.services.found_by import index_source
from tracker.services.merged import expect_shown
from tracker.services.record import person_of, record
from tracker.services.revisions import expect

_NUMBERED = re.compile(r"^.*\[(?P<number>\d{1,9})\]$", re.DOTALL)


def find_source(session: Session, number: int) -> Source | None:
    """Return the source of a number, if there is one."""
    return session.scalar(select(Source).where(Source.number == number))


def get_source(session: Session, number: int) -> Source:
    """Return the source of a number, or raise NotFound."""
    source = find_source(session, number)
    if source is None:
        raise NotFound(f"There is no source {number}.")
    return source


def named(session: Session, name: str) -> Sequence[Source]:
    """List the sources that have a name, in whatever case, width, marks or script it is typed, as they are shown."""
    having = select(SourceName.source_id).where(SourceName.folded == fold(name))
    query = select(Source).where(Source.id.in_(having), Source.withdrawn.is_(False)).order_by(Source.id)
    found = session.scalars(query.options(selectinload(Source.names))).all()
    return list(dict.fromkeys(source.shown for source in found if not source.shown.withdrawn))


def named_or_numbered(session: Session, typed: str, *, field: str) -> Source | None:
    """Return the source that a person means by a name, or by a name and its number as in ``WSJ [12]``; None if nobody.

    Raises Refusal for the form field where several sources have the name.
    """
    numbered = _NUMBERED.match(typed.strip())
    if numbered is not None:
        return get_source(session, int(numbered["number"])).shown
    known = named(session, typed)
    if len(known) > 1:
        which = "; ".join(f"{one.name} [{one.number}] ({one.source_kind.label})" for one in known[:5])
        raise Refusal(f"Several sources are called “{typed}”: {which}. Put the number after the name.", field=field)
    return known[0] if known else None


def meant(session: Session, typed: str, *, field: str, by: Actor) -> Source | None:
    """Return the source that a person types as part of another action, made where nobody has the name; "" is nobody."""
    return named_or_made(session, typed.strip(), field=field, by=by) if typed.strip() else None


def named_or_made(
    session: Session, name: str, *, field: str, kind: SourceKind = SourceKind.UNKNOWN, by: Actor
) -> Source:
    """Return the source that has a name, or a number after it, made as part of another action where nobody has it."""
    known = named_or_numbered(session, name, field=field)
    if known is None:
        hold_names(session)
        known = named_or_numbered(session, name, field=field)
    return known or make(session, name=name, kind=kind, by=by)


def as_typed(source: Source | None) -> str:
    """Write a source so that ``meant`` finds it again."""
    return "" if source is None else f"{source.shown.name} [{source.shown.number}]"


def add(
    session: Session,
    *,
    name: str,
    kind: SourceKind,
    other_names: Iterable[str] = (),
    about: str = "",
    contact: str = "",
    id: UUID | None = None,
    even_if_known: bool = False,
    why: str = "",
    by: Actor,
) -> Source:
    """Add a source; refuse a name that another source has, unless the person says that this is another.

    Raises Duplicate with the number of the source that has the name.
    """
    if id is not None and (known := session.get(Source, id)) is not None:
        return known
    names = _distinct([name, *other_names])
    if not even_if_known:
        for one in names:
            _refuse_known(session, one)
    source = make(session, name=name, kind=kind, other_names=names[1:], about=about, contact=contact, id=id, by=by)
    record(session, Action.SOURCE_ADDED, about=source, by=by, why=why)
    return source


def make(
    session: Session,
    *,
    name: str,
    kind: SourceKind = SourceKind.UNKNOWN,
    other_names: Iterable[str] = (),
    about: str = "",
    contact: str = "",
    id: UUID | None = None,
    by: Actor,
) -> Source:
    """Make a source as part of another action, such as one merely typed into a trail."""
    hold_names(session)
    source = Source(
        id=id or chance.new_id(),
        name=name,
        source_kind=kind,
        about=about,
        contact=contact,
        created_at=chance.now(),
        created_by=person_of(by),
    )
    session.add(source)
    names = _distinct([name, *other_names])
    for one in names:
        _give_name(session, source, one)
    search.index(session, "source", source.id, " ".join(names))
    return source


def edit(
    session: Session,
    source: Source,
    *,
    name: str,
    kind: SourceKind,
    about: str,
    contact: str,
    owners_examined: bool | None = None,
    seen: int,
    why: str = "",
    by: Actor,
) -> None:
    """Change what is known of a source; a new name to show becomes one of its names.

    ``owners_examined`` says whether a person looked who owns it; None leaves that as it is.
    """
    expect(source, seen)
    expect_shown(source)
    source.source_kind, source.about, source.contact = kind, about, contact
    if owners_examined is not None and owners_examined != bool(source.owners_examined):
        source.owners_examined = owners_examined
    if name != source.name:
        _show_under(session, source, name)
    record(session, Action.SOURCE_EDITED, about=source, by=by, why=why)


def add_name(
    session: Session,
    source: Source,
    *,
    name: str,
    language: str = "",
    seen: int,
    even_if_known: bool = False,
    why: str = "",
    by: Actor,
) -> None:
    """Give a source another name, in any script."""
    expect(source, seen)
    expect_shown(source)
    if fold(name) in {one.folded for one in source.names}:
        raise Duplicate(f"{source.name} has this name already.", field="name")
    if not even_if_known:
        _refuse_known(session, name)
    _give_name(session, source, name, language)
    index_source(session, source)
    record(session, Action.SOURCE_NAMED, about=source, by=by, why=why)


def remove_name(session: Session, source: Source, name: SourceName, *, seen: int, why: str = "", by: Actor) -> None:
    """Take a name from a source; the one it is shown under stays."""
    expect(source, seen)
    if name.folded == fold(source.name):
        raise Refusal("This is the name that the source is shown under. Change that first.", field="name")
    name_words.forget(session, name)
    session.delete(name)
    session.flush()
    session.expire(source, ["names"])
    index_source(session, source)
    record(session, Action.SOURCE_NAMED, about=source, by=by, why=why)


def _show_under(session: Session, source: Source, name: str) -> None:
    """Show a source under a name, which is then one of its names exactly as written."""
    known = next((one for one in source.names if one.folded == fold(name)), None)
    if known is not None:
        known.name = name
    else:
        _refuse_known(session, name)
        _give_name(session, source, name)
        index_source(session, source)
    source.name = name


def _give_name(session: Session, source: Source, name: str, language: str = "") -> None:
    given = SourceName(id=chance.new_id(), name=name, folded=fold(name), language=language, source=source)
    session.add(given)
    name_words.learn(session, given)


def hold_names(session: Session) -> None:
    """Let nobody else name a source until the commit, so that a name which two people type at once is given once."""
    session.execute(select(Counter.last).where(Counter.series == Source.kind).with_for_update())


def _refuse_known(session: Session, name: str) -> None:
    hold_names(session)
    for known in named(session, name)[:1]:
        raise Duplicate(
            f"Source {known.number} has the name “{name}” already: {known.name} ({known.source_kind.label}). "
            "Use that one, or say that this is another source of the same name.",
            existing=("source", known.number),
            field="name",
        )


def _distinct(names: Iterable[str]) -> list[str]:
    """Return names in order, each once by its folded form, without empty ones."""
    distinct: dict[str, str] = {}
    for name in names:
        if name.strip():
            distinct.setdefault(fold(name), name.strip())
    return list(distinct.values())
