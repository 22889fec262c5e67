"""What Poppler, somebody else's reader of PDF, says of a file."""

import subprocess
from pathlib import Path
from shutil import which

from tests.conftest import absent


def poppler(tool: str, *arguments: str | Path) -> str:
    """Return what one of its programs says; the test is skipped where there is none."""
    if which(tool) is None:
        absent(f"There is no {tool}: `apt install poppler-utils`.")
    done = subprocess.run([tool, *map(str, arguments)], capture_output=True, check=True)
    return done.stdout.decode("utf-8")
