"""Taking a list in, some entries a transaction, so that it can be broken off anywhere and goes on where it was."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import NotAllowed, Refusal
from tracker.domain.intakes import IntakeOutcome, IntakeStage, ListForm
from tracker.domain.roles import Permission
from tracker.domain.vocabulary import Triage
from tracker.ingest.lists import Entry
from tracker.models import Article, Claim, Intake, IntakeItem, TakingIn, User
from tracker.services import jobs
from tracker.services.intakes import drafts, entering, meanings, surveys, wholes
from tracker.services.intakes.entering import Desk, words_key
from tracker.services.intakes.surveys import Mark
from tracker.services.record import record
from tracker.services.revisions import expect
from tracker.services.whole_reports import Report

BATCH = 25
"""How many entries are taken in at the most in one transaction."""

LONGEST = 0.5
"""Seconds after which a transaction ends early, so that others have their turn."""

_UNDER_WAY = "Another list is being taken in behind the pages. Wait until that is done."


Batch = Sequence[tuple[int, Entry]]


@dataclass(frozen=True)
class Hands:
    """What a list is taken in with: sessions that read and that write, and short transactions for signs of life.

    ``in_words`` says what became of an error to a person, ``told`` is called with the job after each transaction, and
    ``nobodys_password`` gives the hash that people of a whole report get, where those are taken in.
    """

    reading: Callable[[], Session]
    writing: Callable[[], Session]
    brief: jobs.Brief
    in_words: Callable[[Exception], str]
    told: Callable[[TakingIn], None] = lambda job: None
    nobodys_password: Callable[[], str] | None = None

    def take_in(self, job: UUID) -> None:
        """Take a list in from where it was; what goes wrong is told at the job, and raised."""
        try:
            self._go_on(job)
        except Exception as error:
            with suppress(SQLAlchemyError):  # Without a last sign of life the page says that it was broken off.
                jobs.finish(self.brief, TakingIn, job, problem=self.in_words(error))
            raise

    def _go_on(self, id: UUID) -> None:
        with closing(self.reading()) as session:
            job = session.get_one(TakingIn, id)
            intake = session.get_one(Intake, job.intake_id)
            content, place = drafts.content_of(session, intake), job.place
            whole = self._report(content, intake)
            by_words = _claims_by_words(session) if intake.join_same and whole is None else {}
            asked = (intake.form, tuple(intake.columns), intake.charset)
        if whole is None:
            self._take_entries(id, content, place, asked, by_words)
        else:
            self._take_things(id, content, place, whole)
        with closing(self.writing()) as session:
            finish(session, id)
            session.commit()

    def _report(self, content: bytes, intake: Intake) -> Report | None:
        if intake.form is not ListForm.WHOLE_REPORT:
            return None
        if self.nobodys_password is None:
            raise Refusal("A whole report is taken in on its page, or with take-in-report.")
        return wholes.report_of(content, intake, self.nobodys_password())

    def _take_things(self, id: UUID, content: bytes, place: int, report: Report) -> None:
        for share in wholes.shares(content, place):
            with closing(self.writing()) as session:
                job = wholes.take_share(session, id, report, share)
                session.commit()
                self.told(job)

    def _take_entries(
        self,
        id: UUID,
        content: bytes,
        place: int,
        asked: tuple[ListForm, tuple[str, ...], str],
        by_words: dict[str, UUID],
    ) -> None:
        found = enumerate(surveys.entries(content, *asked))
        rest: Iterator[tuple[int, Entry]] = islice(found, place, None)
        while waiting := list(islice(rest, BATCH)):
            while waiting:
                with closing(self.writing()) as session:
                    done, job = take_some(session, id, waiting, by_words)
                    session.commit()
                    self.told(job)
                waiting = waiting[done:]


def last_job(session: Session, intake: Intake) -> TakingIn | None:
    """Return the newest work on a list, or None where nobody began to take it in."""
    query = select(TakingIn).where(TakingIn.intake_id == intake.id).order_by(TakingIn.id.desc())
    return session.scalar(query.limit(1))


def begin(session: Session, intake: Intake, *, seen: int | None, why: str = "", by: User) -> TakingIn:
    """Begin to take a list in, or go on where it was broken off.

    Raises Refusal where it is done, where a table has no claims, or where another list is being taken in.
    """
    expect(intake, seen)
    if intake.stage is IntakeStage.DONE:
        raise Refusal("This list is taken in already.")
    entries = _entries_of(session, intake, by)
    before = last_job(session, intake)
    counts = _counts(before) if before is not None else {}
    job = jobs.begin(session, TakingIn, _UNDER_WAY, by=by, intake_id=intake.id, entries=entries, **counts)
    if intake.stage is IntakeStage.OPEN:
        intake.stage = IntakeStage.UNDER_WAY
        record(session, Action.INTAKE_BEGUN, about=intake, by=by, why=why)
    return job


def _entries_of(session: Session, intake: Intake, by: User) -> int:
    """Return how many entries a list has; raise Refusal where none of them can be taken in."""
    if intake.form is ListForm.WHOLE_REPORT:
        return wholes.things_of(drafts.content_of(session, intake), by=by)
    survey = drafts.survey_of(session, intake)
    if survey.entries == survey.refused:
        raise Refusal("Nothing of this list can be taken in; the reasons are listed.")
    return survey.entries


def take_some(session: Session, id: UUID, batch: Batch, by_words: dict[str, UUID]) -> tuple[int, TakingIn]:
    """Take entries in until the transaction has lasted long enough; return how many, and the job as it is then.

    How far it is stands in the same transaction, so an entry is never taken in twice.
    """
    job = session.get_one(TakingIn, id)
    began = time.monotonic()
    desk = _desk(session, job, by_words)
    known = _known(session, batch)
    refused: list[tuple[int, Entry, str]] = []
    done = 0
    for position, entry in batch:
        _take(desk, job, position, entry, known, refused)
        done += 1
        if time.monotonic() - began > LONGEST:
            break
    _keep_refused(desk, refused)
    job.place, job.seen_at = batch[done - 1][0] + 1, chance.now()
    return done, job


def finish(session: Session, id: UUID) -> None:
    """Note that a list is taken in, and what came of it."""
    job = session.get_one(TakingIn, id)
    intake, by = session.get_one(Intake, job.intake_id), session.get_one(User, job.started_by_id)
    intake.stage = IntakeStage.DONE
    intake.added, intake.renewed, intake.known, intake.refused = job.added, job.renewed, job.known, job.refused
    job.finished_at = job.seen_at = chance.now()
    record(session, Action.INTAKE_DONE, about=intake, by=by)


def _desk(session: Session, job: TakingIn, by_words: dict[str, UUID]) -> Desk:
    intake, by = session.get_one(Intake, job.intake_id), session.get_one(User, job.started_by_id)
    if not by.may(Permission.TAKE_IN):
        raise NotAllowed(f"{by.name} may not take lists in any more.")
    return Desk(session, intake, by, meanings.of_intake(session, intake), by_words, drafts.joins_of(intake))


def _take(
    desk: Desk,
    job: TakingIn,
    position: int,
    entry: Entry,
    known: dict[str, dict[str, UUID]],
    refused: list[tuple[int, Entry, str]],
) -> None:
    """Take one entry in, as a whole or not at all."""
    said = entry.reviewed
    if said is None:
        refused.append((position, entry, entry.refused))
        job.refused += 1
        return
    mark = Mark.of(entry)
    digests = known.setdefault(mark.key, {})
    if mark.digest in digests:
        job.known += 1
        return
    try:
        with desk.session.begin_nested():
            item = _enter(desk, position, entry, list(digests.values()))
    except Refusal as refusal:
        desk.named.clear()  # What was made with the entry is gone with it.
        refused.append((position, entry, refusal.message))
        job.refused += 1
        return
    if item is None:
        job.known += 1
        return
    digests[mark.digest] = item.article_id or item.id
    job.added += item.outcome is IntakeOutcome.ADDED
    job.renewed += item.outcome is IntakeOutcome.RENEWED


def _enter(desk: Desk, position: int, entry: Entry, articles_of_key: Sequence[UUID]) -> IntakeItem | None:
    said = entry.reviewed
    if said is None:
        raise ValueError("an entry that is refused is not entered")
    if not articles_of_key:
        return entering.add(desk, position, entry, said)
    article = desk.session.get_one(Article, articles_of_key[-1])
    return entering.renew(desk, position, entry, said, article)


def _keep_refused(desk: Desk, refused: Sequence[tuple[int, Entry, str]]) -> None:
    """Keep which entries were not taken and why, as one event."""
    for position, entry, why in refused:
        entering.refuse(desk, position, entry, why)
    if refused:
        record(desk.session, Action.INTAKE_REFUSED, about=desk.intake, by=desk.by, entries=len(refused))


def _known(session: Session, batch: Batch) -> dict[str, dict[str, UUID]]:
    """Return by key the articles that entries of a batch were taken in as before, by the hash of their bytes."""
    keys = [Mark.of(entry).key for _, entry in batch if entry.reviewed is not None]
    query = select(IntakeItem.key, IntakeItem.digest, IntakeItem.article_id).where(IntakeItem.key.in_(keys))
    found: dict[str, dict[str, UUID]] = {}
    for key, digest, article_id in session.execute(query.order_by(IntakeItem.id)):
        if article_id is not None:
            found.setdefault(key, {})[digest] = article_id
    return found


def how_many_known(session: Session, survey: surveys.Survey) -> int:
    """Count the entries of a list that were taken in before, to the byte."""
    known = 0
    for start in range(0, len(survey.marks), 500):
        some = survey.marks[start : start + 500]
        query = select(IntakeItem.key, IntakeItem.digest).where(
            IntakeItem.key.in_([one.key for one in some]), IntakeItem.article_id.is_not(None)
        )
        there = {(key, digest) for key, digest in session.execute(query)}
        known += sum((one.key, one.digest) in there for one in some)
    return known


def _claims_by_words(session: Session) -> dict[str, UUID]:
    """Return the claims of the desk by their words; of several in the same words the first."""
    checked = (Claim.withdrawn.is_(False), Claim.merged_into_id.is_(None), Claim.triage == Triage.CHECK)
    query = select(Claim.id, Claim.statement).where(*checked).order_by(Claim.id.desc())
    return {words_key(statement): id for id, statement in session.execute(query.execution_options(yield_per=1000))}


def _counts(job: TakingIn) -> Mapping[str, Any]:
    return {name: getattr(job, name) for name in ("place", "added", "renewed", "known", "refused", "kinds", "notes")}
