"""How names are compared: one folded form for every way of writing a name, which itself is kept."""

import re
import unicodedata
from collections.abc import Callable

# Marks that people leave out or add freely, by script. The vowel signs of Indic scripts and the sound marks
# of kana are marks to Unicode too, but a word without them is another word, so they stay.
_LOOSE_MARKS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # Latin, Greek and symbols
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"  # harakat
    "\u08ca-\u08e1\u08e3-\u08ff"
    "\u0640\ufe00-\ufe0f]"  # tatweel and variation selectors
)
# In Cyrillic a mark makes another letter (й, ї, ў), but for stress and for ё, which print writes as е.
_CYRILLIC_LETTER = re.compile("(?!\u0435\u0308)[\u0400-\u052f][\u0304\u0306\u0308\u030b\u030c]")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا"}
)
_APOSTROPHES = re.compile("['\u2018\u2019\u02bb-\u02bf\u05f3\u00b4`\uff07]")
_DOTTED_INITIALS = re.compile(r"(?<![^\W_])([^\W_])\.(?=[^\W_](?![^\W_]))")
_SEPARATING = frozenset({"Cc", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sk", "Zs", "Zl", "Zp"})


def fold(name: str) -> str:
    """Return the form of a name that is compared: without case, width, diacritics and punctuation.

    Folding twice changes nothing. A name of punctuation alone keeps it; only an invisible one folds to "".
    """
    return _settle(name, _fold_once) or _settle(name, _plain)


def fold_sign(sign: str) -> str:
    """Return what one character of a running text folds to: a space for what separates, nothing for loose marks."""
    folded = _settle(sign, _fold_once)
    separates = sign.isspace() or unicodedata.category(sign) in _SEPARATING
    return " " if not folded and separates and not _APOSTROPHES.match(sign) else folded


def words(folded: str) -> tuple[str, ...]:
    """Split a folded name into its words."""
    return tuple(folded.split())


def initials(folded: str) -> str:
    """Return the first character of each word of a folded name ("wall street journal" gives "wsj")."""
    return "".join(word[0] for word in words(folded))


def _settle(name: str, step: Callable[[str], str]) -> str:
    """Repeat a step until it changes nothing: normalising and casefolding can undo each other."""
    while (again := step(name)) != name:
        name = again
    return name


def _fold_once(name: str) -> str:
    text = unicodedata.normalize("NFD", _plain(name))
    text = _CYRILLIC_LETTER.sub(lambda letter: unicodedata.normalize("NFC", letter.group()), text)
    text = unicodedata.normalize("NFC", _LOOSE_MARKS.sub("", text)).translate(_LETTERS)
    text = _DOTTED_INITIALS.sub(r"\1", _APOSTROPHES.sub("", text))
    spaced = "".join(" " if unicodedata.category(sign) in _SEPARATING else sign for sign in text)
    return " ".join(spaced.split())


def _plain(name: str) -> str:
    """Fold case and width (NFKC), drop invisible characters, collapse white space; keep the rest."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    visible = (sign for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in visible).split())
