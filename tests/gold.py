"""The annotated sample articles, entered into a desk through the services as a person would enter them."""

import contextlib
import json
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tracker import ingest
from tracker.db import Database
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.errors import Duplicate
from tracker.domain.roles import Role
from tracker.domain.trails import Step, Trail
from tracker.domain.vocabulary import (
    Beyond,
    Checked,
    ClaimKind,
    Control,
    Manner,
    Relation,
    SourceKind,
    Stance,
    Triage,
    Voice,
)
from tracker.models import Article, Claim, User
from tracker.services import (
    appearances,
    articles,
    captures,
    claims,
    links,
    ownerships,
    passages,
    scales,
    snapshots,
    sources,
)
from tracker.services.claims import Wording
from tracker.services.record import record
from tracker.services.snapshots import Reading
from tracker.services.trails import Entry

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SETUP = Program("setup")
KINDS = {"anonymous": SourceKind.UNNAMED}
VOICES = {"reader_comment": Voice.COMMENTER}
MANNERS = {"direct": Manner.QUOTE, "mixed": Manner.QUOTE, "indirect": Manner.REPORT}
RELATIONS = {
    "contradicts": Relation.CONTRADICTS,
    "rival_of": Relation.CONTRADICTS,
    "same_as": Relation.SAME_AS,
    "updates": Relation.UPDATES,
}


@dataclass
class Entered:
    """What came of one gold file: its article, and its claims by their gold name."""

    gold: dict[str, Any]
    cut: Reading
    article: UUID
    claims: dict[str, UUID] = field(default_factory=dict)


