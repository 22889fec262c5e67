"""Words that are withheld go from lists too: from the file, from the entry, and from what came of it."""

from contextlib import closing

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from tests.taking_in import lines, take_in
from tests.withholding import everything_in, withholding_at
from tracker.db import Database
from tracker.domain.withholding import MASK
from tracker.models import Capture, Claim
from tracker.services import captures

KEY = b"a key that is kept outside the database"


def test_words_go_from_the_file_the_entry_and_what_came_of_it(engine_url: str) -> None:
    named = {
        "claimReviewed": "Zoltan Querfeld hit the depot",
        "name": "No, Querfeld did not",
        "reviewBody": "Querfeld.",
    }
    with withholding_at(engine_url) as desk:
        database = Database(engine_url, KEY)
        take_in(database, lines(named, {"claimReviewed": "", "name": "Querfeld"}))
        database.engine.dispose()
        desk.withhold("Querfeld")
        assert desk.faults() == []
        with closing(Session(desk.engine)) as session:
            assert MASK in session.scalars(select(Claim)).one().statement
            kept = session.scalars(select(Capture).options(undefer(Capture.content))).all()
            assert len(kept) == 2
            assert not any(b"Querfeld" in one.content for one in kept)
            entry = next(one for one in kept if not one.filename)
            assert MASK in captures.reading(entry).text
        desk.session.close()
        database.scrub()
        database.engine.dispose()
        assert b"querfeld" not in everything_in(desk.engine).lower()
