"""Making entries of the trail from events: a page of them in a number of statements that does not grow with it."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.orm import Session

from tracker.domain.actions import Action
from tracker.domain.differences import Kind, Piece
from tracker.domain.entries import Difference, Entry, Part, sentence
from tracker.domain.labels import LABELS, detail
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import LegalBasis
from tracker.domain.withheld_fields import in_words
from tracker.models import Change, Event, User
from tracker.services.history.changed_values import Befores, differences, named_in
from tracker.services.history.naming import TABLES, Name, Names
from tracker.services.history.replay import Told, befores, in_order, telling
from tracker.services.history.terms import AS_ON_PAGES, Terms

_TABLES = list(LABELS)
_NAMED = {"undoes": "events", "asked_by": "users", "merged": "sources"}
"""What an event says of itself by an id, and the table of which it is."""
_LISTED: dict[str, Callable[[Any], str]] = {"fields": in_words, "basis": lambda value: LegalBasis(value).label}
"""What an event says of itself in words of the program."""
_CLOSED = {"person": Permission.READ_PEOPLE, "redaction": Permission.REDACT}
"""What it takes to open the page of a thing, where not everybody may."""

MOST_ROWS = 40
"""How many changed rows of one event are told; an import may touch ten thousand."""


def entries(
    session: Session,
    events: Sequence[Event],
    *,
    person: User,
    thing: UUID | None = None,
    terms: Terms = AS_ON_PAGES,
) -> list[Entry]:
    """Tell events to a person, in the order given; of an event with very many changes, also those of ``thing``."""
    changes = _changes(session, events, thing)
    sealed = terms.sealed(session, [event.seq for event in events], person)
    of_rows = (change for change in changes if change.position > 0 and change.row_id not in sealed)
    shown = [change for change in of_rows if terms.tell_row(change.table, change.row_id, change.root[1], person)]
    words = {change.seq: change.columns or {} for change in changes if change.position == 0}
    before = befores(session, shown)
    names = Names(session, [*_mentioned(events, words), *named_in(shown, before)], terms.people)
    teller = _Teller(person, names, before, words, Counter(change.seq for change in changes), terms.whole)
    by_event = _by_event(shown)
    return [teller.entry(event, sorted(by_event[event.seq], key=_interest(event, thing))) for event in events]


def _changes(session: Session, events: Sequence[Event], thing: UUID | None) -> list[Told]:
    query = telling().where(Change.seq.in_([event.seq for event in events]))
    return in_order(session, query.where(or_(Change.position <= MOST_ROWS, Change.root_id == thing)))


def _by_event(changes: Sequence[Told]) -> defaultdict[int, list[Told]]:
    sorted_out: defaultdict[int, list[Told]] = defaultdict(list)
    for change in changes:
        sorted_out[change.seq].append(change)
    return sorted_out


def _interest(event: Event, thing: UUID | None) -> Callable[[Told], tuple[bool, int, int]]:
    """Return the order in which an event's changes are worth reading: of the thing itself first, then as labelled."""
    about = thing or event.about_id
    return lambda change: (change.root[1] != about, _TABLES.index(change.table), change.position)


def _mentioned(events: Sequence[Event], words: Mapping[int, Mapping[str, Any]]) -> Iterator[tuple[str, UUID]]:
    for event in events:
        kind, _, name = event.actor.partition(":")
        if kind == "person":
            yield "users", UUID(name)
        if event.about_id is not None and event.about_kind in TABLES:
            yield TABLES[event.about_kind], event.about_id
    for said in words.values():
        for key, table in _NAMED.items():
            if known := (said.get("detail") or {}).get(key):
                yield table, UUID(known)


@dataclass(frozen=True)
class _Teller:
    """What a page of entries is told from; ``words`` are the events' own, ``read`` counts the changes read of each.

    Long texts are told ``whole``, or shortened.
    """

    person: User
    names: Names
    before: Befores
    words: Mapping[int, Mapping[str, Any]]
    read: Mapping[int, int]
    whole: bool

    def entry(self, event: Event, changes: Sequence[Told]) -> Entry:
        """Tell one event with those of its changes that are shown."""
        actor, about = self.names.actor(event.actor), self._about(event)
        words = self.words.get(event.seq, {})
        return Entry(
            seq=event.seq,
            at=event.at,
            action=event.action,
            actor=actor.text,
            sentence=tuple(sentence(_label(event), actor=actor, about=Part(about.text, about.target))),
            about=about.gist,
            why=words.get("why") or "",
            differences=(*self._details(words.get("detail") or {}), *self._differences(changes)),
            more=json.loads(event.leaf)["changes"] - self.read.get(event.seq, 0),
        )

    def _differences(self, changes: Sequence[Told]) -> Iterator[Difference]:
        for change in changes:
            before = self.before.get((change.seq, change.position), {})
            yield from differences(change, before, self.names, whole=self.whole)

    def _details(self, details: Mapping[str, Any]) -> Iterator[Difference]:
        for key, value in details.items():
            if key in _NAMED:
                yield _said(key, self.names.of(_NAMED[key], UUID(value)).text)
            elif key in _LISTED:
                yield _said(key, _LISTED[key](value))
            elif value not in (None, "", [], {}):
                yield _said(key, ", ".join(map(str, value)) if isinstance(value, list) else str(value))

    def _about(self, event: Event) -> Name:
        if event.about_id is None:
            return Name("the desk")
        name = self.names.thing(event.about_kind, event.about_id)
        needed = _CLOSED.get(event.about_kind)
        closed = needed is not None and not self.person.may(needed)
        return Name(name.text, name.gist) if closed else name


def _label(event: Event) -> str:
    # An action that the list has no more stays readable in the record.
    known = event.action in set(Action)
    return event.done.label if known else f"{{actor}} did “{event.action}” to {{about}}"


def _said(key: str, text: str) -> Difference:
    return Difference(detail(key), (Piece(Kind.SAME, text),))
