"""What people do in their browsers in the course of a year: they sign in, look, assess, take files out, and slip."""

from typing import TYPE_CHECKING

from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.pages import sign_in, submit
from tracker.cli import tracker
from tracker.domain.roles import Role
from tracker.models import Capture, Claim, User
from tracker.services import scales

if TYPE_CHECKING:
    from tests.simulation.year import Year

LOOKED_AT = ("/", "/claims", "/articles", "/sources", "/cases", "/reports", "/queues", "/trail", "/inbox", "/agreement")


def pay(year: "Year") -> None:
    """Let people of the desk visit it; each does one thing more than to look."""
    if year.app is None:
        return
    session = year.session
    claim = year.any(Claim, Claim.withdrawn.is_(False), Claim.merged_into_id.is_(None))
    number = claim.number or 0
    assessed = f"/claims/{number}/assess"
    verdict = str(scales.get_verdict(session, "unproven").id)
    capture = f"/captures/{session.scalars(select(Capture.id).order_by(Capture.id).limit(1)).one()}"
    login = year.any(User, User.active, User.login.startswith("w"), User.role == Role.REVIEWER).login
    session.commit()  # What a page writes waits for the writer before it.
    client = year.app.test_client()
    sign_in(client, login)
    _look(year, client)
    done = submit(client, client.get(assessed), {"verdict": verdict, "words": "In the browser."})
    year.done.append(f"assessed in a browser: {done.status_code}")
    for place in (2 * year.day, 2 * year.day + 1):
        DEEDS[place % len(DEEDS)](client, capture, number)
    client.post("/sign-out", data=_token(client))


def back_up(year: "Year") -> None:
    """Let the program make a backup, by its command."""
    if year.app is not None:
        settings, url = year.app.extensions["tracker"].settings, year.database.engine.url
        keys = {"SECRET_KEY": settings.secret_key, "LOG_KEY": settings.log_key, "SEAL_KEY": settings.seal_key}
        said = {name: key if isinstance(key, str) else key.decode() for name, key in keys.items()}
        where = {"TRACKER_HOME": str(settings.home), "DATABASE_URL": url.render_as_string(hide_password=False)}
        told = ["backup", str(settings.home / "a.backup")]
        done = CliRunner(env={**where, **said}).invoke(tracker, told, prog_name="tracker")
        assert done.exit_code == 0, done.output


def _look(year: "Year", client: FlaskClient) -> None:
    address = LOOKED_AT[year.day % len(LOOKED_AT)]
    assert client.get(address).status_code == 200, address


def _token(client: FlaskClient) -> dict[str, str]:
    page = client.get("/settings").text
    return {"csrf_token": page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]}


def _take_out(client: FlaskClient, capture: str, claim: int) -> None:
    submit(client, client.get(f"/reports/export?claims={claim}"), {"format": "csv"}, "/reports/export").close()


def _take_trail(client: FlaskClient, capture: str, claim: int) -> None:
    trail = f"/trail/claim/{claim}"
    submit(client, client.get(trail), {"form": "csv"}, action=f"{trail}/download").close()


def _take_capture(client: FlaskClient, capture: str, claim: int) -> None:
    submit(client, client.get(capture)).close()


def _make_file(client: FlaskClient, capture: str, claim: int) -> None:
    sign_in(client, "emil")
    submit(client, client.get(f"/counsel/claim/{claim}"), {"why": "A letter."}).close()


def _slip(client: FlaskClient, capture: str, claim: int) -> None:
    """Mistype a password, and open a door that is not one's own."""
    assert client.get("/people").status_code == 403
    client.post("/sign-in", data={"login": "rita", "password": "eleven", **_token(client)})


DEEDS = (_take_out, _take_trail, _take_capture, _make_file, _slip)
