"""Sentences and differences of the trail."""

from tracker.domain.actions import Action
from tracker.domain.differences import Kind, Piece, words
from tracker.domain.entries import LONGEST_CHANGED, LONGEST_SAME, Difference, Part, sentence, shortened


def test_a_sentence_puts_the_actor_and_the_thing_into_their_places() -> None:
    actor, about = Part("Ines"), Part("claim 7", ("claim", "7"))
    said = list(sentence(Action.EVIDENCE_ADDED.label, actor=actor, about=about))
    assert said == [actor, Part(" added evidence to "), about]


def test_every_action_has_a_sentence_that_names_who_acted() -> None:
    for action in Action:
        said = list(sentence(action.label, actor=Part("Ines"), about=Part("claim 7")))
        assert said[0] == Part("Ines"), action


def test_a_difference_holds_both_texts() -> None:
    difference = Difference("Statement", tuple(words("nineteen people", "at least nineteen people")))
    assert (difference.before, difference.after) == ("nineteen people", "at least nineteen people")


def test_long_runs_keep_their_ends_and_what_changed_keeps_more_than_what_did_not() -> None:
    same, changed = shortened([Piece(Kind.SAME, "a" * 5000 + "b"), Piece(Kind.ADDED, "c" * 1000)])
    assert same.text.startswith("aaa")
    assert same.text.endswith("ab")
    assert len(same.text) <= LONGEST_SAME + 3 < LONGEST_CHANGED
    assert changed.text == "c" * 1000
