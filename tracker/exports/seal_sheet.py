"""A seal as one page to print: what it says, a QR code of it, and a line for whoever takes it to sign on."""

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tracker.domain.notes import Checkpoint, Note
from tracker.exports.qr import qr_code
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
        code=qr_code(str(note)),
        styles=Markup("<style>{}</style>").format(Markup(styles)),
        digest=csp_hash(styles),
    )
    return page.encode("utf-8")
