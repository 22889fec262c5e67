"""How wide text is when it is drawn, and how it is cut to its room."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.lettering import fit, width, wrap

SIZE = 13.0


@given(st.text(), st.floats(20, 300))
def test_a_name_is_cut_to_its_room_between_characters(name: str, room: float) -> None:
    cut = fit(name, room, SIZE)
    assert cut == name or (cut.endswith("…") and name.startswith(cut[:-1].rstrip()))
    assert width(cut, SIZE) <= max(room, width("…", SIZE))


def test_a_letter_is_not_parted_from_its_marks() -> None:
    assert fit("e\u0301" * 40, 60, SIZE).removesuffix("…").endswith("e\u0301")


def test_marks_take_no_room_and_ideographs_the_most() -> None:
    assert width("e\u0301", SIZE) == width("e", SIZE)
    assert width("新", SIZE) > width("M", SIZE) > width("e", SIZE) > width("i", SIZE) > 0


@given(st.text(), st.floats(40, 300), st.integers(1, 3))
def test_a_text_is_wrapped_between_words_into_its_room_and_cut_at_the_last_line(
    text: str, room: float, lines: int
) -> None:
    wrapped = wrap(text, room, SIZE, lines)
    assert len(wrapped) <= lines
    assert all(width(line, SIZE) <= max(room, width("…", SIZE)) for line in wrapped)
    if wrapped and not wrapped[-1].endswith("…"):
        assert " ".join(wrapped) == " ".join(text.split())