class GoldDesk:
    """Enters gold files, each action in a transaction of its own."""

    def __init__(self, database: Database, shared: Path) -> None:
        self.database = database
        self.shared = shared
        self.person = self._set_up()

    def enter(self, name: str) -> Entered:
        """Take one article in, mark its passages, and enter every claim of its first article with its trail."""
        gold = json.loads((self.shared / "gold" / f"{name}.json").read_text("utf-8"))
        entered = self._take_in(gold, (self.shared / "articles" / gold["file"]).read_bytes())
        numbers = {one["id"]: self._source(one) for one in gold["sources"]}
        self._own(gold, entered, numbers)
        inherited = self._mark_passages(gold, entered, numbers)
        for claim in gold["claims"]:
            self._annotate(entered, claim, numbers, inherited)
        self._relate(entered)
        return entered

    def _set_up(self) -> UUID:
        with closing(self.database.writing()) as session:
            scales.ensure(session, by=SETUP)
            person = User(
                id=chance.new_id(),
                login="ines",
                login_folded="ines",
                name="Ines Aldana",
                role=Role.EDITOR,
                password_hash="",
                created_at=chance.now(),
            )
            session.add(person)
            record(session, Action.PERSON_ADDED, about=person, by=SETUP)
            session.commit()
            return person.id

    def _by(self, session: Session) -> User:
        return session.get_one(User, self.person)

    def _take_in(self, gold: dict[str, Any], content: bytes) -> Entered:
        extraction = ingest.read(content, filename=gold["file"])
        whole = [one for one in gold["articles"] if one["type"] == "article"]
        several = len(whole) > 1
        first: Entered | None = None
        for one in whole:
            with closing(self.database.writing()) as session:
                by = self._by(session)
                capture = captures.take(session, content, extraction, id=chance.new_id(), filename=gold["file"], by=by)
                session.flush()
                reading = Reading.of(extraction, [(one["start"], one["end"])] if several else None)
                description = articles.Description(one["title"], byline=one["byline"] or "", outlet=one["outlet"] or "")
                article = articles.add(session, capture, reading, description, id=chance.new_id(), by=by)
                session.commit()
                first = first or Entered(gold, reading, article.id)
        assert first is not None
        return first

    def _source(self, gold: dict[str, Any]) -> int:
        with closing(self.database.writing()) as session:
            known = sources.named(session, gold["name"])
            if known:
                assert known[0].number is not None
                return known[0].number
            source = sources.add(
                session,
                name=gold["name"],
                kind=KINDS.get(gold["kind"]) or SourceKind(gold["kind"]),
                other_names=[] if gold["kind"] == "anonymous" else gold["aliases"],
                about=gold["note"],
                even_if_known=True,
                by=self._by(session),
            )
            session.commit()
            assert source.number is not None
            return source.number

    def _own(self, gold: dict[str, Any], entered: Entered, numbers: dict[str, int]) -> None:
        """Note the owners that the article states, and to which outlet one of the outlets belongs, each as asserted."""
        for one in gold["sources"]:
            stated = [(one["owner"], Control.OWNS)]
            stated += [(one["affiliation"], Control.PUBLISHES)] if one["kind"] == "outlet" else []
            facts = [
                fact["quote"] for fact in gold["source_facts"] if fact["source"] == one["id"] and "own" in fact["fact"]
            ]
            for name, control in stated:
                if name is not None:
                    self._note_owner(entered, numbers[one["id"]], name, control, basis=" ".join(facts))

    def _note_owner(self, entered: Entered, owned: int, name: str, control: Control, *, basis: str) -> None:
        with closing(self.database.writing()) as session:
            by, article = self._by(session), session.get_one(Article, entered.article)
            owner = sources.named_or_made(session, name, field="owner", by=by)
            said = ownerships.Stated(control, basis=basis, asserted_in=article)
            ownerships.add(session, sources.get_source(session, owned), owner, said, by=by)
            session.commit()

    def _mark_passages(
        self, gold: dict[str, Any], entered: Entered, numbers: dict[str, int]
    ) -> list[tuple[int, int, str]]:
        """Mark furniture, comments and block quotes; return the ranges whose claims inherit, and from whom."""
        first = gold["articles"][0]
        marked = [(one["start"], one["end"], Voice.FURNITURE, "", "") for one in gold["boilerplate"]]
        marked += [
            (one["start"], one["end"], VOICES[one["type"]], "", "") for one in gold["articles"] if one["type"] in VOICES
        ]
        blocks = []
        for block in gold["quote_blocks"]:
            inside = [c for c in gold["claims"] if block["start"] <= c["start"] and c["end"] <= block["end"]]
            speaker = inside[0]["attribution"][0]["source"]
            marked.append((block["start"], block["end"], Voice.EMBEDDED, speaker, block["source"]))
            blocks.append((block["start"], block["end"], speaker))
        for start, end, voice, speaker, label in marked:
            place = entered.cut.cut.to_snapshot(start), entered.cut.cut.to_snapshot(end)
            if first["start"] <= start and place[0] is not None and place[1] is not None:
                self._mark(entered, (place[0], place[1]), voice, label, numbers.get(speaker))
        return blocks

    def _mark(self, entered: Entered, place: tuple[int, int], voice: Voice, label: str, speaker: int | None) -> None:
        with closing(self.database.writing()) as session:
            snapshot = snapshots.get_version(session, session.get_one(Article, entered.article), None)
            entry = Entry(Trail((Step("", speaker),)), manner=Manner.QUOTE) if speaker else None
            passages.mark(
                session,
                snapshot,
                [place],
                voice,
                label=label,
                entry=entry,
                id=chance.new_id(),
                by=self._by(session),
            )
            session.commit()

    def _annotate(
        self, entered: Entered, gold: dict[str, Any], numbers: dict[str, int], inherited: list[tuple[int, int, str]]
    ) -> None:
        hops = list(gold["attribution"])
        for start, end, speaker in inherited:
            if start <= gold["start"] and gold["end"] <= end and hops and hops[0]["source"] == speaker:
                hops = hops[1:]
        with closing(self.database.writing()) as session:
            by = self._by(session)
            claim = claims.annotate(
                session,
                session.get_one(Article, entered.article),
                Wording(gold["claim"], Checked.WHAT_IS_SAID, ClaimKind(gold["kind"])),
                appearances.Sight(
                    gold["quote"],
                    near=entered.cut.cut.to_snapshot(gold["start"]),
                    stance=Stance.DENIES if gold["author_stance"] == "reject" else None,
                    hedge=gold["hedge"] or "",
                ),
                self._entry(session, gold, hops, numbers, by),
                id=chance.new_id(),
                note=gold["note"],
                by=by,
            )
            session.commit()
            entered.claims[gold["id"]] = claim.id
        if not gold["check_worthy"]:
            self._skip(claim.id)

    def _entry(
        self, session: Session, gold: dict[str, Any], hops: list[dict[str, Any]], numbers: dict[str, int], by: User
    ) -> Entry:
        if not gold["attribution"]:
            return Entry(Trail(beyond=Beyond.GIVES_NONE))
        steps: tuple[Step, ...] = ()
        for depth in sorted({hop["step"] for hop in hops}, reverse=True):
            level = [hop for hop in hops if hop["step"] == depth]
            siblings = [Step("", numbers[hop["source"]]) for hop in level]
            siblings[-1] = Step("", siblings[-1].number, steps)
            steps = tuple(siblings)
        work = next((hop["via_document"] for hop in hops if hop.get("via_document")), None)
        cited = articles.make_stub(session, articles.Description(f"Work {work}"), by=by) if work else None
        manner = MANNERS[hops[0]["mode"]] if hops else Manner.REPORT
        return Entry(Trail(steps), manner=manner, cue=(hops[0]["cue"] or "") if hops else "", cited_article=cited)

    def _skip(self, claim_id: UUID) -> None:
        with closing(self.database.writing()) as session:
            claim = session.get_one(Claim, claim_id)
            wording = Wording(claim.statement, claim.checked, claim.claim_kind)
            claims.edit(session, claim, wording, triage=Triage.SKIP, seen=claim.rev, by=self._by(session))
            session.commit()

    def _relate(self, entered: Entered) -> None:
        for gold in entered.gold["claims"]:
            for key, relation in RELATIONS.items():
                for other in gold[key]:
                    with closing(self.database.writing()) as session:
                        one = session.get_one(Claim, entered.claims[gold["id"]])
                        two = session.get_one(Claim, entered.claims[other])
                        with contextlib.suppress(Duplicate):
                            links.add(session, one, two, relation=relation, id=chance.new_id(), by=self._by(session))
                            session.commit()
