"""A sealed desk on each engine."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.sealing import ORIGIN, SEAL_KEY, SealedDesk
from tests.small_desk import KEY, small_desk
from tracker.domain.actors import Program
from tracker.services.checkpoints import keys
from tracker.services.checkpoints.sealer import Sealer


@pytest.fixture
def sealed(engine_url: str, tmp_path: Path) -> Iterator[SealedDesk]:
    """Return a desk with a key for seals on record, on each engine."""
    desk = small_desk(engine_url)
    sealer = Sealer(desk.database.sealing, KEY, SEAL_KEY, tmp_path)
    with closing(desk.database.writing()) as session:
        keys.put_on_record(session, sealer.signer, origin=ORIGIN, by=Program("setup"))
        session.commit()
    yield SealedDesk(desk, sealer, tmp_path)
    desk.database.engine.dispose()
