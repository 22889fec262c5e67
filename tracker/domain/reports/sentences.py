"""What a report says of itself in whole sentences."""

from zoneinfo import ZoneInfo

from tracker.domain.directions import isolated
from tracker.domain.reports import Report
from tracker.domain.reports.findings import CheckedBy, Findings
from tracker.domain.reports.quotes import ReportArticle
from tracker.domain.vocabulary import Certainty
from tracker.domain.wording import counted, date, day, listed


def checked_by_sentence(by: CheckedBy) -> str:
    """Say who checked, by what they did; where one person did all of it, that."""
    if by.people == 1:
        return "Checked by one person"
    deeds = ((by.annotated, "annotated"), (by.assessed, "assessed"), (by.decided, "decided"))
    said = [f"{deed} by {counted(number, 'person', 'people')}" for number, deed in deeds if number]
    sentence = listed(said).capitalize() or "Nobody has checked these claims yet"
    if by.one_person:
        numbers = [str(number) for number in by.one_person]
        sentence += f"; {'claim' if len(numbers) == 1 else 'claims'} {listed(numbers)} checked by one person"
    return sentence


def scope_sentence(report: Report, found: Findings) -> str:
    """Say in a sentence what was checked, and how far it came."""
    number, decided = report.claim_count, found.decided
    where = _in_article(report) if report.scope.article else _in_list(report)
    if number == 0:
        return f"There is no claim to report {where}."
    if decided == number:
        return f"We checked {counted(number, 'claim')} {where}."
    reached = f"reached a verdict on {counted(decided, 'of them', 'of them')}" if decided else "have decided none yet"
    return f"We looked into {counted(number, 'claim')} {where}, and {reached}."


def _in_article(report: Report) -> str:
    article = report.scope.article
    assert article is not None
    version = f"in version {article.version}"
    if report.scope.version_captured_at:
        version += f", which we captured on {day(report.scope.version_captured_at, ZoneInfo(report.desk.zone))}"
    return f"in an article that {_published(article)}, {version}"


def _published(article: ReportArticle) -> str:
    publisher = isolated(article.publisher.name) if article.publisher else "a publisher unknown to us"
    when = f" on {date(article.published)}" if article.published else " at a time unknown to us"
    guessed = article.published_certainty is Certainty.INFERRED and article.published
    return f"{publisher} published{when}{' (our inference)' if guessed else ''}"


def _in_list(report: Report) -> str:
    chosen = [f"{name.lower()} “{isolated(value)}”" for name, value in report.scope.filters.items() if value]
    return f"chosen by {listed(chosen)}" if chosen else "of this desk"
