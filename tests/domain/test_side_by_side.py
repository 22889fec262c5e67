"""Side by side, assessments show what all of them name and where they part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.side_by_side import Said, lay_out

SAW = {"direct_record_seen": "We have seen a record of it ourselves."}
NO_BASIS = {"basis_not_stated": "Whoever says it does not say how they know."}
MAP, FILM = {"1": "A map of the coast"}, {"2": "A film of the night"}

named = st.dictionaries(st.sampled_from("abcde"), st.text(max_size=3), max_size=4)
assessments = st.lists(st.builds(Said, st.sampled_from(["likely", "false"]), named, named), max_size=5)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([], ""),
        ([Said("likely", SAW)], ""),
        ([Said("likely"), Said("likely")], "The verdicts agree; none names a reason or a ground."),
        ([Said("likely", SAW), Said("likely", SAW)], "The verdicts agree; all name the same reasons and grounds."),
        ([Said("likely", SAW), Said("false", SAW)], "The verdicts differ; all name the same reasons and grounds."),
        (
            [Said("likely", SAW, MAP), Said("false", NO_BASIS, {**MAP, **FILM})],
            "The verdicts differ; 3 of 4 reasons and grounds are not named by all.",
        ),
    ],
)
def test_one_sentence_says_where_they_differ(said: list[Said], sentence: str) -> None:
    assert lay_out(said).differences == sentence


def test_two_pieces_with_one_title_are_two_points_and_a_reworded_reason_is_one() -> None:
    laid = lay_out(
        [Said("likely", {"seen": "We saw it."}, {"1": "A map"}), Said("likely", {"seen": "Seen."}, {"2": "A map"})]
    )
    assert [(point.words, point.by) for point in laid.reasons] == [("Seen.", (True, True))]
    assert [(point.words, point.by) for point in laid.grounds] == [("A map", (True, False)), ("A map", (False, True))]


@given(assessments)
def test_nothing_said_is_lost_and_nothing_is_added(said: list[Said]) -> None:
    laid = lay_out(said)
    for place, one in enumerate(said):
        assert sum(point.by[place] for point in laid.reasons) == len(one.reasons)
        assert sum(point.by[place] for point in laid.grounds) == len(one.grounds)
    assert all(any(point.by) for point in (*laid.reasons, *laid.grounds))


@given(assessments)
def test_what_all_name_stands_first_and_only_the_rest_is_marked(said: list[Said]) -> None:
    for points in (lay_out(said).reasons, lay_out(said).grounds):
        assert [point.differs for point in points] == sorted(point.differs for point in points)
        assert all(point.differs == (sum(point.by) < len(said)) for point in points)
