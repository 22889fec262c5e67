"""The demo desk with all that its pages can show besides: what is odd, long, withdrawn, waiting or right to left."""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from tests.cast import PASSWORD_HASH, SEAL_KEY, SECRET_KEY
from tests.publishing import publish
from tests.taking_in import hand_in, lines, take_in
from tracker import ingest
from tracker.db import Database
from tracker.domain import chance, trails
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.corrections import CorrectionKind, Outcome
from tracker.domain.formats import ReportFormat
from tracker.domain.reports.editions import Renewal
from tracker.domain.reports.options import Options
from tracker.domain.roles import Role
from tracker.domain.urgency import Covers, Priority
from tracker.domain.vocabulary import (
    Cause,
    Credibility,
    EvidenceStance,
    LegalBasis,
    Means,
    Reliability,
    SourceKind,
    Triage,
)
from tracker.models import (
    Article,
    Capture,
    Citation,
    Claim,
    Enquiry,
    Event,
    Evidence,
    Link,
    LongUndoing,
    Look,
    OriginRuling,
    Ownership,
    Passage,
    Queue,
    Recorded,
    Redaction,
    Source,
    Stake,
    User,
)
from tracker.services import (
    appearances,
    articles,
    blindness,
    captures,
    carrying,
    cases,
    checkpoints,
    claims,
    corrections,
    demo,
    duplicates,
    evidence,
    grades,
    holds,
    merges,
    messages,
    notes,
    origin_rulings,
    ownerships,
    people,
    publications,
    queues,
    redaction,
    reviews,
    scales,
    snapshots,
    sources,
    tags,
    tasks,
    undo,
    versions,
)
from tracker.services.appearances import Sight
from tracker.services.checkpoints import handovers, keys
from tracker.services.claims import Wording
from tracker.services.grades import Grading
from tracker.services.publications import standing
from tracker.services.redaction import Sought
from tracker.services.snapshots import Reading
from tracker.services.tasks import Plan
from tracker.services.trails import Entry

UNBROKEN = "Nordostseekanalschleusenwärterhäuschenschlüsselbundaufbewahrungskastenaufsichtsbehörde" * 2
ARABIC = "وكالة الأنباء الساحلية المستقلة للشؤون البحرية والموانئ والجمارك"
CYRILLIC = "Информационно-аналитическое управление Министерства портового хозяйства"
COMPLAINANT = "Clara Complainant-Castellanos"
HARD = (
    f"{UNBROKEN} hears of it from {ARABIC}",
    f"{ARABIC} wrote that {CYRILLIC} had put the dead at 19 – 👨‍👩‍👧 among them – and named {UNBROKEN}.",
    "وقالت الوكالة إن تسعة عشر شخصا قتلوا في الهجوم على المستودع قرب قصر الملح، وإن الطريق بقيت مغلقة حتى المساء.",
    "The road to the salt works stayed shut until evening, said people who live there.",
)
NEWER = (*HARD[:3], HARD[3].replace("until evening", "all night").replace("there.", "nearby."), "Nobody said why.")
TRAIL = f"{ARABIC} < {CYRILLIC} < Harbour Gazette < residents of the salt works < a fisherman, {UNBROKEN[:60]} < ."
PAGE = """<!doctype html><html lang="en"><head><title>Two ships without lights</title>
<meta name="author" content="J. Marchetti"><meta property="article:published_time" content="2018-02-01"></head>
<body><nav><a href="/">Harbour Gazette</a></nav><article><h1>Two ships without lights</h1>
<p>Two ships lay off the harbour without lights for three nights, says <a href="https://coast.example/1">a coast
guard</a> who counted them. He counted them again on the morning after, when one of them had gone.</p>
<p>Nobody at the port office knows of either ship, and the <a href="https://paper.example/2">paper of the next
town</a>, which asked the owner of the quay, got no answer before it went to print on Thursday evening.</p>
</article><footer>Give what you can.</footer></body></html>"""


