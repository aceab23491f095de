"""Who is in which class: 900 people, most of them in one class, and the planted faults."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from app.demo import plan
from app.demo.people import Person, people
from app.demo.plan import COURSES, Course

_SEED = 2019
_WOMAN_OF_50 = "1970"
"""Women born before it drew a pension when the class began (2020)."""


def rosters() -> list[list[dict[str, str]]]:
    """The rows of each class's roster, in the order of COURSES, as its institution hands them in."""
    crowd = people(_SEED)
    several = [next(crowd) for _ in plan.SEVERAL]
    found = []
    for place, course in enumerate(COURSES):
        own = [next(crowd) for _ in range(course.people)]
        also = [person for person, places in zip(several, plan.SEVERAL, strict=True) if place in places]
        found.append(_planted(place, own, crowd) + [person.texts() for person in also])
    return found


def walkers() -> list[dict[str, str]]:
    """The people of the class that is still to be walked through; none of them is in another."""
    crowd = people(_SEED + 1)
    return [next(crowd).texts() for _ in range(plan.WALK_PEOPLE)]


def _planted(place: int, own: list[Person], crowd: Iterator[Person]) -> list[dict[str, str]]:
    pensioner = plan.PENSIONER[1] if plan.PENSIONER[0] == place else None
    if pensioner is not None:
        own[pensioner] = next(p for p in crowd if p.id_number[6:10] < _WOMAN_OF_50 and int(p.id_number[16]) % 2 == 0)
    if plan.ONE_CARD[0] == place:
        for row in plan.ONE_CARD[1]:
            own[row] = replace(own[row], account=own[plan.ONE_CARD[1][0]].account)
    return [person.texts(draws_pension="是" if n == pensioner else "否") for n, person in enumerate(own)]


def results(place: int, number: str, roster: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Scores and certificates of a class by its number, as the assessors hand them in."""
    random, course = Random(place), COURSES[place]  # noqa: S311 - nothing secret
    return [_result(random, place, course, number, n, row) for n, row in enumerate(roster)]


def _result(random: Random, place: int, course: Course, number: str, n: int, row: dict[str, str]) -> dict[str, str]:
    failed = (place, n) in plan.FAILED
    scores = (random.randrange(38, 58), random.randrange(30, 55)) if failed else random.choices(range(62, 99), k=2)
    theory, practice = map(str, scores)
    found = {
        "id_number": row["id_number"],
        "name": row["name"],
        "theory_score": theory,
        "practice_score": practice,
        "result": "不合格" if failed else "合格",
    }
    if not failed and (place, n) != plan.UNCERTIFIED:
        found["certificate_kind"] = course.certificate
        found["certificate_number"] = f"示例{number.replace('-', '')}{n + 1:03d}"
        found["certificate_date"] = (course.ends_on + timedelta(days=7)).isoformat()
    return found
