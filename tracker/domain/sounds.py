"""How names sound, roughly, so that one is known in several scripts: Latin, Cyrillic, Greek, Arabic, Hebrew.

A skeleton is the consonants of a name in nine classes, without vowels, which some scripts leave out and others hear
differently. A letter that stands for several sounds gives several skeletons. Names come folded (``names.fold``).
"""

import re
from itertools import product

_MOST_DOUBTS = 4
"""Of how many doubtful letters each reading is followed; of further ones only the first is."""

# Classes: p (b, p), f (f, v, w), t (d, t, th), s (s, z), c (sh, zh, ch, j), k (g, h, k, kh, q), l, m, n, r.
# Readings of one letter are parted by a slash; a silent one is written as a dash.
_CONSONANTS = """
    sch:c tch:c dzh:c sh:c zh:c dj:c ch:c/k kh:k/- gh:k/- th:t/s ph:f ck:k qu:k
    b:p p:p f:f v:f w:-/f d:t t:t s:s z:s j:c/- g:k/c c:k/s k:k q:k h:-/k x:ks l:l m:m n:n r:r
    a:- e:- i:- o:- u:- y:-

    дж:c б:p в:f г:k/- ґ:k д:t ж:c з:s к:k л:l м:m н:n п:p р:r с:s т:t ф:f х:k/- ц:ts ч:c ш:c щ:c љ:l њ:n ћ:c ђ:c
    џ:c а:- е:- ё:- и:- і:- ї:- є:- й:- ј:- о:- у:-/f ў:-/f ъ:- ы:- ь:- э:- ю:- я:-

    μπ:p/mp ντ:t/nt γκ:k γγ:k τζ:c/ts β:f/p γ:k/- δ:t ζ:s θ:t/s κ:k λ:l μ:m ν:n ξ:ks π:p ρ:r σ:s/c τ:t φ:f χ:k/-
    ψ:ps α:- ε:- η:- ι:- ο:- υ:-/f ω:-

    تش:c ب:p پ:p ت:t ث:t/s ج:c/k چ:c ح:-/k خ:k د:t ذ:t/s ر:r ز:s ژ:c س:s ش:c ص:s ض:t/s ط:t ظ:s/t غ:k/- ف:f/p
    ق:k ك:k گ:k ل:l م:m ن:n ه:-/k و:-/f ڤ:f ا:- ء:- ع:- ي:- ئ:- ؤ:-

    ב:p/f ג:k/c ד:t ז:s ח:k/- ט:t כ:k ך:k ל:l מ:m ם:m נ:n ן:n ס:s פ:p/f ף:f/p צ:ts/c ץ:ts/c ק:k ר:r ש:c/s ת:t/s
    ה:-/k ו:-/f א:- י:- ע:-
"""

_ROMAN = """
    а:a б:b в:v г:g ґ:g д:d е:e ё:e ж:zh з:z и:i і:i ї:i є:e й:i ј:j к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ў:u
    ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ:- ы:y ь:- э:e ю:yu я:ya љ:lj њ:nj ћ:c ђ:dj џ:dz

    ου:ou μπ:b ντ:d γκ:g α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s τ:t υ:y φ:f χ:ch
    ψ:ps ω:o
"""


def _table(written: str) -> dict[str, tuple[str, ...]]:
    """Read a table of letters with their readings."""
    pairs = (entry.split(":") for entry in written.split())
    return {letters: tuple(readings.replace("-", "").split("/")) for letters, readings in pairs}


def _any_of(table: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Return what finds the letters of a table, the longest first."""
    return re.compile("|".join(sorted(table, key=lambda letters: (-len(letters), letters))))


_READINGS, _ROMANS = _table(_CONSONANTS), _table(_ROMAN)
_LETTERS, _ROMANISED = _any_of(_READINGS), _any_of(_ROMANS)
_SCRIPTS = {
    "latin": re.compile("[a-z]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "greek": re.compile("[\u0370-\u03ff]"),
    "arabic": re.compile("[\u0600-\u06ff]"),
    "hebrew": re.compile("[\u0590-\u05ff]"),
}


def skeletons(folded: str) -> frozenset[str]:
    """Return the consonants of a folded name in classes, once for each way to read it; nothing where none are known.

    Spaces and doubled consonants do not count. Letters of other scripts and figures give no skeleton at all.
    """
    joined = "".join(folded.split())
    if not joined or _LETTERS.sub("", joined):
        return frozenset()
    read = [_READINGS[letters] for letters in _LETTERS.findall(joined)]
    doubts = 0
    for at, readings in enumerate(read):
        doubts += len(readings) > 1
        if doubts > _MOST_DOUBTS:
            read[at] = readings[:1]
    spelt = {re.sub(r"(.)\1+", r"\1", "".join(sounds)) for sounds in product(*read)}
    return frozenset(spelt - {""})


def romanised(folded: str) -> str:
    """Return a folded name in Latin letters where its script writes its vowels (Cyrillic, Greek), else as it is."""
    return _ROMANISED.sub(lambda letters: _ROMANS[letters.group()][0], folded)


def script(folded: str) -> str:
    """Return the script of a folded name, "" where it is none of those known here, or several."""
    found = [name for name, letters in _SCRIPTS.items() if letters.search(folded)]
    return found[0] if len(found) == 1 else ""