@dataclass(frozen=True)
class Places:
    """What stands in the addresses of the filled desk's pages."""

    article: int
    hard_article: int
    cited: int
    claim: int
    hard_claim: int
    undecided: int
    assessed: int
    withdrawn: int
    needs_look: int
    lost_look: str
    source: int
    hard_source: int
    merged: int
    capture: str
    web_capture: str
    marked: str
    lost: str
    appearance: str
    second_place: str
    passage: str
    evidence: str
    enquiry: str
    link: str
    linked: int
    owned: int
    ownership: str
    name: str
    person: str
    away: str
    busy: str
    last: int
    case: int
    held_case: int
    closed: int
    asked: int
    own_request: int
    withheld: int
    undone: int
    held: int
    ruling: str
    cited_claim: int
    cited_step: str
    stake: str
    report: int
    draft: int
    reviewed: int
    queue: str
    letters: str
    open_list: int
    table: int
    taken_list: int


def fill(database: Database) -> Places:
    """Lay out a desk on which every page has something to show; Ada, an admin, has done a little of everything."""
    with closing(database.writing()) as session:
        scales.ensure(session, by=Program("setup"))
        demo.load(session, password_hash=PASSWORD_HASH, by=Program("setup"))
        _fill(session)
        session.commit()
        _undo(session)
        session.commit()
        _merge(session)
        _grade(session)
        _break_off(session)
    _publish(database)
    _correct(database)
    _withhold(database)
    _plan(database)
    _blind(database)
    _take_lists(database)
    _seal(database)
    with closing(database.reading()) as session:
        return _places(session)


def _fill(session: Session) -> None:
    anton, ada = person(session, "anton"), person(session, "ada")
    hard = _hard_article(session, anton)
    _web_page(session, anton)
    _work_on(session, hard, anton)
    _away(session, ada)
    _administer(session, hard, ada)


def _take_lists(database: Database) -> None:
    """Take a list in, some of it odd and some refused, and hand in two more."""
    strange = {
        "url": "https://checks.example/2",
        "claimReviewed": HARD[1],
        "name": HARD[0],
        "reviewRating": UNBROKEN[:90],
    }
    take_in(database, lines({}, strange, {"claimReviewed": ""}), HARD[0], by="anton")
    like = {"url": "https://checks.example/3", "author": ARABIC, "claimReviewed": "A depot at Qasr al-Milh was hit"}
    hand_in(database, lines({}, like, {**strange, "url": "javascript:"}, {"claimReviewed": ""}), by="ada")
    hand_in(database, f"Claim,Verdict,Who\n{ARABIC},{UNBROKEN[:90]},\n,,x\n".encode(), "claims.csv", by="ada")


def _plan(database: Database) -> None:
    """Assign work, also what is long overdue, save a queue that is shared out, and let somebody work on a claim."""
    with closing(database.writing()) as session:
        ada, rita, anton = (person(session, login) for login in ("ada", "rita", "anton"))
        plan = Plan(to=ada, due=date(2026, 1, 2), priority=Priority.URGENT)
        tasks.set_out(session, claim(session, "The attackers drove cars"), plan, by=rita)
        article = session.scalars(select(Article).where(Article.title == HARD[0])).one()
        tasks.set_out(session, article, Plan(to=anton, priority=Priority.LOW), by=ada)
        queue = queues.save(
            session, f"{ARABIC} {UNBROKEN[:60]}", Covers.CLAIMS, {"kind": "factual"}, shared=True, by=ada
        )
        people = [rita, ada]
        queues.change(session, queue, name=queue.name, shared=True, people=people, by=ada)
        holds.take(session.connection(), claim(session, "Three Kalibr").id, rita.id, chance.now())
        session.commit()


