"""Claims that are one are merged: the standing one shows the parts of both, and undoing it parts them as they were."""

import pytest
from sqlalchemy import select

from tests.assessing import KEY, Desk
from tests.report_desk import DESK
from tests.undoing import rows
from tracker.db import blank
from tracker.domain.actions import Action
from tracker.domain.errors import Refusal, Stale
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.vocabulary import Cause, ClaimStage, EnquiryKind, EvidenceStance, Relation
from tracker.models import Citation, Claim, Event
from tracker.services import (
    article_lists,
    claim_lists,
    claim_merges,
    claim_pages,
    claims,
    enquiries,
    evidence,
    found_by,
    gates,
    links,
    looks,
    origins,
    past,
    reports,
    reviews,
    same_claims,
    source_records,
    tags,
    undo,
    waiting,
)
from tracker.services.claim_lists import Filters
from tracker.services.evidence import Description
from tracker.services.record import record
from tracker.services.verification import verify


def merge(desk: Desk, claim: Claim, into: Claim) -> None:
    claim_merges.merge(desk.session, claim, into, why="They say the same.", by=desk.boris)
    desk.session.commit()


def listed(desk: Desk, **asked: object) -> list[Claim]:
    return [row.claim for row in claim_lists.page(desk.session, Filters(**asked)).rows]  # type: ignore[arg-type]


def last(desk: Desk) -> Event:
    return desk.session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()


def with_parts(desk: Desk, statement: str) -> Claim:
    claim = desk.claim(statement)
    desk.trail(claim.appearances[0], "FARS")
    described = Description(EvidenceStance.SUPPORTS, "A picture", address="https://example.org/1", direct=True)
    evidence.add(desk.session, claim, described, by=desk.anna)
    enquiries.add(desk.session, claim, kind=EnquiryKind.SEARCH, words="depot", by=desk.anna)
    found_by.refresh(desk.session, claim)
    desk.session.commit()
    return claim


def test_the_standing_claim_shows_the_parts_of_both(desk: Desk) -> None:
    one, other = with_parts(desk, "The depot was hit."), with_parts(desk, "A depot was struck.")
    desk.assess(one, "likely", by=desk.boris)
    desk.assess(other, "confirmed", by=desk.carla)
    desk.session.commit()
    merge(desk, other, one)
    page = claim_pages.read(desk.session, one, person=desk.boris)
    assert [len(parts) for parts in (page.quotes, page.evidence, page.enquiries, page.reviews)] == [2, 2, 2, 2]
    assert page.merged == [other]
    assert same_claims.ids_of(desk.session, one) == [one.id, other.id]
    own = claim_pages.read(desk.session, other, person=desk.boris)
    assert [len(parts) for parts in (own.quotes, own.evidence, own.enquiries, own.reviews)] == [1, 1, 1, 1]
    assert not own.in_work
    [row] = claim_lists.page(desk.session, Filters()).rows
    assert (row.claim, row.appearances) == (one, 2)
    kept = {requirement.key.value: requirement.met for requirement in page.gates[0].requirements}
    assert kept["second_person"]


def test_direct_evidence_of_a_merged_claim_counts_at_the_gate(desk: Desk) -> None:
    bare, proven = desk.claim("The depot was hit."), with_parts(desk, "A depot was struck.")
    before = gates.requirements(desk.session, bare, seen_by_several=True, answers={})
    merge(desk, proven, bare)
    after = gates.requirements(desk.session, bare, seen_by_several=True, answers={})
    assert [one.key for one in after if one.met and one not in before]


def test_lists_searches_and_suggestions_lead_to_the_standing_claim(desk: Desk) -> None:
    one, other = with_parts(desk, "The depot was hit."), with_parts(desk, "An arsenal of missiles exploded at night.")
    merge(desk, other, one)
    assert listed(desk) == listed(desk, text="arsenal") == [one]
    assert listed(desk, article=other.appearances[0].article.number) == [one]
    assert listed(desk, merged=True) == [other]
    assert claims.alike(desk.session, "An arsenal of missiles exploded") == [one]


def test_merges_follow_each_other_and_make_no_circle(desk: Desk) -> None:
    first, second, third = (with_parts(desk, f"Depot {number} was hit.") for number in range(3))
    merge(desk, first, second)
    merge(desk, second, third)
    assert same_claims.ids_of(desk.session, third) == [third.id, first.id, second.id]
    assert same_claims.ids_of(desk.session, second) == [second.id, first.id]
    assert first.shown is third
    assert same_claims.as_shown(desk.session, [first.id, third.id, second.id]) == [third.id]
    assert listed(desk) == listed(desk, article=first.appearances[0].article.number) == [third]
    for claim, into in ((third, first), (third, second), (third, third), (first, third), (second, first)):
        with pytest.raises(Refusal):
            claim_merges.merge(desk.session, claim, into, why="round", by=desk.boris)


