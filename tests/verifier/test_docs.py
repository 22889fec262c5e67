"""The page on bundles is held to the truth: its example holds, and its tables are the verifier's."""

import re

from tests.bundling import checked, claim_bundle, entries, packed, written
from tests.doc_pages import HOUSE, blocks, code, section, table
from tracker import verifier
from tracker.exports.bundle import FORMAT, MOST_EVENTS
from tracker.verifier import FAILS, HOLDS, Asked, arguments

PAGE = HOUSE / "docs/bundle-format.md"
EXAMPLE = section(PAGE, "## Example")


def example() -> dict[str, bytes]:
    """Return the files of the example by name; each block stands under the name of its file."""
    shown = re.findall(r"^`([^`]+)`\n\n```\w+\n(.*?)^```$", EXAMPLE, re.MULTILINE | re.DOTALL)
    return {name: content.encode() for name, content in shown}


def asked_for() -> Asked:
    key = code(EXAMPLE.partition("Asked with the key")[2])[0]
    return Asked([verifier.read_key(key, verifier.SIGNS)], [], 0, [])


def test_the_example_holds_and_says_what_the_page_shows() -> None:
    account = checked(packed(example()), asked_for())
    assert account.code == HOLDS, account.fails
    assert "\n".join(verifier.told(account)) + "\n" == blocks(PAGE)[-1].text


def test_the_example_with_another_word_in_it_fails() -> None:
    parts = example()
    parts["events.jsonl"] = parts["events.jsonl"].replace(b"Nineteen", b"Ninety")
    assert checked(packed(parts), asked_for()).code == FAILS


def test_the_table_of_options_is_the_verifiers() -> None:
    given = arguments(["bundle.zip", "--key", "x"])
    options = {code(row[0])[0].removeprefix("--") for row in table(PAGE.read_text("utf-8"))}
    assert options == set(vars(given)) - {"bundle"}


def test_the_table_of_files_is_what_a_bundle_holds() -> None:
    told = {code(row[0])[0] for row in table(section(PAGE, "## What is in it"))}
    kinds = [(r"proofs/\d+\.", "proofs/SEQ."), (r"consistency/\d+\.", "consistency/SIZE."), (r"files/.*", "files/NAME")]
    names = set()
    for name in entries(written(claim_bundle())):
        for pattern, kind in kinds:
            name = re.sub(pattern, kind, name)
        names.add(name)
    assert names == told


def test_the_limits_of_the_page_are_the_programs() -> None:
    text = re.sub(r"\s+", " ", PAGE.read_text("utf-8"))
    assert f"`{FORMAT}`" in text
    assert verifier.FORMAT == FORMAT
    assert f"at most {verifier.MOST_ENTRIES:,} entries and {verifier.LARGEST_BUNDLE >> 30} GiB" in text
    assert f"at most {MOST_EVENTS:,} events" in text


def test_the_verifier_names_the_page() -> None:
    assert f"docs/{PAGE.name}" in str(verifier.__doc__)
