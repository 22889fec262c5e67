"""The filters of the list of claims as an address or a command writes them: names and words in, ``Filters`` out.

People may type a name where the address holds a number: ``source=fars`` is read as ``source=12``, and written so again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import chance, languages, numbers
from tracker.domain.errors import Refusal
from tracker.domain.urgency import Priority
from tracker.domain.vocabulary import ClaimKind, ClaimStage, Triage, Word
from tracker.models import Article, Case, User, Verdict
from tracker.services import people, scales, sources
from tracker.services.claim_lists import Filters
from tracker.services.dates import midnight
from tracker.services.task_filters import NOBODY, read_due

NAMES = (
    *("text", "stage", "verdict", "source", "outlet", "written_in", "article", "case", "claims", "kind"),
    *("tag", "person", "since", "until", "triage", "withdrawn", "merged", "assigned", "due", "priority"),
)
_LONGEST = 300
_LARGEST = 2_147_483_647


@dataclass
class Asked:
    """Filters as they were typed, what they come to, and what of it cannot be read."""

    typed: dict[str, str]
    filters: Filters = field(default_factory=Filters)
    problems: list[str] = field(default_factory=list)


def read(session: Session, args: Mapping[str, str], zone: ZoneInfo) -> Asked:
    """Read filters by name; days begin in ``zone``. What cannot be read filters nothing, and is said."""
    typed = {name: args[name].strip()[:_LONGEST] for name in NAMES if args.get(name, "").strip()}
    asked = Asked(typed)
    for name, text in typed.items():
        try:
            asked.filters = replace(asked.filters, **{name: _READERS[name](session, text, zone)})
        except Refusal as refusal:
            asked.problems.append(refusal.message)
    return asked


def write(filters: Filters, zone: ZoneInfo) -> dict[str, Any]:
    """Write filters so that ``read`` reads the same again; a day stands for its midnight in ``zone``."""
    day_after = filters.until and filters.until - timedelta(microseconds=1)
    written: dict[str, Any] = {
        **{name: str(value) for name, value in vars(filters).items() if value and name not in ("withdrawn", "merged")},
        "claims": numbers.write(filters.claims),
        "since": _day(filters.since, zone),
        "until": _day(day_after, zone),
        "withdrawn": "yes" if filters.withdrawn else "",
        "merged": "yes" if filters.merged else "",
    }
    return {name: written[name] for name in NAMES if written.get(name)}


def in_words(session: Session, filters: Filters, zone: ZoneInfo) -> Iterator[tuple[str, str, str]]:
    """Yield each filter that is set: its name, its label, and what it stands for."""
    address = write(filters, zone)
    words: tuple[tuple[str, str, Word | None], ...] = (
        ("stage", "Stage", filters.stage),
        ("kind", "Kind", filters.kind),
        ("triage", "First pass", filters.triage),
        ("priority", "Priority", filters.priority),
    )
    yield from ((name, label, word.label) for name, label, word in words if word is not None)
    if filters.verdict:
        label = session.scalar(select(Verdict.label).where(Verdict.key == filters.verdict).limit(1))
        yield "verdict", "Verdict", label or filters.verdict
    for name, label, number in (("source", "Source", filters.source), ("outlet", "Outlet", filters.outlet)):
        if number is not None:
            source = sources.find_source(session, number)
            yield name, label, source.shown.name if source is not None else f"no {number}"
    if filters.article is not None:
        title = session.scalar(select(Article.title).where(Article.number == filters.article))
        yield "article", "Article", title or f"no {filters.article}"
    if filters.case is not None:
        title = session.scalar(select(Case.title).where(Case.number == filters.case))
        yield "case", "Case", title or f"no {filters.case}"
    for name, label, login in (("person", "Annotated by", filters.person), ("assigned", "For", filters.assigned)):
        if login:
            yield name, label, session.scalar(select(User.name).where(User.login == login)) or login
    rest = {"claims": "Claims", "written_in": "Written in", "text": "Words", "tag": "Tag", "since": "Since"}
    rest |= {"until": "Until", "due": "Due", "withdrawn": "Withdrawn", "merged": "Merged into another"}
    yield from ((name, label, address[name]) for name, label in rest.items() if name in address)


def _day(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).date().isoformat() if at else ""


def _word(words: type[Word], text: str) -> Word:
    if text not in set(words):
        raise Refusal(f"There is no “{text}” to filter by; choose one of the list.")
    return words(text)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 10 and int(text) <= _LARGEST):
        raise Refusal(f"“{text}” is no number. Give the number of an article, such as 12.")
    return int(text)


def _source(session: Session, text: str) -> int:
    if text.isascii() and text.isdecimal():
        return _number(text)
    source = sources.named_or_numbered(session, text, field="source")
    if source is None or source.number is None:
        raise Refusal(f"No source is called “{text}”. Type one of its names, or its number.")
    return source.number


def _language(text: str) -> str:
    if not languages.is_tag(text):
        raise Refusal(f"“{text}” is no language tag. Write it as en, ar or sr-Latn.")
    return text


def _person(session: Session, text: str) -> str:
    person = people.find_person(session, text)
    if person is None:
        raise Refusal(f"Nobody signs in as “{text}” here.")
    return person.login


_READERS: dict[str, Any] = {
    "text": lambda session, text, zone: text,
    "tag": lambda session, text, zone: text,
    "stage": lambda session, text, zone: _word(ClaimStage, text),
    "kind": lambda session, text, zone: _word(ClaimKind, text),
    "triage": lambda session, text, zone: _word(Triage, text),
    "verdict": lambda session, text, zone: scales.get_verdict(session, text).key,
    "source": lambda session, text, zone: _source(session, text),
    "outlet": lambda session, text, zone: _source(session, text),
    "written_in": lambda session, text, zone: _language(text),
    "article": lambda session, text, zone: _number(text),
    "case": lambda session, text, zone: _number(text),
    "claims": lambda session, text, zone: numbers.read(text),
    "person": lambda session, text, zone: _person(session, text),
    "since": lambda session, text, zone: midnight(text, zone, end=False),
    "until": lambda session, text, zone: midnight(text, zone, end=True),
    "withdrawn": lambda session, text, zone: text == "yes",
    "merged": lambda session, text, zone: text == "yes",
    "assigned": lambda session, text, zone: NOBODY if text == NOBODY else _person(session, text),
    "due": lambda session, text, zone: read_due(text, chance.now().astimezone(zone).date()),
    "priority": lambda session, text, zone: _word(Priority, text),
}
