"""The desk holds real articles: every claim of the gold annotation with its trail, on both engines to the same log."""

import hashlib
import json
import operator
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from prov.model import ProvDocument
from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from tests.conftest import bring_up
from tests.drawn import touching
from tests.engines import Databases, Kind
from tests.gold import RELATIONS, START, Entered, GoldDesk
from tests.poppler import poppler
from tracker.db import Database
from tracker.domain import chance, merkle
from tracker.domain.formats import ReportFormat
from tracker.domain.origins.words import Flag
from tracker.domain.reports import pictures
from tracker.domain.reports.people import Desk
from tracker.domain.vocabulary import Standing
from tracker.exports import files
from tracker.models import Anchor, Appearance, Article, Citation, Claim, Link, LogHead, Passage, Snapshot, Source, User
from tracker.services import origins, owner_trees, reports, sources, trails
from tracker.services.reports import quotes, reading
from tracker.services.verification import verify

KEY = b"a key that is kept outside the database"
FILES = ("000_6930934e681b2d78", "001_68a215685d108f0d", "003_e067ef7261d57690", "004_3151d3f6a24649c0")
READERS = Desk("Harbour desk", "", "http://127.0.0.1:8000", "UTC")

pytestmark = pytest.mark.postgres


@dataclass
class Full:
    """A desk of one engine that holds all four files; ``exports`` are their reports by article and format."""

    database: Database
    person: User
    files: list[Entered]
    exports: dict[tuple[str, ReportFormat], bytes] = field(default_factory=dict)

    def export(self) -> None:
        """Export each article in every format, recorded."""
        for entered in self.files:
            for form in ReportFormat:
                self.exports[str(entered.article), form] = self._exported(entered, form)

    def _exported(self, entered: Entered, form: ReportFormat) -> bytes:
        with closing(self.database.reading()) as session:
            article = session.get_one(Article, entered.article)
            report = reports.for_article(session, article, desk=READERS, person=self.person)
            with files.write(report, form).file as written:
                content = written.read()
        digest = hashlib.sha256(content).hexdigest()
        with closing(self.database.writing()) as session:
            article, by = session.get_one(Article, entered.article), session.get_one(User, self.person.id)
            scope, claims = f"article={article.number}", report.claim_count
            reports.exported(
                session, scope=scope, format=form.value, claims=claims, sha256=digest, article=article, by=by
            )
            session.commit()
        return content


@pytest.fixture(scope="module")
def desks(databases: Databases, shared: Path) -> Iterator[dict[Kind, Full]]:
    """Enter and export all four files on each engine, with the same ids, clock and salts."""
    made: dict[Kind, Full] = {}
    for kind in Kind:
        bring_up(databases, kind)
        with chance.scripted("gold", START):
            made[kind] = _filled(Database(databases.migrated(kind), KEY), shared)
    yield made
    for full in made.values():
        full.database.engine.dispose()
        databases.drop(full.database.engine.url.render_as_string(hide_password=False))


def _filled(database: Database, shared: Path) -> Full:
    desk = GoldDesk(database, shared)
    entered = [desk.enter(name) for name in FILES]
    with closing(database.reading()) as session:
        person = session.get_one(User, desk.person)
    full = Full(database, person, entered)
    full.export()
    return full


@pytest.mark.parametrize("kind", list(Kind))
def test_every_claim_of_the_gold_stands_on_its_words_with_its_trail(desks: dict[Kind, Full], kind: Kind) -> None:
    with closing(desks[kind].database.reading()) as session:
        for entered in desks[kind].files:
            known = {one["id"]: one["name"] for one in entered.gold["sources"]}
            for gold in entered.gold["claims"]:
                appearance = session.get_one(Claim, entered.claims[gold["id"]]).appearances[0]
                anchor = appearance.anchors[0]
                assert anchor.exact == gold["quote"]
                assert anchor.start == entered.cut.cut.to_snapshot(gold["start"])
                assert anchor.snapshot.text[anchor.start : anchor.end] == anchor.exact
                named = [{name.name for name in step.source.names} for step, _ in trails.steps_of(appearance)]
                meant = [known[hop["source"]] for hop in gold["attribution"]]
                assert len(named) == len(meant)
                assert all(map(operator.contains, named, meant))


def test_both_engines_come_to_the_same_log_and_the_same_files(desks: dict[Kind, Full]) -> None:
    roots = []
    for full in desks.values():
        with closing(full.database.reading()) as session:
            frontier = merkle.Frontier.from_bytes(session.get_one(LogHead, 1).frontier)
        roots.append((frontier.size, frontier.root().hex()))
    assert len(roots) == 2
    assert roots[0] == roots[1]
    assert desks[Kind.SQLITE].exports == desks[Kind.POSTGRESQL].exports


@pytest.mark.parametrize("kind", list(Kind))
def test_the_record_of_the_full_desk_has_no_fault(desks: dict[Kind, Full], kind: Kind) -> None:
    with closing(desks[kind].database.snapshot()) as session:
        assert list(verify(session, KEY)) == []


def test_every_unnamed_origin_of_the_gold_is_flagged_and_no_other(desks: dict[Kind, Full]) -> None:
    full = desks[Kind.SQLITE]
    with closing(full.database.reading()) as session:
        for entered in full.files:
            known = {one["id"]: one["kind"] for one in entered.gold["sources"]}
            told = origins.of_claims(session, list(entered.claims.values()))
            for gold in entered.gold["claims"]:
                flagged = {found.flag for found in told[entered.claims[gold["id"]]].told().flags}
                ends = [hop["source"] for hop in gold["attribution"] if hop["step"] == len(gold["attribution"])]
                unnamed = gold["anonymous_origin"] or any(known[end] == "anonymous" for end in ends)
                assert (Flag.UNNAMED_ORIGIN in flagged) == unnamed, gold["id"]


