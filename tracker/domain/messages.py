"""E-mail to the people of the desk: of what they may ask to be told, in which words, and when to try again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from tracker.domain.vocabulary import Word


class MessageKind(Word):
    """Of what somebody can be told by e-mail."""

    MENTIONED = "mentioned", "a note mentions me"
    NOTE = "note", "a note is assigned to me"
    SENT_BACK = "sent_back", "a claim is sent back to me"
    TASK = "task", "something is assigned to me"
    LOOK = "look", "a claim that I decided needs another look"
    CORRECTION = "correction", "a request for a correction is assigned to me"


_SENTENCES = {
    MessageKind.MENTIONED: "You are mentioned in a note on {thing}.",
    MessageKind.NOTE: "A note on {thing} waits for you.",
    MessageKind.SENT_BACK: "{thing} was sent back to you.",
    MessageKind.TASK: "{thing} is yours to deal with.",
    MessageKind.LOOK: "{thing}, which you decided, needs another look.",
    MessageKind.CORRECTION: "{thing} is yours to deal with.",
}

TOGETHER = timedelta(minutes=1)
"""How long a message waits for others, so that they go out as one letter."""

MOST_TRIES = 10
MOST_TOLD = 20
"""How many things one letter tells of; of the rest it gives the number."""

_LONGEST_PAUSE = timedelta(hours=6)


@dataclass(frozen=True)
class Told:
    """One thing that a letter tells of: a sentence, which names the thing by kind and number alone, and its page."""

    sentence: str
    url: str


def sentence(kind: MessageKind, thing: str) -> str:
    """Return what is said of a thing, such as "claim 12": never words that stand on it."""
    said = _SENTENCES[kind].format(thing=thing)
    return said[:1].upper() + said[1:]


def pause(tries: int) -> timedelta:
    """Return how long to wait after so many tries that failed: a minute, then twice as long each time, to six hours."""
    return min(timedelta(minutes=2 ** min(tries - 1, 10)), _LONGEST_PAUSE)


def letter(desk: str, told: Sequence[Told], stop_url: str) -> tuple[str, str]:
    """Return the subject and the words of a letter that tells of some things, and how to stop such letters."""
    subject = f"{desk}: {told[0].sentence}" if len(told) == 1 else f"{desk}: {len(told):,} things for you"
    lines = [line for one in told[:MOST_TOLD] for line in (one.sentence, one.url, "")]
    more = len(told) - MOST_TOLD
    if more > 0:
        lines += [f"And {more:,} more; your inbox has all of them.", ""]
    lines += [
        "-- ",
        f"To get no more of these letters: {stop_url}",
        "Which ones you get, you choose on your settings page.",
    ]
    return subject, "\n".join(lines) + "\n"
