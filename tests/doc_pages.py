"""The pages of the docs as tests read them: blocks of code, code in the text, sections, tables and anchors."""

import re
import textwrap
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

HOUSE = Path(__file__).parents[1]
PAGES = sorted([*HOUSE.glob("*.md"), *HOUSE.glob("docs/*.md")])
README, GUIDE, OPERATIONS = HOUSE / "README.md", HOUSE / "docs/user-guide.md", HOUSE / "docs/operations.md"


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: the language that it says and its text."""

    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    """List the fenced blocks of a page."""
    fenced = re.findall(r"^( *)```(\w*)\n(.*?)^\1```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [Block(language, textwrap.dedent(text)) for _, language, text in fenced]


def spans(page: Path) -> list[str]:
    """List the code in the running text of a page."""
    return re.findall(r"`([^`\n]+)`", without_blocks(page))


def without_blocks(page: Path) -> str:
    """Return the running text of a page."""
    return re.sub(r"^( *)```.*?^\1```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def section(page: Path, heading: str) -> str:
    """Return what stands under a heading, up to the next of its level or above."""
    level = heading.partition(" ")[0]
    after = page.read_text("utf-8").partition(f"\n{heading}\n")[2]
    assert after, f"{page.name} has no {heading}"
    return re.split(rf"^#{{1,{len(level)}}} ", after, maxsplit=1, flags=re.MULTILINE)[0]


def table(text: str) -> list[list[str]]:
    """Return the rows of the first table of a text, without its head."""
    lines = takewhile(lambda line: line.startswith("|"), text[text.index("\n| ") + 1 :].splitlines())
    rows = [[cell.strip() for cell in line.strip("|").split(" |")] for line in lines]
    return rows[2:]


def code(cell: str) -> list[str]:
    """List the code in a text."""
    return re.findall(r"`([^`]+)`", cell)


def anchors(page: Path) -> list[str]:
    """List the anchors of a page's headings, as GitHub makes them; none stands twice."""
    headings = re.findall(r"^#+ (.+)$", without_blocks(page), re.MULTILINE)
    made = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]
    assert len(set(made)) == len(made), made
    return made
