"""What an event changed, told in differences: each changed value that is worth showing, before and after."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from tracker.domain.differences import Kind, Piece, words
from tracker.domain.entries import Difference, shortened
from tracker.domain.labels import LABELS, NAMED_BY
from tracker.models import ReviewGround
from tracker.services.history.naming import Names
from tracker.services.history.replay import Columns, Told
from tracker.services.history.shown import SECRET, is_plain_start, is_prose, mentioned, text_of

Befores = Mapping[tuple[int, int], Columns]


def named_in(changes: Iterable[Told], befores: Befores) -> Iterator[tuple[str, UUID]]:
    """Yield the rows whose names the differences of some changes mention."""
    for change in changes:
        yield from mentioned(change.table, befores.get((change.seq, change.position), {}))
        yield from mentioned(change.table, change.columns or {})


def differences(change: Told, before: Columns, names: Names, *, whole: bool = False) -> list[Difference]:
    """List what one change of a row made different, in the order of the labels; long texts ``whole``, or shortened."""
    if change.table == ReviewGround.__tablename__ and (change.columns or {}).get("only_seen"):
        return []  # It lay before somebody whose assessment does not rest on it.
    after = {} if change.gone else {**before, **(change.columns or {})}
    labels = LABELS.get(change.table, {})
    if change.columns is None:
        return [Difference(label, _same("withheld")) for label in list(labels.values())[:1]]
    told = before if change.gone else change.columns
    shown = ((label, column) for column, label in labels.items() if column in told)
    pairs = (
        (_marked(label, column, change), _pieces(change, column, before, after, names, whole))
        for label, column in shown
    )
    return [Difference(label, pieces) for label, pieces in pairs if pieces]


def _pieces(change: Told, column: str, before: Columns, after: Columns, names: Names, whole: bool) -> tuple[Piece, ...]:
    if (change.table, column) in SECRET:
        return () if change.made or change.gone else _same("changed; the record never holds it")
    old, new = before.get(column), after.get(column)
    if old == new or (not before and _is_start(change, column, new)) or (not after and _is_start(change, column, old)):
        return ()
    was, now = (text_of(change.table, column, value, names) for value in (old, new))
    if is_prose(change.table, column):
        pieces = words(was, now)
        return _named(change, column, before, names) + (tuple(pieces) if whole else shortened(pieces))
    both = (Piece(Kind.REMOVED, was), Piece(Kind.ADDED, now))
    return _named(change, column, before, names) + tuple(piece for piece in both if piece.text)


def _marked(label: str, column: str, change: Told) -> str:
    """Say beside a label that words of this value are withheld."""
    return f"{label} (words withheld)" if column in change.withheld else label


def _is_start(change: Told, column: str, value: object) -> bool:
    return is_plain_start(change.table, column, value)


def _named(change: Told, column: str, before: Columns, names: Names) -> tuple[Piece, ...]:
    """Say which of several rows changed, such as the step of a trail, where the change itself does not."""
    by = NAMED_BY.get(change.table)
    if by is None or by == column or not before or change.gone:
        return ()
    return _same(text_of(change.table, by, before.get(by), names) + ": ")


def _same(text: str) -> tuple[Piece, ...]:
    return (Piece(Kind.SAME, text),)
