"""Letters: they name things by kind and number alone, come together, and are tried again after longer and longer."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.messages import MOST_TOLD, MessageKind, Told, letter, pause, sentence


@pytest.mark.parametrize("kind", MessageKind)
def test_every_kind_has_a_sentence_that_names_the_thing(kind: MessageKind) -> None:
    said = sentence(kind, "claim 12")
    assert "claim 12" in said.lower()
    assert said[0].isupper()


@given(st.integers(1, 50))
def test_pauses_grow_and_are_bounded(tries: int) -> None:
    assert timedelta(minutes=1) <= pause(tries) <= pause(tries + 1) <= timedelta(hours=6)


@given(st.integers(1, 60))
def test_one_letter_tells_of_any_number_of_things(many: int) -> None:
    told = [Told(sentence(MessageKind.TASK, f"claim {n}"), f"https://desk.example/claims/{n}") for n in range(many)]
    subject, words = letter("Harbour desk", told, "https://desk.example/letters/stop/x")
    assert subject.startswith("Harbour desk: ")
    assert words.count("/claims/") == min(many, MOST_TOLD)
    assert ("more; your inbox" in words) == (many > MOST_TOLD)
    assert "https://desk.example/letters/stop/x" in words
