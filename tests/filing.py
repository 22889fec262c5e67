"""A desk on which files for counsel are made, in the three steps in which pages and commands make them."""

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html

from tests.annotating import KEY
from tests.bundling import HARBOUR, entries
from tests.sealing import ORIGIN, SEAL_KEY
from tests.withholding import Withholding, withholding_at
from tracker import verifier
from tracker.db import Database
from tracker.domain.actors import Program
from tracker.domain.counsel import Filing
from tracker.exports.counsel import CounselFile, Draft
from tracker.models import User
from tracker.services import counsel
from tracker.services.checkpoints import keys
from tracker.services.checkpoints.sealer import Sealer

PURPOSE = "Letter before claim of 12 November; رسالة قبل الدعوى"


@dataclass(frozen=True)
class Filed:
    """A file for counsel as a lawyer has it."""

    data: bytes
    made: CounselFile

    @property
    def parts(self) -> dict[str, bytes]:
        """Return its documents by name, with the list of them and the record."""
        return entries(self.data)

    @property
    def record(self) -> dict[str, bytes]:
        """Return what stands in its record."""
        return entries(self.parts["proofs/record.zip"])

    def page(self, name: str) -> Any:
        """Return one of its pages as a tree."""
        return html.document_fromstring(self.parts[name].decode())

    def said(self, name: str) -> str:
        """Return the words of one of its pages, white space collapsed."""
        return " ".join(self.page(name).find("body").text_content().split())


@dataclass
class FilingDesk:
    """A desk with something of everything, whoever seals its record, and a second way into its database."""

    desk: Withholding
    database: Database
    sealer: Sealer

    def gather(self, kind: str = "claim", number: int = 1, *, by: str = "ada", **asked: Any) -> Filing:
        """Gather a file as far as it needs no session any more."""
        self.desk.session.commit()
        self.sealer.seal()
        with closing(self.database.snapshot()) as session:
            person = session.get_one(User, self.desk.people[by].id)
            scope = counsel.read(session, kind, number, person=person)
            return counsel.gather(session, scope, **_ordered(asked), desk=HARBOUR, person=person)

    def file(self, kind: str = "claim", number: int = 1, *, by: str = "ada", **asked: Any) -> Filed:
        """Make a file: gather and write it, put it on record, seal that, and add the proofs."""
        self.desk.session.commit()
        self.sealer.seal()
        with closing(self.database.snapshot()) as session:
            person = session.get_one(User, self.desk.people[by].id)
            scope = counsel.read(session, kind, number, person=person)
            filing = counsel.gather(session, scope, **_ordered(asked), desk=HARBOUR, person=person)
            draft = Draft(filing)
        with draft:
            with closing(self.database.writing()) as session:
                counsel.filed(session, scope, filing, sha256=draft.sha256, by=person)
                session.commit()
            self.sealer.seal()
            with closing(self.database.snapshot()) as session:
                made = draft.finish(counsel.proofs(session, scope, filing, draft.sums, person=person))
        with made.file as file:
            return Filed(file.read(), made)

    def check(self, data: bytes) -> verifier.Account:
        """Return what a stranger is told who has the desk's key from elsewhere."""
        with closing(self.database.reading()) as session:
            key = verifier.read_key(str(keys.on_record(session)[-1]), verifier.SIGNS)
        return verifier.check(io.BytesIO(data), verifier.Asked([key], [], 0, []))


@contextmanager
def filing_at(url: str, home: Path) -> Iterator[FilingDesk]:
    """Open a desk that makes files for counsel on an empty database."""
    with withholding_at(url) as desk:
        desk.fill()
        database = Database(url, KEY)
        sealer = Sealer(database.sealing, KEY, SEAL_KEY, home)
        keys.put_on_record(desk.session, sealer.signer, origin=ORIGIN, by=Program("setup"))
        desk.session.commit()
        yield FilingDesk(desk, database, sealer)
        database.engine.dispose()


def _ordered(asked: dict[str, Any]) -> dict[str, Any]:
    return {"purpose": PURPOSE, "notes": False, "names": False} | asked
