"""The docs are held to the truth: their commands, tables, examples and links are what the program does and is."""

import re
import shlex
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from flask import Flask
from lxml import html

from config import Settings
from tests.attacks import ATTACKS
from tests.doc_pages import (
    GUIDE,
    HOUSE,
    OPERATIONS,
    PAGES,
    README,
    anchors,
    blocks,
    code,
    section,
    spans,
    table,
    without_blocks,
)
from tracker.cli import tracker
from tracker.domain import counsel, trails
from tracker.domain.roles import Permission, Role, allows
from tracker.domain.scale import DEFAULT_SCALE
from tracker.domain.verdicts import GateKey
from tracker.domain.vocabulary import Beyond, Cause
from tracker.exports import report_html
from tracker.ingest import limits as intake
from tracker.services import claim_filters, limits, search, sign_ins
from tracker.services.counsel import scopes
from tracker.services.past import gathering, whole
from tracker.web import sign_ins as door

KEYS = {"SECRET_KEY": "signs forms " * 4, "LOG_KEY": "vouches for the log " * 2, "SEAL_KEY": "signs seals " * 4}
COMMANDS = dict(tracker.commands)


def told_commands() -> Iterator[tuple[str, str]]:
    """Yield each command line of the docs with the page that it stands on."""
    for page in PAGES:
        lines = [line for block in blocks(page) for line in block.text.splitlines()]
        for line in [*lines, *spans(page)]:
            words = re.search(r"python -m tracker (.+)$", line)
            if words and not words[1].startswith("COMMAND"):
                yield page.name, words[1]


@pytest.mark.parametrize(("page", "line"), sorted(set(told_commands())))
def test_every_command_of_the_docs_can_be_typed(page: str, line: str) -> None:
    words = shlex.split(line)
    at = next(at for at, word in enumerate(words) if word in COMMANDS)
    with tracker.make_context("tracker", words[: at + 1]) as group:
        COMMANDS[words[at]].make_context(words[at], words[at + 1 :], parent=group).close()


def test_the_command_reference_has_every_command() -> None:
    headings = re.findall(r"^### (.+)$", section(OPERATIONS, "## Command line"), re.MULTILINE)
    assert sorted(headings) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_command_reference_has_every_option(name: str) -> None:
    text = section(OPERATIONS, f"### {name}")
    told = {code(row[0])[0].removeprefix(f"{name} ").split()[0] for row in table(text)} if "\n| " in text else set()
    assert told == set(_options(COMMANDS[name]))


