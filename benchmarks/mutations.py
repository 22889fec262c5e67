"""Change the tree, the notes and the verifier in every small way, and see whether their tests notice.

Run as ``python -m benchmarks.mutations [MODULE ...]`` or ``make mutations``; it takes about an hour of processor time,
writes ``benchmarks/results/mutations-DATE.md``, and ends with 1 where a mutant survives that nobody gave a reason for.

It works in a copy of the house. Where a change is inside a function, it is put into a copy of a process that has the
tests ready, which runs them until one fails; else the tests are started anew. Tests that take longer than SLOW are left
out.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from time import process_time
from types import FrameType
from typing import Any

import pytest
from hypothesis import Phase, settings

from benchmarks import dated
from benchmarks.mutants import Mutant, mutants, put_in
from benchmarks.survivors import REASONS

HOUSE = Path(__file__).parents[1]
TARGETS = {
    "tracker/domain/merkle.py": ["tests/domain/test_merkle.py"],
    "tracker/domain/notes.py": ["tests/domain/test_notes.py"],
    "tracker/verifier.py": ["tests/verifier"],
}
PYTEST = ["-x", "--assert=plain", "-p", "no:cacheprovider", "-m", "not slow"]
PYTEST += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # Hypothesis is imported here already.
SLOW = 0.6
OVERHEAD, ANEW = 0.02, 0.5
PATIENCE, PATIENCE_ANEW = 10, 60
"""Seconds of processor time."""

NONE = -1

ANSWER = "survivors.json"


class Trial:
    """A plugin of pytest that tries the tests it collected on one mutant after another, in copies of this process."""

    def __init__(self, file: Path, inside: Sequence[Mutant]) -> None:
        self._file, self._inside = file, inside
        self._failed = False
        self.survived: list[Mutant] = []
        self.names: list[str] = []

    def pytest_sessionstart(self) -> None:
        """Let examples be few, the same each time, and none be made smaller: it is enough that one fails."""
        phases = [Phase.explicit, Phase.generate]
        settings.register_profile(
            "mutations", max_examples=40, deadline=None, derandomize=True, database=None, phases=phases
        )
        settings.load_profile("mutations")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note that a test failed."""
        self._failed = self._failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Time the tests as they are, then try them on every mutant, first those that killed most for their time."""
        took = _aside(lambda: [self._timed(item) for item in session.items])
        if took is None or None in took:
            raise RuntimeError(f"the tests of {self._file} fail as they are")
        quick = [at for at, seconds in enumerate(took) if seconds < SLOW]
        reached = dict(zip(quick, _aside(lambda: [self._reached(session.items[at]) for at in quick]), strict=True))
        killed = Counter[int]()
        module, source = import_module(".".join(self._file.with_suffix("").parts)), self._file.read_text("utf-8")
        for mutant in self._inside:
            # What reaches nothing here may run the module in another process. Not every constant is a line that is run.
            run = any(mutant.line in lines for lines in reached.values())
            order = [at for at in quick if not run or not reached[at] or mutant.line in reached[at]]
            order.sort(key=lambda at: (took[at] + (OVERHEAD if reached[at] else ANEW)) / (1 + killed[at]))
            tests = [(at, session.items[at], 1 + 5 * took[at]) for at in order]
            self._file.write_text(mutant.source, "utf-8")
            killer = _aside(partial(self._killer, module, mutant, tests))
            self.survived += [mutant] if killer == NONE else []
            killed[killer] += 1
            _tell(mutant, survived=killer == NONE)
        self._file.write_text(source, "utf-8")
        self.names = [session.items[at].nodeid for at in sorted(quick, key=lambda at: (-killed[at], took[at]))]
        return True

    def _reached(self, item: pytest.Item) -> list[int]:
        """Return the lines of the module that a test runs in this process."""
        lines, name = set(), str(self._file.absolute())

        def trace(frame: FrameType, event: str, _: object) -> Any:
            if event == "line":
                lines.add(frame.f_lineno)
            return trace if frame.f_code.co_filename == name else None

        sys.settrace(trace)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        sys.settrace(None)
        return sorted(lines)

    def _timed(self, item: pytest.Item) -> float | None:
        begun = process_time()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return None if self._failed else process_time() - begun

    def _killer(self, module: Any, mutant: Mutant, tests: Sequence[tuple[int, pytest.Item, float]]) -> int:
        """Return which of the tests fails first on a mutant; NONE where all pass."""
        _bound(PATIENCE + int(sum(patience for _, _, patience in tests)) // 3)
        put_in(module, mutant)
        followers = [*(item for _, item, _ in tests[1:]), None]
        for (at, item, patience), following in zip(tests, followers, strict=True):
            signal.setitimer(signal.ITIMER_PROF, patience)  # It ends this copy.
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._failed:
                return at
        return NONE


def _aside(work: Callable[[], Any]) -> Any:
    """Do something in a copy of this process and return what came of it; None where the copy did not end well."""
    reading, writing = os.pipe()
    if not (copy := os.fork()):
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        try:
            os.write(writing, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        answer = file.read()
    os.waitpid(copy, 0)
    return json.loads(answer) if answer else None


def _bound(seconds: int) -> None:
    """Let this process, and each that it starts, end after so much processor time of its own."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _tell(mutant: Mutant, *, survived: bool) -> None:
    print(f"{'SURVIVED ' if survived else ''}{mutant.line} {mutant.where}: {mutant.what}", file=sys.stderr, flush=True)


