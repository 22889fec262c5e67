"""Who is meant by ``@ines`` in the words of a note."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tracker.domain.names import fold

_AT = re.compile(r"(?<![\w@.])@(\w[\w.+-]*)")
_ENDS = ".+-"
"""Signs that rather end a sentence than a name."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of words; ``login`` is the folded sign-in name of whom it means, "" for plain words."""

    text: str
    login: str = ""


def mentioned(words: str, logins: Collection[str]) -> list[str]:
    """List the folded sign-in names that words mention, each once, among those that there are."""
    return list(dict.fromkeys(stretch.login for stretch in stretches(words, logins) if stretch.login))


def stretches(words: str, logins: Collection[str]) -> list[Stretch]:
    """Cut words where they mention one of some folded sign-in names; what only looks like one stays plain."""
    return [stretch for stretch in _stretches(words, logins) if stretch.text]


def _stretches(words: str, logins: Collection[str]) -> Iterator[Stretch]:
    done = 0
    for found in _AT.finditer(words):
        login = fold(found[1])
        if login in logins:
            end = found.start() + len(found[0].rstrip(_ENDS))
            yield Stretch(words[done : found.start()])
            yield Stretch(words[found.start() : end], login)
            done = end
    yield Stretch(words[done:])
