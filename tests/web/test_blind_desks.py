"""What a sealed assessment says changes nothing that others get: held against a desk on which it says otherwise."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from config import Settings
from tests.cast import CAST, SEAL_KEY
from tests.engines import Databases, Kind
from tests.pages import parsed, submit, text_of
from tests.twins import AUTHOR, NOBODY, ONE, OTHER, START, Said, Twin, lay_out, plain
from tracker.domain import chance

pytestmark = [pytest.mark.grades, pytest.mark.public]
KEYS = {"SECRET_KEY": "signs forms " * 4, "LOG_KEY": "vouches for the log " * 2, "SEAL_KEY": SEAL_KEY}
ALL_ON = {"GRADES": "true", "PUBLIC": "true"}
OTHERS = [NOBODY, *(login for login in CAST if login != AUTHOR)]
QUICK = ("anton", "nobody")
"""Whose eyes it is seen with at each run; the others see it in the slow one."""
Answers = dict[str, tuple[int, str, bytes]]


Desks = Callable[[Said], AbstractContextManager[Twin]]


@pytest.fixture
def desks(databases: Databases, tmp_path: Path) -> Desks:
    """Return what lays out a desk on which sealed assessments say something."""

    @contextmanager
    def desk(said: Said) -> Iterator[Twin]:
        home = tmp_path / said.key
        home.mkdir()
        settings = Settings.from_environment({"TRACKER_HOME": str(home), **ALL_ON, **KEYS})
        url = databases.migrated(Kind.SQLITE)
        with chance.scripted("twins", START):
            twin = lay_out(url, settings, said)
            try:
                yield twin
            finally:
                twin.database.engine.dispose()
                databases.drop(url)

    return desk


def all_of(twin: Twin, login: str) -> Answers:
    """Return all that a person gets from a desk, by what was asked for."""
    client = twin.client(login)
    found: Answers = {}
    asked = [twin.looked_at(client)]
    if login != NOBODY:
        asked += [twin.followed(client), twin.taken_out(client)]
    for name, answer in chain.from_iterable(asked):
        with answer:
            assert answer.status_code < 500, name
            found[name] = plain(answer)
    return found


@pytest.mark.parametrize(
    "login", [one if one in QUICK else pytest.param(one, marks=pytest.mark.slow) for one in OTHERS]
)
def test_nobody_else_can_tell_one_sealed_assessment_from_another(desks: Desks, login: str) -> None:
    with desks(ONE) as twin:
        one = all_of(twin, login)
    with desks(OTHER) as twin:
        other = all_of(twin, login)
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    words = [said.words[:13].encode() for said in (ONE, OTHER)]
    typed = ("trail?words", "search?q", "claims?text", "withhold")
    told = [name for name, answer in one.items() if any(word in answer[2] for word in words)]
    assert [name for name in told if not any(one in name for one in typed)] == []


def test_no_file_that_leaves_the_desk_holds_what_is_sealed_whoever_takes_it(desks: Desks) -> None:
    with desks(ONE) as twin:
        files: dict[str, bytes] = {}
        for name, answer in twin.taken_out(twin.client(AUTHOR)):
            with answer:
                files[name] = plain(answer)[2]
        told = {name for name, held in files.items() if ONE.words.encode() in held}
        # The trail as somebody reads it is theirs; what is to be shown to others is not.
        assert {name.split()[0] for name in files if name.startswith(("bundle", "html", "json"))} >= {"bundle", "html"}
        assert {name.split()[0] for name in told} <= {"csv", "jsonl", "withhold", "POST"}
        assert [name for name in told if "report" in name or "counsel" in name] == []


def test_whoever_made_it_sees_it_and_all_others_once_it_is_opened(desks: Desks) -> None:
    with desks(ONE) as twin:
        number = twin.claims[1]
        places = (f"/claims/{number}", f"/trail/claim/{number}", f"/trail?words={ONE.words}")
        for login, there in ((AUTHOR, True), ("vera", False), ("ada", False)):
            client = twin.client(login)
            assert [_tells(client.get(place)) for place in places] == [there] * len(places)
        editor = twin.client("emil")
        form = editor.get(f"/claims/{number}/open-assessments")
        assert submit(editor, form, {"why": ""}).status_code == 422
        assert submit(editor, form, {"why": "Rita is ill."}).location == f"/claims/{number}"
        reader = twin.client("vera")
        assert [_tells(reader.get(place)) for place in places] == [True] * len(places)
        assert "Rita is ill." in text_of(reader.get(f"/trail/claim/{number}"))
        assert "Assessed blind" not in text_of(reader.get(f"/claims/{number}"))


def _tells(page: TestResponse) -> bool:
    """Tell whether a page says what a sealed assessment does; what was looked for stands on it all the same."""
    main = parsed(page).get_element_by_id("main")
    for typed in main.xpath(".//form | .//*[contains(@class, 'chosen') or contains(@class, 'filters')]"):
        typed.drop_tree()
    return f"Because: {ONE.words}" in main.text_content()