def _withhold(database: Database) -> None:
    """Put a case on hold, let a second admin approve that words are withheld, and leave a request waiting for Ada."""
    with closing(database.writing()) as session:
        ada = person(session, "ada")
        otto = people.create(session, "otto", "Otto Over", Role.ADMIN, password_hash=PASSWORD_HASH, by=ada)
        for title, held in (("The salt works", ""), (f"{UNBROKEN} {ARABIC}", HARD[2])):
            case = cases.add(session, title=title, about=HARD[1], by=ada)
            cases.put_in(session, case, claim(session, "Three Kalibr"), by=ada)
            cases.put_in(session, case, claim(session, "Three Kalibr").appearances[0].article, by=ada)
            if held:
                cases.hold(session, case, why=held, seen=case.rev, by=ada)
        done = _ask(session, "Serial numbers", f"Order 12/26, {UNBROKEN[:80]}", ada)
        _ask(session, "the archive", HARD[2], otto)
        _ask(session, "A reader's joke", "A mistake, perhaps.", ada)
        session.commit()
        redaction.approve(session, done, seen=done.rev, by=otto)
        session.commit()


def _publish(database: Database) -> None:
    """Publish two versions of a report, of which the second puts something right, and leave a draft."""
    with closing(database.writing()) as session:
        ada = person(session, "ada")
        given: dict[str, Any] = {"options": Options(), "zone": ZoneInfo("Europe/Prague"), "by": ada}
        report = publications.add(session, title=f"Drones: {UNBROKEN}", scope="article=1", summary=HARD[2], **given)
        publications.add(session, title=ARABIC, scope="tag=drones", as_of="12", **given)
        session.commit()
        publish(session, report, seal="desk.example/tracker\n12\nAAAA\n", by=ada)
        said: dict[str, Any] = {"words": f"{ARABIC}: {UNBROKEN}", "site": "http://127.0.0.1:8000/public"}
        formats = (ReportFormat.HTML, ReportFormat.JSON, ReportFormat.CLAIM_REVIEW)
        publish(session, report, renewal=Renewal.CORRECTION, formats=formats, **said, by=ada)


def _correct(database: Database) -> None:
    """Let somebody ask for two corrections, of which one is closed and waits for a report to tell it."""
    with closing(database.writing()) as session:
        anton, ada = person(session, "anton"), person(session, "ada")
        told = claim(session, "Three Kalibr")
        for kind, words, about in (
            (CorrectionKind.CORRECTION, f"It was two. {UNBROKEN}", {"claim": told}),
            (
                CorrectionKind.COMPLAINT,
                f"{ARABIC}: you never asked me.",
                {"edition": publications.get(session, 1).newest},
            ),
        ):
            asked = corrections.Asked(kind, words, **about, name=COMPLAINANT, contact="clara@plaintiff.example")
            day = date(2026, 1, 2)
            request = corrections.add(session, asked, received_on=day, due=day, by=anton)
            session.commit()
        corrections.answer(session, request, reply=HARD[2], by=ada)
        session.commit()
        corrections.close(session, request, outcome=Outcome.CLARIFIED, because=f"We asked. {UNBROKEN}", by=ada)
        session.commit()


def _blind(database: Database) -> None:
    """Let a case ask for blind assessments, and two people begin with one; a third is asked for."""
    with closing(database.writing()) as session:
        ada, road = person(session, "ada"), claim(session, "The road to the salt works")
        case = cases.add(session, title="Who shut the road", by=ada)
        cases.put_in(session, case, road, by=ada)
        session.commit()
        blindness.set_for_case(session, case, 3, why=f"So that {UNBROKEN} is no help.", seen=case.rev, by=ada)
        session.commit()
        for by, key, words in ((ada, "likely", HARD[2]), (person(session, "rita"), "unlikely", UNBROKEN)):
            reviews.submit(session, road, verdict=scales.get_verdict(session, key), words=words, by=by)
            session.commit()


def _reviewed(session: Session) -> int:
    """Return the number of a claim that the published report tells as decided."""
    edition = publications.get(session, 1).editions[-1]
    return int(str(next(standing.reviews_of(session, edition))["url"]).rpartition("/")[2])


def _ask(session: Session, words: str, why: str, by: User) -> Redaction:
    sought = Sought((words,))
    keys = [place.key for place in redaction.seek(session, sought)]
    return redaction.ask(session, sought, keys, basis=LegalBasis.PERSON_AT_RISK, why=why, by=by)


