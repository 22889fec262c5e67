"""Which entries of sources are likely one source: by their names, however written, and by where they are found.

Each rule gives an entry keys; entries that share one are proposed, each time with what matched. So the work grows with
the names and with what is found, not with the pairs. A person says what they are; no rule merges anything.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Generic, TypeVar

from tracker.domain import sounds
from tracker.domain.names import fold
from tracker.domain.vocabulary import SourceKind, Word

S = TypeVar("S", bound=Hashable)
Key = tuple["Why", str]

_MOST_ALIKE = 40
"""Of how many entries with one key each is held against each; of more, each against the first alone."""

_SHORTEST_SKELETON = 3
_LONGEST_ACRONYM = 6
_SPELLING = range(8, 61)
"""How long a name must be for one letter to be a slip, and may be to be looked at."""

_WEB = re.compile(
    r"(?:https?://)?(?:www\.)?([\w-]{3,})(?:\.(?:com?|org|net|info|gov|news))?\.[a-z]{2,4}/?", re.IGNORECASE
)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# All of them folded.
_ARTICLES = _words("the al el as an ash la le les los der die das il lo gli de i аль эль ال")
_SMALL = _ARTICLES | _words("of and for on in et du des und fur y e del di da dos do и по о та و في")
_GENERIC = _words(
    """
    news newswire agency newspaper magazine press tv television radio channel network online website site media
    nachrichten nachrichtenagentur agentur zeitung sender agence presse chaine agencia noticias agenzia stampa
    ajansi haber haberleri gazetesi πρακτορειο ειδησεων εφημεριδα
    агентство информационное информагентство агенція новости новини газета телеканал радио журнал
    وكاله انباء للانباء الانباء قناه صحيفه جريده اذاعه تلفزيون اخبار الاخبار خبرگزاري روزنامه شبكه
    סוכנות חדשות עיתון
    """
)


class Why(Word):
    """What matched between two entries; the label takes the two names, or what both share, in its braces."""

    NAME = "name", "both are called “{one}”"
    WRITING = "writing", "“{one}” and “{other}” are one name, written differently"
    INITIALS = "initials", "“{one}” and “{other}”: one is the initials of the other"
    SOUND = "sound", "“{one}” and “{other}” sound alike in two scripts"
    SITE = "site", "both are at {one}"
    CORE = "core", "“{one}” and “{other}” are alike but for words such as “news agency”"
    SPELLING = "spelling", "“{one}” and “{other}” differ by a letter"


@dataclass(frozen=True)
class Name:
    """A name as it is written, and its folded form (``names.fold``)."""

    written: str
    folded: str

    @classmethod
    def of(cls, written: str) -> "Name":
        """Return a name with its folded form."""
        return cls(written, fold(written))


@dataclass(frozen=True)
class Entry(Generic[S]):
    """A source as it is entered: its names, its kind, and the sites that are its own."""

    id: S
    names: tuple[Name, ...]
    kind: SourceKind = SourceKind.UNKNOWN
    sites: frozenset[str] = frozenset()

    @cached_property
    def keys(self) -> dict[Key, list[Name]]:
        """Return the keys of an entry, each with the names, or the site, that gave it."""
        given: dict[Key, list[Name]] = {(Why.SITE, site): [Name(site, site)] for site in self.sites}
        for name in self.names:
            for key in dict.fromkeys(_keys(name, self.kind)):
                given.setdefault(key, []).append(name)
        return given


@dataclass(frozen=True)
class Match:
    """What matched: the rule, and what of either entry it was; the lesser entry of a pair comes first."""

    why: Why
    one: str
    other: str

    def __str__(self) -> str:
        return self.why.label.format(one=self.one, other=self.other)


@dataclass(frozen=True)
class Pair(Generic[S]):
    """Two entries that are likely one, and what matched, the strongest first; the lesser id comes first."""

    one: S
    other: S
    matches: tuple[Match, ...]


def pairs(entries: Iterable[Entry[S]]) -> list[Pair[S]]:
    """Return the entries that are likely one, those that match best first, in an order that is always the same."""
    listed = sorted(entries, key=lambda entry: str(entry.id))
    by_key: defaultdict[Key, list[int]] = defaultdict(list)
    for place, entry in enumerate(listed):
        for key in entry.keys:
            by_key[key].append(place)
    alike = {two for block in by_key.values() if len(block) > 1 for two in _against(block)}
    both = ((listed[one], listed[other]) for one, other in alike)
    found = [Pair(one.id, other.id, matches(one, other)) for one, other in both]
    return sorted((pair for pair in found if pair.matches), key=order)


def matches(one: Entry[S], other: Entry[S]) -> tuple[Match, ...]:
    """Return what matches between two entries, each rule once, the strongest first; nothing for one and the same."""
    if one.id == other.id:
        return ()
    if str(other.id) < str(one.id):
        one, other = other, one
    shared = sorted(one.keys.keys() & other.keys.keys(), key=lambda key: (_RANK[key[0]], key[1]))
    found: dict[Why, Match] = {}
    for key in shared:
        if key[0] not in found and _SAID_BY.get(key[0], frozenset()).isdisjoint(found):
            named = ((a, b) for a in one.keys[key] for b in other.keys[key] if _is_so(key[0], a, b))
            for a, b in islice(named, 1):
                found[key[0]] = Match(key[0], a.written, b.written)
    return tuple(found.values())


_RANK = {why: rank for rank, why in enumerate(Why)}
_SAID_BY = {
    Why.WRITING: frozenset({Why.NAME}),
    Why.SOUND: frozenset({Why.NAME, Why.WRITING}),
    Why.CORE: frozenset({Why.NAME, Why.WRITING}),
    Why.SPELLING: frozenset({Why.NAME, Why.WRITING}),
}
"""By rule, those that are stronger and say as much."""


def _is_so(why: Why, one: Name, other: Name) -> bool:
    """Tell whether two names that share a key match as the rule says."""
    match why:
        case Why.INITIALS:
            return (len(one.folded.split()) == 1) != (len(other.folded.split()) == 1)
        case Why.SOUND:
            return "" != sounds.script(one.folded) != sounds.script(other.folded) != ""
        case Why.SPELLING:
            return _differ_by_a_slip(_joined(one.folded.split()), _joined(other.folded.split()))
    return True


def _differ_by_a_slip(one: str, other: str) -> bool:
    """Tell whether two words differ by a letter left out, added or changed, or by two that changed places."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def _keys(name: Name, kind: SourceKind) -> Iterator[Key]:
    yield Why.NAME, name.folded
    words = name.folded.split()
    plain = _without(words, _ARTICLES)
    yield Why.WRITING, _joined(plain)
    if web := _WEB.fullmatch(name.written.strip()):
        yield Why.WRITING, _joined(fold(web[1]).split())
    if not kind.named and kind is not SourceKind.UNKNOWN:
        return  # "US officials" and "US official" name people, whom nobody knows to be the same.
    core = _without(plain, _GENERIC)
    if len(_joined(core)) >= 3:
        yield Why.CORE, _joined(core)
    yield from ((Why.INITIALS, initials) for initials in _initials(name, words, kind))
    for spelt in {tuple(plain), tuple(core)}:
        yield from ((Why.SOUND, sound) for sound in _sounds(spelt))
    if len(name.folded) in _SPELLING and not any(sign.isdigit() for sign in name.folded):
        joined = _joined(words)
        yield from ((Why.SPELLING, joined[:at] + joined[at + 1 :]) for at in range(1, len(joined)))


