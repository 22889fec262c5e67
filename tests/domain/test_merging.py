"""What does not fit between two sources is said before they are merged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.merging import Between, Known, clashes
from tracker.domain.vocabulary import SourceKind

WSJ = Known("WSJ", SourceKind.OUTLET, owners=frozenset({"Dow Jones"}))
JOURNAL = Known(
    "Wall Street Journal", SourceKind.OUTLET, about="A daily.", owners=frozenset({"Dow Jones", "News Corp"})
)
KNOWN = st.builds(
    Known,
    st.sampled_from(["A", "B"]),
    st.sampled_from(SourceKind),
    st.sampled_from(["", "one", "other"]),
    st.sampled_from(["", "a@example.org"]),
    st.frozensets(st.sampled_from(["X", "Y"])),
)


def test_two_entries_of_one_source_fit() -> None:
    assert clashes(WSJ, JOURNAL, Between()) == []


@pytest.mark.parametrize(
    ("going", "into", "between", "said"),
    [
        (
            WSJ,
            Known("Dow Jones", SourceKind.ORGANISATION),
            Between(),
            "They are of two kinds: WSJ is an outlet, Dow Jones is an organisation.",
        ),
        (
            Known("officials", SourceKind.UNNAMED),
            Known("Pentagon", SourceKind.GOVERNMENT),
            Between(),
            "They are of two kinds: officials is “unnamed”, Pentagon is a government body.",
        ),
        (
            WSJ,
            Known("The Journal", SourceKind.OUTLET, owners=frozenset({"Pearson", "Nikkei"})),
            Between(),
            "They have different confirmed owners: Dow Jones, and Nikkei, Pearson.",
        ),
        (WSJ, JOURNAL, Between(told_apart_by="Anna"), "Anna noted that they are not the same."),
        (
            Known("WSJ", SourceKind.OUTLET, grade="B"),
            Known("Journal", SourceKind.OUTLET, grade="D"),
            Between(),
            "Each has a grade: WSJ B, Journal D. That of Journal is shown.",
        ),
        (WSJ, JOURNAL, Between(owns=True), "One is noted as an owner of the other. Merged, that counts for nothing."),
        (
            WSJ,
            JOURNAL,
            Between(through=1),
            "In 1 trail one has it through the other. Merged, it would cite itself there.",
        ),
        (
            WSJ,
            JOURNAL,
            Between(own_works=1200),
            "1,200 works of one cite the other. Merged, its own works would cite it.",
        ),
        (
            JOURNAL,
            WSJ,
            Between(),
            "What is said about Wall Street Journal stays on its own page; the other shows what is said about WSJ.",
        ),
    ],
)
def test_what_does_not_fit_is_said(going: Known, into: Known, between: Between, said: str) -> None:
    assert clashes(going, into, between) == [said]


def test_a_source_of_which_nothing_is_known_fits_any_kind() -> None:
    assert clashes(Known("WSJ", SourceKind.UNKNOWN), JOURNAL, Between()) == []


@given(KNOWN, KNOWN)
def test_what_they_are_clashes_either_way_round(one: Known, other: Known) -> None:
    def of_both(sentences: list[str]) -> int:
        return len([said for said in sentences if said.startswith("They")])

    assert of_both(clashes(one, other, Between())) == of_both(clashes(other, one, Between()))