def survivors(file: Path, tests: Sequence[str]) -> list[Mutant]:
    """Return the mutants of a file that no test notices."""
    source = file.read_text("utf-8")
    tried = list(mutants(source))
    trial = Trial(file, [mutant for mutant in tried if mutant.inside])
    if pytest.main([*PYTEST, "-p", "no:terminal", *tests], plugins=[trial]) or not _passes_anew(trial.names):
        raise RuntimeError(f"the tests of {file} cannot be tried")
    for mutant in tried:
        if not mutant.inside:
            file.write_text(mutant.source, "utf-8")
            trial.survived += [mutant] if (survived := _passes_anew(trial.names)) else []
            _tell(mutant, survived=survived)
    file.write_text(source, "utf-8")
    return sorted(trial.survived, key=lambda mutant: mutant.line)


def _passes_anew(names: Sequence[str]) -> bool:
    command = [sys.executable, "-m", "pytest", *PYTEST, *names]
    bound = partial(_bound, PATIENCE_ANEW)
    return subprocess.run(command, capture_output=True, check=False, preexec_fn=bound).returncode == 0


def main(chosen: Sequence[str]) -> int:
    """Try the mutants of some modules, or of all, write what was found, and return the exit code."""
    lines, unexplained = _head(), 0
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder, "house")
        kept = subprocess.run(["git", "ls-files"], cwd=HOUSE, capture_output=True, check=True, text=True)
        for name in kept.stdout.splitlines():
            (scratch / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(HOUSE / name, scratch / name)
        for file in chosen or TARGETS:
            command = [sys.executable, "-m", "benchmarks.mutations", "--try", file]
            subprocess.run(command, cwd=scratch, check=True)
            survived = [Survivor(**one) for one in json.loads((scratch / ANSWER).read_text("utf-8"))]
            tried = len(list(mutants((HOUSE / file).read_text("utf-8"))))
            lines += _section(file, tried, survived)
            unexplained += sum(not reason(file, one) for one in survived)
    print(f"Written to {dated.write('mutations', 'Mutants and the tests that notice them', lines)}")
    return 1 if unexplained else 0


@dataclass(frozen=True)
class Survivor:
    """A mutant that no test noticed."""

    line: int
    change: str


def reason(file: str, survivor: Survivor) -> str:
    """Return why a survivor does no harm; nothing where nobody said."""
    return next((why for why, changes in REASONS.get(file, {}).items() if survivor.change in changes), "")


def _head() -> list[str]:
    return [
        "Each mutant is a module with one small change: another comparison, operator or constant, a statement left "
        "out, a return of nothing. It is *killed* where a test of the module fails, or does not end. `make mutations` "
        "runs it.",
        "",
    ]


def _section(file: str, tried: int, survived: Sequence[Survivor]) -> list[str]:
    rows = [f"| {one.line} | `{one.change.replace('|', chr(92) + '|')}` | {reason(file, one)} |" for one in survived]
    return [
        f"## {file}",
        "",
        f"{tried:,} mutants, {tried - len(survived):,} killed, {len(survived):,} survived.",
        "",
        "| line | change | why it does no harm |",
        "|---|---|---|",
        *rows,
        "",
    ]


def _answer(file: str) -> None:
    found = survivors(Path(file), TARGETS[file])
    answers = [{"line": mutant.line, "change": f"{mutant.where}: {mutant.what}"} for mutant in found]
    Path(ANSWER).write_text(json.dumps(answers), "utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--try"]:
        _answer(sys.argv[2])
    else:
        sys.exit(main(sys.argv[1:]))
