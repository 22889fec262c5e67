"""The audit trail as CSV: one row an event, as people read it."""

from collections.abc import Iterable, Iterator
from itertools import chain

from tracker.domain.entries import Difference, Entry
from tracker.domain.leaves import moment
from tracker.domain.wording import in_figures
from tracker.exports.cells import rows

HEAD = ("Change", "At (UTC)", "Who", "Action", "What happened", "About", "Why", "Differences")


def trail_csv(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield the trail row by row; long texts are shortened as on the page, and stand whole in the JSON lines."""
    return rows(chain([HEAD], map(_cells, entries)))


def _cells(entry: Entry) -> list[str]:
    differences = [_difference(difference) for difference in entry.differences]
    if entry.more:
        differences.append(f"and {in_figures(entry.more, 'more row')}")
    return [
        str(entry.seq),
        moment(entry.at),
        entry.actor,
        entry.action,
        entry.text,
        entry.about,
        entry.why,
        "\n".join(differences),
    ]


def _difference(difference: Difference) -> str:
    if difference.before == difference.after:
        return f"{difference.label}: {difference.after}"
    return f"{difference.label}: {difference.before or '(nothing)'} → {difference.after or '(nothing)'}"
