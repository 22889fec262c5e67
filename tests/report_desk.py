"""A desk with one article in work, made with the models alone: all that a report can say stands on it somewhere.

The article has two versions; one quote is lost in the second. Of its claims three are decided (one on an editor's
override, one by one person), one is open and full of markup, one was passed over, one withdrawn. Names are in Latin,
Arabic and Cyrillic.
"""

import hashlib
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.names import fold
from tracker.domain.reports.people import Desk
from tracker.domain.roles import Role
from tracker.domain.scale import DEFAULT_SCALE
from tracker.domain.vocabulary import (
    Basis,
    Beyond,
    Cause,
    Certainty,
    ClaimStage,
    Control,
    EnquiryKind,
    EnquiryOutcome,
    EvidenceStance,
    How,
    ReadAs,
    Relation,
    SourceKind,
    Stance,
    Standing,
    StepCheck,
    Triage,
    Voice,
)
from tracker.models import (
    Anchor,
    Appearance,
    Article,
    Capture,
    Citation,
    Claim,
    Decision,
    DecisionGround,
    Enquiry,
    Evidence,
    EvidenceStep,
    Link,
    Look,
    Ownership,
    Passage,
    Recorded,
    Review,
    ReviewGround,
    Scale,
    Snapshot,
    Source,
    SourceName,
    Tag,
    Tagging,
    User,
    Verdict,
)
from tracker.services.record import record

KEY = b"a key that is kept outside the database"
START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SCRIPT = '=HYPERLINK("http://evil.example")<script>alert("1 & 2")</script>'
OLD = (
    "The depot at Qasr al-Milh was struck shortly before dawn, residents said. FARS, citing Sputnik in Arabic, "
    "put the dead at nineteen.\n\n"
    "A photograph shows the burning gate. It was the third strike on this road since September."
)
NEW = OLD.replace("A photograph shows the burning gate. ", "")
DESK = Desk("Harbour desk", "corrections@harbour.example", "https://harbour.example", "Europe/Prague")


