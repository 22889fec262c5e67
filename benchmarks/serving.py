"""Starting a server as a desk would, and asking it for pages."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Took:
    """How long a request took, in milliseconds: the median and the 99th of a hundred."""

    median: float
    p99: float


@contextmanager
def serving(command: list[str], port: int, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until this block ends; yields once it answers."""
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        answers(port, seconds=20)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def start_up(command: list[str], port: int, **environment: str) -> float:
    """Return the seconds from the start of a server to its first answer."""
    begun = time.perf_counter()
    with serving(command, port, **environment):
        return time.perf_counter() - begun


def answers(port: int, *, seconds: float) -> None:
    """Wait until a server answers; raise RuntimeError where it does not."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(f"nothing answers at port {port}")


def memory(process: subprocess.Popen[bytes]) -> int:
    """Return the proportional set size of a server and its workers in MB."""
    children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)
    return sum(_pss(pid) for pid in [str(process.pid), *children.stdout.split()]) // 1024


class Visitor:
    """A browser that keeps its cookies and its connection."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port)
        self._cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Send one request; return status and page."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        body = urlencode(form) if form is not None else None
        self._connection.request(method, path, body, {**headers, **(FORM if form is not None else {})})
        answer = self._connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, page

    def sign_in(self, login: str, password: str) -> None:
        """Sign in by the page's own form."""
        _, page = self.ask("GET", "/sign-in")
        status, _ = self.ask("POST", "/sign-in", {**hidden(page), "login": login, "password": password})
        if status != 303:
            raise RuntimeError(f"the sign-in answered {status}")

    def time(self, path: str, times: int) -> Took:
        """Ask for a page again and again."""
        taken = []
        for _ in range(times):
            begun = time.perf_counter()
            status, _ = self.ask("GET", path)
            taken.append((time.perf_counter() - begun) * 1000)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")
        return spread(taken)


def spread(taken: list[float]) -> Took:
    """Return the median and the 99th of a hundred of some times."""
    cuts = quantiles(taken, n=100)
    return Took(cuts[49], cuts[98])


def hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of a page's forms, by name."""
    fields = re.findall(r'<input\b[^>]*type="hidden"[^>]*>', page)
    named = {name[1]: field for field in fields if (name := re.search(r'name="([^"]*)"', field))}
    return {name: value[1] for name, field in named.items() if (value := re.search(r'value="([^"]*)"', field))}


def _pss(pid: str) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) if found else 0


PYTHON = sys.executable
