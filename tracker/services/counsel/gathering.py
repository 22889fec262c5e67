"""Gathering all that a file for counsel tells, in one moment of the record."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.chronology import is_about_notes
from tracker.domain.counsel import MOST_CHANGES, AsOf, Filing, Ordered, Withheld
from tracker.domain.entries import Entry
from tracker.domain.errors import Refusal, TooLarge
from tracker.domain.notes import Checkpoint
from tracker.domain.reports import Report
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.people import Desk
from tracker.models import Capture, Event, Note, User
from tracker.services import checkpoints, history, redaction, reports
from tracker.services.counsel import documents, wordings
from tracker.services.counsel.belonging import roots_of
from tracker.services.counsel.events import Cast, cast_of, events_of, terms_of_sentences
from tracker.services.counsel.scopes import Scope
from tracker.services.history import downloads
from tracker.services.history.terms import Terms
from tracker.services.reports import reading


def gather(
    session: Session, scope: Scope, *, purpose: str, notes: bool, names: bool, desk: Desk, person: User
) -> Filing:
    """Return the file for counsel on a scope, as a person may have it.

    The session must see one moment, and stay open until the file is written. Raises Refusal without a purpose or a
    seal, and TooLarge for more than one file holds.
    """
    if not purpose.strip():
        raise Refusal("Say what the file is for.", field="why")
    as_of = _as_of(session)
    events = events_of(scope, notes=notes, person=person)
    changes = history.how_many(session, events, most=MOST_CHANGES + 1)
    if changes > MOST_CHANGES:
        raise TooLarge(f"A file for counsel holds at most {MOST_CHANGES:,} changes, and here are more. Make several.")
    cast, roots = cast_of(session, events, names=names), roots_of(session, scope, events)
    told = reading.begin(session, person, names=names, met=cast.met)
    originals = documents.originals_of(session, scope)
    works = documents.works_of(told, scope.articles, originals, cast)
    documents.refuse_too_large(works, originals)
    report = _report(session, scope, cast, desk=desk, person=person, names=names, notes=notes)
    return Filing(
        desk=desk,
        kind=scope.thing.kind,
        number=scope.number,
        title=scope.title,
        ordered=Ordered(cast.called[person.id], purpose.strip(), notes, names),
        as_of=as_of,
        written_at=chance.now(),
        changes=changes,
        entries=_Entries(session, events, person, terms_of_sentences(cast, roots, notes=notes)),
        claims=tuple(wordings.of_claims(session, scope.claims, cast=cast, person=person)),
        works=works,
        evidence=documents.evidence_of(session, scope.claims, originals, person),
        originals=tuple(originals.values()),
        withheld=_withheld(session, scope),
        notes=_how_many_notes(session, scope),
        report=report if report.claim_count else None,
        no_report="" if report.claim_count else "No claim here is being checked, so there is nothing to report.",
    )


@dataclass(frozen=True)
class _Entries:
    """The events as sentences, read anew at each walk."""

    session: Session
    events: Select[Event]
    person: User
    terms: Terms

    def __iter__(self) -> Iterator[Entry]:
        return downloads.told(self.session, self.events, person=self.person, terms=self.terms)


@dataclass(frozen=True)
class _WithoutNotes:
    """The claims of a report, but for what their record says of notes."""

    claims: Iterable[ReportClaim]

    def __iter__(self) -> Iterator[ReportClaim]:
        for claim in self.claims:
            yield replace(claim, events=tuple(event for event in claim.events if not is_about_notes(event.action)))


def _as_of(session: Session) -> AsOf:
    seal = checkpoints.newest(session)
    newest = session.execute(select(Event.seq, Event.at).order_by(Event.seq.desc()).limit(1)).first()
    if seal is None or newest is None:
        raise Refusal("No seal covers this yet. Try again in a second.")
    return AsOf(newest.seq, newest.at, Checkpoint.parse(seal.text))


def _report(
    session: Session, scope: Scope, cast: Cast, *, desk: Desk, person: User, names: bool, notes: bool
) -> Report:
    report = reports.for_claims(
        session,
        [claim.id for claim in scope.claims],
        title=scope.title,
        filters=scope.chosen,
        desk=desk,
        person=person,
        names=names,
        met=cast.met,
    )
    return report if notes else replace(report, claims=_WithoutNotes(report.claims))


def _withheld(session: Session, scope: Scope) -> tuple[Withheld, ...]:
    """List what was withheld of what the file is about, the oldest first."""
    groups: dict[str, dict[UUID, str]] = {}
    for thing in dict.fromkeys([scope.thing, *scope.claims, *scope.articles]):
        groups.setdefault(thing.kind, {})[thing.id] = f"{thing.kind} {thing.number}"
    groups[Capture.kind] = dict.fromkeys(scope.captures, "an original")
    found: dict[int, list[tuple[str, redaction.Notice]]] = {}
    for kind, called in groups.items():
        for thing_id, notices in redaction.notices_of(session, kind, list(called)).items():
            for notice in notices:
                found.setdefault(notice.number, []).append((called[thing_id], notice))
    return tuple(_together(found[number]) for number in sorted(found))


def _together(told: Sequence[tuple[str, redaction.Notice]]) -> Withheld:
    """Return what one withholding took from several things."""
    notice = told[0][1]
    of, what = dict.fromkeys(of for of, _ in told), dict.fromkeys(field for _, one in told for field in one.what)
    return Withheld(tuple(of), notice.at, notice.basis, notice.why, tuple(what))


def _how_many_notes(session: Session, scope: Scope) -> int:
    claims, articles = ([thing.id for thing in things] for things in (scope.claims, scope.articles))
    query = select(func.count()).select_from(Note)
    return session.scalar(query.where(or_(Note.claim_id.in_(claims), Note.article_id.in_(articles)))) or 0
