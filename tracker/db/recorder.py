"""The recorder: gathers what each flush changed, and hands it to the log when the transaction really commits."""

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, SessionTransaction

from tracker.db.guard import UnrecordedChange, permission
from tracker.domain.happenings import Happening
from tracker.models import Once, Recorded, Root

GONE: dict[str, Any] = {}
"""The columns of a row that was deleted: none."""


@dataclass
class RowChange:
    """What became of one row under a revision of its root: its new values by column, or GONE."""

    row: Recorded
    root: Recorded
    rev: int
    columns: dict[str, Any]
    new: bool


@dataclass
class Pending:
    """A happening and the changes that belong to it."""

    happening: Happening
    changes: dict[Recorded, RowChange] = field(default_factory=dict)


@dataclass
class _Gathered:
    """All that a transaction has gathered so far."""

    pendings: list[Pending] = field(default_factory=list)
    loose: dict[Recorded, RowChange] = field(default_factory=dict)
    raised: set[Recorded] = field(default_factory=set)

    def copy(self) -> "_Gathered":
        loose = {row: replace(change, columns=dict(change.columns)) for row, change in self.loose.items()}
        return _Gathered(list(self.pendings), loose, set(self.raised))


class Recorder:
    """What one session has changed since its transaction began, and in the name of which action."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._gathered = _Gathered()
        self._savepoints: dict[SessionTransaction, _Gathered] = {}
        self._numbering = False
        self._overwriting = False

    @contextmanager
    def overwriting(self) -> Iterator[None]:
        """Open the one door for withholding words: rows written once may change, and the log's values be erased."""
        self.session.flush()
        self._overwriting = True
        try:
            with permission(self.session.connection(), "erase"):
                yield
                self.session.flush()
        finally:
            self._overwriting = False

    def happened(self, happening: Happening) -> None:
        """Take all changes since the last happening as this one's."""
        self.session.flush()
        self._account_for_revisions()
        self._gathered.pendings.append(Pending(happening, self._gathered.loose))
        self._gathered.loose, self._gathered.raised = {}, set()

    def finish(self) -> list[Pending]:
        """Flush until clean and return the happenings of the transaction; refuse changes that none of them holds."""
        while self.session.new or self.session.dirty or self.session.deleted:
            self.session.flush()
            if not any(self.session.is_modified(row) for row in self.session.dirty):
                break
        if self._gathered.loose:
            tables = sorted({row.__tablename__ for row in self._gathered.loose})
            raise UnrecordedChange(f"rows of {', '.join(tables)} changed, but no action says why")
        return self._gathered.pendings

    def number(self, given: Sequence[tuple[Pending, Recorded, int]]) -> None:
        """Give new rows their short numbers, each as part of the change that made it."""
        self._numbering = True
        try:
            for pending, row, number in given:
                row.number = number  # type: ignore[attr-defined]
                pending.changes[row].columns["number"] = number
            self.session.flush()
        finally:
            self._numbering = False
        self._gathered.loose.clear()

    def before_flush(self) -> None:
        """Raise the revision of each root whose row or parts are about to change, once an event."""
        # The session makes each of these sets anew whenever it is asked.
        new, deleted = self.session.new, self.session.deleted
        rows = [*new, *deleted, *filter(self._is_modified, self.session.dirty)]
        for row in rows:
            if not isinstance(row, Recorded):
                continue
            if isinstance(row, Once) and row not in new and not self._may_overwrite(row):
                raise UnrecordedChange(f"{row.__tablename__} are written once; write a newer row instead")
            if isinstance(row, Root) and row in deleted:
                raise UnrecordedChange(f"{row.__tablename__} are withdrawn or merged, never deleted")
            if not self._numbering:
                self._raise_revision(row.root, new)

    def after_flush(self) -> None:
        """Gather the columns of every row that this flush wrote: foreign keys and defaults are known by now."""
        for row in self.session.new:
            if isinstance(row, Recorded):
                self._gather(row, _columns(row), new=True)
        for row in self.session.dirty:
            if isinstance(row, Recorded) and (changed := _columns(row, changed_only=True)):
                self._gather(row, changed)
        for row in self.session.deleted:
            if isinstance(row, Recorded):
                self._gather(row, GONE)

    def savepoint_begins(self, savepoint: SessionTransaction) -> None:
        """Remember what was gathered before a savepoint."""
        self._savepoints[savepoint] = self._gathered.copy()

    def rolled_back(self, transaction: SessionTransaction) -> None:
        """Drop what a rolled-back savepoint, or the whole transaction, had gathered."""
        known = self._savepoints.pop(transaction) if transaction in self._savepoints else _Gathered()
        self._gathered = known

    def committed(self) -> None:
        """Begin anew."""
        self._gathered = _Gathered()
        self._savepoints.clear()

    def _may_overwrite(self, row: Once) -> bool:
        return self._overwriting and row not in self.session.deleted

    def _is_modified(self, row: Recorded) -> bool:
        # A row written once may hang on a root, as a quote does on its appearance, without changing the root.
        return self.session.is_modified(row, include_collections=isinstance(row, Once))

    def _raise_revision(self, root: Recorded, new: Container[Any]) -> None:
        if root in self._gathered.raised or not isinstance(root, Root):
            return
        self._gathered.raised.add(root)
        if root not in new:
            root.rev += 1

    def _account_for_revisions(self) -> None:
        """Let no revision be raised without a change: of a part that came and went nothing else is left."""
        told = {change.root for change in self._gathered.loose.values()}
        for root in self._gathered.raised - told:
            if root not in self._gathered.loose:
                self._gather(root, {column: value for column, value in _columns(root).items() if column != "id"})

    def _gather(self, row: Recorded, columns: dict[str, Any], *, new: bool = False) -> None:
        known = self._gathered.loose.get(row)
        if known is None:
            # The revision is read now: a later happening of the same transaction raises it again.
            rev = row.root.rev if isinstance(row.root, Root) else 1
            self._gathered.loose[row] = RowChange(row, row.root, rev, dict(columns), new)
        elif columns is GONE and known.new:
            del self._gathered.loose[row]
        else:
            known.columns = {} if columns is GONE else known.columns | columns


