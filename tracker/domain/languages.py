"""Tags of languages, as BCP 47 writes them: which of them one that is asked for takes in."""

import re

# The shape of a tag, not the list of them (RFC 5646, section 2.1).
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def is_tag(text: str) -> bool:
    """Tell whether a text can be a tag of a language."""
    return _TAG.fullmatch(text) is not None


def primary(tag: str) -> str:
    """Return the language that a tag names, without script and place: "sr" of "sr-Latn-RS"."""
    return tag.partition("-")[0].lower()


def takes_in(asked: str, tag: str) -> bool:
    """Tell whether a language that is asked for takes in a tag: "sr" takes in "sr" and "sr-Latn", "sr-Latn" not "sr".

    This is the basic filtering of RFC 4647, section 3.3.1, without its wildcard; case says nothing.
    """
    return f"{tag}-".lower().startswith(f"{asked}-".lower())
