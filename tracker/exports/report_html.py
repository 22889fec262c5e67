"""A report as one HTML file that needs nothing else: it prints, reads in the light and in the dark, runs nothing."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tracker.domain import claims_by_origin
from tracker.domain.claims_by_origin import ArticleClaim, Ending, Origin, by_origin
from tracker.domain.drawing.pairs import Pairs
from tracker.domain.errors import TooLarge
from tracker.domain.reports import Report
from tracker.domain.reports.claims import ReportClaim
from tracker.domain.reports.ends import lines
from tracker.domain.reports.findings import findings, main_claim
from tracker.domain.reports.pictures import picture, place_anchor, shapes, signs, step_anchor
from tracker.domain.reports.quotes import ReportStep
from tracker.domain.reports.sentences import checked_by_sentence, scope_sentence
from tracker.domain.text import one_line
from tracker.domain.verdicts import GateKey
from tracker.domain.vocabulary import Beyond
from tracker.domain.wording import counted, date, moment
from tracker.exports.fonts import faces
from tracker.exports.qr import qr_code

MEDIA_TYPE = "text/html"
MOST_CLAIMS = 500

HOUSE = Path(__file__).resolve().parents[2]
_STYLES = HOUSE / "tracker" / "static" / "styles"
_SHEETS = ("tokens", "ground", "verdicts", "quotes", "picture", "report")


def write(report: Report) -> Iterator[bytes]:
    """Yield a report as one HTML file; raises TooLarge where it has more claims than people print."""
    text = body(report)
    sheets = "\n".join((_STYLES / f"{name}.css").read_text("utf-8") for name in _SHEETS)
    sheet = f"{faces(text)}{sheets}@page {{ size: {report.options.paper.label.removeprefix('US ')}; }}\n"
    document = _environment(report.desk.zone).get_template("reports/export/document.html")
    styles, digest = Markup("<style>{}</style>").format(Markup(sheet)), csp_hash(sheet)
    yield document.render(report=report, body=text, styles=styles, digest=digest).encode("utf-8")


def body(report: Report) -> Markup:
    """Return what stands on the paper, for a page that brings the styles and the marks along."""
    if report.claim_count > MOST_CLAIMS:
        raise TooLarge(
            f"A printable report holds at most {MOST_CLAIMS} claims, and this would have {report.claim_count:,}. "
            "Filter the list further, or take it as CSV or JSON."
        )
    claims = tuple(report.claims)
    found = findings(claims)
    main = main_claim(claims)
    template = _environment(report.desk.zone).get_template("reports/export/paper.html")
    return Markup(
        template.render(
            report=report,
            claims=claims,
            found=found,
            main=main,
            drawn=picture(main.quotes, main.origins) if main else None,
            together=_together(report, claims),
            scope=scope_sentence(report, found),
            checked_by=checked_by_sentence(found.checked_by),
            code=qr_code(report.edition.seal) if report.edition and report.edition.seal else "",
        )
    )


@dataclass(frozen=True)
class Together:
    """The claims of a report on one article by their origins: as a picture, and in words."""

    picture: Pairs
    by_origin: Mapping[Origin, Sequence[Ending]]
    undrawn: int


def _together(report: Report, claims: Sequence[ReportClaim]) -> Together | None:
    """Draw the claims of a report on one article by their origins; None for another, and for a single claim."""
    if report.scope.article is None or len(claims) < 2:
        return None
    told = [ArticleClaim.of(claim, report.scope.article.number) for claim in claims]
    drawn = claims_by_origin.drawn(told)
    laid = claims_by_origin.picture(drawn)
    return Together(laid, by_origin(told), len(told) - len(drawn)) if laid else None


@lru_cache(maxsize=4)
def _environment(zone: str) -> Environment:
    """Return the templates of reports, which know nothing of requests: they leave the house as files."""
    environment = Environment(
        loader=FileSystemLoader(HOUSE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        moment=partial(moment, zone=ZoneInfo(zone)), date=date, counted=counted, one_line=one_line, words=_trail_words
    )
    environment.globals.update(
        deepened=_deepened,
        signs=signs,
        shapes=shapes,
        place_anchor=place_anchor,
        step_anchor=step_anchor,
        gate=_gate,
    )
    environment.tests["web_address"] = _is_web_address
    return environment


def csp_hash(sheet: str) -> str:
    """Return the hash by which the file's own security policy lets its style sheet in (CSP level 3)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(sheet.encode("utf-8")).digest()).decode("ascii")


def _is_web_address(address: str) -> bool:
    return address.lower().startswith(("https://", "http://"))


def _trail_words(trail: Iterable[ReportStep]) -> list[dict[str, object]]:
    """Return each way through a trail as the macro for trails in words takes it."""
    said = (Beyond.GIVES_NONE, Beyond.LOST)
    return [
        {
            "steps": [{"name": step.source.name, "unnamed": not step.source.kind.named} for step in line],
            "beyond": line[-1].beyond.value if line[-1].beyond in said else None,
        }
        for line in lines(trail)
    ]


def _deepened(trail: Iterable[ReportStep], depth: int = 1) -> Iterator[tuple[int, ReportStep]]:
    """Yield the steps of a trail with their depth, 1 next to the reader."""
    for step in trail:
        yield depth, step
        yield from _deepened(step.had_from, depth + 1)


def _gate(key: str) -> str:
    """Return what the gate asked, as people read it."""
    return GateKey(key).label if key in set(GateKey) else key
