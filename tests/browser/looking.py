"""What every page is held to: axe finds nothing, light or dark, wide or narrow, and nothing scrolls sideways."""

from collections.abc import Iterator
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

WIDE, NARROW = ViewportSize(width=1360, height=900), ViewportSize(width=360, height=780)
# Targets of at least 24 by 24 (WCAG 2.2, 2.5.8) are the one rule of level AA that axe must be told to look at.
EVERY_RULE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
CONTRAST = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
SCHEMES: tuple[tuple[Literal["light", "dark"], object], ...] = (("light", EVERY_RULE), ("dark", CONTRAST))
FIND = """async (options) => (await axe.run(options)).violations.flatMap((one) =>
  one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)}`))"""
UNFOLD = "() => document.querySelectorAll('main details').forEach((one) => { one.open = true; })"


def faults(page: Page) -> list[str]:
    """List what is wrong with a page as it stands, all that it folds away unfolded."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate(UNFOLD)
    return [fault for size in (WIDE, NARROW) for fault in _at(page, size)]


def _at(page: Page, size: ViewportSize) -> Iterator[str]:
    page.set_viewport_size(size)
    for scheme, options in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        yield from (f"{size['width']} {scheme}: {found}" for found in page.evaluate(FIND, options))
    if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
        yield f"{size['width']}: it scrolls sideways"