def test_a_merged_or_withdrawn_claim_takes_no_more_work(desk: Desk) -> None:
    one, other, gone = (desk.claim(f"Depot {number} was hit.") for number in range(3))
    claims.withdraw(desk.session, gone, seen=gone.rev, why="no claim", by=desk.boris)
    desk.session.commit()
    merge(desk, other, one)
    with pytest.raises(Refusal, match=f"merged into claim {one.number}"):
        enquiries.add(desk.session, other, kind=EnquiryKind.SEARCH, words="depot", by=desk.anna)
    with pytest.raises(Refusal, match="withdrawn"):
        claim_merges.merge(desk.session, gone, one, why="same", by=desk.boris)


def test_a_decided_claim_needs_another_look_and_so_it_does_when_a_merged_part_changes(desk: Desk) -> None:
    one, other = with_parts(desk, "The depot was hit."), with_parts(desk, "A depot was struck.")
    desk.decide(one, "likely")
    merge(desk, other, one)
    assert one.stage is ClaimStage.NEEDS_ANOTHER_LOOK
    [piece] = evidence.of_claim(desk.session, other)
    evidence.withdraw(desk.session, piece, seen=piece.rev, why="not theirs", by=desk.boris)
    desk.session.commit()
    causes = [look.cause for look in looks.open_of(desk.session, one)]
    assert causes == [Cause.CLAIM_MERGED, Cause.EVIDENCE_CHANGED]


def test_an_assessment_of_a_merged_claim_waits_at_the_standing_one(desk: Desk) -> None:
    one, other = with_parts(desk, "The depot was hit."), with_parts(desk, "A depot was struck.")
    desk.assess(other, "likely", by=desk.boris)
    desk.session.commit()
    merge(desk, other, one)
    assert listed(desk, stage=ClaimStage.AWAITING_SECOND_LOOK) == [one]
    [waits] = waiting.second_looks(desk.session, desk.carla)
    assert (waits.row.claim, waits.assessed_by) == (one, ("Boris",))
    reviews.take_back(desk.session, one, why="I was wrong.", by=desk.boris)
    desk.session.commit()
    assert reviews.standing(desk.session, one) == []
    assert listed(desk, stage=ClaimStage.IN_WORK) == [one]


def test_what_somebody_said_of_the_standing_claim_goes_before_what_they_said_of_the_merged_one(desk: Desk) -> None:
    one, other = with_parts(desk, "The depot was hit."), with_parts(desk, "A depot was struck.")
    kept = desk.assess(one, "likely", by=desk.boris)
    desk.assess(other, "false", by=desk.boris)
    merge(desk, other, one)
    assert reviews.standing(desk.session, one) == [kept]
    assert [review.verdict.key for review in reviews.standing(desk.session, other) if review.verdict] == ["false"]
    reviews.take_back(desk.session, one, why="I was wrong.", by=desk.boris)
    desk.session.commit()
    assert reviews.standing(desk.session, one) == []
    assert listed(desk, stage=ClaimStage.IN_WORK) == [one]


def test_relations_are_read_from_the_standing_claim_and_none_is_to_itself(desk: Desk) -> None:
    one, other, third = (desk.claim(f"Depot {number} was hit.") for number in range(3))
    links.add(desk.session, one, other, relation=Relation.SAME_AS, by=desk.anna)
    links.add(desk.session, third, other, relation=Relation.CONTRADICTS, by=desk.anna)
    desk.session.commit()
    merge(desk, other, one)
    [related] = claim_pages.read(desk.session, one, person=desk.boris).related
    assert (related.claim, related.relation) == (third, "contradicts")
    [back] = claim_pages.read(desk.session, third, person=desk.boris).related
    assert back.claim is one


def test_a_report_tells_the_relations_tags_and_actions_of_what_was_merged(desk: Desk) -> None:
    first, second, third, other = (desk.claim(f"Depot {number} was hit.") for number in range(4))
    links.add(desk.session, first, second, relation=Relation.SAME_AS, by=desk.anna)
    links.add(desk.session, other, first, relation=Relation.CONTRADICTS, by=desk.anna)
    tags.set_tags(desk.session, first, ["fire", "salt"], by=desk.anna)
    tags.set_tags(desk.session, third, ["fire"], by=desk.anna)
    desk.session.commit()
    merge(desk, first, second)
    merge(desk, second, third)
    told: dict[int | None, ReportClaim] = {claim.number: claim for claim in reported(desk)}
    assert [(link.relation, link.outgoing, link.number) for link in told[third.number].links] == [
        (Relation.CONTRADICTS, False, other.number)
    ]
    [back] = told[other.number].links
    assert (back.number, back.statement, back.outgoing) == (third.number, third.statement, True)
    assert told[third.number].tags == ("fire", "salt")
    numbers = [event.number for event in told[third.number].events]
    assert numbers == sorted(set(numbers))
    assert [event.action for event in told[third.number].events].count(Action.CLAIM_ANNOTATED.value) == 3
    assert [event.action for event in told[third.number].events].count(Action.CLAIM_MERGED.value) == 2


def reported(desk: Desk) -> list[ReportClaim]:
    ids = [claim.id for claim in listed(desk)]
    return list(reports.for_claims(desk.session, ids, title="All", filters={}, desk=DESK, person=desk.boris).claims)


