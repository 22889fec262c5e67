"""What changed between two versions of a report."""

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.reports.test_findings import LIKELY, claim
from tracker.domain.reports.editions import Difference, Since, ToldClaim, since

ONE = ToldClaim(1, "It is so.", "Likely", "1 independent")
TOLD = st.builds(
    ToldClaim,
    st.integers(min_value=1, max_value=5),
    st.sampled_from(["It is so.", "It is not so."]),
    st.sampled_from(["", "Likely"]),
    st.sampled_from(["0 independent", "1 independent"]),
)
VERSIONS = st.lists(TOLD, max_size=5, unique_by=lambda one: one.number)


def test_a_claim_is_told_in_short() -> None:
    assert ToldClaim.of(claim(4, verdict=LIKELY)) == ToldClaim(4, "It is so.", "Likely", "")
    assert ToldClaim.of(claim(4)).verdict == ""


def test_what_came_what_went_and_what_is_told_otherwise_is_listed() -> None:
    now = [ToldClaim(2, "New.", "", ""), ToldClaim(1, "It is so.", "False", "0 independent")]
    before = [ONE, ToldClaim(3, "Gone.", "Likely", "")]
    assert list(since(before, now)) == [
        Since(2, "New.", Difference.ADDED, "", ""),
        Since(1, "It is so.", Difference.VERDICT, "Likely", "False"),
        Since(1, "It is so.", Difference.ORIGINS, "1 independent", "0 independent"),
        Since(3, "Gone.", Difference.LEFT_OUT, "Likely", ""),
    ]


@given(version=VERSIONS)
def test_nothing_changed_between_a_version_and_itself(version: list[ToldClaim]) -> None:
    assert list(since(version, version)) == []


@given(before=VERSIONS, now=VERSIONS)
def test_each_claim_that_differs_is_listed_and_no_other(before: list[ToldClaim], now: list[ToldClaim]) -> None:
    different = {one.number for one in set(before) ^ set(now)}
    assert {one.claim for one in since(before, now)} == different
