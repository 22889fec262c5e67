"""The demo's articles: taken in, their passages marked, their claims put on words with their trails."""

from sqlalchemy.orm import Session

from tracker import ingest
from tracker.domain import anchors, chance, trails
from tracker.domain.vocabulary import Basis, Checked, ClaimKind, Manner, Stance, Triage, Voice
from tracker.models import Article, Capture, Claim, User
from tracker.services import appearances, articles, captures, claims, passages, snapshots, tags
from tracker.services.appearances import Sight
from tracker.services.claims import Wording
from tracker.services.demo.cast import FOLDER, Cast, Table
from tracker.services.snapshots import Reading
from tracker.services.trails import Entry


def annotate(session: Session, cast: Cast, table: Table) -> None:
    """Take one article in and annotate it as its table says."""
    by = cast.people[table["by"]]
    capture, reading = take(session, f"{table['key']}.txt", by)
    description = articles.Description(
        table["title"], byline=table["byline"], outlet=table["outlet"], published=table["published"], language="en"
    )
    original = cast.articles.get(table.get("repost_of", ""))
    article = articles.add(session, capture, reading, description, id=chance.new_id(), repost_of=original, by=by)
    cast.articles[table["key"]] = article
    for one in table.get("passages", []):
        _mark(session, article, one, by)
    for one in table["claims"]:
        cast.claims[one["key"]] = _claim(session, article, one, by)
    for one in table.get("joins", []):
        _join(session, cast, article, one, by)
    _queue(session, article, table["stage"], by)


def take(session: Session, filename: str, by: User) -> tuple[Capture, Reading]:
    """Take the bytes of one text in."""
    content = (FOLDER / filename).read_bytes()
    extraction = ingest.read(content, filename=filename)
    capture = captures.take(session, content, extraction, id=chance.new_id(), filename=filename, by=by)
    return capture, Reading.of(extraction)


def _mark(session: Session, article: Article, table: Table, by: User) -> None:
    snapshot = articles.newest_snapshot(session, article)
    start = anchors.locate(snapshot.text, table["from"]).start
    end = anchors.locate(snapshot.text, table["to"]).end
    entry = Entry(trails.parse(table["trail"]), manner=Manner.QUOTE) if table["trail"] else None
    voice = Voice(table["voice"])
    passages.mark(
        session, snapshot, [(start, end)], voice, label=table["label"], entry=entry, id=chance.new_id(), by=by
    )


def _claim(session: Session, article: Article, table: Table, by: User) -> Claim:
    triage = Triage(table.get("triage", "check"))
    if triage is not Triage.CHECK:
        return claims.mark(session, article, table["quote"], None, triage, id=chance.new_id(), by=by)
    wording = Wording(
        table["statement"],
        Checked(table.get("checked", "what_is_said")),
        ClaimKind(table.get("kind", "factual")),
        tuple(table.get("readings", ())),
    )
    stance = Stance(table["stance"]) if "stance" in table else None
    sight = Sight(table["quote"], stance=stance, hedge=table.get("hedge", ""))
    claim = claims.annotate(session, article, wording, sight, _entry(table), id=chance.new_id(), by=by)
    if "tags" in table:
        tags.set_tags(session, claim, table["tags"], by=by)
    return claim


def _join(session: Session, cast: Cast, article: Article, table: Table, by: User) -> None:
    snapshot = snapshots.get_version(session, article, None)
    claim = cast.claims[table["key"]]
    entry = _entry(table, cast.articles.get(table.get("cites", "")))
    appearances.add(session, claim, snapshot, Sight(table["quote"]), entry, id=chance.new_id(), by=by)


def _entry(table: Table, cited: Article | None = None) -> Entry:
    return Entry(
        trails.parse(table["trail"]),
        manner=Manner(table.get("manner", "report")),
        basis=Basis(table.get("basis", "not_stated")),
        cited_article=cited,
    )


def _queue(session: Session, article: Article, stage: str, by: User) -> None:
    if stage == "done":
        articles.finish(session, article, seen=None, by=by)
    elif stage == "new":
        articles.release(session, article, seen=None, why="Somebody else please: I know the outlet.", by=by)
