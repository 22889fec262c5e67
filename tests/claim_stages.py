"""A claim at each stage, assessed openly or blind, with all that can hang on one; and what is typed to act on it."""

from dataclasses import dataclass, field

from tests.assessing import TEXT, Desk
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.vocabulary import ClaimStage, EnquiryKind, EvidenceStance, How, Relation
from tracker.models import Anchor, Appearance, Citation, Claim, User
from tracker.services import (
    blindness,
    cases,
    claim_merges,
    claims,
    decisions,
    enquiries,
    evidence,
    links,
    origin_rulings,
    snapshots,
)
from tracker.services.claims import Wording
from tracker.services.decisions import Ruling
from tracker.services.evidence import Description
from tracker.services.record import record

STAGES = {
    "to check": ClaimStage.TO_CHECK,
    "in work": ClaimStage.IN_WORK,
    "second look": ClaimStage.AWAITING_SECOND_LOOK,
    "decided": ClaimStage.DECIDED,
    "another look": ClaimStage.NEEDS_ANOTHER_LOOK,
    "withdrawn": ClaimStage.AWAITING_SECOND_LOOK,
    "merged": ClaimStage.AWAITING_SECOND_LOOK,
}
"""What can have become of a claim, with the stage that it is at then."""


@dataclass
class Sample:
    """A claim of a desk, another one, and the ids of what hangs on it by the names of the endpoints that are about it.

    ``numbers`` are those of the sources in its trails.
    """

    claim: Claim
    other: Claim
    unproven: str
    ids: dict[str, str] = field(default_factory=dict)
    numbers: tuple[int, int] = (0, 0)

    def id_for(self, endpoint: str) -> str:
        """Return the id that stands in an endpoint's address, of nothing at all where the claim has no such thing."""
        named = {"origins.take_stake_back": "stakes", "origins.confirm": "rulings", "origins.take_back": "rulings"}
        kind = named.get(endpoint, endpoint.partition(".")[0])
        return self.ids.get(kind, "00000000-0000-7000-8000-000000000000")

    def typed(self, endpoint: str) -> dict[str, str]:
        """Return what is typed into the form of an endpoint, by the names of its fields."""
        return {"why": "So it is.", "rev": str(self.claim.rev), **self._typed().get(endpoint, {})}

    def _typed(self) -> dict[str, dict[str, str]]:
        sources = {"one": str(self.numbers[0]), "other": str(self.numbers[1])}
        return {
            "reviews.assess": {"verdict": self.unproven, "words": "Seen.", "why": ""},
            "decisions.decide": {"verdict": self.unproven, "reason": "So.", "as_of": "2018-02-01"},
            "claims.edit": {"statement": "The depot was hit at night."},
            "evidence.add": {"title": "A film", "excerpt": "Seen."},
            "evidence.edit": {"title": "Another map"},
            "enquiries.add": {"words": "Who saw it?"},
            "enquiries.answer": {"outcome": "nothing"},
            "links.add": {"other": str(self.other.number), "relation": "part_of"},
            "claim_merges.merge": {"into": str(self.other.number), "rev_into": str(self.other.rev)},
            "origins.rule": {**sources, "ruling": "join"},
            "origins.stake": {"source": sources["other"]},
            "sending_back.ask": {"words": "The quote is short."},
            "cited_works.compare": {"check": "yes", "read_as": "original"},
            "tags.edit": {"tags": "depot"},
            "workbench.add": {"article": str(self.other.appearances[0].article.number), "quote": TEXT, "version": "1"},
        }


def sample(desk: Desk, stage: str, assessor: User, *, blind: bool) -> Sample:
    """Return a claim at a stage, which somebody has assessed where it is past being worked on."""
    made = _with_trail(desk)
    claim = made.claim
    if stage != "to check":
        _worked_on(desk, made)
    if stage in ("decided", "another look"):
        desk.assess(claim, "unproven", by=desk.boris)
        decisions.decide(desk.session, claim, Ruling(desk.verdict("unproven"), "So."), by=desk.carla)
    if blind:
        _ask_for_blindness(desk, claim)
    if stage not in ("to check", "in work"):
        desk.assess(claim, "unproven", by=assessor)
    if stage == "another look":
        claims.edit(desk.session, claim, Wording("The depot burned."), seen=claim.rev, by=desk.anna)
    if stage == "withdrawn":
        claims.withdraw(desk.session, claim, seen=claim.rev, why="A joke.", by=desk.boris)
    if stage == "merged":
        claim_merges.merge(desk.session, claim, made.other, why="One.", by=desk.boris)
    desk.session.commit()
    assert (claim.stage, claim.withdrawn, claim.merged_into is not None) == (
        STAGES[stage],
        stage == "withdrawn",
        stage == "merged",
    )
    return made


def _with_trail(desk: Desk) -> Sample:
    """Return a claim with two trails, of which a step cites an article, a ruling, a stake and a relation."""
    claim, other, related = desk.claim(), desk.claim("The depot was hit by drones."), desk.claim("Nothing was hit.")
    place = claim.appearances[0]
    _quote(desk, place)
    [step], [second] = desk.trail(place, "FARS"), desk.trail(place, "RIA")
    _cite(desk, step, other)
    one, two = step.source, second.source
    ruling = origin_rulings.rule(
        desk.session, claim, one, two, joins=False, seen=claim.rev, why="Two cameras.", by=desk.boris
    )
    desk.session.commit()
    stake = origin_rulings.mark_stake(desk.session, claim, one, seen=claim.rev, why="It owns it.", by=desk.boris)
    link = links.add(desk.session, claim, related, relation=Relation.CONTRADICTS, by=desk.anna)
    desk.session.commit()
    ids = {"cited_works": step.id, "rulings": ruling.id, "stakes": stake.id, "links": link.id}
    made = Sample(claim, other, str(desk.verdict("unproven").id), {name: str(id) for name, id in ids.items()})
    made.numbers = (one.number or 0, two.number or 0)
    return made


def _quote(desk: Desk, place: Appearance) -> None:
    snapshot = snapshots.get_version(desk.session, place.article, None)
    where = {"start": 0, "end": len(TEXT), "exact": TEXT, "how": How.EXACT, "score": 100}
    desk.session.add(Anchor(appearance=place, snapshot=snapshot, created_at=chance.now(), **where))
    record(desk.session, Action.QUOTE_PLACED, about=place.claim, by=desk.anna)
    desk.session.commit()


def _cite(desk: Desk, step: Citation, other: Claim) -> None:
    step.cited_article = other.appearances[0].article
    record(desk.session, Action.TRAIL_ENTERED, about=step.root, by=desk.anna)
    desk.session.commit()


def _worked_on(desk: Desk, made: Sample) -> None:
    said = Description(EvidenceStance.SUPPORTS, "A map", excerpt="Here.")
    made.ids["evidence"] = str(evidence.add(desk.session, made.claim, said, by=desk.anna).id)
    asked = enquiries.add(desk.session, made.claim, kind=EnquiryKind.SEARCH, words="depot", by=desk.anna)
    made.ids["enquiries"] = str(asked.id)
    desk.session.commit()


def _ask_for_blindness(desk: Desk, claim: Claim) -> None:
    case = cases.add(desk.session, title="Blind", by=desk.anna)
    cases.put_in(desk.session, case, claim, by=desk.anna)
    desk.session.commit()
    blindness.set_for_case(desk.session, case, 5, why="So.", seen=case.rev, by=desk.edda)
    desk.session.commit()
