"""How long a stranger waits: the README's two commands in an empty folder."""

import os
import re
import subprocess
import time
from pathlib import Path

from benchmarks.serving import answers

HOUSE = Path(__file__).resolve().parents[1]
PORT = 8733


def clone(folder: Path) -> Path:
    """Clone what is committed into a folder of its own."""
    there = folder / "fresh"
    subprocess.run(["git", "clone", "--quiet", str(HOUSE), str(there)], check=True)
    return there


def time_run(there: Path) -> float:
    """Return the seconds from ``make run`` to the first answer, packages and demo desk included."""
    begun = time.perf_counter()
    environment = {**os.environ, "PORT": str(PORT)}
    process = subprocess.Popen(["make", "run"], cwd=there, env=environment, stdout=subprocess.DEVNULL)
    try:
        answers(PORT, seconds=600)
        return time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(30)


def time_test(there: Path) -> tuple[float, str]:
    """Return the seconds that ``make test`` takes with packages to install, and its closing line."""
    begun = time.perf_counter()
    environment = {**os.environ, "TRACKER_SHARED": str(HOUSE.parent / "shared")}
    done = subprocess.run(["make", "test"], cwd=there, env=environment, capture_output=True, text=True, check=False)
    closing = re.findall(r"^.*\d+ passed.*$", done.stdout, re.MULTILINE)
    return time.perf_counter() - begun, closing[-1].strip(
        " ="
    ) if closing else f"make test ended with {done.returncode}"
