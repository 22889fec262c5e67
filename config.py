"""Settings: what a desk says about itself and its machine, read once from the environment.

There is no default secret. ``python -m tracker setup`` makes the keys; whoever keeps secrets elsewhere sets
``SECRET_KEY``, ``LOG_KEY`` and ``SEAL_KEY``. A variable that is set to nothing counts as not set.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

SHORTEST_KEY = 32
KEY_FILES = {"SECRET_KEY": "secret_key", "LOG_KEY": "log_key", "SEAL_KEY": "seal_key"}
YES, NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


class SettingsError(ValueError):
    """A setting that cannot be used; the message names the variable and says what to do."""

    def __init__(self, variable: str, what_to_do: str) -> None:
        super().__init__(f"{variable}: {what_to_do}")
        self.variable = variable


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything the program is told from outside; what may hold a secret stays out of its repr."""

    home: Path
    database_url: str = field(repr=False)
    secret_key: bytes = field(repr=False)
    log_key: bytes = field(repr=False)
    seal_key: bytes = field(repr=False)
    desk_name: str
    desk_zone: ZoneInfo
    desk_address: str
    desk_contact: str | None
    host: str
    port: int
    max_upload: int
    secure_cookies: bool
    smtp_server: str = ""
    """``host:port`` of the server that takes e-mail; without one none is sent."""
    smtp_from: str = ""
    smtp_login: tuple[str, str] | None = field(default=None, repr=False)
    proxies: int = 0
    """How many reverse proxies stand in front, whose word on a client's address is taken."""
    grades: bool = False
    """Whether the desk grades sources and what they say by the Admiralty code."""
    public: bool = False
    """Whether published reports, and the claims that they tell, have pages that anyone can read."""
    corrections_form: bool = False
    """Whether anyone can ask for a correction on a form of these pages."""

    @property
    def site(self) -> str:
        """Return the address of the public pages, "" where the desk has none."""
        return f"{self.desk_address}/public" if self.public else ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """Read every setting, or raise SettingsError for the first that cannot be used."""
        home = home_folder(environ)
        port = _whole_number(environ, "PORT", 8000, smallest=1, largest=65535)
        address = _address(environ, f"http://127.0.0.1:{port}")
        return cls(
            home=home,
            database_url=database_url(environ),
            secret_key=_key(environ, "SECRET_KEY", home),
            log_key=_key(environ, "LOG_KEY", home),
            seal_key=_key(environ, "SEAL_KEY", home),
            desk_name=_text(environ, "DESK_NAME") or "Our desk",
            desk_zone=_zone(environ),
            desk_address=address,
            desk_contact=_contact(environ),
            host=_text(environ, "HOST") or "127.0.0.1",
            port=port,
            max_upload=_whole_number(environ, "MAX_UPLOAD", 10 * 1024 * 1024, smallest=1),
            secure_cookies=_yes_or_no(environ, "SECURE_COOKIES", address.startswith("https:")),
            smtp_server=_server(environ),
            smtp_from=_sender(environ, address),
            smtp_login=_login(environ),
            proxies=_whole_number(environ, "PROXIES", 0, smallest=0, largest=9),
            grades=_yes_or_no(environ, "GRADES", False),
            public=_yes_or_no(environ, "PUBLIC", False),
            corrections_form=_corrections_form(environ),
        )


def home_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder that holds what the program keeps: keys and, by default, the database."""
    return Path(_text(environ, "TRACKER_HOME") or "var").expanduser().resolve()


def database_url(environ: Mapping[str, str]) -> str:
    """Return the address of the database in the form that SQLAlchemy takes."""
    url = _text(environ, "DATABASE_URL") or f"sqlite:///{home_folder(environ) / 'tracker.db'}"
    url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError("DATABASE_URL", "give sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME.")
    return url


def make_keys(home: Path) -> list[Path]:
    """Make the key files that are absent, for this user's eyes only, and return their paths."""
    folder = home / "keys"
    home.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    absent = [path for name in KEY_FILES.values() if not (path := folder / name).exists()]
    for path in absent:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(SHORTEST_KEY) + "\n")
    return absent


