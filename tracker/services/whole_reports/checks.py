"""Whether what a report rests on holds together: looked through thing by thing, before anything is taken in."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import IO, Any
from uuid import UUID

from tracker.domain.errors import Refusal
from tracker.domain.reports.things import KINDS, Columns, Row, Thing
from tracker.ingest import reports
from tracker.services.reports.rows import POINTERS
from tracker.services.whole_reports import values
from tracker.services.whole_reports.texts import Texts
from tracker.services.whole_reports.values import Unfit

MOST_TOLD = 100
"""How many refusals are told one by one."""

_SHARED = ("users", "sources", "captures", "articles", "snapshots", "passages", "citations", "claims")
_NUMBERED = ("sources", "articles", "claims")
_ONE_OF = {
    "citations": ("appearance_id", "passage_id"),
    "review_grounds": ("evidence_id", "enquiry_id"),
}
_TWO = {"links": ("claim_id", "other_id"), "origin_rulings": ("one_id", "other_id")}


@dataclass(frozen=True)
class Refused:
    """What is not taken in: which thing of the file it is, counted from 1, what it is called, and why."""

    place: int
    what: str
    why: str


@dataclass
class Looked:
    """What a look through a report found: its head, how many things of each kind, and what is wrong with it.

    ``at`` is the moment that it tells of, None where it does not say one.
    """

    title: str = ""
    desk: str = ""
    at: datetime | None = None
    kinds: Counter[str] = field(default_factory=Counter)
    damaged: list[Refused] = field(default_factory=list)
    damages: int = 0

    @property
    def things(self) -> int:
        """Return how many things the report has."""
        return self.kinds.total()

    def refuse(self, place: int, what: str, why: str) -> None:
        """Note that something is wrong; of many, the first are told."""
        self.damages += 1
        if len(self.damaged) < MOST_TOLD:
            self.damaged.append(Refused(place, what, why))


def look_through(file: IO[bytes]) -> Looked:
    """Look a whole report through; raise Refusal for what is no report, or one that holds nothing to take in."""
    with closing(Texts()) as texts:
        return _look_through(file, Checker(texts))


def _look_through(file: IO[bytes], checker: "Checker") -> Looked:
    looked, told = Looked(), dict[Any, int]()
    for name, value in reports.members(file):
        if name == "title":
            looked.title = str(value)[:300]
        elif name == "desk" and isinstance(value, dict):
            looked.desk = str(value.get("name", ""))[:300]
        elif name == "log" and isinstance(value, dict):
            looked.at = values.moment_or_none(value.get("at"))
        elif name == "claims":
            told[value.get("id") if isinstance(value, dict) else None] = len(told) + 1
        elif name == "things":
            _look_at(looked, checker, value)
    if told and not looked.things:
        raise Refusal(
            "This report tells of claims but does not hold what they rest on, as published ones and those as of an "
            "earlier change do not. Take it out of the desk anew, as JSON."
        )
    for id, place in told.items():
        if id not in checker.claims:
            looked.refuse(place, f"claim {id} of the report", "what it rests on is not in the file")
    return looked


def things(file: IO[bytes]) -> Iterator[tuple[int, Thing]]:
    """Yield the things of a report that was looked through, each with its place."""
    found = (value for name, value in reports.members(file) if name == "things")
    for place, written in enumerate(found, start=1):
        yield place, as_thing(written)


def as_thing(written: Any) -> Thing:
    """Return a thing as a file has it with the values of its columns; raise Unfit with what is wrong."""
    if not isinstance(written, dict) or written.get("kind") not in KINDS or not isinstance(written.get("rows"), list):
        raise Unfit("it is no thing of a kind that is taken in")
    tables = KINDS[written["kind"]]
    rows = tuple(map(values.read, written["rows"]))
    places = [tables.index(row.table) if row.table in tables else -1 for row in rows]
    if not rows or places[0] != 0 or places.count(0) != 1 or -1 in places:
        raise Unfit(f"a {written['kind']} has one row of {tables[0]}, then those that belong to it")
    return Thing(written["kind"], rows[0].columns.get("id"), rows)


def called(written: Any) -> str:
    """Return what a thing is called where it is refused: its kind, with its number, its name or its id."""
    first = written["rows"][0] if isinstance(written, dict) and isinstance(written.get("rows"), list) else None
    if not isinstance(first, dict):
        return "something"
    which = next((first[key] for key in ("number", "name", "version", "id") if first.get(key) is not None), "")
    return f"{written.get('kind')} {which}"[:200]


def _look_at(looked: Looked, checker: "Checker", written: Any) -> None:
    place = looked.things + 1
    looked.kinds[str(written.get("kind")) if isinstance(written, dict) else ""] += 1
    try:
        checker.check(as_thing(written))
    except Unfit as error:
        looked.refuse(place, called(written), str(error))


class Checker:
    """Remembers of the things that came before what those after them can point to; holds each against that."""

    def __init__(self, texts: Texts) -> None:
        self.claims: set[str] = set()
        self._known: dict[str, set[UUID]] = {table: set() for table in _SHARED}
        self._numbers: dict[str, set[int]] = defaultdict(set)
        self._verdicts: set[tuple[int, str]] = set()
        self._texts = texts

    def check(self, thing: Thing) -> None:
        """Hold a thing against those before it; raise Unfit with what is wrong."""
        own: dict[str, set[UUID]] = defaultdict(set)
        for row in thing.rows:
            self._check_pointers(row, own)
            self._check_row(row)
            if "id" in row.columns:
                if row.columns["id"] in own[row.table] or row.columns["id"] in self._known.get(row.table, ()):
                    raise Unfit(f"{row.table}.id {row.columns['id']} stands there twice")
                own[row.table].add(row.columns["id"])
        if thing.kind == "claim":
            _check_claim(thing)
        if thing.kind == "article":
            _check_versions(thing)
        self._remember(thing, own)

    def _remember(self, thing: Thing, own: dict[str, set[UUID]]) -> None:
        for table in _SHARED:
            # Steps of claims are nobody else's; those of passages are what steps of claims hang from.
            if table != "citations" or thing.kind == "passage":
                self._known[table] |= own[table]
        self._verdicts |= {
            (scale["version"], verdict["key"]) for scale in thing.of("scales") for verdict in thing.of("verdicts")
        }
        self.claims |= {str(id) for id in own["claims"]}

    def _check_pointers(self, row: Row, own: dict[str, set[UUID]]) -> None:
        for column, target in POINTERS[row.table].items():
            value = row.columns[column]
            if value is None or target == "tags":
                continue
            known = self._verdicts if target == "verdicts" else own[target] | self._known.get(target, set())
            if value not in known:
                raise Unfit(f"{row.table}.{column} points to {value}, which is not among the {target} before it")
        either = _ONE_OF.get(row.table, ())
        if either and sum(row.columns[column] is not None for column in either) != 1:
            raise Unfit(f"{row.table} need one of {' and '.join(either)}")
        if row.table in _TWO and len({row.columns[column] for column in _TWO[row.table]}) < 2:
            raise Unfit(f"{row.table} stand between two, not between one and itself")

    def _check_row(self, row: Row) -> None:
        columns = row.columns
        if row.table in _NUMBERED and (number := columns["number"]) is not None:
            if number < 1 or number in self._numbers[row.table]:
                raise Unfit(f"{row.table}.number {number} is no number, or stands there twice")
            self._numbers[row.table].add(number)
        match row.table:
            case "captures":
                _check_hash(row, columns["content"])
                if columns["size"] != len(columns["content"]):
                    raise Unfit(f"captures.size says {columns['size']}, and there are {len(columns['content'])} bytes")
            case "snapshots":
                _check_hash(row, columns["text"].encode())
                _check_within(row, "links", len(columns["text"]))
                self._texts.keep(columns["id"], columns["text"])
            case "passages":
                _check_within(row, "ranges", self._texts.length(columns["snapshot_id"]))
            case "anchors":
                self._check_quote(columns)

    def _check_quote(self, columns: Columns) -> None:
        start, end = columns["start"], columns["end"]
        if not 0 <= start < end or self._texts.stretch(columns["snapshot_id"], start, end) != columns["exact"]:
            raise Unfit(f"the version does not hold the quote at {start} to {end}")


def _check_hash(row: Row, content: bytes) -> None:
    # Where words were withheld, it is the hash of what is left.
    if hashlib.sha256(content).hexdigest() != row.columns["sha256"]:
        raise Unfit(f"{row.table}.sha256 is not that of what stands there")


def _check_within(row: Row, column: str, length: int) -> None:
    if any(one[1] > length for one in row.columns[column]):
        raise Unfit(f"{row.table}.{column} go beyond the text")
    if column == "ranges" and any(one[1] > other[0] for one, other in pairwise(row.columns[column])):
        raise Unfit(f"{row.table}.{column} overlap, or are out of order")


def _check_versions(thing: Thing) -> None:
    versions = [snapshot["version"] for snapshot in thing.of("snapshots")]
    if versions != list(range(1, len(versions) + 1)):
        raise Unfit("the versions of an article go from 1 on without gaps")
    if any(article["version"] != len(versions) for article in thing.of("articles")):
        raise Unfit(f"articles.version does not fit its {len(versions)} versions")


def _check_claim(thing: Thing) -> None:
    for row in thing.rows:
        if row.columns.get("claim_id", thing.id) != thing.id:
            raise Unfit(f"{row.table}.claim_id is that of another claim")
    newest = max(thing.of("decisions"), key=lambda one: str(one["id"]), default={"verdict_id": None})
    if any(claim["verdict_id"] != newest["verdict_id"] for claim in thing.of("claims")):
        raise Unfit("the claim's verdict is not that of its newest decision")
