"""Finding things by words: one function for both engines over the folded words of each thing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, literal_column, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from tracker.domain.names import fold
from tracker.models import SearchEntry

BEST = 200
"""How many things a search shows at most."""

_MOST_WORDS = 12


def index(session: Session, kind: str, thing_id: UUID, words: str) -> None:
    """Keep the words by which a thing is found; called whenever they change."""
    row = {"kind": kind, "thing_id": thing_id, "words": fold(words)}
    if session.get_bind().dialect.name == "sqlite":
        entry_id = session.scalar(_kept(sqlite.insert(SearchEntry).values(row)))
        replace = text("INSERT OR REPLACE INTO search_index (rowid, words) VALUES (:id, :words)")
        session.execute(replace, {"id": entry_id, "words": row["words"]})
    else:
        session.execute(_kept(postgresql.insert(SearchEntry).values(row)))


def index_new(session: Session, kind: str, things: Sequence[tuple[UUID, str]]) -> None:
    """Keep the words of many things at once, in a database that holds none yet."""
    rows = [
        {"id": at, "kind": kind, "thing_id": thing_id, "words": fold(words)}
        for at, (thing_id, words) in enumerate(things, start=1)
    ]
    if rows:
        session.execute(insert(SearchEntry), rows)
    if rows and session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO search_index (rowid, words) VALUES (:id, :words)"), rows)


def compact(session: Session) -> None:
    """Leave nothing in the index of words that no thing holds any more."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO search_index (search_index) VALUES ('rebuild')"))


def found(session: Session, typed: str, kind: str) -> Select[UUID] | None:
    """Return the query of ids of things that hold every word typed, as beginnings of words; None if no word was."""
    words = fold(typed).split()[:_MOST_WORDS]
    if not words:
        return None
    matches, _ = _match(session, words, all_of=True)
    return select(SearchEntry.thing_id).where(SearchEntry.kind == kind, matches)


def best(session: Session, typed: str, kind: str, *, limit: int = BEST) -> list[UUID]:
    """List the things that hold every word typed, the best first."""
    return _ranked(session, fold(typed).split()[:_MOST_WORDS], kind, limit, all_of=True)


def best_of_all(session: Session, typed: str, *, limit: int = BEST) -> list[tuple[str, UUID]]:
    """List the things of every kind that hold every word typed, as kind and id, the best first."""
    words = fold(typed).split()[:_MOST_WORDS]
    if not words:
        return []
    matches, rank = _match(session, words, all_of=True)
    query = select(SearchEntry.kind, SearchEntry.thing_id).where(matches).order_by(rank, SearchEntry.id.desc())
    return [(row.kind, row.thing_id) for row in session.execute(query.limit(limit))]


def alike(session: Session, statement: str, kind: str, *, limit: int) -> list[UUID]:
    """List the things that share words with a statement, those that share most and rarest first."""
    words = [word for word in dict.fromkeys(fold(statement).split()) if len(word) > 3]
    return _ranked(session, words[:24], kind, limit, all_of=False)


def _kept(insert: Any) -> Any:
    """Return an insert that replaces the words of a thing that has an entry, and yields the entry's id."""
    replaced = {"words": insert.excluded.words}
    return insert.on_conflict_do_update(index_elements=["thing_id", "kind"], set_=replaced).returning(SearchEntry.id)


def _ranked(session: Session, words: Sequence[str], kind: str, limit: int, *, all_of: bool) -> list[UUID]:
    if not words:
        return []
    matches, rank = _match(session, words, all_of=all_of)
    query = select(SearchEntry.thing_id).where(SearchEntry.kind == kind, matches)
    return list(session.scalars(query.order_by(rank, SearchEntry.id.desc()).limit(limit)))


def _match(session: Session, words: Sequence[str], *, all_of: bool) -> tuple[ColumnElement[bool], ColumnElement[float]]:
    """Return the condition, and what to order by so that the best comes first."""
    if session.get_bind().dialect.name == "sqlite":
        return _match_sqlite(words, all_of=all_of)
    return _match_postgresql(words, all_of=all_of)


def _match_sqlite(words: Sequence[str], *, all_of: bool) -> tuple[ColumnElement[bool], ColumnElement[float]]:
    typed = (" " if all_of else " OR ").join(_quoted(word) + ("*" if all_of else "") for word in words)
    hits = (
        select(literal_column("rowid").label("id"), literal_column("rank").label("rank"))
        .select_from(text("search_index"))
        .where(text("search_index MATCH :typed").bindparams(bindparam("typed", typed, unique=True)))
        .order_by(literal_column("rank"))
        .limit(BEST * 10)
        .subquery()
    )
    rank = select(hits.c.rank).where(hits.c.id == SearchEntry.id).scalar_subquery()
    return SearchEntry.id.in_(select(hits.c.id)), rank


def _match_postgresql(words: Sequence[str], *, all_of: bool) -> tuple[ColumnElement[bool], ColumnElement[float]]:
    terms = [_lexeme(word) + (":*" if all_of else "") for word in words]
    typed = func.to_tsquery(literal_column("'simple'"), (" & " if all_of else " | ").join(terms))
    vector = func.to_tsvector(literal_column("'simple'"), SearchEntry.words)
    return vector.op("@@")(typed), -func.ts_rank(vector, typed)


def _lexeme(word: str) -> str:
    """Quote a word for tsquery, where a quotation mark or a backslash would end it."""
    doubled = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _quoted(word: str) -> str:
    return '"' + word.replace('"', "") + '"'
