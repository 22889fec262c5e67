"""Random work and one attack: before it nothing is wrong, and afterwards whoever can tell does, on both engines."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import Engine

from benchmarks import dated
from tests.attacks import ATTACKS, Attacker, Seen, copy_of
from tests.engines import Databases, Kind
from tests.guards import lifted, owners_engine, rolled_back
from tests.small_desk import KEY, SmallDesk, small_desk
from tracker.domain import chance
from tracker.domain.actions import Action
from tracker.domain.actors import Program
from tracker.domain.notes import Note
from tracker.models import Claim, Source
from tracker.models import Note as Remark
from tracker.services.checkpoints import keys
from tracker.services.checkpoints.sealer import Sealer
from tracker.services.record import record
from tracker.services.verification import seals, verify

ORIGIN = "desk.example/attacked"
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30)

Copy = dict[str, list[dict[str, Any]]]


@dataclass
class Attacked:
    """A desk that works, is sealed and then attacked; ``given`` is the newest seal that somebody outside holds."""

    desk: SmallDesk
    sealer: Sealer
    owner: Engine
    backup: Copy = field(default_factory=dict)
    sealed: Copy = field(default_factory=dict)
    given: Note | None = None

    @classmethod
    def of(cls, url: str, home: Path) -> "Attacked":
        desk = small_desk(url)
        sealer = Sealer(desk.database.sealing, KEY, b"a key that signs the seals of this desk", home)
        with closing(desk.database.writing()) as session:
            keys.put_on_record(session, sealer.signer, origin=ORIGIN, by=Program("setup"))
            session.commit()
        attacked = cls(desk, sealer, owners_engine(url))
        desk.edit("Reworded once.", why="so that there is a history")
        attacked.seal()
        attacked.back_up()
        desk.edit("Reworded twice.", why="after the backup")
        return attacked

    def back_up(self) -> None:
        """Copy the database, as an attacker may have done."""
        self.backup = self._copied()

    def seal(self) -> None:
        """Seal all that is recorded, and hand the seal to somebody outside."""
        self.given = self.sealer.seal()
        self.sealed = self._copied()

    def attack(self, attack: Callable[[Attacker], None], draw: Random) -> None:
        """Attack the database past the program, the guards taken off and put back."""
        with rolled_back(self.owner) as connection:
            with lifted(connection):
                attack(Attacker(connection, draw, self.sealer.signer, ORIGIN, self.backup, self.sealed))
            connection.commit()

    def faults(self, *given: Note) -> list[str]:
        """Return what a check of the record finds."""
        with closing(self.desk.database.snapshot()) as session:
            return [str(fault) for fault in verify(session, KEY, given=given)]

    def told(self) -> Seen:
        """Return who can tell that something happened."""
        assert self.given is not None
        if self.faults():
            return Seen.ALONE
        return Seen.SEAL if self.faults(self.given) else Seen.NOBODY

    def _copied(self) -> Copy:
        with rolled_back(self.owner) as connection:
            return copy_of(connection)

    def let_go(self) -> None:
        """Close every connection to the database."""
        self.owner.dispose()
        self.desk.database.engine.dispose()


@pytest.fixture(autouse=True)
def first_seal_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the desk have had its key for so long that a seal must be there, however long a test takes."""
    monkeypatch.setattr(seals, "GRACE", timedelta(0))


@pytest.fixture
def attacked(engine_url: str, tmp_path: Path) -> Iterator[Attacked]:
    attacked = Attacked.of(engine_url, tmp_path)
    yield attacked
    attacked.let_go()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_is_seen_by_whom_the_table_says(attacked: Attacked, attack: Callable[[Attacker], None]) -> None:
    attacked.seal()
    if ATTACKS[attack] is Seen.NOBODY:
        attacked.desk.edit("Reworded after the seal.", why="this is not sealed yet")
    assert attacked.given is not None
    assert attacked.faults(attacked.given) == []
    attacked.attack(attack, Random(7))
    assert attacked.told() is ATTACKS[attack]


class Beginning:
    """A desk in a file, which any number of random histories begin with, one after another.

    Engines have learned its statements by then, and that is most of what a new one would do.
    """

    def __init__(self, url: str, home: Path) -> None:
        self._home, self._kept, self._file = home / "home", home / "kept", Path(url.removeprefix("sqlite:///"))
        self._desk = Attacked.of(url, self._home)
        self._desk.seal()
        shutil.copytree(self._home, self._kept / "home")
        self.keep("begun")

    def again(self) -> Attacked:
        """Return the desk as it was."""
        shutil.rmtree(self._home)
        shutil.copytree(self._kept / "home", self._home)
        self.bring_back("begun")
        return replace(self._desk)

    def keep(self, name: str) -> None:
        """Keep the database as it is now under a name."""
        self._desk.let_go()
        shutil.copyfile(self._file, self._kept / name)

    def bring_back(self, name: str) -> None:
        """Bring the database back as it was kept."""
        self._desk.let_go()
        shutil.copyfile(self._kept / name, self._file)


