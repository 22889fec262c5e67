"""Settings come from the environment, once, and say what to do when they cannot be used."""

import stat
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from config import Settings, SettingsError, make_keys

KEY = "k" * 32
KEYS = {"SECRET_KEY": KEY, "LOG_KEY": KEY + "l", "SEAL_KEY": KEY + "s"}


def read(home: Path, **variables: str) -> Settings:
    return Settings.from_environment({"TRACKER_HOME": str(home), **KEYS, **variables})


def test_a_desk_that_says_nothing_gets_the_defaults(tmp_path: Path) -> None:
    assert read(tmp_path) == Settings(
        home=tmp_path,
        database_url=f"sqlite:///{tmp_path}/tracker.db",
        secret_key=KEYS["SECRET_KEY"].encode(),
        log_key=KEYS["LOG_KEY"].encode(),
        seal_key=KEYS["SEAL_KEY"].encode(),
        desk_name="Our desk",
        desk_zone=ZoneInfo("UTC"),
        desk_address="http://127.0.0.1:8000",
        desk_contact=None,
        host="127.0.0.1",
        port=8000,
        max_upload=10 * 1024 * 1024,
        secure_cookies=False,
        smtp_from="desk@127.0.0.1",
    )


def test_a_desk_may_set_everything(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        DESK_NAME="Редакция",
        DESK_ZONE="Europe/Prague",
        DESK_ADDRESS="https://desk.example.org/",
        DESK_CONTACT="corrections@desk.example.org",
        HOST="::1",
        PORT="9000",
        MAX_UPLOAD="2048",
        GRADES="true",
        PUBLIC="true",
    )
    assert settings.grades
    assert settings.public
    assert (settings.desk_name, settings.desk_zone) == ("Редакция", ZoneInfo("Europe/Prague"))
    assert (settings.desk_address, settings.desk_contact) == (
        "https://desk.example.org",
        "corrections@desk.example.org",
    )
    assert (settings.host, settings.port, settings.max_upload) == ("::1", 9000, 2048)


def test_home_is_the_folder_var_unless_said_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment(KEYS)
    assert settings.home == tmp_path / "var"
    assert settings.database_url == f"sqlite:///{tmp_path}/var/tracker.db"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://desk@db/facts", "postgresql+psycopg://desk@db/facts"),
        ("postgresql://desk@db/facts", "postgresql+psycopg://desk@db/facts"),
        ("postgresql+psycopg://desk@db/facts", "postgresql+psycopg://desk@db/facts"),
        ("sqlite:////srv/desk.db", "sqlite:////srv/desk.db"),
    ],
)
def test_the_database_address_takes_the_forms_that_hosts_hand_out(tmp_path: Path, given: str, used: str) -> None:
    assert read(tmp_path, DATABASE_URL=given).database_url == used


@pytest.mark.parametrize(
    ("address", "said", "secure"),
    [
        ("https://desk.example.org", "", True),
        ("http://127.0.0.1:8000", "", False),
        ("https://desk.example.org", "off", False),
        ("http://127.0.0.1:8000", "TRUE", True),
    ],
)
def test_cookies_are_secure_when_the_address_is_unless_told(
    tmp_path: Path, address: str, said: str, secure: bool
) -> None:
    assert read(tmp_path, DESK_ADDRESS=address, SECURE_COOKIES=said).secure_cookies is secure


def test_the_default_address_follows_the_port(tmp_path: Path) -> None:
    assert read(tmp_path, PORT="8123").desk_address == "http://127.0.0.1:8123"


@pytest.mark.parametrize("variable", ["SECRET_KEY", "LOG_KEY"])
@pytest.mark.parametrize("value", ["", "   ", "k" * 31])
def test_a_missing_or_short_key_is_refused_with_the_remedy(tmp_path: Path, variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=rf"^{variable}: .*python -m tracker setup.*set {variable}") as refusal:
        read(tmp_path, **{variable: value})
    assert refusal.value.variable == variable


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATABASE_URL", "mysql://desk@db/facts"),
        ("DATABASE_URL", "var/tracker.db"),
        ("DESK_ZONE", "Mars/Olympus"),
        ("DESK_ZONE", "../etc/passwd"),
        ("DESK_ZONE", "Europe"),
        ("DESK_ADDRESS", "desk.example.org"),
        ("DESK_ADDRESS", "ftp://desk.example.org"),
        ("DESK_ADDRESS", "http://desk.example.org:port"),
        ("DESK_ADDRESS", "https://desk.example.org/?next=1"),
        ("DESK_ADDRESS", "https://name:word@desk.example.org"),
        ("DESK_CONTACT", "the corrections desk"),
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "٨٠٠٠"),
        ("MAX_UPLOAD", "10 MB"),
        ("MAX_UPLOAD", "-1"),
        ("SECURE_COOKIES", "perhaps"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{variable}: ") as refusal:
        read(tmp_path, **{variable: value})
    assert refusal.value.variable == variable


def test_keys_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "desk" / "home"
    made = make_keys(home)
    assert made == [home / "keys" / name for name in ("secret_key", "log_key", "seal_key")]
    assert stat.S_IMODE((home / "keys").stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in made] == [0o600] * 3

    first = Settings.from_environment({"TRACKER_HOME": str(home)})
    assert make_keys(home) == []
    assert Settings.from_environment({"TRACKER_HOME": str(home)}) == first
    assert len({first.secret_key, first.log_key, first.seal_key}) == 3


def test_a_lost_key_is_made_again_and_the_other_is_left(tmp_path: Path) -> None:
    make_keys(tmp_path)
    kept = (tmp_path / "keys" / "log_key").read_bytes()
    (tmp_path / "keys" / "secret_key").unlink()
    assert make_keys(tmp_path) == [tmp_path / "keys" / "secret_key"]
    assert (tmp_path / "keys" / "log_key").read_bytes() == kept


def test_a_key_file_that_is_no_text_is_refused_by_name(tmp_path: Path) -> None:
    make_keys(tmp_path)
    (tmp_path / "keys" / "log_key").write_bytes(b"\xff" * 64)
    with pytest.raises(SettingsError, match=r"^LOG_KEY: .*log_key cannot be read"):
        Settings.from_environment({"TRACKER_HOME": str(tmp_path)})


def test_no_secret_shows_in_the_repr(tmp_path: Path) -> None:
    shown = repr(read(tmp_path, DATABASE_URL="postgresql://desk:hush@db/facts"))
    assert "hush" not in shown
    assert KEY not in shown
