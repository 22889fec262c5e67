"""Which passwords are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.common_passwords import COMMON
from tracker.domain.secrecy import SHORTEST, weakness

ABOUT = ("ines", "Inès Aldana", "Harbour desk")


@pytest.mark.parametrize(
    "password",
    [
        "",
        "elevensigns",
        "🌍" * 11,
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "abcabcabcabcabc",
        "1234512345123451",
        "123456789012",
        "098765432109",
        "qwertyuiopas",
        "poiuytrewqlk",
        "abcdefghijklm",
        "zyxwvutsrqponm",
        "passwordpassword",
        "PasswordPassword",
        "P@ssw0rdP@ssw0rd",
        "passw0rd123456",
        "Password!!!!!!",
        "mypassword2026!",
        "correct horse battery staple",
        "CorrectHorseBatteryStaple1",
        "iloveyouforever",
        "welcomeback2026",
        "administrator1",
        "ines123456789",
        "ines-ines-ines",
        "Ines Aldana 1984",
        "inèsaldana1984",
        "harbourdesk2026",
        "Harbour Desk ines",
    ],
)
def test_what_anyone_would_try_is_refused(password: str) -> None:
    assert weakness(password, ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "violet anvils sing",
        "пять зелёных бутылок",
        "qj4-tavern-moth",
        "ines walks eleven grey dogs",
        "x" * 60 + "abcdefgh",
        "密码不是这样写的我想是这样",
        "5n2v8c0x1z7m",
        "abcdefg 7 hijkl wind",
    ],
)
def test_what_nobody_would_try_is_taken_without_rules_of_composition(password: str) -> None:
    assert weakness(password, ABOUT) is None


def test_short_names_forbid_nothing() -> None:
    assert weakness("violet anvils sing", ("a", "vi", "")) is None


@given(st.sampled_from(sorted(COMMON)), st.sampled_from(["", "1", "123456789012", "!", "2026!", "????????????"]))
def test_no_common_password_is_taken_whatever_is_put_behind_it(word: str, behind: str) -> None:
    assert weakness(word + behind, ())
    assert weakness(word.upper() + behind, ())


@given(st.text(max_size=SHORTEST - 1))
def test_nothing_short_is_taken(password: str) -> None:
    assert "At least 12" in (weakness(password, ()) or "")