def _seal(database: Database) -> None:
    """Put seals on the record, and one into the hands of a partner; what comes after it is not anchored outside."""
    signer, origin = keys.Signer(SEAL_KEY.encode()), "desk.example/tracker"
    with closing(database.writing()) as session:
        keys.put_on_record(session, signer, origin=origin, by=Program("setup"))
        session.commit()
    with database.sealing() as session:
        note = checkpoints.seal(session, database.log_key, signer, None)
    assert note is not None
    with closing(database.writing()) as session:
        for holder in (ARABIC, UNBROKEN):
            handovers.hand_over(session, note, means=Means.EMAIL, holder=holder, by=person(session, "ada"))
        session.commit()


def _work_on(session: Session, hard: Claim, by: User) -> None:
    """Add what annotators add: evidence, an owner that nobody confirmed, notes."""
    owned, owner = _source(session, ARABIC), _source(session, CYRILLIC)
    address = f"https://paper.example/{UNBROKEN}"
    piece = evidence.Description(EvidenceStance.CONTEXT, UNBROKEN, address, excerpt=HARD[2], publisher=ARABIC)
    evidence.add(session, hard, piece, by=by)
    ownerships.add(session, owned, owner, ownerships.Stated(basis="Its imprint says so."), by=by)
    parted = (_source(session, "a fisherman"), _source(session, "residents of the salt works"))
    origin_rulings.rule(session, hard, *parted, joins=False, seen=hard.rev, why=f"Two boats: {HARD[2]}", by=by)
    session.commit()
    origin_rulings.mark_stake(session, hard, owner, seen=hard.rev, why=UNBROKEN, by=by)
    for thing in (hard.appearances[0].article, owned):
        notes.add(session, thing, words="Look at this again once the archive answers.", by=by)


def _administer(session: Session, hard: Claim, by: User) -> None:
    """Let somebody withdraw a claim, answer and resolve notes, assess, and tag, which can be undone."""
    sea, shot = claim(session, "The drones came from the sea"), claim(session, "Russian forces shot seven")
    claims.withdraw(session, sea, seen=sea.rev, why="A reader's joke, not a claim.", by=by)
    anton = person(session, "anton")
    asked = notes.add(session, hard, words=f"Who reads Arabic? {HARD[2]} {UNBROKEN}", assigned_to=by, by=anton)
    notes.add(session, hard, words="I do, tomorrow.", answers=asked, by=by)
    notes.resolve(session, notes.add(session, shot, words="Serial numbers, please.", by=anton), by=by)
    reviews.submit(session, shot, verdict=scales.get_verdict(session, "likely"), words="Half seen.", by=by)
    tags.set_tags(session, shot, ["drones", UNBROKEN[:50], "طائرات"], by=by)


def _undo(session: Session) -> None:
    """Undo a change, and build on another so that only some of it can be undone."""
    anton, ada = person(session, "anton"), person(session, "ada")
    event = session.scalars(select(Event).where(Event.action == Action.NOTE_RESOLVED)).one()
    undo.undo(session, event, why=f"Nobody has answered yet: {ARABIC}.", by=ada)
    source = _source(session, ARABIC)
    for about, contact, by in (("A newsroom.", UNBROKEN, anton), (CYRILLIC, UNBROKEN, ada)):
        kept = (source.name, source.source_kind)
        sources.edit(session, source, name=kept[0], kind=kept[1], about=about, contact=contact, seen=source.rev, by=by)
        session.commit()


def _break_off(session: Session) -> None:
    """Leave undoing behind that was broken off when the desk was stopped."""
    anton, ada = person(session, "anton"), person(session, "ada")
    long_ago = {"started_at": datetime(2018, 1, 9, 8, 0, tzinfo=UTC), "seen_at": datetime(2018, 1, 9, 8, 1, tzinfo=UTC)}
    where = {"since": "2018-01-01", "first": 0, "down_to": 0, "below": 30, "older": False}
    told = {"events": 400, "weighed": 75, "undone": 70, "held": 5}
    session.add(
        LongUndoing(person=anton, started_by_id=ada.id, why=f"Not his {UNBROKEN}.", **long_ago, **where, **told)
    )
    session.commit()


