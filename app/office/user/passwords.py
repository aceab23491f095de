"""What a password must be, how it is kept, and one to begin with. An argon2id digest is all that an office keeps of it."""

import hashlib
import secrets
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from app.kernel.outcomes import Problem
from app.kernel.texts import RESOURCES
from app.office.user.password_fields import NEW
from app.record.initials import initials, spellings

if TYPE_CHECKING:
    from argon2 import PasswordHasher

COST = {"time_cost": 2, "memory_cost": 64 << 10, "parallelism": 1}
"""0.11 s on a core of 2023, so some 0.4 s on a slow one; OWASP asks for 2 rounds over 19 MiB at least."""
_LEAST = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
"""Of what is no secret: the passwords that an example office shows."""
_SHORTEST, _KINDS = 8, 2
_LETTERS, _DIGITS = "abcdefghjkmnpqrstuvwxyz", "23456789"
"""Without those that are taken for others."""
_PARTS = 4


def fault(name: str, password: str, known: str = "") -> Problem | None:
    """What is wrong with a new password of a person, beside what is `known` of it already; None when it will do."""
    if known:
        return NEW.problem(known)
    kinds = {_kind(character) for character in password}
    if len(password) < _SHORTEST or len(kinds) < _KINDS:
        return NEW.problem("password.short")
    if _bears(name, password) or password.casefold() in _common():
        return NEW.problem("password.common")
    return None


def _kind(character: str) -> str:
    return "digit" if character.isdigit() else "letter" if character.isalpha() else "other"


def _bears(name: str, password: str) -> bool:
    """Whether it is the name, its pinyin or its initials with no more than digits and signs around them."""
    letters = "".join(c for c in password.casefold() if c.isalpha())
    return letters in {name.casefold(), *spellings(name), *initials(name).split()}


@cache
def _common() -> frozenset[str]:
    """The commonest passwords of eight and more characters of two kinds, in China and elsewhere."""
    return frozenset((RESOURCES / "passwords" / "common.txt").read_text(encoding="utf-8").split())


def digest(password: str, *, public: str = "") -> str:
    """What is kept of a password. One that the office itself shows is kept at the least cost, the same each time it is
    made for the same `public` name."""
    if public:
        salt = hashlib.sha256(public.encode()).digest()[:16]
        return _hasher(_LEAST).hash(password, salt=salt)
    return _hasher(COST).hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether a password is the one that was kept."""
    from argon2.exceptions import InvalidHashError, VerifyMismatchError  # noqa: PLC0415 - only who signs in waits for it

    try:
        return _hasher(COST).verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _hasher(cost: Mapping[str, int]) -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415

    return PasswordHasher(cost["time_cost"], cost["memory_cost"], cost["parallelism"])


def draw() -> str:
    """A password to begin with, such as kmta-4827: told once, to be changed at the first sign-in."""
    return "-".join("".join(secrets.choice(signs) for _ in range(_PARTS)) for signs in (_LETTERS, _DIGITS))
