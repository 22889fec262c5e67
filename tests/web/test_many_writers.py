"""Twenty people who save at the same time on one SQLite file: each save is there, and nobody is told to wait."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from flask import Flask
from sqlalchemy import func, select

from config import Settings
from tests.assessing import desk_in
from tests.pages import submit
from tests.web.assessing import client_of
from tracker.db import Database
from tracker.domain.actions import Action
from tracker.models import Claim, Event
from tracker.services.verification import verify

PEOPLE, TURNS = 20, 3


def test_twenty_people_save_at_once_and_all_is_kept(app: Flask, database: Database, desk_settings: Settings) -> None:
    with desk_in(database) as desk:
        numbers = [desk.claim(f"Claim {place}.").number for place in range(PEOPLE)]
    clients = [client_of(app, "anton") for _ in numbers]

    def save(place: int) -> list[int]:
        address = f"/claims/{numbers[place]}/edit"
        said = [{"statement": f"Claim {place}, turn {turn}."} for turn in range(TURNS)]
        client = clients[place]
        return [submit(client, client.get(address), typed).status_code for typed in said]

    assert at_once(save) == [[303] * TURNS] * PEOPLE
    with closing(database.snapshot()) as session:
        edited = select(func.count()).where(Event.action == Action.CLAIM_EDITED.value)
        assert session.scalar(edited) == PEOPLE * TURNS
        last = {f"Claim {place}, turn {TURNS - 1}." for place in range(PEOPLE)}
        assert set(session.scalars(select(Claim.statement))) == last
        assert list(verify(session, desk_settings.log_key)) == []


def at_once(save: Callable[[int], list[int]]) -> list[list[int]]:
    with ThreadPoolExecutor(PEOPLE) as threads:
        return list(threads.map(save, range(PEOPLE)))
