"""What holds of merged sources whatever was done: no circles, and each is found as the one that is shown alone."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.names import fold
from tracker.models import NameWord, SearchEntry, Source
from tracker.services import merged


def check_merged(session: Session) -> None:
    """Check that merging leads from each source to one that is shown, and that words find that one."""
    found = session.scalars(select(Source).order_by(Source.id)).all()
    words = dict(
        session.execute(select(SearchEntry.thing_id, SearchEntry.words).where(SearchEntry.kind == "source")).all()
    )
    by_name = dict(session.execute(select(NameWord.name_id, NameWord.source_id)).all())
    for source in found:
        assert source.shown.merged_into_id is None, source.name
        kin = [one for one in found if one.shown is source.shown]
        assert set(merged.kin(session, source.id)) == {one.id for one in kin}
        names = sorted(name.name for one in kin for name in one.names) if source is source.shown else []
        assert sorted(words[source.id].split()) == sorted(fold(" ".join(names)).split())
        assert {by_name[name.id] for name in source.names} == {source.shown.id}
