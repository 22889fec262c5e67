"""Whole reports of other desks among the files that are handed in: what would come of one, and taking it in."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import NotAllowed, Refusal, TooLarge
from tracker.domain.intakes import IntakeOutcome
from tracker.domain.reports.things import CALLED
from tracker.domain.roles import Permission
from tracker.ingest import reports
from tracker.models import Article, Intake, IntakeItem, Recorded, TakingIn, User
from tracker.services import whole_reports
from tracker.services.record import record
from tracker.services.whole_reports import Looked, Outcome, Placed, Refused, Report

MOST_BYTES = 50 * 1024 * 1024
MOST_NOTES = 100
"""How many things that have another number here are told."""

_NOT_YOURS = (
    "This is a whole report of a desk like this one, not a list of reviews. An admin takes it in, here or with "
    "take-in-report; its ClaimReview can be taken in by you."
)


@dataclass(frozen=True)
class Coming:
    """What would come of a whole report as the desk is now; ``against`` is why nothing of it can, "" where it can."""

    looked: Looked
    outcome: Outcome = field(default_factory=Outcome)
    against: str = ""

    @property
    def refused(self) -> Sequence[Refused]:
        """Return what would not be taken in: what is damaged, else what the desk has otherwise."""
        return self.looked.damaged or self.outcome.refused


def is_whole_report(content: bytes) -> bool:
    """Tell whether a file is a whole report of a desk like this one, by how it begins."""
    return reports.begins_as_report(content)


def refuse_others(person: User) -> None:
    """Raise NotAllowed where a person may not take whole reports in: people come in with them."""
    if not person.may(Permission.MANAGE_PEOPLE):
        raise NotAllowed(_NOT_YOURS, field="file")


def look(content: bytes) -> Looked:
    """Look a whole report through; raise a Refusal for one that is too large, broken off, or holds nothing."""
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        said = f"This report is too large to be handed in here: at most {most} MB are. Take it in with take-in-report."
        raise TooLarge(said, field="file")
    try:
        return _looked(content)
    except Refusal as refusal:
        refusal.field = "file"
        raise


@lru_cache(maxsize=2)
def _looked(content: bytes) -> Looked:
    return whole_reports.look_through(io.BytesIO(content))


def coming(session: Session, content: bytes) -> Coming:
    """Tell what would come of a whole report; nothing is changed."""
    looked, outcome = look(content), Outcome()
    if looked.damages:
        return Coming(looked, against="It is damaged, and nothing of a damaged report is taken in.")
    try:
        for share in shares(content, 0):
            outcome.add(whole_reports.weigh(session, share))
    except Refusal as refusal:
        return Coming(looked, against=refusal.message)
    return Coming(looked, outcome)


def things_of(content: bytes, *, by: User) -> int:
    """Return how many things a whole report has; raise a Refusal where it cannot be taken in, or not by a person."""
    refuse_others(by)
    looked = look(content)
    if looked.damages:
        raise Refusal("This report is damaged, and nothing of it is taken in; what is wrong with it is listed.")
    return looked.things


def shares(content: bytes, place: int) -> Iterator[list[Placed]]:
    """Yield the things of a whole report from a place on, in shares for one transaction each."""
    return whole_reports.shares(islice(whole_reports.things(io.BytesIO(content)), place, None))


def report_of(content: bytes, intake: Intake, password_hash: str) -> Report:
    """Return which report it is whose things are entered."""
    looked = look(content)
    return Report(looked.desk, looked.title, intake.capture.sha256, password_hash)


def take_share(session: Session, id: UUID, report: Report, share: Sequence[Placed]) -> TakingIn:
    """Take some things in; how far it is stands in the same transaction, so nothing is taken in twice."""
    job = session.get_one(TakingIn, id)
    intake, by = session.get_one(Intake, job.intake_id), session.get_one(User, job.started_by_id)
    if not by.may(Permission.MANAGE_PEOPLE):
        raise NotAllowed(f"{by.name} may not take whole reports in any more.")
    places = {thing.id: place for place, thing in share if thing.kind == "article"}

    def listed(rows: Sequence[Recorded]) -> None:
        for article in (row for row in rows if isinstance(row, Article)):
            session.add(_item(intake, places[article.id], IntakeOutcome.ADDED, article=article))

    outcome = whole_reports.enter(session, report, share, made_of=listed, by=by)
    for one in outcome.refused:
        session.add(_item(intake, one.place, IntakeOutcome.REFUSED, refused=f"{one.what}: {one.why}"))
    if outcome.refused:
        record(session, Action.INTAKE_REFUSED, about=intake, by=by, entries=len(outcome.refused))
    _count(job, outcome)
    job.place, job.seen_at = job.place + len(share), chance.now()
    return job


def counted(kinds: Sequence[str] | None) -> dict[str, Counter[str]]:
    """Return how many things of each kind were entered, or known, as a job keeps it."""
    found: dict[str, Counter[str]] = {"entered": Counter(), "known": Counter()}
    for one in kinds or ():
        name, _, count = one.partition("=")
        became, _, kind = name.partition(".")
        found[became][kind] = int(count)
    return found


def _count(job: TakingIn, outcome: Outcome) -> None:
    job.added += outcome.entered.total()
    job.known += outcome.known.total()
    job.refused += len(outcome.refused)
    totals = counted(job.kinds)
    totals["entered"] += outcome.entered
    totals["known"] += outcome.known
    job.kinds = [f"{became}.{kind}={of[kind]}" for became, of in totals.items() for kind in CALLED if of[kind]]
    told = [f"{kind.capitalize()} {number} has another number here; {number} was taken."
            for kind, number, _ in outcome.renumbered]  # fmt: skip
    job.notes = [*(job.notes or ()), *told][:MOST_NOTES]


def _item(
    intake: Intake, place: int, outcome: IntakeOutcome, *, article: Article | None = None, refused: str = ""
) -> IntakeItem:
    where = f"thing {place:,}"
    return IntakeItem(
        id=chance.new_id(),
        intake=intake,
        position=place - 1,
        place=where,
        key=where,
        digest="",
        outcome=outcome,
        article=article,
        odd=[],
        refused=refused,
    )
