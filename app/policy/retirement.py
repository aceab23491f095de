"""placeholder until merged"""

from datetime import date


def reached(born: date, sex: str, post: str | None, on: date) -> bool | None:
    return None
