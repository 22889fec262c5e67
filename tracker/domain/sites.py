"""To whom an address on the web belongs, as far as the address tells."""

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gob", "gouv", "gov", "mil", "net", "or", "org"})
_PLATFORMS = frozenset(
    {"t.me", "x.com", "twitter.com", "facebook.com", "instagram.com", "youtube.com", "vk.com", "ok.ru", "tiktok.com"}
    | {"medium.com", "substack.com", "wordpress.com", "blogspot.com", "livejournal.com", "github.io", "reddit.com"}
    | {"telegram.me", "threads.net", "bsky.app", "rumble.com", "soundcloud.com", "patreon.com", "linkedin.com"}
)
"""Where many have a page of their own: whose it is stands in front of the host's name or in the path."""

_OF_NOBODY = frozenset(
    {"archive.org", "archive.is", "archive.today", "archive.ph", "google.com", "googleusercontent.com", "msn.com"}
    | {"yahoo.com", "gmail.com", "outlook.com", "hotmail.com", "mail.ru", "proton.me", "protonmail.com", "yandex.ru"}
)


def site_of(address: str) -> str:
    """Return the site that an address, a host or an e-mail address is at: ``wsj.com``, ``t.me/rybar``; "" for none.

    Subdomains do not count, but for platforms, on which whoever has the page counts. Archives, portals and mailboxes of
    anybody are nobody's site.
    """
    host, path = _parts(address.strip())
    if not _HOST.fullmatch(host):
        return ""
    labels = host.lower().split(".")
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    owned = ".".join(labels[-size:])
    if owned in _OF_NOBODY:
        return ""
    if owned not in _PLATFORMS:
        return owned
    before = [label for label in labels[:-size] if label not in ("www", "m", "mobile")]
    pages = [part.lower().removeprefix("@") for part in path.split("/") if part and part not in ("s", "c", "channel")]
    return f"{owned}/{(before or pages)[0]}" if before or pages else ""


def _parts(address: str) -> tuple[str, str]:
    """Return the host and the path of an address, with or without a scheme."""
    if "://" not in address:
        address = f"//{address.rpartition('@')[2]}"
    try:
        split = urlsplit(address)
        return split.hostname or "", split.path
    except ValueError:
        return "", ""
