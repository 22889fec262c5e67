"""The production server: it says where it is, serves, and says why where it cannot."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.cli.conftest import Tell

HOUSE = Path(__file__).parents[2]


@pytest.fixture
def port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def server(tell: Tell, environment: dict[str, str], port: int) -> Iterator[subprocess.Popen[str]]:
    """Run ``python -m tracker serve`` as a program of its own."""
    assert tell("setup", "--bare").exit_code == 0
    env = {**os.environ, **environment, "PORT": str(port), "DESK_NAME": "Harbour desk", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "tracker", "serve"]
    with subprocess.Popen(command, cwd=HOUSE, env=env, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.terminate()


def status(address: str) -> int:
    """Return the status of an address, waiting for the server to come up."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urlopen(address) as response:
                return int(response.status)
        except HTTPError as error:
            error.close()
            return error.code
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(address)


def test_the_desk_is_served_at_the_address_that_is_printed(server: subprocess.Popen[str], port: int) -> None:
    assert server.stdout is not None
    said = server.stdout.readline()
    assert said == f"Harbour desk is open at http://127.0.0.1:{port} - sign in there; Ctrl+C closes it.\n"
    assert status(f"http://127.0.0.1:{port}/sign-in") == 200
    assert status(f"http://127.0.0.1:{port}/static/styles/base.css") == 200
    assert status(f"http://127.0.0.1:{port}/none") == 404
    server.terminate()
    assert server.wait(20) == 0


def test_a_port_that_is_taken_is_named(tell: Tell, port: int) -> None:
    tell("setup", "--bare")
    with socket.create_server(("127.0.0.1", port)):
        done = tell("serve", PORT=str(port))
    assert done.exit_code == 1
    assert done.output == (
        f"Error: Nothing can be served at 127.0.0.1, port {port} (Address already in use). "
        "Is the desk running already? Otherwise set PORT to another number.\n"
    )


def test_a_host_that_is_not_ours_is_named(tell: Tell) -> None:
    tell("setup", "--bare")
    done = tell("serve", HOST="192.0.2.1")
    assert done.exit_code == 1
    assert "Nothing can be served at 192.0.2.1" in done.output


def test_a_desk_that_was_not_set_up_is_not_served(tell: Tell, environment: dict[str, str]) -> None:
    keys = {"SECRET_KEY": "k" * 32, "LOG_KEY": "l" * 32, "SEAL_KEY": "s" * 32}
    done = tell("serve", **keys)
    assert (done.exit_code, done.output) == (
        1,
        "Error: The database has no tables yet. Run `python -m tracker setup`.\n",
    )


def test_without_keys_it_says_how_to_make_them(tell: Tell) -> None:
    done = tell("serve")
    assert done.exit_code == 1
    assert "SECRET_KEY: there is none. Run `python -m tracker setup`" in done.output
