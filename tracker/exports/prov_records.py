"""The records of PROV that a report makes: entities, activities, agents, and how they stand to one another."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID

from tracker.domain.reports import Report
from tracker.domain.reports.claims import ReportAssessment, ReportClaim, ReportDecision
from tracker.domain.reports.ends import walk
from tracker.domain.reports.people import ReportPerson
from tracker.domain.reports.quotes import ReportArticle, ReportQuote, ReportStep, SourceRef
from tracker.domain.vocabulary import Basis, Manner, SourceKind, Standing, StepCheck
from tracker.exports.named import by_hash

Members = dict[str, Any]
Record = tuple[str, str, Members]

SECTIONS = (
    *("entity", "activity", "agent", "wasGeneratedBy", "wasDerivedFrom", "specializationOf", "alternateOf"),
    *("wasAttributedTo", "wasAssociatedWith", "actedOnBehalfOf", "wasInfluencedBy"),
)
"""The kinds of records, in the order in which they are written."""

DESK = "desk:"
_THINGS = ("entity", "activity", "agent")
_PEOPLE = (SourceKind.PERSON, SourceKind.UNNAMED, SourceKind.ACCOUNT)
_OF_OWN_KNOWLEDGE = (Basis.WITNESSED, Basis.OWN_ACT, Basis.DOCUMENT)


def prefixes(report: Report) -> Members:
    """Return the namespaces of a report's names."""
    home = report.desk.address
    return {
        "desk": f"{home}/",
        "article": f"{home}/articles/",
        "source": f"{home}/sources/",
        "event": f"{home}/trail/",
        "person": f"{home}/people-of-this-report/",
        "report": f"{home}/reports/",
        "thing": "urn:uuid:",
        "text": "ni:///sha-256;",
        "schema": "https://schema.org/",
        "tracker": f"{home}/words#",
    }


def records(report: Report) -> Iterator[Record]:
    """Yield all records of a report, walking its claims once; each name once."""
    told = _Records(report)
    for section, name, members in told.all():
        if section in _THINGS:
            if name in told.said:
                continue
            told.said.add(name)
        yield section, name, members


