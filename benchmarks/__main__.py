"""Measure a desk of 10,000 claims on both engines and write what was found to ``benchmarks/results/DATE.md``."""

import os
import platform
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from benchmarks import desk, floor, fresh, serving, statements
from benchmarks.serving import Took, Visitor
from config import Settings, make_keys
from tests.engines import Databases, Kind, new_server
from tracker.db import Database, schema
from tracker.models import Claim

PORT, FLOOR_PORT = 8731, 8732
TIMES = 200
RESULTS = Path(__file__).parent / "results"
SERVE = [sys.executable, "-m", "tracker", "serve"]
BARE = ["-w2", "--threads=4", "--log-level=warning", f"-b127.0.0.1:{FLOOR_PORT}", "benchmarks.floor:create_app()"]
FLOOR = [sys.executable, "-m", "gunicorn", *BARE]


@dataclass
class Measured:
    """What was measured on one engine: times by page, and figures by name."""

    engine: str
    times: dict[str, Took] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)


def main() -> None:
    """Measure the floor, then the desk on SQLite and on PostgreSQL, in one run."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        bare = _floor(home)
        measured = [_desk("SQLite", f"sqlite:///{home / 'tracker.db'}", home)]
        server = new_server()
        databases = Databases(home, server, "bench", schema.upgrade)
        try:
            server.ensure_running()
            measured.append(_desk("PostgreSQL", databases.empty(Kind.POSTGRESQL), home))
        finally:
            server.stop()
        path = _write(_report(bare, measured))
        with path.open("a", encoding="utf-8") as file:
            file.write("\n".join(_from_nothing(home)))
    print(f"Written to {path}")


def _write(lines: list[str]) -> Path:
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{datetime.now(UTC):%Y-%m-%d}.md"
    path.write_text("\n".join(lines), "utf-8")
    return path


def _from_nothing(home: Path) -> list[str]:
    there = fresh.clone(home)
    run = fresh.time_run(there)
    tested, closing = fresh.time_test(there)
    return [
        "## From nothing",
        "",
        f"- `make run` in an empty folder, packages and demo desk included: {run:.0f} s",
        f"- `make test` there: {tested:.0f} s ({closing})",
        "",
    ]


def _floor(home: Path) -> dict[str, Took]:
    path = home / "floor.db"
    floor.make(path)
    with serving.serving(FLOOR, FLOOR_PORT, FLOOR_DATABASE=str(path)):
        visitor = Visitor(FLOOR_PORT)
        visitor.time("/", 50)
        return {"page": visitor.time("/", TIMES), "save": _saves_bare(visitor)}


def _saves_bare(visitor: Visitor) -> Took:
    taken = []
    for number in range(TIMES):
        begun = time.perf_counter()
        visitor.ask("POST", "/", {"id": str(number), "statement": f"Reworded {number}."})
        taken.append((time.perf_counter() - begun) * 1000)
    return serving.spread(taken)


def _desk(engine: str, url: str, home: Path) -> Measured:
    make_keys(home)
    key = (home / "keys" / "log_key").read_text().strip().encode()
    schema.upgrade(url)
    database = Database(url, key)
    begun = time.perf_counter()
    desk.fill(database)
    found = Measured(engine)
    entered = f"entering {desk.ARTICLES * desk.CLAIMS:,} claims through the services"
    found.figures[entered] = f"{time.perf_counter() - begun:.0f} s"
    pages = _pages(_last_claim(database))
    environment = {"TRACKER_HOME": str(home), "DATABASE_URL": url, "PORT": str(PORT)}
    found.statements = statements.counted(Settings.from_environment(environment), database, pages)
    database.engine.dispose()
    found.figures["start-up, to the first answer"] = f"{serving.start_up(SERVE, PORT, **environment):.2f} s"
    with serving.serving(SERVE, PORT, **environment) as process:
        found.figures["memory idle, two workers and master"] = f"{serving.memory(process)} MB"
        visitor = Visitor(PORT)
        visitor.sign_in(desk.LOGIN, desk.PASSWORD)
        for name, path in pages.items():
            visitor.time(path, 30)
            found.times[name] = visitor.time(path, TIMES)
        found.times["save with its event"] = _saves(visitor, pages["edit form"])
        found.figures["memory after the run"] = f"{serving.memory(process)} MB"
    return found


def _last_claim(database: Database) -> int:
    with closing(database.reading()) as session:
        return session.scalars(select(Claim.number).order_by(Claim.id.desc()).limit(1)).one() or 1


def _pages(claim: int) -> dict[str, str]:
    return {
        "claim list": "/claims",
        "claim list, by stage and source": "/claims?stage=to_check&source=1",
        "claim list, by words": "/claims?text=bridges+near+Qasr",
        "search, a common word": "/search?q=bridges",
        "search, an absent word": "/search?q=xylophone",
        "claim page": f"/claims/{claim}",
        "workbench of 25 claims": f"/articles/{desk.ARTICLES}",
        "edit form": f"/claims/{claim}/edit",
        "audit trail of a claim": f"/trail/claim/{claim}",
        "audit trail of the desk": "/trail",
    }


def _saves(visitor: Visitor, path: str) -> Took:
    taken = []
    for number in range(TIMES):
        _, page = visitor.ask("GET", path)
        form = {**serving.hidden(page), "statement": f"Reworded {number}.", "checked": "what_is_said"}
        form |= {"kind": "factual", "triage": "check", "readings": "", "why": "measured"}
        begun = time.perf_counter()
        status, _ = visitor.ask("POST", path, form)
        taken.append((time.perf_counter() - begun) * 1000)
        if status != 303:
            raise RuntimeError(f"saving answered {status}")
    return serving.spread(taken)


def _report(bare: dict[str, Took], measured: list[Measured]) -> list[str]:
    lines = [
        f"# Measured on {datetime.now(UTC):%d %B %Y}",
        "",
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; "
        f"{desk.ARTICLES * desk.CLAIMS:,} claims in {desk.ARTICLES} articles, {desk.SOURCES:,} sources; "
        "two workers of four threads; one client that asks again and again. `make bench` runs it.",
        "",
        f"The floor is a bare Flask page on SQLite in the same run: {bare['page'].median:.1f} ms a page, "
        f"{bare['save'].median:.1f} ms (p99 {bare['save'].p99:.1f} ms) a save.",
        "",
    ]
    for found in measured:
        lines += [
            f"## {found.engine}",
            "",
            "| page | p50, ms | p99, ms | times the floor | statements |",
            "|---|---|---|---|---|",
        ]
        for name, took in found.times.items():
            against = bare["save" if name.startswith("save") else "page"].median
            count = found.statements.get(name, "")
            lines.append(f"| {name} | {took.median:.1f} | {took.p99:.1f} | {took.median / against:.1f} | {count} |")
        lines += ["", *(f"- {name}: {figure}" for name, figure in found.figures.items()), ""]
    return lines


if __name__ == "__main__":
    main()
