"""QR codes in files that leave the house."""

import io

import segno
from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """Return a text as a QR code (ISO/IEC 18004), drawn as SVG that grows with its box."""
    drawn = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, svgclass=None, lineclass=None, border=2)
    return Markup(drawn.getvalue().decode("utf-8"))
