"""The styles: what must be readable is readable, and each rule stands in one sheet."""

import hashlib
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "tracker/static"
STYLES = STATIC / "styles"
PAIR = re.compile(r"^  --([\w-]+): light-dark\(#(\w{6}), #(\w{6})\);", re.MULTILINE)
GROUNDS = ("paper", "ground")
TEXTS = ("ink", "ink-2", "ink-3", "accent", "add", "cut")
WASHES = {"add": "add-wash", "cut": "cut-wash", "ink": "accent-wash", "ink-2": "accent-wash"}


def sheet(name: str) -> str:
    return (STYLES / f"{name}.css").read_text("utf-8")


def colours(scheme: int) -> dict[str, str]:
    """Map each colour's name to its value: in the light scheme for 0, in the dark one for 1."""
    return {name: (light, dark)[scheme] for name, light, dark in PAIR.findall(sheet("tokens"))}


def luminance(colour: str) -> float:
    """Weigh a colour as WCAG 2.2 does under "relative luminance"."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_colour_and_verdict_is_readable_on_every_ground(scheme: int) -> None:
    named = colours(scheme)
    texts = [*TEXTS, *(name for name in named if name.startswith("v-"))]
    pairs = [(text, ground) for text in texts for ground in GROUNDS] + list(WASHES.items())
    faint = {pair: contrast(named[pair[0]], named[pair[1]]) for pair in [*pairs, ("on-accent", "accent")]}
    assert len(texts) == len(TEXTS) + 9
    assert {pair: value for pair, value in faint.items() if value < 4.5} == {}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_borders_of_fields_stand_out_from_every_ground(scheme: int) -> None:
    named = colours(scheme)
    assert [ground for ground in GROUNDS if contrast(named["edge"], named[ground]) < 3] == []


def test_no_rule_of_one_line_stands_in_two_sheets() -> None:
    rules = [line for path in STYLES.glob("*.css") for line in path.read_text("utf-8").splitlines() if "{" in line]
    whole = [rule for rule in rules if rule.startswith((".", "[")) and rule.endswith("}")]
    assert len(whole) > 300
    assert {rule for rule in whole if whole.count(rule) > 1} == set()


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.css")), ids=lambda path: path.stem)
def test_styles_ask_no_other_host_and_point_at_files_that_are_there(path: Path) -> None:
    text = path.read_text("utf-8")
    addresses = re.findall(r'url\("?([^")]+)"?\)', text)
    assert "@import" not in text
    assert [address for address in addresses if not (STYLES / address).is_file()] == []


def test_every_style_is_loaded_by_a_frame_of_pages_but_those_of_files() -> None:
    templates = STATIC.parents[1] / "templates"
    frame = "".join((templates / name).read_text("utf-8") for name in ("base.html", "published/frame.html"))
    names = {path.stem for path in STYLES.glob("*.css")}
    assert {name for name in names if f'"{name}"' not in frame} == {"report", "sheet", "counsel"}


def test_every_class_that_the_look_names_is_styled() -> None:
    look = (STATIC.parents[1] / "docs/look.md").read_text("utf-8")
    named = set(re.findall(r"\.([a-z][a-z-]+)\b", look)) - {"css", "html"}
    styled = {name for path in STYLES.glob("*.css") for name in re.findall(r"\.([a-z][\w-]*)", path.read_text("utf-8"))}
    assert named >= {"dialog", "idle", "row-actions", "step-fields", "is-skipped", "start-from"}
    assert named - styled == set()


def test_vendored_fonts_and_licences_are_as_listed() -> None:
    vendor = STATIC / "vendor"
    listed = dict(re.findall(r"^([0-9a-f]{64})  (\S+)$", (vendor / "README.md").read_text("utf-8"), re.MULTILINE))
    there = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.relative_to(vendor).as_posix()
        for path in [*vendor.rglob("*.woff2"), *vendor.rglob("LICENSE")]
    }
    assert listed == there
