"""How much is taken in: beyond these a page is no article, or made to exhaust what reads it."""

from tracker.domain.errors import TooLarge

_MB = 1024 * 1024
MAX_BYTES = 10 * _MB
MAX_CHARACTERS = 2_000_000
MAX_ELEMENTS = 50_000
MAX_DEPTH = 512
# The parser compares each attribute of a tag with those before it.
MAX_ATTRIBUTES_OF_ONE = 200
MAX_ATTRIBUTES = 250_000
# The work of reading a page grows with every ancestor of every element.
MAX_ANCESTORS = 1_000_000


def check_bytes(content: bytes) -> None:
    """Refuse a file of more than ``MAX_BYTES``."""
    if len(content) > MAX_BYTES:
        raise _refusal(f"This file has {len(content) / _MB:,.1f} MB; at most {MAX_BYTES // _MB} are taken.")


def check_characters(count: int) -> None:
    """Refuse a text of more than ``MAX_CHARACTERS``."""
    if count > MAX_CHARACTERS:
        raise _refusal(f"This text has {count:,} characters; at most {MAX_CHARACTERS:,} are taken.")


def check_elements(count: int) -> None:
    """Refuse a page of more than ``MAX_ELEMENTS``."""
    if count > MAX_ELEMENTS:
        raise _refusal(f"This page has more than {MAX_ELEMENTS:,} elements, more than any article needs.")


def check_depth(depth: int) -> None:
    """Refuse a page whose elements nest deeper than ``MAX_DEPTH``."""
    if depth > MAX_DEPTH:
        raise _refusal(f"This page nests its elements more than {MAX_DEPTH} deep, deeper than any article needs.")


def check_attributes(of_one: int, of_all: int) -> None:
    """Refuse a page with more than ``MAX_ATTRIBUTES_OF_ONE`` in one tag, or ``MAX_ATTRIBUTES`` in all."""
    if of_one > MAX_ATTRIBUTES_OF_ONE:
        raise _refusal(f"This page has a tag with more than {MAX_ATTRIBUTES_OF_ONE} attributes.")
    if of_all > MAX_ATTRIBUTES:
        raise _refusal(f"This page has more than {MAX_ATTRIBUTES:,} attributes, more than any article needs.")


def check_ancestors(count: int) -> None:
    """Refuse a page whose elements have more than ``MAX_ANCESTORS`` ancestors between them."""
    if count > MAX_ANCESTORS:
        raise _refusal("This page has too many elements too deep within others, more than any article needs.")


def _refusal(complaint: str) -> TooLarge:
    return TooLarge(f"{complaint} Cut it, or paste only the text of the article.", field="file")
