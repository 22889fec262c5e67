"""The house keeps its own rules: the layers, what the domain may know, how long and how plain things are."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import tracker

HOUSE = Path(__file__).parents[1]
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 40, 120
# What a stranger runs without the rest, so it is one file, however long.
ALONE = HOUSE / "tracker/verifier.py"
LAYERS = re.findall(r"^    ([a-z]+(?:, [a-z]+)*)  +", str(tracker.__doc__), re.MULTILINE)
# What a template must not hold: each needs a hole in the content security policy, or lets markup through.
JINJA = re.compile(r"\{([{%#]).*?[}%#]\}", re.DOTALL)
FORBIDDEN_MARKUP = re.compile(
    # A script that holds data for programs is never run.
    r'<style\b|\sstyle\s*=|<script\b(?![^>]*\s(?:src=|type="application/ld\+json"))|<[^>]*\son[a-z]+\s*=',
    re.IGNORECASE,
)
FORBIDDEN_JINJA = re.compile(r"\|\s*safe\b|\{%-?\s*autoescape")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Import = ast.Import | ast.ImportFrom


def modules(folder: str = "tracker") -> list[Path]:
    return sorted((HOUSE / folder).rglob("*.py"))


def templates() -> list[Path]:
    return sorted((HOUSE / "templates").rglob("*.html"))


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(HOUSE)}:{line}"


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def functions(path: Path) -> list[Function]:
    return [node for node in ast.walk(parsed(path)) if isinstance(node, Function)]


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of every module that a file imports, relative ones excepted."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module


def forbidden(template: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of what a template must not hold."""
    # A macro may well have an argument named style, so the markup is read with its Jinja taken out.
    markup = JINJA.sub(lambda tag: "\n" * tag.group().count("\n"), template)
    for text, pattern in ((markup, FORBIDDEN_MARKUP), (template, FORBIDDEN_JINJA)):
        for found in pattern.finditer(text):
            yield text.count("\n", 0, found.end()) + 1, found.group().strip()


def test_the_import_contract_holds() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_map_names_the_layers_of_the_contract() -> None:
    contract = (HOUSE / "pyproject.toml").read_text("utf-8")
    quoted = "\n".join(f'    "{layer.replace(", ", " | ")}",' for layer in LAYERS)
    assert len(LAYERS) == 4
    assert quoted in contract


def test_every_module_belongs_to_a_layer() -> None:
    layers = {name for line in LAYERS for name in line.split(", ")}
    rooms = {path.relative_to(HOUSE / "tracker").parts[0].removesuffix(".py") for path in modules()}
    assert rooms - layers <= {"__init__", "__main__", ALONE.stem}


def test_every_folder_of_modules_is_a_package() -> None:
    """A folder without ``__init__.py`` is not seen by the import contract."""
    assert [place(path, 1) for path in modules() if not (path.parent / "__init__.py").exists()] == []


def test_the_domain_knows_the_standard_library_only() -> None:
    assert [
        f"{place(path, line)} {name}"
        for path in modules("tracker/domain")
        for line, name in imported(path)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("tracker.domain")
    ] == []


def test_the_verifier_knows_the_standard_library_only_and_runs_on_python_3_8() -> None:
    assert [name for _, name in imported(ALONE) if name.partition(".")[0] not in sys.stdlib_module_names] == []
    ast.parse(ALONE.read_text("utf-8"), feature_version=(3, 8))


def test_every_package_the_program_imports_is_pinned() -> None:
    requirements = (HOUSE / "requirements.txt").read_text("utf-8")
    pinned = {name.lower() for name in re.findall(r"^([\w-]+)(?:\[\w+\])?==", requirements, re.MULTILINE)}
    homes = packages_distributions()
    needed = {
        home.lower()
        for path in [HOUSE / "config.py", *modules(), *modules("migrations")]
        for _, name in imported(path)
        for home in homes.get(name.partition(".")[0], [])
    }
    assert needed - pinned == set()


def test_no_import_hides_in_a_function_but_the_door_to_the_web() -> None:
    assert [
        place(path, node.lineno)
        for path in modules()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, Import) and (path.name, function.name) != ("__init__.py", "__getattr__")
    ] == []


def test_no_moment_is_naive() -> None:
    naive = re.compile(r"\butc(now|fromtimestamp)\b")
    assert [
        place(path, line)
        for path in modules()
        for line, text in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if naive.search(text)
    ] == []


def test_modules_are_short() -> None:
    measured = [HOUSE / "config.py", *(path for path in modules() if path != ALONE)]
    long = {place(path, 1): path.read_text("utf-8").count("\n") for path in measured}
    assert {path: lines for path, lines in long.items() if lines > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    assert [
        f"{place(path, function.lineno)} {function.name} has {lines} lines"
        for path in [HOUSE / "config.py", *modules()]
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    ] == []


def test_templates_are_short() -> None:
    long = {place(path, 1): path.read_text("utf-8").count("\n") for path in templates()}
    assert {path: lines for path, lines in long.items() if lines > LONGEST_TEMPLATE} == {}


def test_templates_hold_no_style_no_script_and_no_unescaped_text() -> None:
    assert [
        f"{place(path, line)} {found}" for path in templates() for line, found in forbidden(path.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='color: red'>",
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<script type="module">alert(1)</script>',
        '<a href="/"\n   onclick="go()">',
        '<p class="{{ kind }}" style="{{ colour }}">',
        "{{ claim.statement|safe }}",
        "{{ claim.statement | safe }}",
        "{% autoescape false %}",
    ],
)
def test_markup_that_opens_a_hole_is_found(markup: str) -> None:
    assert list(forbidden(markup))


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="module" src="/static/workbench.js"></script>',
        '<link rel="stylesheet" href="/static/styles/base.css">',
        "{{ name | safely }}",
        '<option value="one">once = never</option>',
        '{% macro moment(at, style="full") %}',
    ],
)
def test_markup_that_is_plain_is_left_alone(markup: str) -> None:
    assert not list(forbidden(markup))
