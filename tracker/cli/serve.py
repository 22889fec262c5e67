"""The production server: gunicorn with two workers of four threads."""

import gc
import os
import socket
from pathlib import Path
from threading import Thread
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from werkzeug.utils import import_string

from tracker.cli.posting import keep_sending
from tracker.cli.run import Run
from tracker.cli.sealing import keep_sealed
from tracker.db import schema
from tracker.domain.errors import Refusal

PROGRAM = "tracker:create_app"
"""Where the server finds the program; by name, as neighbours on one line do not import each other."""

MEMORY = Path("/dev/shm")


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types.
    """Gunicorn, told by us instead of by a file."""

    def __init__(self, run: Run) -> None:
        self._run = run
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn how to serve."""
        for name, value in self._told().items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the program; it is made before the workers are, and opens its connections in each of them."""
        program = import_string(PROGRAM)(self._run.settings, self._run.database)
        # What is there by now stays: workers share its memory, and do not look through it for garbage time and again.
        gc.collect()
        gc.freeze()
        return program

    def _keep_up(self) -> None:
        """Begin what goes on beside the pages in each worker."""
        works = [keep_sealed, *([keep_sending] if self._run.settings.smtp_server else [])]
        for work in works:
            Thread(target=work, args=[self._run], daemon=True).start()

    def _told(self) -> dict[str, Any]:
        host, port = self._run.settings.host, self._run.settings.port
        return {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": 2,
            "worker_class": "gthread",
            "threads": 4,
            "preload_app": True,
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_worker_init": lambda _: self._keep_up(),
            "limit_request_line": 8190,
            # A worker's sign of life must not wait for a disk.
            "worker_tmp_dir": str(MEMORY) if MEMORY.is_dir() else None,
        }


@click.command()
@click.pass_obj
def serve(run: Run) -> None:
    """Serve the desk to browsers at HOST and PORT."""
    settings = run.settings
    _expect_newest_schema(run)
    _expect_free(settings.host, settings.port)
    click.echo(f"{settings.desk_name} is open at {settings.desk_address} - sign in there; Ctrl+C closes it.")
    Server(run).run()


def _expect_newest_schema(run: Run) -> None:
    with run.database.engine.connect() as connection:
        stands_at = schema.current(connection)
    # A connection must not be carried into the workers.
    run.database.engine.dispose()
    if stands_at != schema.head():
        found = "has no tables yet" if stands_at is None else f"stands at revision {stands_at}, not {schema.head()}"
        raise Refusal(f"The database {found}. Run `python -m tracker setup`.")


def _expect_free(host: str, port: int) -> None:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        # Errors of name look-ups have numbers of their own, below zero.
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise Refusal(
            f"Nothing can be served at {host}, port {port} ({reason}). "
            "Is the desk running already? Otherwise set PORT to another number."
        ) from error