def _initials(name: Name, words: Sequence[str], kind: SourceKind) -> Iterator[str]:
    """Yield what a short name stands for, or the initials of a long one, with and without the small words."""
    if len(words) == 1:
        written = name.written.strip().replace(".", "")
        if 2 <= len(words[0]) <= _LONGEST_ACRONYM and written.isupper():
            yield words[0]
    elif kind is not SourceKind.PERSON:
        for some in (words, _without(words, _SMALL)):
            if 2 <= len(some) <= _LONGEST_ACRONYM:
                yield "".join(word[0] for word in some)


def _sounds(words: Sequence[str]) -> Iterator[str]:
    spelt = " ".join(word.removeprefix("ال") for word in words)
    roman = sounds.romanised(spelt)
    if len(_joined(roman.split())) >= _SHORTEST_SKELETON:
        yield f"={_joined(roman.split())}"
    yield from (sound for sound in sounds.skeletons(spelt) if len(sound) >= _SHORTEST_SKELETON)


def _without(words: Sequence[str], dropped: frozenset[str]) -> list[str]:
    """Return words without some of them, or all where nothing else would be left."""
    return [word for word in words if word not in dropped] or list(words)


def _joined(words: Iterable[str]) -> str:
    return "".join(words)


def _against(block: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(block) > _MOST_ALIKE:
        return ((block[0], other) for other in block[1:])
    return ((one, other) for at, one in enumerate(block) for other in block[at + 1 :])


def order(pair: Pair[S]) -> tuple[int, int, str, str]:
    """Return what puts pairs in order: by the strongest rule, by how many matched, then by their ids."""
    return _RANK[pair.matches[0].why], -len(pair.matches), str(pair.one), str(pair.other)
