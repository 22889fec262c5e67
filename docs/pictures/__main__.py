"""Take the pictures of the docs anew, from a demo desk of their own: ``make pictures``."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from benchmarks.serving import PYTHON, serving
from docs.pictures.palette import reduced

HERE = Path(__file__).parent
CHROMIUM = Path("/usr/bin/chromium")
PORT = 18098
LOGIN, PASSWORD = "ines", "three herons on a pier"
QUOTE = "They would not say whether talks with Britain or Ecuador had begun"
STATEMENT = "In November 2018 nobody would say whether the US was talking with Britain or Ecuador about Assange."
SELECT = """quote => {
  const texts = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const start = texts.currentNode.data.indexOf(quote);
    if (start >= 0) {
      getSelection().setBaseAndExtent(texts.currentNode, start, texts.currentNode, start + quote.length);
      return;
    }
  }
}"""


def take() -> None:
    """Take every picture."""
    # Set to nothing, so that the demo goes nowhere but into the folder.
    alone = dict.fromkeys(("DATABASE_URL", "SECRET_KEY", "LOG_KEY", "DESK_ADDRESS"), "")
    with TemporaryDirectory() as home:
        environment = {**alone, "TRACKER_HOME": home, "PORT": str(PORT), "DESK_NAME": "Harbour desk"}
        _tell(environment, "setup")
        one_time = _one_time(_tell(environment, "reset-password", LOGIN, "--as", "admin"))
        with serving([PYTHON, "-m", "tracker", "serve"], PORT, **environment), _page() as page:
            _sign_in(page, one_time)
            _workbench(page)
            _claim(page)


def _workbench(page: Page) -> None:
    """The claim form, while a source is typed into its trail."""
    page.goto("/articles/2")
    page.evaluate(SELECT, QUOTE)
    page.keyboard.press("a")
    page.keyboard.type(STATEMENT)
    page.keyboard.press("Tab")
    page.keyboard.type("peo")
    page.get_by_role("option").first.wait_for()
    _save(page, "workbench")


def _claim(page: Page) -> None:
    """A decided claim: what the desk thinks of it, its words, and where it comes from."""
    page.goto("/claims/1")
    page.locator(".picture").scroll_into_view_if_needed()
    _save(page, "claim")


def _save(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    path = HERE / f"{name}.png"
    path.write_bytes(reduced(page.screenshot()))
    print(f"{path.relative_to(HERE.parents[1])}: {path.stat().st_size:,} bytes")


@contextmanager
def _page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM if CHROMIUM.exists() else None)
        yield browser.new_page(
            base_url=f"http://127.0.0.1:{PORT}", viewport={"width": 1360, "height": 850}, color_scheme="light"
        )
        browser.close()


def _sign_in(page: Page, one_time: str) -> None:
    page.goto("/sign-in")
    page.fill("#login", LOGIN)
    page.fill("#password", one_time)
    page.get_by_role("button", name="Sign in").click()
    page.fill("#old_password", one_time)
    page.fill("#new_password", PASSWORD)
    page.fill("#new_password_again", PASSWORD)
    page.get_by_role("button", name="Save the password").click()
    page.wait_for_url("**/")


def _tell(environment: dict[str, str], *words: str) -> str:
    env = {**os.environ, **environment}
    return subprocess.run([PYTHON, "-m", "tracker", *words], env=env, check=True, capture_output=True, text=True).stdout


def _one_time(said: str) -> str:
    return re.sub(r"(?s).*\n {4}(\S+)\n.*", r"\1", said)


if __name__ == "__main__":
    take()
