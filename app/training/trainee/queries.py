"""How people are looked for."""

from sqlalchemy import ColumnElement, func, or_

from app.training.trainee.model import Trainee

_TAIL = 6
"""Digits at the end of an ID number by which people ask for one another."""


def find_person(text: str) -> ColumnElement[bool]:
    """Search by name, pinyin initials, whole ID, its beginning or its last digits."""
    if text.isascii() and text[:-1].isdigit() and (text[-1].isdigit() or text[-1] in "xX"):
        return _by_number(text.upper())
    if text.isascii() and text.isalpha():
        return Trainee.initials.contains(f" {text.lower()}", autoescape=True)
    return Trainee.name.contains(text, autoescape=True)


def _by_number(digits: str) -> ColumnElement[bool]:
    begins = (Trainee.id_number >= digits) & (Trainee.id_number < digits + "~")
    if len(digits) == _TAIL:
        return or_(begins, func.substr(Trainee.id_number, -_TAIL) == digits)
    return or_(begins, Trainee.id_number.like(f"%{digits}"))