def test_counts_take_claims_that_are_one_for_one_over_any_number_of_merges(desk: Desk) -> None:
    article, made = desk.article(), [desk.claim(f"Depot {number} was hit.") for number in range(4)]
    fars = desk.source("FARS")
    for claim in made:
        claim.appearances[0].article = article
        desk.session.add(Citation(source=fars, appearance=claim.appearances[0]))
        record(desk.session, Action.TRAIL_ENTERED, about=claim, by=desk.anna)
    desk.session.commit()
    desk.decide(made[2], "likely")
    merge(desk, made[0], made[1])
    merge(desk, made[1], made[2])
    rows = {row.article.id: row.claims for row in article_lists.page(desk.session, article_lists.Filters()).rows}
    assert rows[article.id] == 2
    counted = source_records.of_source(desk.session, fars, person=desk.anna).originated
    assert counted.by_verdict == {desk.verdict("likely").id: 1, None: 1}


def test_undoing_it_parts_them_as_they_were(desk: Desk) -> None:
    one, other = with_parts(desk, "The depot was hit."), with_parts(desk, "An arsenal exploded.")
    desk.decide(one, "likely")
    before = rows(desk.session)
    merge(desk, other, one)
    event = last(desk)
    assert event.action == Action.CLAIM_MERGED.value
    undo.undo(desk.session, event, why="two depots", by=desk.edda)
    desk.session.commit()
    after = rows(desk.session)
    assert {key: row for key, row in after.items() if key in before} == before
    assert sorted(listed(desk), key=lambda claim: claim.id) == [one, other]
    assert listed(desk, text="arsenal") == [other]
    assert one.stage is ClaimStage.DECIDED
    assert list(verify(desk.session, KEY)) == []


def test_a_verdict_that_was_reached_on_both_needs_another_look_when_they_are_parted(desk: Desk) -> None:
    one, other = with_parts(desk, "The depot was hit."), with_parts(desk, "An arsenal exploded.")
    merge(desk, other, one)
    event = last(desk)
    desk.decide(one, "likely")
    undo.undo(desk.session, event, why="two depots", by=desk.edda)
    desk.session.commit()
    assert [look.cause for look in looks.open_of(desk.session, one)] == [Cause.UNDONE]


def test_two_who_merge_each_into_the_other_do_not_both_succeed(desk: Desk) -> None:
    one, other = desk.claim("The depot was hit."), desk.claim("A depot was struck.")
    desk.session.commit()
    seen = one.rev
    claims.edit(desk.session, one, claims.Wording("The depot was struck."), seen=seen, by=desk.anna)
    desk.session.commit()
    with pytest.raises(Stale):
        claim_merges.merge(desk.session, other, one, seen=other.rev, seen_into=seen, why="same", by=desk.boris)


def test_a_form_posted_twice_merges_once(desk: Desk) -> None:
    one, other = desk.claim("The depot was hit."), desk.claim("A depot was struck.")
    desk.session.commit()
    merge(desk, other, one)
    events = last(desk).seq
    merge(desk, other, one)
    assert last(desk).seq == events


def test_a_page_takes_no_more_statements_for_twenty_merged_claims(desk: Desk) -> None:
    one = with_parts(desk, "The depot was hit.")
    counts = []
    for round_of in (1, 20):
        for number in range(round_of):
            merge(desk, with_parts(desk, f"Depot {round_of}.{number} was hit."), one)
        desk.session.expunge_all()
        standing = claims.get_claim(desk.session, one.number or 0)
        with desk.counted() as sent:
            claim_pages.read(desk.session, standing, person=desk.boris)
            claim_lists.page(desk.session, Filters())
        counts.append(len(sent))
        one = standing
    assert counts[1] <= counts[0]


def test_origins_are_counted_from_the_trails_of_both(desk: Desk) -> None:
    one, other = with_parts(desk, "The depot was hit."), with_parts(desk, "A depot was struck.")
    merge(desk, other, one)
    found = {claim: origins.of_claim(desk.session, claim.id).told().groups for claim in (one, other)}
    ends = {
        claim: {at.quote for group in groups for end in group.ends for at in end.trails}
        for claim, groups in found.items()
    }
    assert ends == {one: {one.appearances[0].id, other.appearances[0].id}, other: {other.appearances[0].id}}


def test_the_page_of_the_past_shows_the_parts_of_what_was_merged_by_then(desk: Desk) -> None:
    one, other = with_parts(desk, "The depot was hit."), with_parts(desk, "A depot was struck.")
    before = last(desk).seq
    merge(desk, other, one)
    after = last(desk).seq
    for seq, parts in ((before, 1), (after, 2)):
        with blank() as session:
            place = past.after(desk.session, seq)
            assert past.of_thing(desk.session, session, one, place, person=desk.boris)
            page = claim_pages.read(session, claims.get_claim(session, one.number or 0), person=desk.boris)
            assert (len(page.quotes), len(page.evidence), len(page.merged)) == (parts, parts, parts - 1)
