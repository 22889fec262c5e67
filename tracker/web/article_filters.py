"""The filters of the list of articles, as they stand in its address."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import chance
from tracker.domain.errors import Refusal
from tracker.domain.urgency import Priority
from tracker.domain.vocabulary import ArticleStage
from tracker.models import User
from tracker.services import article_lists, cases
from tracker.services.article_lists import Filters
from tracker.services.task_filters import Due, read_due
from tracker.web.desk import desk

NOBODY = "nobody"
_NAMES = ("stage", "outlet", "language", "taken_by", "case", "q", "cited", "assigned", "due", "priority")
_LONGEST = 300


@dataclass(frozen=True)
class Chosen:
    """A filter that is set, in words, and the address of the list without it."""

    label: str
    value: str
    url: str


def asked(args: Mapping[str, str]) -> dict[str, str]:
    """Return the filters of an address by name, without empty ones."""
    typed = {name: "".join(filter(str.isprintable, args.get(name, ""))).strip()[:_LONGEST] for name in _NAMES}
    return {name: value for name, value in typed.items() if value}


def read(args: Mapping[str, str]) -> Filters:
    """Read the filters of an address; what is none filters nothing."""
    typed = asked(args)
    stage, taken_by = typed.get("stage", ""), typed.get("taken_by", "")
    return Filters(
        stage=ArticleStage(stage) if stage in set(ArticleStage) else None,
        outlet=typed.get("outlet", ""),
        language=typed.get("language", ""),
        taken_by=_id(taken_by),
        untaken=taken_by == NOBODY,
        text=typed.get("q", ""),
        cited="cited" in typed,
        case=_number(typed.get("case", "")),
        assigned=typed.get("assigned", ""),
        due=_due(typed.get("due", "")),
        priority=Priority(priority) if (priority := typed.get("priority", "")) in set(Priority) else None,
    )


def chosen(session: Session, filters: Filters, args: Mapping[str, str]) -> list[Chosen]:
    """List the filters that are set, each with the address of the list without it."""
    typed: dict[str, Any] = {**asked(args)}
    return [
        Chosen(label, value, url_for("articles.index", **{key: typed[key] for key in typed if key != name}))
        for name, label, value in _in_words(session, filters)
    ]


def choices(session: Session) -> dict[str, list[tuple[str, str]]]:
    """Return what each filter may be chosen from, as values with the words that people see."""
    return {
        "stage": [(stage.value, stage.label) for stage in ArticleStage],
        "language": [(language, language) for language in article_lists.languages(session)],
        "taken_by": [(NOBODY, NOBODY), *((str(one.id), one.name) for one in article_lists.takers(session))],
        "cited": [("only", "only cited")],
        "priority": [(priority.value, priority.label) for priority in Priority],
    }


def _in_words(session: Session, filters: Filters) -> Iterator[tuple[str, str, str]]:
    if filters.stage:
        yield "stage", "Stage", filters.stage.label
    if filters.outlet:
        yield "outlet", "Outlet", filters.outlet
    if filters.language:
        yield "language", "Language", filters.language
    if filters.untaken:
        yield "taken_by", "Taken by", NOBODY
    if filters.taken_by:
        person = session.get(User, filters.taken_by)
        yield "taken_by", "Taken by", person.name if person else "somebody unknown"
    if filters.case is not None:
        case = cases.find_case(session, filters.case)
        yield "case", "Case", case.title if case else f"no {filters.case}"
    if filters.assigned:
        login = filters.assigned
        yield "assigned", "For", session.scalar(select(User.name).where(User.login == login)) or login
    if filters.due is not None:
        yield "due", "Due", str(filters.due)
    if filters.priority is not None:
        yield "priority", "Priority", filters.priority.label
    if filters.text:
        yield "q", "Words", filters.text
    if filters.cited:
        yield "cited", "Works", "only cited"


def _due(text: str) -> Due | None:
    if not text:
        return None
    with suppress(Refusal):
        return read_due(text, chance.now().astimezone(desk().settings.desk_zone).date())
    return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
