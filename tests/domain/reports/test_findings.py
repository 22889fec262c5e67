"""What the claims of a report come to, on plain data alone."""

from dataclasses import replace
from typing import Any

import pytest

from tests.report_parts import AT, NOBODY, quote, step
from tracker.domain.reports.claims import ReportAssessment, ReportClaim, ReportDecision, ReportEnquiry
from tracker.domain.reports.ends import lines, walk
from tracker.domain.reports.findings import CheckedBy, findings, main_claim, unknowns
from tracker.domain.reports.origins import ReportOrigins
from tracker.domain.reports.people import ReportPerson, ReportVerdict
from tracker.domain.reports.quotes import ReportStep
from tracker.domain.reports.sentences import checked_by_sentence
from tracker.domain.vocabulary import (
    Basis,
    Beyond,
    Checked,
    ClaimKind,
    ClaimStage,
    EnquiryKind,
    EnquiryOutcome,
    StepCheck,
)

TOMAS, INES, ADA = (ReportPerson(number, "reviewer", None) for number in (1, 2, 3))
LIKELY = ReportVerdict("likely", "Likely", "likely", 4, "Good evidence.", 1)
FALSE = ReportVerdict("false", "False", "false", 1, "Shown otherwise.", 1)


def claim(number: int, *trail: ReportStep, verdict: ReportVerdict | None = None, **fields: Any) -> ReportClaim:
    bare = ReportClaim(
        id=NOBODY,
        number=number,
        rev=1,
        statement="It is so.",
        checked=Checked.WHAT_IS_SAID,
        kind=ClaimKind.FACTUAL,
        readings=(),
        stage=ClaimStage.TO_CHECK,
        annotated_by=TOMAS,
        annotated_at=AT,
        quotes=(quote(*trail),),
        origins=ReportOrigins(0, 0, (), (), (), sum(1 for _ in walk(trail)), 0, 0, 0),
        evidence=(),
        enquiries=(),
        assessments=(),
        decisions=(decided(verdict),) if verdict else (),
        looks=(),
        links=(),
        tags=(),
        events=(),
        sources=(),
    )
    return replace(bare, **fields)


def decided(verdict: ReportVerdict | None, **fields: Any) -> ReportDecision:
    bare = ReportDecision(NOBODY, ADA, AT, verdict, "2026", "Because.", "", "", False, (), (), 1)
    return replace(bare, **fields)


def assessed(by: ReportPerson, verdict: ReportVerdict | None) -> ReportAssessment:
    return ReportAssessment(NOBODY, by, AT, verdict, (), (), "", (), 1, False)


def test_verdicts_are_counted_the_commonest_first_and_those_without_last() -> None:
    counts = findings([claim(1), claim(2), claim(3), claim(4, verdict=FALSE), claim(5, verdict=LIKELY)]).counts
    assert [(count.verdict, count.claims) for count in counts] == [(FALSE, 1), (LIKELY, 1), (None, 3)]


def test_a_reopened_claim_has_no_verdict() -> None:
    reopened = claim(1, decisions=(decided(None), decided(LIKELY)))
    assert (reopened.verdict, reopened.decision) == (None, None)
    assert findings([reopened]).decided == 0


def test_a_trail_is_told_way_by_way() -> None:
    branching = step("WSJ", step("officials"), step("Sputnik"))
    names = [[one.source.name for one in line] for line in lines([step("FARS", branching)])]
    assert names == [["FARS", "WSJ", "officials"], ["FARS", "WSJ", "Sputnik"]]


def test_what_stayed_open_is_told_once_for_each_source() -> None:
    lost = step("WSJ", beyond=Beyond.LOST)
    told = claim(
        7,
        step("FARS", step("Sputnik", check=StepCheck.COULD_NOT_OBTAIN, basis=Basis.WITNESSED)),
        lost,
        quotes=(quote(step("FARS"), lost), quote(step("FARS"))),
    )
    assert [(one.claim, one.about, one.what) for one in unknowns(told)] == [
        (7, "FARS", "how they know; not stated"),
        (7, "WSJ", "whom they had it from; the name is lost in our capture"),
    ]


def test_a_search_that_found_nothing_stayed_open_and_a_question_was_asked() -> None:
    search = ReportEnquiry(NOBODY, EnquiryKind.SEARCH, "port records", None, "", EnquiryOutcome.NOTHING, "", "")
    question = replace(search, kind=EnquiryKind.QUESTION, words="How many?", outcome=EnquiryOutcome.DECLINED)
    found = findings([claim(1, enquiries=(search, question))])
    assert [one.what for one in found.unknowns] == ["port records: we found nothing"]
    assert [one.enquiry for one in found.asked] == [question]


def test_a_report_opens_with_the_longest_trail_among_the_decided() -> None:
    long, short = claim(1, step("FARS", step("WSJ", step("Sputnik")))), claim(2, step("FARS"), verdict=LIKELY)
    longer = claim(3, step("FARS", step("Sputnik")), verdict=FALSE)
    assert main_claim([long, short, longer]) is longer
    assert main_claim([long, claim(4, verdict=LIKELY)]) is long
    assert main_claim([claim(5)]) is None


def test_people_are_counted_once_by_what_they_did() -> None:
    mine = claim(1, verdict=LIKELY, assessments=(assessed(INES, LIKELY), assessed(TOMAS, None)))
    other = claim(2, assessments=(assessed(INES, FALSE),))
    assert findings([mine, other]).checked_by == CheckedBy(1, 1, 1, 3, ())


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (CheckedBy(0, 0, 0, 0, ()), "Nobody has checked these claims yet"),
        (CheckedBy(1, 1, 1, 1, (3,)), "Checked by one person"),
        (CheckedBy(1, 2, 1, 3, ()), "Annotated by one person, assessed by two people and decided by one person"),
        (CheckedBy(2, 0, 0, 2, ()), "Annotated by two people"),
        (
            CheckedBy(1, 1, 1, 2, (3, 4)),
            "Annotated by one person, assessed by one person and decided by one person; claims 3 and 4 "
            "checked by one person",
        ),
    ],
)
def test_who_checked_is_said_by_what_they_did(by: CheckedBy, said: str) -> None:
    assert checked_by_sentence(by) == said