def _text(environ: Mapping[str, str], name: str) -> str:
    return environ.get(name, "").strip()


def _key(environ: Mapping[str, str], name: str, home: Path) -> bytes:
    path = home / "keys" / KEY_FILES[name]
    remedy = f"Run `python -m tracker setup`, which makes {path}, or set {name}."
    try:
        key = _text(environ, name) or path.read_text("utf-8").strip()
    except FileNotFoundError:
        raise SettingsError(name, f"there is none. {remedy}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(name, f"{path} cannot be read ({error}).") from error
    if len(key.encode()) < SHORTEST_KEY:
        raise SettingsError(name, f"shorter than {SHORTEST_KEY} bytes. {remedy}")
    return key.encode()


def _zone(environ: Mapping[str, str]) -> ZoneInfo:
    name = _text(environ, "DESK_ZONE") or "UTC"
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        # zoneinfo raises each of these: for a folder, for a path outside its own, for a name nobody knows.
        raise SettingsError("DESK_ZONE", f"{name!r} is no time zone; give one such as Europe/Prague.") from error


def _address(environ: Mapping[str, str], default: str) -> str:
    address = (_text(environ, "DESK_ADDRESS") or default).rstrip("/")
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or re.search(r"[\s?#@]", address):
        raise SettingsError("DESK_ADDRESS", "give the address people type, such as https://desk.example.org.")
    return address


def _contact(environ: Mapping[str, str]) -> str | None:
    contact = _text(environ, "DESK_CONTACT")
    if contact and not re.fullmatch(r"[^@\s]+@[^@\s]+", contact):
        raise SettingsError("DESK_CONTACT", "give the e-mail address for corrections, or leave it out.")
    return contact or None


def _server(environ: Mapping[str, str]) -> str:
    server = _text(environ, "SMTP_SERVER")
    if server and not re.fullmatch(r"[^\s:/]+(:[0-9]{1,5})?", server):
        raise SettingsError("SMTP_SERVER", "give the server that takes e-mail, such as mail.example.org:587.")
    return server if ":" in server or not server else f"{server}:25"


def _sender(environ: Mapping[str, str], address: str) -> str:
    sender = _text(environ, "SMTP_FROM") or f"desk@{urlsplit(address).hostname}"
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", sender):
        raise SettingsError("SMTP_FROM", "give the e-mail address that letters of the desk come from.")
    return sender


def _login(environ: Mapping[str, str]) -> tuple[str, str] | None:
    name, password = _text(environ, "SMTP_USER"), _text(environ, "SMTP_PASSWORD")
    if bool(name) != bool(password):
        raise SettingsError("SMTP_USER", "set SMTP_USER and SMTP_PASSWORD both, or neither.")
    return (name, password) if name else None


def _whole_number(
    environ: Mapping[str, str], name: str, default: int, *, smallest: int, largest: int | None = None
) -> int:
    text = _text(environ, name)
    number = int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None if text else default
    if number is None or number < smallest or (largest is not None and number > largest):
        bound = "or more" if largest is None else f"to {largest}"
        raise SettingsError(name, f"give a whole number, {smallest} {bound}.")
    return number


def _yes_or_no(environ: Mapping[str, str], name: str, default: bool) -> bool:
    text = _text(environ, name).lower()
    if text and text not in YES + NO:
        raise SettingsError(name, "give true or false.")
    return text in YES if text else default


def _corrections_form(environ: Mapping[str, str]) -> bool:
    wanted = _yes_or_no(environ, "CORRECTIONS_FORM", False)
    if wanted and not _yes_or_no(environ, "PUBLIC", False):
        raise SettingsError("CORRECTIONS_FORM", "the form stands on the public pages; set PUBLIC to true as well.")
    return wanted