@dataclass
class ReportDesk:
    """Fills a database; the people, sources and things that tests ask for are its attributes."""

    database: Database

    @cached_property
    def tomas(self) -> User:
        return _person("Tomáš Annotator", Role.ANNOTATOR)

    @cached_property
    def ines(self) -> User:
        return _person("Ines Aldana", Role.REVIEWER)

    @cached_property
    def ellen(self) -> User:
        return _person("Ellen Editor", Role.EDITOR)

    @cached_property
    def verdicts(self) -> dict[str, Verdict]:
        scale = Scale(name="Default scale", version=1)
        return {
            step.key: Verdict(
                scale=scale,
                key=step.key,
                label=step.label,
                definition=step.definition,
                position=at,
                rating=step.rating,
                mark=step.mark,
                gated=step.gated,
            )
            for at, step in enumerate(DEFAULT_SCALE)
        }

    @cached_property
    def road(self) -> Source:
        return _source("The Coast Road", SourceKind.OUTLET)

    @cached_property
    def fars(self) -> Source:
        return _source("FARS", SourceKind.AGENCY)

    @cached_property
    def sputnik(self) -> Source:
        return _source("سبوتنيك عربي", SourceKind.AGENCY, "Sputnik Arabic")

    @cached_property
    def ria(self) -> Source:
        return _source("РИА Новости", SourceKind.AGENCY, "RIA Novosti")

    @cached_property
    def residents(self) -> Source:
        return _source("residents", SourceKind.UNNAMED)

    @cached_property
    def article(self) -> Article:
        return Article(
            title="Depot struck at Qasr al-Milh",
            byline="A. Writer",
            byline_certainty=Certainty.STATED,
            publisher=self.road,
            publisher_certainty=Certainty.STATED,
            published="2026-11-13",
            published_certainty=Certainty.INFERRED,
            language="en",
            address="https://coast.example/depot",
            version=2,
            created_at=chance.now(),
        )

    @cached_property
    def versions(self) -> list[Snapshot]:
        return [_snapshot(self.article, version, text) for version, text in enumerate([OLD, NEW], start=1)]

    def fill(self) -> "ReportDesk":
        """Add everything, in a handful of actions."""
        with closing(self.database.writing()) as session:
            setup = Program("setup")
            for person in (self.tomas, self.ines, self.ellen):
                _done(session, Action.PERSON_ADDED, person, person, by=setup)
            _done(session, Action.SCALE_ADDED, self.verdicts["false"].scale, *self.verdicts.values(), by=setup)
            sources = [self.road, self.fars, self.sputnik, self.ria, self.residents]
            for source in sources:
                _done(session, Action.SOURCE_ADDED, source, source, *source.names, by=self.tomas)
            owned = Ownership(
                owned=self.sputnik,
                owner=self.ria,
                control=Control.OWNS,
                since="2013",
                basis="its imprint",
                standing=Standing.CONFIRMED,
                confirmed_by=self.ines,
            )
            _done(session, Action.OWNERSHIP_CONFIRMED, self.sputnik, owned, by=self.ines)
            _done(session, Action.ARTICLE_ADDED, self.article, self.article, *self.versions, by=self.tomas)
            self._fill_claims(session)
            session.commit()
        return self

    def _fill_claims(self, session: Session) -> None:
        self._the_dead(session)
        self._the_strike(session)
        self._the_photograph(session)
        claim = self._claim(session, SCRIPT, "residents said")
        asked = Enquiry(
            claim=claim,
            enquiry_kind=EnquiryKind.SEARCH,
            words="-2 days of port records",
            outcome=EnquiryOutcome.NOTHING,
            created_at=chance.now(),
        )
        _done(session, Action.ENQUIRY_ADDED, claim, asked, by=self.tomas)
        self._claim(session, "the third strike on this road", "third strike", triage=Triage.SKIP)
        gone = self._claim(session, "Entered by mistake.", "since September")
        gone.withdrawn = True
        record(session, Action.CLAIM_WITHDRAWN, about=gone, by=self.ines, why="entered twice")

    def _claim(self, session: Session, statement: str, quote: str, **fields: Any) -> Claim:
        claim = Claim(statement=statement, created_at=chance.now(), created_by=self.tomas, **fields)
        appearance = self._appearance(claim, quote)
        _done(session, Action.CLAIM_ANNOTATED, claim, claim, appearance, *appearance.anchors, by=self.tomas)
        return claim

    def _appearance(self, claim: Claim, quote: str) -> Appearance:
        appearance = Appearance(
            claim=claim, article=self.article, stance=Stance.REPORTS, created_at=chance.now(), created_by=self.tomas
        )
        for snapshot in self.versions:
            if (start := snapshot.text.find(quote)) >= 0:
                Anchor(
                    appearance=appearance,
                    snapshot=snapshot,
                    start=start,
                    end=start + len(quote),
                    exact=quote,
                    how=How.EXACT,
                    score=100,
                    confirmed_by=self.tomas,
                    created_at=chance.now(),
                )
        return appearance

    def _the_dead(self, session: Session) -> None:
        """A claim with a trail of two steps, a question, an assessment that was superseded, and a verdict."""
        claim = self._claim(session, "At least nineteen people were killed in the strike.", "put the dead at nineteen")
        appearance = session.query(Appearance).filter_by(claim_id=claim.id).one()
        appearance.hedge, appearance.translation, appearance.translator = "put", "قال إن القتلى تسعة عشر", "Tomáš"
        report = Article(
            title="Report on the depot", publisher=self.fars, published="2026-11-13", created_at=chance.now()
        )
        _done(session, Action.ARTICLE_CITED, report, report, by=self.tomas)
        fars = Citation(
            appearance=appearance,
            source=self.fars,
            cited_article=report,
            cue="citing",
            named_as="FARS",
            check=StepCheck.YES,
            read_as=ReadAs.PERSONS_TRANSLATION,
            checked_by=self.ines,
            checked_at=chance.now(),
        )
        sputnik = Citation(
            appearance=appearance,
            source=self.sputnik,
            via=fars,
            via_id=fars.id,
            named_as="Sputnik in Arabic",
            basis=Basis.TOLD_BY,
            beyond=Beyond.GIVES_NONE,
            check=StepCheck.COULD_NOT_OBTAIN,
            note="Their page is gone.",
        )
        _done(session, Action.TRAIL_ENTERED, claim, appearance, fars, sputnik, by=self.tomas)
        question = Enquiry(
            claim=claim,
            enquiry_kind=EnquiryKind.QUESTION,
            words="How did you come by the figure?",
            asked=self.fars,
            asked_on="2026-11-16",
            outcome=EnquiryOutcome.OPEN,
            created_at=chance.now(),
        )
        tag = Tag(name="strikes", folded="strikes")
        _done(session, Action.ENQUIRY_ADDED, claim, question, by=self.ines)
        _done(session, Action.CLAIM_TAGGED, claim, tag, Tagging(claim=claim, tag=tag), by=self.tomas)
        first = self._review(session, claim, "likely", self.ines)
        newer = self._review(session, claim, "unproven", self.ines, question, supersedes_id=first.id)
        self._decide(session, claim, "unproven", newer, would_change="A list of names.")

    def _the_strike(self, session: Session) -> None:
        """A claim in a passage with a trail of its own, with evidence, confirmed on an editor's override."""
        claim = self._claim(session, "The depot at Qasr al-Milh was struck.", "was struck shortly before dawn")
        passage = Passage(snapshot=self.versions[1], voice=Voice.CAPTION, ranges=[[0, 80]], label="caption")
        appearance = session.query(Appearance).filter_by(claim_id=claim.id).one()
        appearance.passage = passage
        step = Citation(passage=passage, source=self.residents, basis=Basis.WITNESSED)
        _done(session, Action.PASSAGE_MARKED, self.article, passage, step, by=self.tomas)
        _done(session, Action.APPEARANCE_EDITED, claim, appearance, by=self.tomas)
        picture = Evidence(
            claim=claim,
            stance=EvidenceStance.SUPPORTS,
            title="Satellite picture",
            address="https://sky.example/1",
            direct=True,
            excerpt="Smoke over the depot.",
            publisher=self.ria,
            archived="https://archive.example/1",
            steps=[EvidenceStep(position=0, entered_source=self.fars)],
            published="2026-11-14",
            capture=self.versions[0].capture,
            note="Located and dated.",
            created_at=chance.now(),
        )
        trap = Evidence(
            claim=claim,
            stance=EvidenceStance.CONTEXT,
            title="A link that runs",
            address="javascript:alert(1)",
            created_at=chance.now(),
        )
        _done(session, Action.EVIDENCE_ADDED, claim, picture, by=self.ines)
        _done(session, Action.EVIDENCE_ADDED, claim, trap, by=self.ines)
        review = self._review(session, claim, "confirmed", self.ines, picture)
        self._decide(session, claim, "confirmed", review, override="The picture is beyond doubt.", why="it is urgent")

    def _the_photograph(self, session: Session) -> None:
        """A claim whose quote is lost in the newest version, decided by one person, which needs another look."""
        claim = self._claim(session, "The photograph was taken on 13 November.", "A photograph shows the burning gate")
        review = self._review(session, claim, "false", self.ellen)
        self._decide(session, claim, "false", review, one_person=True)
        claim.stage = ClaimStage.NEEDS_ANOTHER_LOOK
        look = Look(
            claim=claim, cause=Cause.QUOTE_LOST, thing_kind="article", thing_id=self.article.id, opened_at=chance.now()
        )
        _done(session, Action.SNAPSHOT_ADDED, self.article, look, by=self.tomas)
        dead = session.query(Claim).order_by(Claim.id).limit(1).one()
        link = Link(claim=claim, other=dead, relation=Relation.PART_OF, note="same strike", created_at=chance.now())
        _done(session, Action.LINK_ADDED, claim, link, by=self.tomas)

    def _review(
        self, session: Session, claim: Claim, key: str, by: User, *grounds: Evidence | Enquiry, **fields: Any
    ) -> Review:
        review = Review(
            claim=claim,
            verdict=self.verdicts[key],
            ticks=["unnamed_origin"],
            words=f"I find it {key}.",
            claim_rev=claim.rev,
            created_at=chance.now(),
            created_by=by,
            **fields,
        )
        rests = [
            ReviewGround(review=review, evidence=ground, rev=ground.rev)
            if isinstance(ground, Evidence)
            else ReviewGround(review=review, enquiry=ground, rev=ground.rev)
            for ground in grounds
        ]
        _done(session, Action.CLAIM_REVIEWED, claim, review, *rests, by=by)
        return review

    def _decide(
        self, session: Session, claim: Claim, key: str, review: Review, *, why: str = "enough eyes", **fields: Any
    ) -> None:
        decision = Decision(
            claim=claim,
            verdict=self.verdicts[key],
            as_of="2026-11-20",
            reason=f"We call it {key}.",
            claim_rev=claim.rev,
            gate=[{"key": "origins", "met": False, "why": "not computed"}],
            created_at=chance.now(),
            created_by=self.ellen,
            **fields,
        )
        drawn = DecisionGround(decision=decision, review=review)
        claim.verdict, claim.stage = self.verdicts[key], ClaimStage.DECIDED
        _done(session, Action.CLAIM_DECIDED, claim, decision, drawn, by=self.ellen, why=why)


def report_desk(url: str) -> ReportDesk:
    """Return a filled desk in an empty database at the newest revision; the same at every run."""
    with chance.scripted("reports", START):
        return ReportDesk(Database(url, KEY)).fill()


def _done(session: Session, action: Action, about: Recorded, *rows: Recorded, by: Any, why: str = "") -> None:
    session.add_all(rows)
    record(session, action, about=about, by=by, why=why)


def _person(name: str, role: Role) -> User:
    login = name.split()[0].lower()
    return User(
        login=login, login_folded=login, name=name, role=role, password_hash="not a hash", created_at=chance.now()
    )


def _source(name: str, kind: SourceKind, *others: str) -> Source:
    source = Source(name=name, source_kind=kind, created_at=chance.now())
    source.names = [SourceName(name=one, folded=fold(one)) for one in (name, *others)]
    return source


def _snapshot(article: Article, version: int, text: str) -> Snapshot:
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    capture = Capture(sha256=digest, content=data, size=len(data), media_type="text/plain", captured_at=chance.now())
    return Snapshot(
        article=article,
        version=version,
        capture=capture,
        extractor="plain",
        ranges=[[0, len(text)]],
        text=text,
        sha256=digest,
        links=[],
        created_at=chance.now(),
    )
