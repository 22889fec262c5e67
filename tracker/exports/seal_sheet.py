"""A seal as one page to print: what it says, a QR code of it, and a line for whoever takes it to sign on."""

import io

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tracker.domain.notes import Checkpoint, Note
from tracker.exports.report_html import HOUSE, csp_hash

_SHEET = HOUSE / "tracker" / "static" / "styles" / "sheet.css"


def write(note: Note, desk_name: str) -> bytes:
    """Return a seal as an HTML page that needs nothing else; the QR code holds the signed note, byte for byte."""
    environment = Environment(loader=FileSystemLoader(HOUSE / "templates"), autoescape=True, undefined=StrictUndefined)
    styles = _SHEET.read_text("utf-8")
    page = environment.get_template("checkpoints/sheet.html").render(
        desk=desk_name,
        note=str(note),
        seal=Checkpoint.parse(note.text),
        code=_code(str(note)),
        styles=Markup("<style>{}</style>").format(Markup(styles)),
        digest=csp_hash(styles),
    )
    return page.encode("utf-8")


def _code(text: str) -> Markup:
    """Return a text as a QR code (ISO/IEC 18004), drawn as SVG that grows with its box."""
    drawn = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, svgclass=None, lineclass=None, border=2)
    return Markup(drawn.getvalue().decode("utf-8"))
