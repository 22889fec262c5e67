"""Passwords: how they are kept (argon2id, RFC 9106), checked and made, and which are refused."""

import base64
import secrets
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.domain.errors import Refusal
from tracker.domain.secrecy import weakness

LONGEST = 1000
ONE_TIME_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Passwords:
    """The desk's way with passwords; a hash of weaker settings is still checked, and made anew at the next sign-in."""

    hasher: PasswordHasher = field(default_factory=PasswordHasher)

    def hash(self, password: str) -> str:
        """Return the hash that is kept in a password's place."""
        return self.hasher.hash(password)

    def check(self, kept: str | None, password: str) -> bool:
        """Tell whether a password fits what is kept; where nothing is, take as long and say no."""
        try:
            return self.hasher.verify(kept or self._nobodys, password)
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, kept: str) -> bool:
        """Tell whether a hash was made with other settings than today's."""
        return self.hasher.check_needs_rehash(kept)

    @property
    def _nobodys(self) -> str:
        """Return a hash that no password is known for, which costs as much to check as any."""
        made = self.hasher
        cost = f"m={made.memory_cost},t={made.time_cost},p={made.parallelism}"
        return f"$argon2id$v=19${cost}${_encoded(made.salt_len)}${_encoded(made.hash_len)}"


def refuse_weak(password: str, *, about: tuple[str, ...], field: str = "new") -> None:
    """Raise Refusal for a password that is short, known to be common, or made of the words in ``about``."""
    if len(password) > LONGEST:
        raise Refusal(f"At most {LONGEST} characters, please.", field=field)
    if found := weakness(password, about):
        raise Refusal(found, field=field)


def new_one_time() -> str:
    """Return a password that is told once: 20 letters and digits in groups, 99 bits, without look-alikes."""
    letters = "".join(secrets.choice(ONE_TIME_LETTERS) for _ in range(20))
    return "-".join(letters[place : place + 5] for place in range(0, 20, 5))


def _encoded(size: int) -> str:
    return base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=")
