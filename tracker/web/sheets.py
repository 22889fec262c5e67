"""The article as the workbench shows it: voices that hold paragraphs, and quotes and links nested within these.

Quotes may overlap, HTML may not: a quote is drawn in as many runs as it takes, and those of a quote that lies under
another one anywhere are all drawn a line deeper. Links are innermost, for a link cannot hold a quote's reference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tracker.domain.markup import Mark, Segment, segments
from tracker.domain.text import word_count
from tracker.domain.trails import Trail, write
from tracker.models import Passage
from tracker.services import trails
from tracker.services.benches import Bench, Placed

_QUOTE, _VOICE, _LINK = "quote", "voice", "link"


@dataclass(frozen=True)
class Words:
    """A run of plain words, and the address that they lead to, if they do."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Quoted:
    """A run of a quote: what it holds, whether it is the quote's first and last, and whether it is drawn lower."""

    placed: Placed
    runs: Sequence["Words | Quoted"]
    first: bool
    last: bool
    low: bool


@dataclass(frozen=True)
class Lines:
    """A paragraph, or as much of one as has one voice; ``words`` counts those of the text before it."""

    start: int
    end: int
    words: int
    text: str
    runs: Sequence[Words | Quoted]


@dataclass
class Spoken:
    """A voice and what it says: paragraphs and the voices within it; ``voice`` is None for the article's own.

    ``inherited`` counts the claims that inherit its trail.
    """

    voice: Passage | None = None
    trail: Trail = Trail()
    inherited: int = 0
    inside: list["Lines | Spoken"] = field(default_factory=list)

    def take_headline(self, title: str) -> Lines | None:
        """Take the first paragraph out if it is the title, for a page shows it as such; it is text all the same."""
        first = self.inside[0] if self.inside else None
        if not isinstance(first, Lines) or first.text.split() != title.split():
            return None
        self.inside.pop(0)
        return first

    @property
    def typed(self) -> str:
        """Return the trail as a person would type it."""
        return write(self.trail)


def lay_out(bench: Bench) -> Spoken:
    """Lay an article's text out for the page."""
    return _Layout(bench).whole()


class _Layout:
    """Knows the marks on a text by their keys."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.text = bench, bench.snapshot.text
        links = [link for link in bench.snapshot.links if str(link[2]).startswith(("http://", "https://"))]
        self.placed = {f"{_QUOTE}:{at}": one for at, one in enumerate(bench.placed)}
        self.voices = {f"{_VOICE}:{at}": one for at, one in enumerate(bench.voices)}
        self.links = {f"{_LINK}:{at}": (start, end, href) for at, (start, end, href) in enumerate(links)}
        self.paragraphs = segments(self.text, self._marks())
        self.low = {key for one in self.paragraphs for segment in one.segments for key in _of(_QUOTE, segment.open)[1:]}

    def whole(self) -> Spoken:
        """Return the text under its voices, each opened where it begins to speak and closed where another does."""
        top = Spoken()
        standing: list[tuple[str, Spoken]] = []
        for voices, lines in self._fragments():
            shared = sum(1 for _ in _while_same([key for key, _ in standing], voices))
            del standing[shared:]
            for key in voices[shared:]:
                voice = self.voices[key]
                spoken = Spoken(voice, trails.as_typed(voice), self.bench.inheriting(voice))
                (standing[-1][1] if standing else top).inside.append(spoken)
                standing.append((key, spoken))
            (standing[-1][1] if standing else top).inside.append(lines)
        return top

    def _marks(self) -> Iterator[Mark]:
        for key, one in self.placed.items():
            yield Mark(one.anchor.start, one.anchor.end, key)
        for key, voice in self.voices.items():
            yield from (Mark(start, end, key) for start, end in voice.ranges)
        for key, (start, end, _) in self.links.items():
            yield Mark(start, end, key)

    def _fragments(self) -> Iterator[tuple[Sequence[str], Lines]]:
        words = at = 0
        for paragraph in self.paragraphs:
            for voices, run in groupby(paragraph.segments, key=lambda segment: _of(_VOICE, segment.open)):
                parts = list(run)
                start, end = parts[0].start, parts[-1].end
                words, at = words + word_count(self.text[at:start]), start
                yield voices, Lines(start, end, words, self.text[start:end], self._nested(parts, 0))

    def _nested(self, parts: Sequence[Segment], depth: int) -> list[Words | Quoted]:
        runs: list[Words | Quoted] = []
        for key, group in groupby(parts, key=lambda segment: _nth(_of(_QUOTE, segment.open), depth)):
            inner = list(group)
            if key is None:
                runs += [Words(segment.text, self._href(segment)) for segment in inner]
            else:
                opened = any(key in segment.opened for segment in inner)
                closed = any(key in segment.closed for segment in inner)
                nested = self._nested(inner, depth + 1)
                runs.append(Quoted(self.placed[key], nested, opened, closed, key in self.low))
        return runs

    def _href(self, segment: Segment) -> str:
        keys = _of(_LINK, segment.open)
        return self.links[keys[-1]][2] if keys else ""


def _of(kind: str, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key.startswith(kind))


def _nth(keys: Sequence[str], at: int) -> str | None:
    return keys[at] if at < len(keys) else None


def _while_same(one: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    for left, right in zip(one, other, strict=False):
        if left != right:
            return
        yield left
