"""What things are called in the audit trail, looked up for a whole page at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.domain.entries import Part, Target
from tracker.domain.vocabulary import Voice
from tracker.models import (
    Article,
    Capture,
    Case,
    Citation,
    Claim,
    Correction,
    Enquiry,
    Event,
    Evidence,
    Intake,
    Passage,
    Queue,
    Recorded,
    Redaction,
    Report,
    Review,
    Scale,
    ScaleReason,
    Snapshot,
    Source,
    Tag,
    User,
    Verdict,
)

GIST = 90
"""How many characters of a statement or a title say what a thing is about."""

TABLES: dict[str, str] = {
    mapper.class_.kind: mapper.class_.__tablename__
    for mapper in Recorded.registry.mappers
    if issubclass(mapper.class_, Recorded)
}
"""The table of each kind of thing."""

_UNKNOWN_ONE = "one that is gone"


@dataclass(frozen=True)
class Name:
    """What a thing is called, what it is about, and where its page is."""

    text: str
    gist: str = ""
    target: Target | None = None


def _claim(row: Any) -> Name:
    return Name(f"claim {row.number}", clipped(row.name), ("claim", str(row.number)))


def _article(row: Any) -> Name:
    return Name(f"article {row.number}", clipped(row.name), ("article", str(row.number)))


def _case(row: Any) -> Name:
    return Name(f"case {row.number}", clipped(row.name), ("case", str(row.number)))


def _report(row: Any) -> Name:
    return Name(f"report {row.number}", clipped(row.name), ("report", str(row.number)))


def _correction(row: Any) -> Name:
    return Name(f"correction {row.number}", clipped(row.name), ("correction", str(row.number)))


def _intake(row: Any) -> Name:
    return Name(f"list {row.number}", clipped(row.name), ("intake", str(row.number)))


def _redaction(row: Any) -> Name:
    return Name(f"withholding {row.number}", target=("redaction", str(row.number)))


def _source(row: Any) -> Name:
    return Name(row.name, target=("source", str(row.number)))


def _person(row: Any) -> Name:
    return Name(row.name, target=("person", str(row.id)))


def _version(row: Any) -> Name:
    return Name(f"version {row.name}")


def _passage(row: Any) -> Name:
    return Name(row.name or f"a passage ({Voice(row.number).label})")


def _event(row: Any) -> Name:
    return Name(f"change {row.number:,}")


def _queue(row: Any) -> Name:
    return Name(f"the queue “{clipped(row.name)}”")


def _plain(row: Any) -> Name:
    return Name(clipped(row.name))


_LOOKUPS: dict[str, tuple[Select[*tuple[Any, ...]], Callable[[Any], Name]]] = {
    "users": (select(User.id, User.id.label("number"), User.name.label("name")), _person),
    "sources": (select(Source.id, Source.number, Source.name.label("name")), _source),
    "claims": (select(Claim.id, Claim.number, Claim.statement.label("name")), _claim),
    "articles": (select(Article.id, Article.number, Article.title.label("name")), _article),
    "cases": (select(Case.id, Case.number, Case.title.label("name")), _case),
    "reports": (select(Report.id, Report.number, Report.title.label("name")), _report),
    "corrections": (select(Correction.id, Correction.number, Correction.words.label("name")), _correction),
    "intakes": (select(Intake.id, Intake.number, Intake.filename.label("name")), _intake),
    "redactions": (select(Redaction.id, Redaction.number), _redaction),
    "snapshots": (select(Snapshot.id, Snapshot.version.label("name")), _version),
    "passages": (select(Passage.id, Passage.voice.label("number"), Passage.label.label("name")), _passage),
    "queues": (select(Queue.id, Queue.name.label("name")), _queue),
    "scales": (select(Scale.id, Scale.name.label("name")), _plain),
    "verdicts": (select(Verdict.id, Verdict.label.label("name")), _plain),
    "scale_reasons": (select(ScaleReason.id, ScaleReason.label.label("name")), _plain),
    "tags": (select(Tag.id, Tag.name.label("name")), _plain),
    "evidence": (select(Evidence.id, Evidence.title.label("name")), _plain),
    "enquiries": (select(Enquiry.id, Enquiry.words.label("name")), _plain),
    "captures": (select(Capture.id, Capture.filename.label("name")), _plain),
    "reviews": (select(Review.id, User.id.label("number"), User.name.label("name")).join(Review.created_by), _plain),
    "events": (select(Event.id, Event.seq.label("number")), _event),
    "citations": (select(Citation.id, Source.name.label("name")).join(Citation.entered_source), _plain),
}


_BY_PERSON = ("users", "reviews")
"""What is called by the name of a person, whose id is its number here."""


class Names:
    """The names of things that a page mentions, by table and id; of ``people``, those given."""

    def __init__(
        self, session: Session, wanted: Iterable[tuple[str, UUID]], people: Mapping[UUID, str] | None = None
    ) -> None:
        by_table: dict[str, set[UUID]] = {}
        for table, row_id in wanted:
            by_table.setdefault(table, set()).add(row_id)
        self._names = {
            (table, row.id): name_of(row) if people is None or table not in _BY_PERSON else Name(people[row.number])
            for table, ids in sorted(by_table.items())
            for query, name_of in [_LOOKUPS.get(table, (None, _plain))]
            if query is not None
            for row in session.execute(query.where(query.selected_columns.id.in_(ids)))
        }

    def of(self, table: str, row_id: UUID) -> Name:
        """Return the name of a row, also of one that is there no more."""
        return self._names.get((table, row_id)) or Name(_UNKNOWN_ONE)

    def thing(self, kind: str, thing_id: UUID) -> Name:
        """Return the name of a thing by its kind; a kind without names of its own is called by the kind."""
        return self._names.get((TABLES.get(kind, ""), thing_id)) or Name(f"a {kind}" if kind else "the desk")

    def actor(self, actor: str) -> Part:
        """Return who acted, as the log writes it, by name: a person, a program or a migration."""
        kind, _, name = actor.partition(":")
        if kind == "person":
            return Part(self.of("users", UUID(name)).text)
        return Part(f"A {kind} ({name})")


def clipped(text: str, length: int = GIST) -> str:
    """Return a text in at most ``length`` characters, cut between words."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
