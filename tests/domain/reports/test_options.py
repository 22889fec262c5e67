"""What a report tells of its claims, as those who made it chose."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.reports.test_findings import ADA, FALSE, LIKELY, TOMAS, claim
from tests.report_parts import AT, NOBODY, quote, step
from tracker.domain.reports.claims import ReportAssessment, ReportClaim, ReportEnquiry, ReportEvidence
from tracker.domain.reports.options import Options, Told
from tracker.domain.reports.people import ReportPerson, ReportVerdict
from tracker.domain.reports.quotes import ReportSource, SourceRef
from tracker.domain.vocabulary import EnquiryKind, EnquiryOutcome, EvidenceStance, Paper, SourceKind

WSJ = ReportSource(3, "WSJ", SourceKind.OUTLET, ("The Wall Street Journal",), ())
EVIDENCE = ReportEvidence(
    NOBODY, EvidenceStance.SUPPORTS, "A record", "", "", SourceRef(3, "WSJ", SourceKind.OUTLET), "", "", True, "", AT
)
ASKED = ReportEnquiry(
    NOBODY, EnquiryKind.QUESTION, "Wrote to the wall street journal.", None, "", EnquiryOutcome.OPEN, "", ""
)


def assessed(by: ReportPerson, verdict: ReportVerdict | None) -> ReportAssessment:
    return ReportAssessment(NOBODY, by, AT, verdict, (), (), "Because.", (), 1, False)


def told(options: Options, *claims: ReportClaim, unnamed: tuple[ReportSource, ...] = ()) -> list[ReportClaim]:
    return list(Told(claims, options, unnamed))


def test_all_is_told_unless_something_is_chosen() -> None:
    claims = [claim(1, verdict=LIKELY, evidence=(EVIDENCE,)), claim(2)]
    assert told(Options(), *claims) == claims


@pytest.mark.parametrize(
    ("verdicts", "numbers"), [((), [1, 2, 3]), (("likely",), [1]), (("likely", "false"), [1, 2]), (("disputed",), [])]
)
def test_claims_with_the_chosen_verdicts_are_told(verdicts: tuple[str, ...], numbers: list[int]) -> None:
    claims = [claim(1, verdict=LIKELY), claim(2, verdict=FALSE), claim(3)]
    assert [one.number for one in told(Options(verdicts), *claims)] == numbers


def test_without_dissent_only_assessments_of_the_desks_verdict_are_told() -> None:
    agreeing, dissent, taken_back = assessed(TOMAS, LIKELY), assessed(ADA, FALSE), assessed(ADA, None)
    one = claim(1, verdict=LIKELY, assessments=(agreeing, dissent, taken_back))
    assert told(Options(dissent=False), one)[0].assessments == (agreeing, taken_back)
    undecided = claim(2, assessments=(agreeing, dissent))
    assert told(Options(dissent=False), undecided) == [undecided]


def test_without_evidence_none_is_told() -> None:
    assert told(Options(evidence=False), claim(1, evidence=(EVIDENCE,)))[0].evidence == ()


def test_a_source_that_is_not_named_is_named_nowhere_in_the_report() -> None:
    trail = step("FARS", step("WSJ", note="The WSJ’s man in Doha"))
    one = claim(
        1, trail, evidence=(EVIDENCE,), enquiries=(ASKED,), sources=(WSJ,), statement="A ship sank, the WSJ said."
    )
    one = replace(one, quotes=(quote(trail, exact="as the Wall Street Journal said"),))
    [silent] = told(Options(unnamed=(3,)), one, unnamed=(WSJ,))
    assert "WSJ" not in repr(silent)
    assert "wall street journal" not in repr(silent).lower()
    assert silent.statement == "A ship sank, the ███ said."
    assert silent.quotes[0].exact == "as " + "█" * 23 + " said"
    assert silent.quotes[0].trail[0].had_from[0].source == SourceRef(3, "Source 3, not named", SourceKind.OUTLET)
    assert silent.sources == (ReportSource(3, "Source 3, not named", SourceKind.OUTLET, (), ()),)
    assert silent.quotes[0].trail[0].source.name == "FARS"


def some(words: st.SearchStrategy[str]) -> st.SearchStrategy[Options]:
    numbers = st.lists(st.integers(min_value=1), max_size=3).map(tuple)
    return st.builds(
        Options, verdicts=st.lists(words, max_size=3).map(tuple), unnamed=numbers, paper=st.sampled_from(Paper)
    )


@given(options=some(st.text(max_size=10)))
def test_options_are_read_as_they_are_kept(options: Options) -> None:
    kept: dict[str, Any] = json.loads(json.dumps(options.as_kept()))
    assert Options.read(kept) == options


def test_what_was_kept_before_an_option_came_is_read_as_by_default() -> None:
    assert Options.read({"names": True, "gone": 1}) == Options(names=True)
