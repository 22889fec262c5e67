"""Putting tags on many claims at once, and taking tags off them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.errors import Refusal
from tracker.domain.roles import Permission
from tracker.models import Claim, Tag, Tagging, User
from tracker.services import tags


@dataclass(frozen=True)
class Retagging:
    """The tags that are put on claims, and those that are taken off, as they were typed."""

    add: Sequence[str] = ()
    remove: Sequence[str] = ()
    action = Action.MANY_TAGGED
    needs = Permission.ANNOTATE

    def about(self, claims: Sequence[Claim]) -> Claim:
        """Return the first of the claims."""
        return claims[0]

    def weigh(self, session: Session, claims: Sequence[Claim], by: User) -> Mapping[UUID, str]:
        """Leave the claims that have the tags already, and those that would have too many."""
        added, removed = tags.by_folded(self.add), tags.by_folded(self.remove)
        if not added and not removed:
            raise Refusal("Name a tag to put on them, or one to take off.", field="add")
        if added.keys() & removed.keys():
            raise Refusal("The same tag cannot be put on and taken off.", field="remove")
        present = {
            claim_id: {one.tag.folded for one in found} for claim_id, found in _taggings(session, claims).items()
        }
        return {
            one.id: why for one in claims if (why := _why_not(present.get(one.id, set()), set(added), set(removed)))
        }

    def carry_out(self, session: Session, claims: Sequence[Claim], by: User) -> None:
        """Put the tags on and take them off."""
        present, removed = _taggings(session, claims), tags.by_folded(self.remove)
        for found in present.values():
            for tagging in found:
                if tagging.tag.folded in removed:
                    session.delete(tagging)
        session.flush()
        wanted = tags.find_or_make(session, tags.by_folded(self.add))
        for claim in claims:
            session.expire(claim, ["taggings"])
            there = {tagging.tag_id for tagging in present.get(claim.id, ())}
            with session.no_autoflush:
                session.add_all(_tagging(claim, tag) for tag in wanted if tag.id not in there)


def _tagging(claim: Claim, tag: Tag) -> Tagging:
    return Tagging(id=chance.new_id(), claim_id=claim.id, claim=claim, tag=tag)


def _taggings(session: Session, claims: Sequence[Claim]) -> dict[UUID, list[Tagging]]:
    query = select(Tagging).join(Tagging.tag).where(Tagging.claim_id.in_([claim.id for claim in claims]))
    found: dict[UUID, list[Tagging]] = defaultdict(list)
    for tagging in session.scalars(query.order_by(Tagging.id).options(contains_eager(Tagging.tag))):
        found[tagging.claim_id].append(tagging)
    return found


def _why_not(present: Collection[str], added: set[str], removed: set[str]) -> str:
    after = (set(present) | added) - removed
    if after == set(present):
        return "It is so already."
    return f"A claim has at most {tags.MOST} tags." if len(after) > tags.MOST else ""
