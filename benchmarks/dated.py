"""Where results are kept: one file a subject and day, to be committed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


def write(subject: str, title: str, lines: Sequence[str]) -> Path:
    """Write what was found today on a subject, under a title, and return the file."""
    today = datetime.now(UTC)
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{subject}-{today:%Y-%m-%d}.md"
    path.write_text("\n".join([f"# {title}, {today:%d %B %Y}", "", *lines, ""]), "utf-8")
    return path
