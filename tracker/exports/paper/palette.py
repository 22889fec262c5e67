"""The colours of a report on paper: those of the pages in the light, on white."""

INK, INK_2, INK_3 = "#000000", "#333333", "#4a4a4a"
PAPER, RULE, EDGE = "#ffffff", "#cccccc", "#777777"
ACCENT = "#1d4f91"
BAND = "#f2f0e6"
VERDICTS = {
    "confirmed": "#0a5777",
    "likely": "#246a86",
    "unproven": "#5c5850",
    "unlikely": "#9a4d08",
    "false": "#a12a12",
    "misleading": "#713c8a",
    "disputed": "#6f5900",
    "not_checkable": "#686359",
    "none": "#1d4f91",
}
GROUPS = ("#0b655d", "#7a3a7f", "#8f3d1c", "#3d4f8f", "#3a6426", "#5a4a3a")


def known(mark: str) -> str:
    """Return a sign that can be drawn: one that nobody knows is the ring of no verdict."""
    return mark if mark in VERDICTS else "none"
