"""The small words of a report on paper: people, articles, dates, verdicts and trails as runs."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from tracker.domain import wording
from tracker.domain.directions import isolated
from tracker.domain.reports.ends import lines
from tracker.domain.reports.people import ReportPerson, ReportVerdict
from tracker.domain.reports.quotes import ReportArticle, ReportQuote, ReportStep
from tracker.domain.vocabulary import Beyond
from tracker.exports.paper.blocks import Look, Paragraph, Role, Run, Runs

_BEYOND = {Beyond.GIVES_NONE: "gives none", Beyond.LOST: "lost in our capture"}


class Words:
    """Says moments in the zone of the desk."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def moment(self, at: datetime) -> str:
        """Return a moment in the desk's zone."""
        return wording.moment(at, self._zone)


def meta(text: str) -> Paragraph:
    """Return a second line: what is told in the desk's own words, smaller."""
    return Paragraph((Run(text),), Role.META)


def written(text: str, role: Role = Role.EXCERPT, look: Look = "") -> Paragraph:
    """Return what somebody wrote, in its own direction."""
    return Paragraph((Run(text, look),), role, own_direction=True)


def linked(text: str, address: str) -> Run:
    """Return words that lead to an address where it is one of the web, else the words alone."""
    return Run(text, link=address if is_web_address(address) else "")


def is_web_address(address: str) -> bool:
    """Tell whether an address may become a link."""
    return address.lower().startswith(("https://", "http://"))


def verdict(of: ReportVerdict | None, without: str = "No verdict yet") -> Run:
    """Return a verdict with its sign."""
    return Run(of.label, "verdict", of.mark) if of else Run(without, "verdict", "none")


def who(person: ReportPerson) -> str:
    """Name somebody of the desk as the report names people: by name, or by role and number."""
    return isolated(person.name) if person.name else f"{person.role} {person.number}"


def work(article: ReportArticle) -> str:
    """Name an article in a sentence."""
    when = f", {wording.date(article.published)}" if article.published else ""
    return f"“{isolated(article.title)}”{when}{'' if article.version else ' (known of, not read)'}"


def start_of(quote: ReportQuote) -> str:
    """Return what stands for an article in a trail."""
    return isolated(quote.article.publisher.name if quote.article.publisher else quote.article.title)


def trails(quotes: Iterable[ReportQuote]) -> tuple[Paragraph, ...]:
    """Tell each way through the trails of quotes, from the reader's side."""
    told = dict.fromkeys(line for quote in quotes for line in _trail_lines(quote))
    return tuple(Paragraph((Run(line),)) for line in told)


def deepened(trail: Iterable[ReportStep], depth: int = 0) -> Iterator[tuple[int, ReportStep]]:
    """Yield the steps of a trail with their depth, 0 next to the reader."""
    for step in trail:
        yield depth, step
        yield from deepened(step.had_from, depth + 1)


def joined(parts: Iterable[str], between: str = " · ") -> str:
    """Join what there is."""
    return between.join(part for part in parts if part)


def interleaved(parts: Iterable[Runs], between: str) -> Runs:
    """Join runs with words between them."""
    together: list[Run] = []
    for part in parts:
        together += [Run(between), *part] if together else part
    return tuple(together)


def _trail_lines(quote: ReportQuote) -> Iterator[str]:
    for line in lines(quote.trail):
        names = [_step_name(step) for step in line]
        yield " ← ".join([start_of(quote), *names, *_beyond(line[-1].beyond)])
    if not quote.trail and quote.beyond in _BEYOND:
        yield " ← ".join([start_of(quote), *_beyond(quote.beyond)])


def _step_name(step: ReportStep) -> str:
    return isolated(step.source.name) + ("" if step.source.kind.named else " (unnamed)")


def _beyond(beyond: Beyond) -> list[str]:
    return [_BEYOND[beyond]] if beyond in _BEYOND else []