def _options(command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        yield from command.commands
    for one in command.params:
        yield (
            one.opts[0] if isinstance(one, click.Option) else str(one.make_metavar(click.Context(command))).rstrip(".")
        )


class Asked(dict[str, str]):
    """An environment that remembers which variables were asked for."""

    def __init__(self, **variables: str) -> None:
        super().__init__(variables)
        self.names: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return super().get(name, default)


def test_the_settings_table_has_every_variable_that_is_read(tmp_path: Path) -> None:
    environment = Asked(TRACKER_HOME=str(tmp_path), **KEYS)
    Settings.from_environment(environment)
    assert {code(row[0])[0] for row in table(section(OPERATIONS, "## Settings"))} == environment.names


def test_the_defaults_in_the_settings_table_are_the_defaults() -> None:
    rows = table(section(OPERATIONS, "## Settings"))
    told = {code(name)[0]: code(default)[0] for name, default, _ in rows if re.fullmatch(r"`[^`]+`", default)}
    assert len(told) == 10
    assert Settings.from_environment(KEYS | told) == Settings.from_environment(KEYS)


@pytest.mark.parametrize("text", [block.text for page in PAGES for block in blocks(page) if block.language == "env"])
def test_every_file_of_settings_can_be_used(text: str) -> None:
    told = dict(line.partition("=")[::2] for line in text.splitlines())
    environment = Asked(**(KEYS | told))
    Settings.from_environment(environment)
    assert told.keys() <= environment.names


def test_the_table_of_attacks_is_the_one_that_is_tried() -> None:
    rows = table(section(OPERATIONS, "## Verifying"))
    assert rows == [[attack.__name__.replace("_", " "), seen.value] for attack, seen in ATTACKS.items()]


def test_the_table_of_roles_is_the_programs() -> None:
    rows = table(section(OPERATIONS, "## People and roles"))
    granted = {permission.label: [allows(role, permission) for role in Role] for permission in Permission}
    assert {row[0]: [cell == "yes" for cell in row[1:]] for row in rows} == granted
    assert f"| may | {' | '.join(role.label for role in Role)} |" in section(OPERATIONS, "## People and roles")


def test_the_table_of_limits_is_the_programs() -> None:
    told = {label: int(value.split()[0].rstrip(",").replace(",", "")) for label, value in _limits()}
    hour, unless = timedelta(hours=1), "unless it is on one article"
    window = f"in {limits.WINDOW // timedelta(minutes=1)} minutes"
    assert told == {
        "bytes of an article's file": intake.MAX_BYTES,
        "characters of an article's text": intake.MAX_CHARACTERS,
        "bytes of any other file, such as evidence": Settings.from_environment(KEYS).max_upload,
        "steps of a trail": trails.MOST_STEPS,
        "claims of an HTML, PDF or DOCX report": report_html.MOST_CLAIMS,
        "claims and articles of a file for counsel": scopes.MOST_THINGS,
        "changes that a file for counsel tells": counsel.MOST_CHANGES,
        "bytes of the texts and originals in a file for counsel": counsel.LARGEST,
        "things that a search shows": search.BEST,
        "rows that a page of the past is put together from": gathering.MOST_ROWS,
        f"changes that a desk may have made up to the time of a report of the past, {unless}": whole.MOST_CHANGES,
        f"failed sign-ins under one name, {window}": door.MOST_BY_NAME,
        f"failed sign-ins from one address, {window}": door.MOST_BY_ADDRESS,
        "hours after which a sign-in ends": sign_ins.LONGEST / hour,
        "hours without use after which a sign-in ends": sign_ins.IDLE / hour,
    }


def _limits() -> list[list[str]]:
    return table(section(OPERATIONS, "## Limits"))


def test_the_table_of_keys_is_the_one_that_the_workbench_shows(app: Flask) -> None:
    with app.test_request_context():
        context = {"current_person": SimpleNamespace(single_keys=True), "verdicts": [], "may_annotate": True}
        shown = html.fromstring(app.jinja_env.get_template("workbench/_keys.html").render(context))
    listed = [
        (part.findtext("h3"), [key.text for key in row.iter("kbd")], row.findtext("dd"))
        for part in shown.iter("section")
        for row in part.findall("dl/div")
    ]
    assert listed
    assert [(row[0], code(row[1]), row[2]) for row in table(section(GUIDE, "### Keys"))] == listed


@pytest.mark.parametrize(("typed", "meaning"), [(row[0], row[1]) for row in table(section(GUIDE, "### Trails"))])
def test_each_trail_of_the_guide_means_what_it_says(typed: str, meaning: str) -> None:
    trail = trails.parse(code(typed)[0])
    assert "; ".join(_ways("this article", trail)) == meaning
    assert trails.parse(trails.write(trail)) == trail


def _ways(name: str, node: trails.Trail | trails.Step) -> Iterator[str]:
    if not node.steps:
        yield f"{name} ← {node.beyond.label}"
    for step in node.steps:
        yield from (f"{name} ← {rest}" for rest in _ways(step.name, step))


def test_the_answers_at_the_end_of_a_trail_are_all_named() -> None:
    text = section(GUIDE, "### Trails").lower()
    assert [word.label for word in Beyond if f"*{word.label}*" not in text] == []


def test_the_scale_of_the_guide_is_the_default_one() -> None:
    assert table(section(GUIDE, "### The scale")) == [
        [f"`{at}`", step.label, step.definition, str(step.rating or "none")]
        for at, step in enumerate(DEFAULT_SCALE, start=1)
    ]


def test_the_guide_says_what_the_gate_asks_and_what_calls_for_another_look() -> None:
    assert [key.label for key in GateKey if key.label not in section(GUIDE, "### Decide")] == []
    listed = re.findall(r"^- (.+)$", section(GUIDE, "### When a verdict needs another look"), re.MULTILINE)
    assert listed == [cause.label for cause in Cause]


def test_the_guide_names_the_filters_of_reports() -> None:
    line = section(GUIDE, "## Reports").partition("Its names are ")[2]
    assert code(line) == list(claim_filters.NAMES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", without_blocks(page)):
        path, _, anchor = target.partition("#")
        if not path.startswith(("http://", "https://")):
            leads_to = (page.parent / path).resolve() if path else page
            assert leads_to.is_relative_to(HOUSE), target
            assert leads_to.exists(), target
            assert not anchor or anchor in anchors(leads_to), target


def test_no_picture_is_large() -> None:
    pictures = list(HOUSE.glob("docs/pictures/*.png"))
    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > 200_000] == []


def test_every_target_of_make_that_the_docs_name_exists_and_the_readme_names_all() -> None:
    makefile = (HOUSE / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([\w./-]+):", makefile, re.MULTILINE))
    named = {name for page in PAGES for name in _made(page)}
    assert named <= targets
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    assert set(phony[1].split()) <= set(_made(README))


def _made(page: Path) -> list[str]:
    lines = [*spans(page), *(line.strip() for line in page.read_text("utf-8").splitlines())]
    return [found[1] for line in lines if (found := re.fullmatch(r"make ([\w./-]+)", line))]