@dataclass
class _Records:
    """Tells things, which ``said`` knows by name once they are handed out, and numbers relations, which have none."""

    report: Report
    said: set[str] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def all(self) -> Iterator[Record]:
        yield self.declare(
            "agent", DESK, label=self.report.desk.name, kinds=("prov:Organization", "schema:Organization")
        )
        name = self._report_name()
        yield self.declare("entity", name, label=self.report.title, kinds=("schema:Report",))
        yield self.relate("wasAttributedTo", entity=name, agent=DESK)
        yield from self._publishing(name)
        for claim in self.report.claims:
            yield from self._claim(claim)
            yield self.relate("wasDerivedFrom", generatedEntity=name, usedEntity=_thing(claim.id))

    def declare(
        self, section: str, name: str, *, label: str = "", kinds: tuple[str, ...] = (), **members: Any
    ) -> Record:
        """Return a thing with what is known of it; two low lines in the name of a member stand for a colon."""
        told = {key.replace("__", ":"): value for key, value in members.items() if value not in ("", None)}
        types = [{"$": kind, "type": "prov:QUALIFIED_NAME"} for kind in kinds]
        return section, name, ({"prov:label": label} if label else {}) | ({"prov:type": types} if types else {}) | told

    def relate(self, section: str, *, kind: str = "", how: str = "", **ends: str) -> Record:
        """Return a relation between things."""
        members: Members = {f"prov:{role}": name for role, name in ends.items()}
        if kind:
            members["prov:type"] = {"$": kind, "type": "prov:QUALIFIED_NAME"}
        if how:
            members["tracker:manner"] = how
        return section, f"_:r{next(self.numbers)}", members

    def _report_name(self) -> str:
        edition = self.report.edition
        if edition is not None:
            return f"report:{edition.number}-version-{edition.version}"
        return f"report:event-{self.report.log.last if self.report.log.last is not None else 'none'}"

    def _publishing(self, name: str) -> Iterator[Record]:
        edition = self.report.edition
        if edition is None:
            return
        at = _moment(edition.published_at)
        publishing = f"{name}-published"
        yield self.declare("activity", publishing, label="published", prov__startTime=at, prov__endTime=at)
        yield self.relate("wasGeneratedBy", entity=name, activity=publishing, time=at)
        yield self.relate("wasAssociatedWith", activity=publishing, agent=DESK)
        if edition.replaces is not None:
            before = f"report:{edition.number}-version-{edition.replaces}"
            yield self.declare("entity", before, kinds=("schema:Report",))
            yield self.relate("wasDerivedFrom", kind="prov:Revision", generatedEntity=name, usedEntity=before)

    def _claim(self, claim: ReportClaim) -> Iterator[Record]:
        name = _thing(claim.id)
        yield self.declare(
            "entity",
            name,
            label=claim.statement,
            kinds=("schema:Claim",),
            tracker__number=claim.number,
            tracker__stage=claim.stage.value,
        )
        yield from self._by(name, claim.annotated_by, claim.annotated_at)
        for source in claim.sources:
            yield from self._source(SourceRef(source.number, source.name, source.kind))
            for owner in source.owners:
                yield from self._owned(source.number, owner.number, owner.name, owner.standing)
        for quote in claim.quotes:
            yield from self._quote(claim, quote)
        yield from self._grounds(claim)
        yield from self._events(claim)

    def _owned(self, source: int, owner: int, name: str, standing: Standing) -> Iterator[Record]:
        """Yield that a source acts for its owner; what only an article asserts is not said."""
        if standing is Standing.CONFIRMED and f"owned {source} {owner}" not in self.said:
            self.said.add(f"owned {source} {owner}")
            yield from self._source(SourceRef(owner, name, SourceKind.UNKNOWN))
            yield self.relate("actedOnBehalfOf", delegate=f"source:{source}", responsible=f"source:{owner}")

    def _source(self, source: SourceRef) -> Iterator[Record]:
        kind = "prov:Person" if source.kind in _PEOPLE else "prov:Organization"
        kinds = () if source.kind is SourceKind.UNKNOWN else (kind,)
        name = f"source:{source.number}"
        yield self.declare("agent", name, label=source.name, kinds=kinds, tracker__kind=source.kind.value)

    def _article(self, article: ReportArticle) -> Iterator[Record]:
        name = f"article:{article.number}"
        if name in self.said:
            return
        members: Members = {"schema__url": article.address, "schema__datePublished": article.published}
        yield self.declare("entity", name, label=article.title, kinds=("schema:CreativeWork",), **members)
        if article.publisher is not None:
            yield from self._source(article.publisher)
            yield self.relate("wasAttributedTo", entity=name, agent=f"source:{article.publisher.number}")

    def _quote(self, claim: ReportClaim, quote: ReportQuote) -> Iterator[Record]:
        yield from self._article(quote.article)
        name, text = _thing(quote.id), self._text(quote)
        members: Members = {"prov__value": quote.exact, "tracker__start": quote.start, "tracker__end": quote.end}
        yield self.declare("entity", name, kinds=("schema:Quotation",), tracker__stance=quote.stance.value, **members)
        yield self.relate("wasDerivedFrom", generatedEntity=_thing(claim.id), usedEntity=name)
        if text:
            yield from self._version(quote, text)
        whole = text or f"article:{quote.article.number}"
        yield self.relate("wasDerivedFrom", kind="prov:Quotation", generatedEntity=name, usedEntity=whole)
        for step in walk(quote.trail):
            yield from self._step(step)
        for step in quote.trail:
            yield from self._passed_on(name, step)

    def _text(self, quote: ReportQuote) -> str:
        return by_hash(quote.snapshot_sha256).replace("ni:///sha-256;", "text:") if quote.snapshot_sha256 else ""

    def _version(self, quote: ReportQuote, text: str) -> Iterator[Record]:
        """Yield the text of a version: of which article, and when its bytes were captured."""
        if text in self.said:
            return
        yield self.declare("entity", text, label=f"version {quote.version}")
        yield self.relate("specializationOf", specificEntity=text, generalEntity=f"article:{quote.article.number}")
        if quote.captured_at is not None:
            at = _moment(quote.captured_at)
            capture = text.replace("text:", "desk:captures/")
            yield self.declare("activity", capture, label="captured", prov__startTime=at, prov__endTime=at)
            yield self.relate("wasGeneratedBy", entity=text, activity=capture, time=at)
            yield self.relate("wasAssociatedWith", activity=capture, agent=DESK)

    def _step(self, step: ReportStep) -> Iterator[Record]:
        """Yield what a source of a trail said, as the trail has it."""
        name = _thing(step.id)
        if name in self.said:
            return
        yield from self._source(step.source)
        members: Members = {
            "tracker__basis": step.basis.value,
            "tracker__check": step.check.value,
            "tracker__beyond": "" if step.had_from else step.beyond.value,
        }
        yield self.declare("entity", name, label=f"what {step.source.name} said", **members)
        yield self.relate("wasAttributedTo", entity=name, agent=f"source:{step.source.number}")
        if step.cited is not None:
            yield from self._article(step.cited)
            yield self.relate("wasDerivedFrom", generatedEntity=name, usedEntity=f"article:{step.cited.number}")
        for beyond in step.had_from:
            yield from self._passed_on(name, beyond)

    def _passed_on(self, name: str, step: ReportStep) -> Iterator[Record]:
        """Yield how what stands nearer the reader comes from a step."""
        ends = {"generatedEntity": name, "usedEntity": _thing(step.id)}
        if step.manner is Manner.QUOTE:
            yield self.relate("wasDerivedFrom", kind="prov:Quotation", how=step.manner.value, **ends)
        elif step.basis in _OF_OWN_KNOWLEDGE and step.check is StepCheck.YES:
            yield self.relate("wasDerivedFrom", kind="prov:PrimarySource", how=step.manner.value, **ends)
        else:
            yield self.relate("wasDerivedFrom", how=step.manner.value, **ends)
        if step.manner is Manner.REPOST:
            yield self.relate("alternateOf", alternate1=name, alternate2=_thing(step.id))

    def _grounds(self, claim: ReportClaim) -> Iterator[Record]:
        for piece in claim.evidence:
            label = piece.title or piece.address
            members: Members = {"schema__url": piece.address, "tracker__stance": piece.stance.value}
            yield self.declare("entity", _thing(piece.id), label=label, kinds=("schema:CreativeWork",), **members)
            if piece.publisher is not None:
                yield from self._source(piece.publisher)
                yield self.relate("wasAttributedTo", entity=_thing(piece.id), agent=f"source:{piece.publisher.number}")
        for enquiry in claim.enquiries:
            asked: Members = {"tracker__kind": enquiry.kind.value, "tracker__outcome": enquiry.outcome.value}
            yield self.declare("entity", _thing(enquiry.id), label=enquiry.words, **asked)
        for review in claim.assessments:
            yield from self._judged(claim, review, review.words, review.rests_on)
        for decision in claim.decisions:
            yield from self._judged(claim, decision, decision.reason, decision.drawn_from)

    def _judged(
        self, claim: ReportClaim, of: ReportAssessment | ReportDecision, words: str, grounds: tuple[UUID, ...]
    ) -> Iterator[Record]:
        name = _thing(of.id)
        verdict = of.verdict.key if of.verdict else ""
        kind = "schema:Review" if isinstance(of, ReportAssessment) else "schema:ClaimReview"
        yield self.declare("entity", name, label=words, kinds=(kind,), tracker__verdict=verdict)
        yield from self._by(name, of.by, of.at)
        rests_on = (claim.evidence, claim.enquiries, claim.assessments)
        known = {one.id for ones in rests_on for one in ones}
        for ground in (claim.id, *(one for one in grounds if one in known)):
            yield self.relate("wasDerivedFrom", generatedEntity=name, usedEntity=_thing(ground))

    def _by(self, name: str, person: ReportPerson | None, at: datetime) -> Iterator[Record]:
        """Yield who made something and when."""
        making = f"{name}-made"
        yield self.declare("activity", making, prov__startTime=_moment(at), prov__endTime=_moment(at))
        yield self.relate("wasGeneratedBy", entity=name, activity=making, time=_moment(at))
        who = f"person:{person.number}" if person else DESK
        if person is not None and who not in self.said:
            label = person.name or f"{person.role} {person.number}"
            yield self.declare("agent", who, label=label, kinds=("prov:Person",))
            yield self.relate("actedOnBehalfOf", delegate=who, responsible=DESK)
        yield self.relate("wasAssociatedWith", activity=making, agent=who)
        yield self.relate("wasAttributedTo", entity=name, agent=who)

    def _events(self, claim: ReportClaim) -> Iterator[Record]:
        """Yield what is on record of a claim."""
        for event in claim.events:
            name, at = f"event:{event.number}", _moment(event.at)
            members: Members = {"tracker__action": event.action, "tracker__why": event.why}
            times: Members = {"prov__startTime": at, "prov__endTime": at}
            yield self.declare("activity", name, label=event.sentence, **times, **members)
            yield self.relate("wasInfluencedBy", influencee=_thing(claim.id), influencer=name)


def _thing(of: UUID) -> str:
    return f"thing:{of}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
