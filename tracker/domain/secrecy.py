"""Which passwords are refused: the short, the common and the ones made of what everybody knows about a person."""

from tracker.domain.common_passwords import COMMON
from tracker.domain.names import fold

SHORTEST = 12
FEWEST_SIGNS = 5
FEWEST_OF_ONES_OWN = 8
SHORTEST_NAME = 3
_ROWS = (
    ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    ("qwertzuiop", "asdfghjkl", "yxcvbnm"),
    ("azertyuiop", "qsdfghjklm", "wxcvbn"),
)
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789" * 3,
    *("".join(rows) for rows in _ROWS),
    *("".join(row[::-1] for row in rows) for rows in _ROWS),
)
_LEET = str.maketrans("013457@$!", "oleastasi")


def weakness(password: str, about: tuple[str, ...]) -> str | None:
    """Say what is wrong with a password, or return None; ``about`` are words that anyone would try."""
    if len(password) < SHORTEST:
        return f"At least {SHORTEST} characters, please; a few words in a row are easy to keep in mind."
    lowered = password.casefold()
    if len(set(lowered)) < FEWEST_SIGNS or _is_repetition(lowered) or _is_run(lowered):
        return "This repeats a few signs or follows the keyboard. Choose something that nobody would try."
    if _plain(lowered) in _COMMON_PLAIN:
        return "This is among the passwords that are tried first. Choose something that nobody would try."
    if _is_made_of(lowered, about):
        return "This holds little beyond a name that people know. Choose something that nobody would try."
    return None


def _plain(text: str) -> str:
    """Return only the letters of a text, with digits and signs read as the letters that they stand for."""
    bare = text.rstrip("0123456789!?.#*+-_ ")
    return "".join(sign for sign in fold(bare.translate(_LEET)) if sign.isalpha())


_COMMON_PLAIN = frozenset(_plain(word) for word in COMMON)


def _is_repetition(text: str) -> bool:
    """Tell whether a text is one short piece over and over ("abcabcabcabc")."""
    return any(len(text) > 2 * size and (text[:size] * len(text)).startswith(text) for size in range(1, 7))


def _is_run(text: str) -> bool:
    """Tell whether a text follows the alphabet, the digits or the rows of a keyboard, there or back."""
    return any(text in run or text[::-1] in run for run in _RUNS)


def _is_made_of(text: str, about: tuple[str, ...]) -> bool:
    """Tell whether fewer than eight letters or digits, but for digits at the ends, are left without the words about."""
    names = [fold(name) for name in about]
    words = {word for name in names for word in (name.replace(" ", ""), *name.split()) if len(word) >= SHORTEST_NAME}
    left = whole = fold(text).replace(" ", "")
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return left != whole and sum(sign.isalnum() for sign in left.strip("0123456789")) < FEWEST_OF_ONES_OWN
