"""What happens on a desk now and then, beside what `tests.busy_desk` does: each act is one change by one person."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from tests import taking_in
from tests.busy_desk import NothingThere
from tests.cast import PASSWORD_HASH
from tests.publishing import publish
from tracker.domain import chance
from tracker.domain.corrections import CorrectionKind, Outcome
from tracker.domain.messages import MessageKind
from tracker.domain.reports.editions import Renewal
from tracker.domain.reports.options import Options
from tracker.domain.roles import Permission, Role
from tracker.domain.trails import parse
from tracker.domain.urgency import Covers, Priority
from tracker.domain.vocabulary import (
    ArticleStage,
    ClaimStage,
    EnquiryKind,
    LegalBasis,
    Means,
    Relation,
    Triage,
)
from tracker.models import (
    Appearance,
    Article,
    Case,
    CaseItem,
    Claim,
    Correction,
    Edition,
    Enquiry,
    Look,
    Note,
    Queue,
    Redaction,
    Report,
    Review,
    User,
)
from tracker.services import (
    appearances,
    articles,
    blindness,
    carrying,
    cases,
    checkpoints,
    claims,
    corrections,
    decisions,
    enquiries,
    intakes,
    looks,
    many,
    messages,
    notes,
    people,
    publications,
    queues,
    redaction,
    reviews,
    scales,
    tasks,
    undo,
)
from tracker.services.appearances import Sight
from tracker.services.checkpoints import handovers
from tracker.services.claim_lists import Filters
from tracker.services.many.assigning import Assigning
from tracker.services.many.deciding import Deciding
from tracker.services.many.filing import Filing
from tracker.services.many.relating import Relating
from tracker.services.many.standing import StillStanding
from tracker.services.many.tagging import Retagging
from tracker.services.redaction import Sought
from tracker.services.trails import Entry
from tracker.services.undo import sweeps
from tracker.services.undo.scopes import Scope
from tracker.services.verification import checks

if TYPE_CHECKING:
    from tests.simulation.year import Year

PRAGUE = ZoneInfo("Europe/Prague")
SEALED = "kumquatvellum"
"""The words of blind assessments hold it, with the number of the claim."""


def release(year: "Year") -> None:
    article = year.any(Article, Article.stage == ArticleStage.NEW, Article.version > 0)
    by = year.person(Permission.ANNOTATE)
    articles.take(year.session, article, seen=article.rev, by=by)
    year.session.commit()
    articles.release(year.session, article, seen=article.rev, by=by)


def begin(year: "Year") -> None:
    article = year.any(Article, Article.stage == ArticleStage.NEW, Article.version > 0)
    by = year.person(Permission.ANNOTATE)
    articles.take(year.session, article, seen=article.rev, by=by)
    year.session.commit()
    articles.begin(year.session, article, seen=article.rev, by=by)


def mark(year: "Year") -> None:
    article = year.any(Article, Article.version > 0)
    quote = articles.newest_snapshot(year.session, article).text.split("\n\n")[-1]
    triage, by = year.pick((Triage.LATER, Triage.SKIP)), year.person(Permission.ANNOTATE)
    claims.mark(year.session, article, quote[:60], None, triage, id=chance.new_id(), by=by)


def join(year: "Year") -> None:
    """Find a claim in another place."""
    newest = articles.newest_snapshot(year.session, year.any(Article, Article.version > 0))
    sight, by = Sight(newest.text.split("\n\n")[-1][:80]), year.person(Permission.ANNOTATE)
    appearances.add(
        year.session, year.any(Claim), newest, sight, Entry(parse("Atlas Radio")), id=chance.new_id(), by=by
    )


def move_a_quote(year: "Year") -> None:
    place = year.any(Appearance, Appearance.withdrawn.is_(False))
    appearances.edit(
        year.session, place, Sight(place.anchors[-1].exact, hedge="reportedly"), seen=place.rev, by=year.by
    )


def lost(year: "Year") -> Appearance:
    """Choose a quote that is not found in the newest version."""
    return year.pick(carrying.lost(year.session))


def place(year: "Year") -> None:
    where = lost(year)
    newest = articles.newest_snapshot(year.session, where.article)
    quote = newest.text.split("\n\n")[0]
    carrying.place(year.session, where, newest, quote, None, seen=where.rev, by=year.by)


def confirm(year: "Year") -> None:
    where = year.any(Appearance, Appearance.withdrawn.is_(False))
    newest = articles.newest_snapshot(year.session, where.article)
    carrying.confirm(year.session, where, newest, seen=where.rev, by=year.by)


def let_go(year: "Year") -> None:
    where = lost(year)
    carrying.let_go(year.session, where, seen=where.rev, why="It is gone.", by=year.by)


def withdraw_enquiry(year: "Year") -> None:
    enquiries.withdraw(year.session, year.any(Enquiry), why="Asked twice.", by=year.by)


def search(year: "Year") -> None:
    said: dict[str, Any] = {"kind": EnquiryKind.SEARCH, "words": "Depots, in both languages"}
    enquiries.add(year.session, year.any(Claim), **said, asked_on=f"{chance.now():%Y-%m-%d}", by=year.by)


def mention(year: "Year") -> None:
    words = f"@{year.by.login} do you know of this?"
    notes.add(year.session, year.recent(), words=words, by=year.person(Permission.NOTE))


def answer_note(year: "Year") -> None:
    asked = year.any(Note)
    notes.add(year.session, notes.thing_of(asked), words="I do.", answers=asked, by=year.person(Permission.NOTE))


def assign_note(year: "Year") -> None:
    notes.assign(year.session, year.any(Note), year.by, by=year.by)


def reopen_note(year: "Year") -> None:
    notes.reopen(year.session, year.any(Note, Note.resolved.is_(True)), by=year.by)


def plan(year: "Year") -> None:
    due = chance.now().date() + timedelta(days=year.random.randrange(1, 30))
    things: tuple[Claim | Article, ...] = (year.recent(), year.any(Article))
    tasks.set_out(year.session, year.pick(things), tasks.Plan(None, due, year.pick(tuple(Priority))), by=year.by)


def save_queue(year: "Year") -> None:
    filters = year.pick(({"stage": "to_check"}, {"stage": "awaiting_second_look"}, {"kind": "factual"}))
    queues.save(year.session, "What waits", Covers.CLAIMS, filters, shared=True, by=year.person(Permission.SHARE_OUT))


def change_queue(year: "Year") -> None:
    people_ = list({one.id: one for one in (year.by, year.by, year.by)}.values())
    by = year.person(Permission.SHARE_OUT)
    queues.change(year.session, year.any(Queue), name=f"Waits {year.day}", shared=True, people=people_, by=by)


def share_queue(year: "Year") -> None:
    save_queue(year)
    year.session.commit()
    queue, by = year.any(Queue, Queue.withdrawn.is_(False)), year.person(Permission.SHARE_OUT)
    queues.change(year.session, queue, name="Shared out", shared=True, people=[year.by], by=by)
    year.session.commit()
    queues.share_out(year.session, queue, Filters(), by=by)


def withdraw_queue(year: "Year") -> None:
    queues.withdraw(year.session, year.any(Queue), by=year.person(Permission.SHARE_OUT))


def several(year: "Year", *conditions: Any) -> list[Claim]:
    """Choose a dozen claims."""
    return list({one.id: one for one in (year.any(Claim, *conditions) for _ in range(12))}.values())


def at_once(year: "Year", deed: many.Deed, chosen: list[Claim], by: User) -> None:
    """Do something to many claims."""
    many.do(year.session, chosen, deed, seen=many.position(year.session), why="All together.", by=by)


def assign_many(year: "Year") -> None:
    deed = Assigning(frozenset({"to", "priority"}), year.by, priority=year.pick(tuple(Priority)))
    at_once(year, deed, several(year), year.person(Permission.ASSIGN))


def tag_many(year: "Year") -> None:
    at_once(year, Retagging((f"t{year.random.randrange(20)}",)), several(year), year.person(Permission.ANNOTATE))


def file_many(year: "Year") -> None:
    at_once(year, Filing(year.any(Case)), several(year), year.person(Permission.KEEP_CASES))


def relate_many(year: "Year") -> None:
    at_once(year, Relating(Relation.CONTRADICTS, year.any(Claim)), several(year), year.person(Permission.ANNOTATE))


def decide_many(year: "Year") -> None:
    verdict = year.pick([one for one in scales.in_use(year.session).verdicts if not one.gated])
    chosen = several(year, Claim.stage == ClaimStage.AWAITING_SECOND_LOOK)
    at_once(year, Deciding(decisions.Ruling(verdict, "All alike.")), chosen, year.person(Permission.DECIDE))


def stand_many(year: "Year") -> None:
    """Say for one cause that the verdicts on all that it touches still stand."""
    look = year.any(Look, Look.settled_at.is_(None))
    of = (look.cause, look.thing_id)
    chosen = [one.claim for one in looks.waiting(year.session, looks.of_cause(*of))]
    at_once(year, StillStanding("They do.", of), chosen, year.person(Permission.DECIDE))


def add_case(year: "Year") -> None:
    cases.add(year.session, title=f"Case of day {year.day}", by=year.person(Permission.KEEP_CASES))


def edit_case(year: "Year") -> None:
    case = year.any(Case)
    about = f"As of day {year.day}.{year.random.random()}"
    cases.edit(year.session, case, title=case.title, about=about, seen=case.rev, by=year.by)


def fill_case(year: "Year") -> None:
    things: tuple[Claim | Article, ...] = (year.any(Claim), year.any(Article))
    cases.put_in(year.session, year.any(Case), year.pick(things), by=year.person(Permission.KEEP_CASES))


def empty_case(year: "Year") -> None:
    item = year.any(CaseItem)
    cases.take_out(year.session, item.case, item, by=year.by)


def hold_case(year: "Year") -> None:
    case = year.any(Case)
    cases.hold(year.session, case, why="A lawsuit.", seen=case.rev, by=year.person(Permission.HOLD))


def lift_hold(year: "Year") -> None:
    case = year.any(Case, Case.hold != "")
    cases.release(year.session, case, why="It is over.", seen=case.rev, by=year.person(Permission.HOLD))


def withdraw_case(year: "Year") -> None:
    case = year.any(Case)
    cases.withdraw(year.session, case, why="No case.", seen=case.rev, by=year.by)


def restore_case(year: "Year") -> None:
    case = year.any(Case, Case.withdrawn.is_(True))
    cases.restore(year.session, case, seen=case.rev, by=year.by)


def blind_case(year: "Year") -> None:
    """Ask for blind assessments in a case, put a claim in and let two of three assess it."""
    session, by = year.session, year.person(Permission.BLIND)
    case = cases.add(session, title=f"Blind, day {year.day}", by=by)
    claim = year.recent(Claim.stage == ClaimStage.TO_CHECK, Claim.blind.is_(None))
    cases.put_in(session, case, claim, by=by)
    session.commit()
    blindness.set_for_case(session, case, 3, why="Nobody leans.", seen=case.rev, by=by)
    session.commit()
    for _ in range(2):
        assess_blind(year, claim)
        session.commit()


def assess_blind(year: "Year", claim: Claim | None = None) -> None:
    claim = claim or year.any(Claim, Claim.blind.is_not(None))
    verdict, by = year.pick(scales.in_use(year.session).verdicts), year.person(Permission.ASSESS)
    reviews.submit(year.session, claim, verdict=verdict, words=f"{SEALED}{claim.number}", by=by)


def open_early(year: "Year") -> None:
    closed = select(Review.claim_id).where(Review.blind.is_not(None))
    claim = year.any(Claim, Claim.blind.is_not(None), Claim.id.in_(closed))
    blindness.open_early(year.session, claim, why="She is away.", by=year.person(Permission.BLIND))


def settle_looks(year: "Year") -> None:
    """Say of all causes of a claim at once that its verdict still stands."""
    claim = year.any(Look, Look.settled_at.is_(None)).claim
    waiting = year.session.scalars(select(Look.id).where(Look.claim_id == claim.id, Look.settled_at.is_(None))).all()
    decisions.still_stands(year.session, claim, look_ids=waiting, why="It does.", by=year.other(claim))


def undo_last(year: "Year") -> None:
    by = year.person(Permission.UNDO)
    event = undo.last(year.session, by)
    if event is None:
        raise NothingThere
    undo.undo(year.session, event, why="A slip.", by=by)


def undo_any(year: "Year") -> None:
    newest = undo.position(year.session)
    event = undo.get_event(
        year.session, year.random.randrange(newest // 2, newest), person=year.person(Permission.UNDO_ANY)
    )
    undo.undo(year.session, event, rest=True, why="Not so.", by=year.person(Permission.UNDO_ANY))


def sweep(year: "Year") -> None:
    """Undo the last things that a person did."""
    who, newest = year.by, undo.position(year.session)
    scope = Scope(who, max(0, newest - 60), "the last days")
    by = year.person(Permission.UNDO_ANY)
    sweeps.undo_some(year.session, scope, below=newest + 1, most=5, why="All wrong.", by=by)


def withhold(year: "Year") -> None:
    """Ask for words to be withheld; another admin approves."""
    asked = ask_to_withhold(year)
    year.session.commit()
    by = year.person(Permission.REDACT, but=asked.asked_by_id)
    redaction.approve(year.session, asked, seen=asked.rev, by=by)


def ask_to_withhold(year: "Year") -> Redaction:
    session = year.session
    words = " ".join(year.any(Appearance).anchors[-1].exact.split(", ")[0].rsplit(" ", 3)[:2][0].split()[-4:])
    sought = Sought((words,))
    found = [one.key for one in redaction.seek(session, sought)][:40]
    by = year.person(Permission.REDACT)
    return redaction.ask(session, sought, found, basis=LegalBasis.PERSON_AT_RISK, why="At risk.", by=by)


def ask_only(year: "Year") -> None:
    ask_to_withhold(year)


def refuse_withholding(year: "Year") -> None:
    asked = ask_to_withhold(year)
    year.session.commit()
    by = year.person(Permission.REDACT, but=asked.asked_by_id)
    redaction.refuse(year.session, asked, why="Nobody is.", seen=asked.rev, by=by)


def take_withholding_back(year: "Year") -> None:
    asked = ask_to_withhold(year)
    year.session.commit()
    assert asked.asked_by is not None
    redaction.take_back(year.session, asked, why="A slip.", seen=asked.rev, by=asked.asked_by)


def join_the_desk(year: "Year") -> None:
    given: dict[str, Any] = {"password_hash": PASSWORD_HASH, "by": year.person(Permission.MANAGE_PEOPLE)}
    if (year.session.scalar(select(func.count()).select_from(User)) or 0) > year.size.people + 3:
        raise NothingThere
    people.create(year.session, f"late{year.random.randrange(10**6)}", "A Latecomer", Role.ANNOTATOR, **given)


def deactivate(year: "Year") -> None:
    person = year.any(User, User.role == Role.ANNOTATOR, User.active, User.login.startswith("late"))
    people.deactivate(year.session, person, why="On leave.", by=year.person(Permission.MANAGE_PEOPLE))


def reactivate(year: "Year") -> None:
    person = year.any(User, User.active.is_(False))
    people.reactivate(year.session, person, by=year.person(Permission.MANAGE_PEOPLE))


def reset_password(year: "Year") -> None:
    person, by = year.any(User, User.login.startswith("late")), year.person(Permission.MANAGE_PEOPLE)
    people.reset_password(year.session, person, password_hash=PASSWORD_HASH, by=by)


def change_password(year: "Year") -> None:
    person = year.any(User, User.login.startswith("late"))
    people.change_password(year.session, person, checked=person.password_hash, new_hash=PASSWORD_HASH, keep=b"")


def set_keys(year: "Year") -> None:
    person = year.by
    people.prefer(year.session, person, single_keys=not person.single_keys)


def ask_for_correction(year: "Year") -> None:
    edition = year.session.scalars(select(Edition).order_by(Edition.id.desc()).limit(1)).first()
    asked = corrections.Asked(
        year.pick(tuple(CorrectionKind)), "It was two.", claim=year.any(Claim), name="C. Castellano"
    )
    if edition is not None and year.random.random() < 0.5:
        asked = corrections.Asked(
            year.pick(tuple(CorrectionKind)), "It was three.", edition=edition, contact="c@x.example"
        )
    by = year.person(Permission.ANNOTATE)
    corrections.add(year.session, asked, received_on=chance.now().date(), by=by)


def plan_correction(year: "Year") -> None:
    asked, day = year.any(Correction, Correction.outcome.is_(None)), chance.now().date()
    by = year.person(Permission.PUBLISH)
    plan = corrections.Plan(by, date(day.year + 1, 1, year.random.randrange(1, 28)))
    corrections.plan(year.session, asked, plan, by=by)


def answer_correction(year: "Year") -> None:
    corrections.answer(year.session, year.any(Correction), reply="We look.", by=year.person(Permission.PUBLISH))


def close_correction(year: "Year") -> None:
    asked, outcome = year.any(Correction, Correction.outcome.is_(None)), year.pick(tuple(Outcome))
    by = year.person(Permission.PUBLISH)
    corrections.close(year.session, asked, outcome=outcome, because="We looked.", by=by)


def reopen_correction(year: "Year") -> None:
    asked = year.any(Correction, Correction.outcome.is_not(None))
    corrections.reopen(year.session, asked, why="They wrote again.", by=year.person(Permission.PUBLISH))


def report_on(year: "Year") -> None:
    """Draft a report on an article and publish it."""
    by, session = year.person(Permission.PUBLISH), year.session
    scope = f"article={year.any(Article, Article.version > 0).number}"
    given: dict[str, Any] = {"options": Options(), "zone": PRAGUE, "by": by}
    report = publications.add(session, title=f"Day {year.day}", scope=scope, **given)
    session.commit()
    publish(session, report, by=by)


def renew_report(year: "Year") -> None:
    """Publish a newer version of a report, with what was put right since."""
    report, by = year.any(Report, Report.withdrawn.is_(False)), year.person(Permission.PUBLISH)
    publish(year.session, report, renewal=year.pick(tuple(Renewal)), words="Put right.", by=by)


def edit_report(year: "Year") -> None:
    report = year.any(Report)
    said: dict[str, Any] = {"scope": report.scope, "summary": f"{year.random.random()}", "options": Options(names=True)}
    by, as_of = year.person(Permission.PUBLISH), ""
    publications.edit(
        year.session, report, title=report.title, **said, as_of=as_of, zone=PRAGUE, seen=report.rev, by=by
    )


def withdraw_report(year: "Year") -> None:
    report = year.any(Report)
    publications.withdraw(year.session, report, why="Wrong.", seen=report.rev, by=year.person(Permission.PUBLISH))


def restore_report(year: "Year") -> None:
    report = year.any(Report, Report.withdrawn.is_(True))
    publications.restore(year.session, report, seen=report.rev, by=year.person(Permission.PUBLISH))


def hand_seal_over(year: "Year") -> None:
    note = checkpoints.newest(year.session)
    if note is None:
        raise NothingThere
    means, by = year.pick(tuple(Means)), year.person(Permission.REDACT)
    handovers.hand_over(year.session, note, means=means, holder=f"Partner {year.day}", by=by)


def check_record(year: "Year") -> None:
    checks.begin(year.session, by=year.person(Permission.REDACT))


def stop_letters(year: "Year") -> None:
    """Let somebody ask for letters, and stop them by the link in one."""
    person = year.by
    messages.wish(year.session, person, email=f"{person.login}@desk.example", kinds=list(MessageKind))
    year.session.commit()
    messages.stop(year.session, person)


def take_list_in(year: "Year") -> None:
    """Take a list of what others reviewed in, of which one entry names no claim."""
    session, login = year.session, year.person(Permission.ANNOTATE).login
    session.commit()  # What takes a list in writes in transactions of its own.
    said = (f"The port of {year.pick(('Latakia', 'Tartus'))} was shut, day {year.day}", f"{year.random.random()}", "")
    nodes = [{"url": f"https://checks.example/{year.random.random()}", "claimReviewed": one} for one in said]
    number = taking_in.hand_in(year.database, taking_in.lines(*nodes), by=login)
    intake, by = intakes.get(session, number), session.scalars(select(User).where(User.login == login)).one()
    intakes.plan(session, intake, join_same=not intake.join_same, seen=intake.rev, by=by)
    session.commit()
    taking_in.hands(year.database).take_in(taking_in.begin(year.database, number, by=login))
    session.expire_all()


ACTS: dict[str, Callable[["Year"], None]] = {
    act.__name__: act
    for act in (
        *(release, begin, mark, join, move_a_quote, place, confirm, let_go, withdraw_enquiry, search),
        *(mention, answer_note, assign_note, reopen_note, plan, save_queue, change_queue, share_queue, withdraw_queue),
        *(assign_many, tag_many, file_many, relate_many, decide_many, stand_many),
        *(settle_looks, undo_last, undo_any, sweep),
        *(add_case, edit_case, fill_case, empty_case, hold_case, lift_hold, withdraw_case, restore_case),
        *(blind_case, assess_blind, open_early, withhold, ask_only, refuse_withholding, take_withholding_back),
        *(join_the_desk, deactivate, reactivate, reset_password, change_password, set_keys),
        *(ask_for_correction, plan_correction, answer_correction, close_correction, reopen_correction),
        *(report_on, renew_report, edit_report, withdraw_report, restore_report, hand_seal_over, check_record),
        *(stop_letters, take_list_in),
    )
}
