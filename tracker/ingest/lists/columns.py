"""Which column of a table holds what: guessed from its heading, chosen by a person, and read row by row."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.domain.errors import Unreadable
from tracker.domain.names import fold
from tracker.ingest.lists.claim_reviews import LONGEST_CLAIM
from tracker.ingest.lists.ratings import verdict
from tracker.ingest.lists.reviewed import Reviewed, TheirVerdict
from tracker.ingest.lists.sayers import by_address, sayers
from tracker.ingest.lists.understanding import Understanding

FIELDS = {
    "claim": "The claim",
    "verdict": "Verdict in words",
    "rating": "Verdict as a number",
    "worst": "Worst number",
    "best": "Best number",
    "reviewer": "Who reviewed it",
    "byline": "Who wrote the review",
    "address": "Address of the review",
    "title": "Title of the review",
    "published": "Date of the review",
    "said_by": "Who said it",
    "said_in": "Where it was said (a title)",
    "said_at": "Address of where it was said",
    "said_on": "When it was said",
    "language": "Language",
    "body": "Text or note",
}
"""What a column may hold, with the words that people choose it by."""

_HEADINGS = {
    "claim": "claim|claim text|claimreviewed|claim reviewed|statement|quote|text|afirmación|afirmacion|alegação"
    "|affirmation|déclaration|behauptung|aussage|claim_text|claim (text)|affermazione|утверждение|الادعاء|दावा",
    "verdict": "verdict|rating|textual rating|textualrating|verdict words|conclusion|ruling|label|rating name"
    "|alternatename|veredicto|calificación|classificação|verdict final|bewertung|urteil|valutazione|вердикт|оценка",
    "rating": "ratingvalue|rating value|score|number|rating number|value|puntuación|nota|punktzahl",
    "worst": "worstrating|worst rating|worst|minimum|min",
    "best": "bestrating|best rating|best|maximum|max",
    "reviewer": "reviewer|publisher|fact checker|factchecker|fact-checker|organisation|organization|outlet|checked by"
    "|publisher name|reviewed by|verificador|vérificateur|faktenchecker|издатель",
    "byline": "byline|author of review|review author|writer|journalist|autor de la revisión",
    "address": "url|link|address|review url|reviewurl|fact check url|factcheck url|web|permalink|enlace|lien|adresse",
    "title": "title|headline|review title|name|título|titre|titel|titolo|заголовок",
    "published": "date|review date|date published|datepublished|published|publication date|reviewed on|fecha|data|datum"
    "|date de publication|дата|التاريخ",
    "said_by": "speaker|claimant|said by|source|who said it|author|claimed by|made by|quién lo dijo|fuente|fonte|quelle"
    "|auteur|autor|источник|المصدر",
    "said_in": "where|medium|context|venue|appeared in|said in|where it was said|publication",
    "said_at": "claim url|claim link|appearance|first appearance|firstappearance|source url|original url|said at"
    "|claimurl|post url|link to claim",
    "said_on": "claim date|claimdate|date of claim|said on|date said|when|statement date|fecha de la afirmación",
    "language": "language|lang|inlanguage|idioma|langue|sprache|язык",
    "body": "note|notes|explanation|summary|description|review body|reviewbody|comment|comments|nota|resumen",
}
_KNOWN = {fold(one): field for field, listed in _HEADINGS.items() for one in listed.split("|")}

Mapped = Mapping[str, int]
"""Which column holds what, by field; columns are counted from 0."""


def guess(headings: Sequence[str]) -> dict[str, int]:
    """Return which column holds what, as far as the headings tell; each column holds one thing at most."""
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        field = _KNOWN.get(fold(heading))
        if field is not None:
            found.setdefault(field, at)
    return found


def read(headings: Sequence[str], cells: Sequence[str], mapped: Mapped) -> Reviewed:
    """Return what a row says by a mapping of its columns; raise Unreadable where it holds no claim."""
    reads = Understanding()

    def cell(field: str) -> str:
        at = mapped.get(field)
        return cells[at] if at is not None and at < len(cells) else ""

    claim = reads.plain(cell("claim"), "The claim")
    if not claim:
        raise Unreadable("There is no claim in this row.")
    if len(claim) > LONGEST_CLAIM:
        raise Unreadable(f"Its claim has {len(claim):,} characters; at most {LONGEST_CLAIM:,} are taken.")
    said_at = reads.address(cell("said_at"), "The address of the work")
    who = sayers(reads, cell("said_by")) or (by_address(reads, said_at) if said_at else ())
    return Reviewed(
        claim=claim,
        title=reads.line(cell("title"), "The title of the review"),
        reviewer=reads.line(cell("reviewer"), "The reviewer"),
        byline=reads.line(cell("byline"), "The byline"),
        address=reads.address(cell("address"), "The address of the review"),
        published=reads.date(cell("published"), "The date of the review"),
        language=reads.line(cell("language"), "The language")[:35],
        verdict=_verdict(reads, cell("verdict"), cell("rating"), cell("worst"), cell("best")),
        said_by=who,
        said_in=reads.line(cell("said_in"), "The name of the work"),
        said_at=said_at,
        said_on=reads.date(cell("said_on"), "The date of the work"),
        body=reads.plain(cell("body"), "The text"),
        odd=tuple(reads.odd),
    )


def as_bytes(headings: Sequence[str], cells: Sequence[str]) -> bytes:
    """Return a row as it is kept: its headings and its cells as JSON in UTF-8."""
    named = [[heading, cell] for heading, cell in _pairs(headings, cells)]
    return (json.dumps({"row": named}, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def from_bytes(content: bytes) -> list[tuple[str, str]]:
    """Return the headings and cells of a row that was kept; raise Unreadable for anything else."""
    try:
        kept: Any = json.loads(content)
        return [(str(heading), str(cell)) for heading, cell in kept["row"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable("This is no row of a table.", field="file") from None


def _pairs(headings: Sequence[str], cells: Sequence[str]) -> list[tuple[str, str]]:
    names = [*headings, *(f"Column {at + 1}" for at in range(len(headings), len(cells)))]
    return [(name or f"Column {at + 1}", cells[at]) for at, name in enumerate(names) if at < len(cells) and cells[at]]


def _verdict(reads: Understanding, words: str, number: str, worst: str, best: str) -> TheirVerdict:
    """Return the verdict of a row; a table of claims that nobody reviewed need have none."""
    if not words.strip() and not number.strip():
        return TheirVerdict()
    return verdict(reads, words, number, worst, best)
