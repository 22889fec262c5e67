"""What stayed open: what we could not find out, whom we asked, what would change our mind."""

from collections.abc import Iterator, Sequence

from tracker.domain.directions import isolated
from tracker.domain.reports.findings import Asked, Findings
from tracker.domain.text import one_line
from tracker.domain.wording import date
from tracker.exports.paper.blocks import Block, Bullets, Columns, Heading, Paragraph, Run, plain
from tracker.exports.paper.runs import meta

_MOST = 12
_ANSWER, _QUESTION = 120, 80


def open_ends(found: Findings) -> Iterator[Block]:
    """Yield three lists side by side, twelve of each; the rest stands with the claims."""
    several = sum(count.claims for count in found.counts) > 1
    unknowns = [
        _told(f"{isolated(one.about)}: {one.what}." if one.about else f"{one.what}.", one.claim if several else 0)
        for one in found.unknowns
    ]
    asked = [_told(_asked(one), one.claim if several else 0) for one in found.asked]
    changes = [_told(one.words, one.claim if several else 0) for one in found.would_change]
    yield Heading(2, plain("What we could not find out"))
    yield Columns(
        (
            (Heading(3, plain("Open")), _list(unknowns, "Nothing on record.")),
            (Heading(3, plain("Whom we asked")), _list(asked, "Nobody yet.")),
            (Heading(3, plain("What would change our mind")), _list(changes, "Not said.")),
        )
    )


def _list(items: Sequence[Paragraph], none: str) -> Bullets:
    more = (meta(f"{len(items) - _MOST:,} more, with the claims below"),) if len(items) > _MOST else ()
    return Bullets((*items[:_MOST], *more) or (meta(none),))


def _told(words: str, claim: int) -> Paragraph:
    number = (Run(" "), Run(str(claim), "number", link=f"#claim-{claim}")) if claim else ()
    return Paragraph((Run(words), *number), own_direction=True)


def _asked(asked: Asked) -> str:
    enquiry = asked.enquiry
    whom = isolated(enquiry.asked.name) if enquiry.asked else one_line(enquiry.words, _QUESTION)
    when = f", {date(enquiry.asked_on)}" if enquiry.asked_on else ""
    answer = one_line(enquiry.answer, _ANSWER) if enquiry.answer else enquiry.outcome.label
    return f"{whom}{when}: {answer}"