def test_every_trail_of_the_gold_is_drawn_with_all_its_steps_and_nothing_covers_another(
    desks: dict[Kind, Full],
) -> None:
    full, drawn = desks[Kind.SQLITE], 0
    with closing(full.database.reading()) as session:
        told = reading.begin(session, full.person, names=True)
        for entered in full.files:
            ids = list(entered.claims.values())
            places, of_claims = quotes.of_claims(told, ids), origins.of_claims(session, ids)
            for gold in entered.gold["claims"]:
                id = entered.claims[gold["id"]]
                picture = pictures.picture(places[id], of_claims[id].told())
                assert (picture is None) == (not gold["attribution"])
                if picture is not None:
                    drawn += 1
                    assert len(picture.boxes) == 1 + len(gold["attribution"])
                    assert touching(picture) == []
    assert drawn == 67


def test_the_owners_that_the_articles_state_are_known_as_asserted_and_lead_on(desks: dict[Kind, Full]) -> None:
    with closing(desks[Kind.SQLITE].database.reading()) as session:
        [arabic] = sources.named(session, "Sputnik Arabic")
        trees = owner_trees.of_source(session, arabic)
        assert trees is not None
        assert [trees.sources[one.source].name for one in trees.above.walk()] == ["Sputnik", "Kremlin / Russia"]
        assert {one.edge.standing for one in trees.above.walk()} == {Standing.ASSERTED}
        assert "it is owned and controlled by the Kremlin" in trees.bases.values()


def test_contradictions_rivals_updates_and_repeats_of_the_gold_are_related(desks: dict[Kind, Full]) -> None:
    full, related = desks[Kind.SQLITE], 0
    with closing(full.database.reading()) as session:
        links = {(frozenset((one.claim_id, one.other_id)), one.relation) for one in session.scalars(select(Link))}
        for entered in full.files:
            for gold in entered.gold["claims"]:
                for key, relation in RELATIONS.items():
                    for other in gold[key]:
                        pair = frozenset((entered.claims[gold["id"]], entered.claims[other]))
                        assert (pair, relation) in links, (gold["id"], key, other)
                        related += 1
    assert related == 57


def test_every_claim_goes_out_in_every_format(desks: dict[Kind, Full]) -> None:
    full = desks[Kind.SQLITE]
    for entered in full.files:
        told = json.loads(full.exports[str(entered.article), ReportFormat.JSON])
        checked = [gold for gold in entered.gold["claims"] if gold["check_worthy"]]
        quotes = [quote["exact"] for claim in told["claims"] for quote in claim["quotes"]]
        assert sorted(quotes) == sorted(gold["quote"] for gold in checked)
        assert len(told["not_checked"]) == len(entered.gold["claims"]) - len(checked)
        rows = full.exports[str(entered.article), ReportFormat.CSV].decode("utf-8-sig").splitlines()
        assert len(rows) >= 1 + len(checked)
        assert b"</html>" in full.exports[str(entered.article), ReportFormat.HTML]


def test_others_read_every_claim_of_the_gold_in_their_formats(desks: dict[Kind, Full], tmp_path: Path) -> None:
    full = desks[Kind.SQLITE]
    for entered in full.files:
        files = {form: full.exports[str(entered.article), form] for form in ReportFormat}
        told = json.loads(files[ReportFormat.JSON])
        statements = {claim["statement"] for claim in told["claims"]}
        (tmp_path / "report.pdf").write_bytes(files[ReportFormat.PDF])
        text = poppler("pdftotext", "-raw", tmp_path / "report.pdf", "-")
        assert {one for one in statements if "".join(one.split()) in "".join(text.split())} == statements
        headings = {one.text for one in docx.Document(BytesIO(files[ReportFormat.DOCX])).paragraphs}
        assert {f"{claim['number']}  {claim['statement']}" for claim in told["claims"]} <= headings
        sheet = openpyxl.load_workbook(BytesIO(files[ReportFormat.XLSX]), read_only=True)["claims"]
        assert {row[2] for row in sheet.iter_rows(min_row=2, values_only=True)} == statements
        quotes = json.loads(files[ReportFormat.ANNOTATIONS])
        assert quotes["total"] == sum(len(claim["quotes"]) for claim in told["claims"])
        chains = ProvDocument.deserialize(BytesIO(files[ReportFormat.PROV]), format="json")
        assert statements <= {str(record.label) for record in chains.get_records()}


def test_the_page_of_four_articles_is_cut_into_four(desks: dict[Kind, Full]) -> None:
    full = desks[Kind.SQLITE]
    with closing(full.database.reading()) as session:
        cut_from = select(Snapshot.capture_id).where(Snapshot.article_id == full.files[2].article).scalar_subquery()
        query = select(Snapshot).where(Snapshot.capture_id == cut_from).options(undefer(Snapshot.text))
        texts = {snapshot.article.title: snapshot.text for snapshot in session.scalars(query)}
    assert set(texts) == {one["title"] for one in full.files[2].gold["articles"]}
    assert all(text.startswith(title) for title, text in texts.items())


def test_the_desk_counts_what_the_gold_counts(desks: dict[Kind, Full]) -> None:
    full = desks[Kind.SQLITE]
    claims = sum(len(entered.gold["claims"]) for entered in full.files)
    with closing(full.database.reading()) as session:
        counts = {
            model.__tablename__: session.scalar(select(func.count()).select_from(model))
            for model in (Claim, Appearance, Anchor, Citation, Source, Article, Passage)
        }
    assert counts["claims"] == counts["appearances"] == counts["anchors"] == claims == 227
    # Of 73 hops, 25 are inherited from two passages, which carry one each.
    assert counts["citations"] == 73 - 25 + 2