class Desk(RuleBasedStateMachine):
    """People work and seals are put on; at the end somebody attacks, and whoever can tell does.

    Then the desk is brought back as it was before, and somebody attacks in another way.
    """

    beginning: Beginning
    seen: Counter[tuple[str, str]]

    @initialize(attacks=st.lists(st.sampled_from(list(ATTACKS)), min_size=5, max_size=5), seed=st.integers(0, 2**32))
    def open(self, attacks: list[Callable[[Attacker], None]], seed: int) -> None:
        """Begin with the desk as it was, and choose how it will be attacked."""
        self.desk, self.attacks, self.draw = self.beginning.again(), attacks, Random(seed)

    def teardown(self) -> None:
        """Seal and attack: there is no false alarm, and nothing is missed."""
        if hasattr(self, "desk"):
            self.desk.seal()
            self._assert_nothing_wrong()
            self.beginning.keep("worked")
            for attack in self.attacks:
                self.beginning.bring_back("worked")
                self._attack(attack)

    @rule(words=WORDS, why=WORDS)
    def reword(self, words: str, why: str) -> None:
        """Reword the claim."""
        self.desk.desk.edit(words, why=why)

    @rule(words=WORDS)
    def rename(self, words: str) -> None:
        """Rename the source, and let somebody remark on it: several rows in one event."""
        desk = self.desk.desk
        with closing(desk.database.writing()) as session:
            source = session.get_one(Source, desk.source)
            source.name = words
            note = Remark(source=source, words=words, created_at=chance.now(), created_by=desk.ines)
            session.add(note)
            record(session, Action.SOURCE_EDITED, about=source, by=desk.ada)
            session.commit()

    @rule()
    def withdraw(self) -> None:
        """Withdraw the claim, or bring it back."""
        desk = self.desk.desk
        with closing(desk.database.writing()) as session:
            claim = session.get_one(Claim, desk.claim)
            claim.withdrawn = not claim.withdrawn
            action = Action.CLAIM_WITHDRAWN if claim.withdrawn else Action.CLAIM_RESTORED
            record(session, action, about=claim, by=desk.ines, why="for the test")
            session.commit()

    @rule()
    def sign_in(self) -> None:
        """Do something that changes no row."""
        self.desk.desk.sign_in(self.desk.desk.ada)

    @rule()
    def seal(self) -> None:
        """Put a seal on, which nobody outside is given: they get the last one."""
        self.desk.sealer.seal()

    def _attack(self, attack: Callable[[Attacker], None]) -> None:
        if ATTACKS[attack] is Seen.NOBODY:
            self.desk.desk.edit("Reworded after the seal.", why="this is not sealed yet")
            self._assert_nothing_wrong()
        self.desk.attack(attack, self.draw)
        told = self.desk.told()
        self.seen[attack.__name__, told.value] += 1
        assert told is ATTACKS[attack], attack.__name__

    def _assert_nothing_wrong(self) -> None:
        assert self.desk.given is not None
        assert self.desk.faults(self.desk.given) == []


def run(beginning: Beginning, histories: int) -> Counter[tuple[str, str]]:
    """Let the machine run so many histories, and return how often each attack was made on them and who could tell."""
    seen: Counter[tuple[str, str]] = Counter()
    machine = type("RandomDesk", (Desk,), {"beginning": beginning, "seen": seen})
    patience = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    how = settings(max_examples=histories, stateful_step_count=7, suppress_health_check=patience, database=None)
    run_state_machine_as_test(machine, settings=how)
    return seen


@pytest.fixture
def beginning(databases: Databases, tmp_path: Path) -> Iterator[Beginning]:
    url = databases.migrated(Kind.SQLITE)
    yield Beginning(url, tmp_path)
    databases.drop(url)


def test_random_work_and_a_random_attack_leave_nothing_unseen(beginning: Beginning) -> None:
    assert run(beginning, 60).total() >= 300


@pytest.mark.slow
def test_ten_thousand_attacks_leave_nothing_unseen(beginning: Beginning) -> None:
    began, busy = perf_counter(), process_time()
    seen: Counter[tuple[str, str]] = Counter()
    while seen.total() < 10_000:
        seen += run(beginning, 400)
    minutes, of_processor = (perf_counter() - began) / 60, (process_time() - busy) / 60
    lines = [
        f"{seen.total():,} random attacks on SQLite, five on each random history, which is brought back in between: "
        f"{minutes:.0f} minutes, {of_processor:.0f} of them of one processor. Before each the record had no fault; "
        "nothing was missed. `make slow` runs it.",
        "",
        "| attack | times | who can tell |",
        "|---|---|---|",
        *(f"| {name.replace('_', ' ')} | {runs:,} | {told} |" for (name, told), runs in sorted(seen.items())),
    ]
    dated.write("attacks", "Attacks on the record", lines)
