"""Who stands behind a source, through any number of owners, and what it owns, as trees with their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.domain.owner_trees import Tree, above, below
from tracker.domain.owners import Owning
from tracker.models import Ownership, Source
from tracker.services import merged


@dataclass(frozen=True)
class OwnerTrees:
    """The owners of a source and what it owns, ``when`` (EDTF, "" for any time), as they are shown.

    ``sources`` are those that the trees name, ``bases`` on what basis each ownership is known, by its id.
    """

    when: str
    above: Tree[UUID]
    below: Tree[UUID]
    sources: Mapping[UUID, Source]
    bases: Mapping[UUID, str]


def of_source(session: Session, source: Source, when: str = "") -> OwnerTrees | None:
    """Return the trees of a source at a date, None where no ownership was ever noted on it or of it."""
    kin = merged.kin(session, source.id)
    own = select(Ownership.id).where(or_(Ownership.owned_id.in_(kin), Ownership.owner_id.in_(kin))).limit(1)
    if session.scalar(own) is None:
        return None
    edges = _edges(session)
    trees = above(source.shown.id, edges, when), below(source.shown.id, edges, when)
    shown = [branch for tree in trees for branch in tree.walk()]
    named = {branch.source for branch in shown} | {id for branch in shown for id in branch.circle} | {source.shown.id}
    sources = {one.id: one for one in session.scalars(select(Source).where(Source.id.in_(named)))}
    known = select(Ownership.id, Ownership.basis).where(Ownership.id.in_([branch.edge.id for branch in shown]))
    return OwnerTrees(when, *trees, sources, dict(session.execute(known).all()))


def _edges(session: Session) -> list[Owning[UUID]]:
    """Return all ownerships between sources as they are shown; those within one that was merged are none."""
    shown = merged.all_shown(session)
    columns = (Ownership.owned_id, Ownership.owner_id, Ownership.control, Ownership.since, Ownership.until)
    rows = session.execute(select(*columns, Ownership.standing, Ownership.id).order_by(Ownership.id))
    edges = (Owning(*row) for row in rows)
    as_shown = (replace(edge, owned=shown[edge.owned], owner=shown[edge.owner]) for edge in edges)
    return [edge for edge in as_shown if edge.owned != edge.owner]
