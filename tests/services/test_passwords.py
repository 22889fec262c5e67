"""How passwords are kept and checked."""

import re

import pytest
from argon2 import PasswordHasher, extract_parameters

from tests.cast import QUICK
from tracker.domain.errors import Refusal
from tracker.services.passwords import ONE_TIME_LETTERS, Passwords, new_one_time, refuse_weak


def test_a_desk_keeps_argon2id_with_the_settings_of_rfc_9106_for_little_memory() -> None:
    kept = Passwords().hash("violet anvils sing")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Passwords().check(kept, "violet anvils sing")


def test_a_password_fits_its_own_hash_alone_and_no_hash_is_like_another() -> None:
    first, second = QUICK.hash("violet anvils sing"), QUICK.hash("violet anvils sing")
    assert first != second
    assert QUICK.check(first, "violet anvils sing")
    assert not QUICK.check(first, "violet anvils sing ")
    assert not QUICK.check(first, "")


@pytest.mark.parametrize("kept", ["", None, "not a hash", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA"])
def test_nothing_fits_what_is_no_hash(kept: str | None) -> None:
    assert not QUICK.check(kept, "violet anvils sing")


@pytest.mark.parametrize("passwords", [QUICK, Passwords(), Passwords(PasswordHasher(2, 64, 2, 24, 12))])
def test_checking_for_nobody_costs_what_checking_for_somebody_costs(passwords: Passwords) -> None:
    assert extract_parameters(passwords._nobodys) == extract_parameters(passwords.hash("violet anvils sing"))


def test_a_hash_of_other_settings_is_outdated() -> None:
    assert Passwords().is_outdated(QUICK.hash("violet anvils sing"))
    assert not QUICK.is_outdated(QUICK.hash("violet anvils sing"))


def test_a_one_time_password_is_long_readable_and_new_each_time() -> None:
    made = {new_one_time() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(rf"[{ONE_TIME_LETTERS}]{{5}}(-[{ONE_TIME_LETTERS}]{{5}}){{3}}", one) for one in made)
    assert not set("ilo01") & set(ONE_TIME_LETTERS)


def test_a_weak_password_is_refused_beside_its_field() -> None:
    with pytest.raises(Refusal, match="At least 12") as refused:
        refuse_weak("short", about=(), field="new_password")
    assert refused.value.field == "new_password"
    with pytest.raises(Refusal, match="At most 1000"):
        refuse_weak("violet anvils sing" * 60, about=())
    refuse_weak("violet anvils sing", about=())