def _merge(session: Session) -> None:
    """Merge a source with a long name into one that the demo knows, leave others alike, and tell one apart."""
    ada = person(session, "ada")
    going = sources.add(
        session, name=UNBROKEN, kind=SourceKind.AGENCY, about=HARD[2], other_names=["سبوتنيك بالعربية"], by=ada
    )
    into = _source(session, "Sputnik Arabic")
    ownerships.add(session, going, _source(session, CYRILLIC), ownerships.Stated(basis="Its imprint."), by=ada)
    merges.merge(session, going, into, why="One newsroom.", by=ada)
    for name in (f"The {UNBROKEN}", "Фарс", "Fars Agency"):
        sources.add(session, name=name, kind=SourceKind.AGENCY, by=ada)
    duplicates.tell_apart(session, _source(session, "Fars Agency"), _source(session, "FARS"), by=ada)
    session.commit()


def _grade(session: Session) -> None:
    """Grade a source twice, one that was merged into it, and what it says somewhere."""
    ada, source = person(session, "ada"), _source(session, "Sputnik Arabic")
    first = grades.grade_source(session, source, Grading(Reliability.B, HARD[2]), by=ada)
    worse = Grading(Reliability.D, f"It was wrong about {UNBROKEN}.", as_of="2018-02", seen=first.id)
    grades.grade_source(session, source, worse, by=ada)
    place = claim(session, "Three Kalibr").appearances[0]
    found = grades.grade_information(session, place, Grading(Credibility.FOUR, HARD[1]), by=ada)
    grades.grade_information(session, place, Grading(None, "Too early to say.", seen=found.id), by=ada)
    session.commit()


def _away(session: Session, by: User) -> None:
    name = f"Dr. {UNBROKEN[:40]} القطّان"
    gone = people.create(session, "away", name, Role.VIEWER, password_hash="", by=by)
    people.deactivate(session, gone, by=by)


def _hard_article(session: Session, by: User) -> Claim:
    """Add an article of long words and three scripts, annotate it, and let a newer version of it change a quote."""
    capture, reading = _read(session, "\n\n".join(HARD), "hard.txt", by)
    described = articles.Description(
        HARD[0], byline=ARABIC, outlet=f"{ARABIC} / {CYRILLIC}", published="2018-02-03", language="de"
    )
    article = articles.add(session, capture, reading, described, id=chance.new_id(), by=by)
    hard = _annotate(session, article, HARD[1], f"{CYRILLIC} put the dead at {UNBROKEN} and nineteen.", TRAIL, by)
    _annotate(session, article, HARD[2], HARD[2], ARABIC, by)
    _annotate(session, article, HARD[3], "The road to the salt works was shut until evening.", "", by)
    capture, reading = _read(session, "\n\n".join(NEWER), "newer.txt", by)
    versions.add(session, article, capture, reading, why="It was changed overnight.", by=by)
    return hard


def _annotate(session: Session, article: Article, quote: str, statement: str, trail: str, by: User) -> Claim:
    wording = Wording(statement, readings=("19", "ten to 19"))
    entry = Entry(trails.parse(trail))
    return claims.annotate(session, article, wording, Sight(quote), entry, id=chance.new_id(), by=by)


def _web_page(session: Session, by: User) -> None:
    """Take in a page of the web with links, and know of a work that nobody has read."""
    _read(session, PAGE, "ships.html", by)
    known = articles.Description("Answer of the quay's owner", outlet="The paper of the next town", published="2018?")
    articles.cite(session, known, by=by)


def _read(session: Session, text: str, filename: str, by: User) -> tuple[Capture, Reading]:
    content = text.encode()
    extraction = ingest.read(content, filename=filename)
    capture = captures.take(session, content, extraction, id=chance.new_id(), filename=filename, by=by)
    return capture, Reading.of(extraction)


def person(session: Session, login: str) -> User:
    """Return somebody by sign-in name."""
    return session.scalars(select(User).where(User.login == login)).one()


