"""Tags: the words that people file claims under, kept as first typed and found by their folded form."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Actor
from tracker.domain.errors import Refusal
from tracker.domain.names import fold
from tracker.models import Claim, Tag, Tagging
from tracker.services.record import record
from tracker.services.revisions import expect
from tracker.services.same_claims import refuse_merged

LONGEST = 80
MOST = 20


def of_claim(session: Session, claim: Claim) -> list[Tag]:
    """List the tags of a claim, by name."""
    return sorted((tagging.tag for tagging in _taggings(session, claim)), key=lambda tag: tag.folded)


def every(session: Session) -> Sequence[Tag]:
    """List all tags of the desk, by name."""
    return session.scalars(select(Tag).order_by(Tag.folded)).all()


def set_tags(
    session: Session, claim: Claim, names: Iterable[str], *, seen: int | None = None, why: str = "", by: Actor
) -> None:
    """Make the tags of a claim those that were typed; one typed twice, or in another case or script, is one tag."""
    expect(claim, seen)
    refuse_merged(claim)
    typed = by_folded(names)
    present = {tagging.tag.folded: tagging for tagging in _taggings(session, claim)}
    if typed.keys() == present.keys():
        return
    for folded in present.keys() - typed.keys():
        session.delete(present[folded])
    session.flush()
    session.expire(claim, ["taggings"])
    for tag in find_or_make(session, {folded: name for folded, name in typed.items() if folded not in present}):
        session.add(Tagging(id=chance.new_id(), claim=claim, tag=tag))
    record(session, Action.CLAIM_TAGGED, about=claim, by=by, why=why)


def by_folded(names: Iterable[str]) -> dict[str, str]:
    """Return names that were typed by their folded forms, each once; raise Refusal for one too long, or too many."""
    typed: dict[str, str] = {}
    for name in filter(None, map(str.strip, names)):
        if len(name) > LONGEST:
            raise Refusal(f"A tag has at most {LONGEST} characters: “{name[:30]}…” is longer.", field="tags")
        typed.setdefault(fold(name), name)
    typed.pop("", None)
    if len(typed) > MOST:
        raise Refusal(f"A claim has at most {MOST} tags.", field="tags")
    return typed


def _taggings(session: Session, claim: Claim) -> Sequence[Tagging]:
    query = select(Tagging).where(Tagging.claim_id == claim.id).options(joinedload(Tagging.tag))
    return session.scalars(query).all()


def find_or_make(session: Session, typed: dict[str, str]) -> list[Tag]:
    """Return the tags of some folded forms, as they were typed, made where nobody has typed one before."""
    known = {tag.folded: tag for tag in session.scalars(select(Tag).where(Tag.folded.in_(list(typed))))}
    for folded, name in typed.items():
        if folded not in known:
            known[folded] = Tag(id=chance.new_id(), name=name, folded=folded)
            session.add(known[folded])
    # As they were typed: each engine finds them in an order of its own.
    return [known[folded] for folded in typed]
