"""Whom the words of a note mention."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.mentions import Stretch, mentioned, stretches
from tracker.domain.names import fold

LOGINS = tuple(map(fold, ("ines", "tom", "ana.b", "jürgen", "j-p", "هدى")))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("@ines, look at this", ["ines"]),
        ("Look, @INES and @tom. @ines!", ["ines", "tom"]),
        ("(@ana.b.)", ["ana.b"]),
        ("ask @j-p- or @tom.", ["j-p", "tom"]),
        ("@Jürgen, @هدى؟", ["jürgen", "هدى"]),
        ("ask ines@example.org or @@tom", []),
        ("@inestable @nobody @", []),
        ("@tomorrow", []),
        ("", []),
    ],
)
def test_a_name_after_an_at_sign_is_whom_the_desk_knows_by_it(words: str, expected: list[str]) -> None:
    assert mentioned(words, LOGINS) == [fold(login) for login in expected]


def test_words_are_cut_where_they_mention_somebody() -> None:
    cut = stretches("Well, @Tom. See.", LOGINS)
    assert cut == [Stretch("Well, "), Stretch("@Tom", "tom"), Stretch(". See.")]


@given(st.text(alphabet="@. tomines-ü\n", max_size=40))
def test_the_stretches_are_the_words(words: str) -> None:
    assert "".join(stretch.text for stretch in stretches(words, LOGINS)) == words