def claim(session: Session, beginning: str) -> Claim:
    """Return a claim by how its statement begins."""
    return session.scalars(select(Claim).where(Claim.statement.startswith(beginning))).one()


def _source(session: Session, name: str) -> Source:
    return session.scalars(select(Source).where(Source.name == name)).one()


def _first(session: Session, kind: type[Recorded], *such: ColumnElement[bool]) -> str:
    return str(session.scalars(select(kind).filter(*such).order_by(kind.id).limit(1)).one().id)


def _of(session: Session, action: Action) -> int:
    """Return the place in the log of the first event of a kind."""
    return session.scalars(select(func.min(Event.seq)).where(Event.action == action)).one()


def _places(session: Session) -> Places:
    # Of two with one title, the first: the other came in with a list.
    newest_first = session.scalars(select(Article).order_by(Article.number.desc()))
    articles_by = {one.title: one.number or 0 for one in newest_first}
    link = session.scalars(select(Link).order_by(Link.id)).first()
    owned = session.scalars(select(Ownership).where(Ownership.entered_owner.has(Source.name == "Kremlin"))).one()
    kept = claim(session, "Russian forces shot seven")
    thirty = claim(session, "Three Kalibr")
    latest = snapshots.get_version(session, kept.appearances[0].article, None)
    assert link is not None
    return Places(
        article=articles_by["Thirteen drones and no sender"],
        hard_article=articles_by[HARD[0]],
        cited=articles_by["Answer of the quay's owner"],
        claim=thirty.number or 0,
        hard_claim=claim(session, CYRILLIC).number or 0,
        undecided=claim(session, "The attackers drove cars").number or 0,
        assessed=kept.number or 0,
        withdrawn=claim(session, "The drones came from the sea").number or 0,
        needs_look=carrying.lost(session)[0].claim.number or 0,
        lost_look=str(session.scalars(select(Look).where(Look.cause == Cause.QUOTE_LOST)).one().thing_id),
        source=_source(session, "Sputnik Arabic").number or 0,
        hard_source=_source(session, ARABIC).number or 0,
        merged=_source(session, UNBROKEN).number or 0,
        capture=_first(session, Capture, Capture.filename == "copy.txt"),
        web_capture=_first(session, Capture, Capture.filename == "ships.html"),
        marked=str(session.scalars(select(Claim).where(Claim.triage == Triage.LATER)).one().appearances[0].id),
        lost=str(carrying.lost(session)[0].id),
        appearance=str(appearances.of_claim(session, thirty)[0].id),
        second_place=str(appearances.of_claim(session, claim(session, "In November 2018"))[1].id),
        passage=_first(session, Passage, Passage.snapshot_id == latest.id),
        evidence=_first(session, Evidence, Evidence.claim_id == thirty.id),
        enquiry=_first(session, Enquiry, Enquiry.claim_id == thirty.id, Enquiry.asked_id.is_not(None)),
        link=str(link.id),
        linked=link.claim.number or 0,
        owned=owned.owned.number or 0,
        ownership=str(owned.id),
        name=str(_source(session, "Sputnik Arabic").names[-1].id),
        person=str(person(session, "rita").id),
        away=str(person(session, "away").id),
        busy=str(person(session, "anton").id),
        last=session.scalars(select(func.max(Event.seq))).one(),
        case=2,
        held_case=3,
        closed=claim(session, "The road to the salt works").number or 0,
        asked=2,
        own_request=3,
        withheld=1,
        undone=_of(session, Action.NOTE_RESOLVED),
        held=_of(session, Action.SOURCE_EDITED),
        ruling=_first(session, OriginRuling),
        cited_claim=claim(session, "In November 2018").number or 0,
        cited_step=_first(session, Citation, Citation.cited_article_id.is_not(None)),
        stake=_first(session, Stake),
        report=1,
        draft=2,
        reviewed=_reviewed(session),
        queue=_first(session, Queue),
        letters=messages.token_for(person(session, "ada").id, SECRET_KEY.encode()),
        **dict(zip(("taken_list", "open_list", "table"), range(1, 4), strict=True)),
    )