def _columns(row: Recorded, *, changed_only: bool = False) -> dict[str, Any]:
    """Return new values by column name; a secret is told only as changed, a thing's revision not at all."""
    state = inspect(row)
    values: dict[str, Any] = {}
    for attribute in state.mapper.column_attrs:
        column = attribute.columns[0].name
        unchanged = changed_only and not state.attrs[attribute.key].history.has_changes()
        if unchanged or (column == "rev" and isinstance(row, Root)):
            continue
        values[column] = None if column in row.secret else getattr(row, attribute.key)
    return values


def listen(session_class: type[Session]) -> None:
    """Let a session class tell its recorder of flushes, savepoints and ends."""

    def before_flush(session: Session, *_: Any) -> None:
        session.info["recorder"].before_flush()
        session.connection().info["flush"] = True

    def after_flush(session: Session, *_: Any) -> None:
        session.connection().info.pop("flush", None)
        session.info["recorder"].after_flush()

    def after_transaction_create(session: Session, transaction: SessionTransaction) -> None:
        if transaction.nested:
            session.info["recorder"].savepoint_begins(transaction)

    def after_soft_rollback(session: Session, transaction: SessionTransaction) -> None:
        session.info["recorder"].rolled_back(transaction)

    def after_commit(session: Session) -> None:
        # A savepoint's commit comes here too; what it holds waits for the real one.
        if session.get_nested_transaction() is None:
            session.info["recorder"].committed()

    for listener in (before_flush, after_flush, after_transaction_create, after_soft_rollback, after_commit):
        event.listen(session_class, listener.__name__, listener)
