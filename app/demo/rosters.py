"""Who is in which class: most people in one class, and the planted faults."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from app.demo.people import Person, people
from app.demo.places import Course, Place

WALK_PEOPLE = 30
"""How many people the file for the class without a roster has."""
_WOMAN_OF_50 = "1970"
"""Women born before it drew a pension when the class began (2020)."""


def rosters(place: Place) -> list[list[dict[str, str]]]:
    """The rows of each class's roster, in the order of its courses, as its institution hands them in."""
    crowd = people(place.people, place.people.seed)
    several = [next(crowd) for _ in place.faults.several]
    found = []
    for number, course in enumerate(place.courses):
        own = [next(crowd) for _ in range(course.people)]
        also = [person for person, places in zip(several, place.faults.several, strict=True) if number in places]
        rows = _planted(place, number, own, crowd) + [person.texts() for person in also]
        found.append([{**row, **course.seated} for row in rows])
    return found


def walkers(place: Place) -> list[dict[str, str]]:
    """The people of the class that is still to be walked through; none of them is in another."""
    crowd = people(place.people, place.people.seed + 1)
    seated = place.courses[place.walk].seated
    return [{**next(crowd).texts(), **seated} for _ in range(WALK_PEOPLE)]


def _planted(place: Place, number: int, own: list[Person], crowd: Iterator[Person]) -> list[dict[str, str]]:
    faults, pensioner = place.faults, None
    if faults.pensioner and faults.pensioner[0] == number:
        pensioner = faults.pensioner[1]
        own[pensioner] = next(p for p in crowd if p.id_number[6:10] < _WOMAN_OF_50 and int(p.id_number[16]) % 2 == 0)
    if faults.one_card and faults.one_card[0] == number:
        _, first, after = faults.one_card
        for row in range(first, after):
            own[row] = replace(own[row], account=own[first].account)
    return [person.texts(draws_pension="是" if n == pensioner else "否") for n, person in enumerate(own)]


def results(place: Place, number: int, title: str, roster: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Scores and certificates of a class by its number, as the assessors hand them in."""
    random, course = Random(number), place.courses[number]  # noqa: S311 - nothing secret
    return [_result(random, place, number, course, title, n, row) for n, row in enumerate(roster)]


def _result(
    random: Random, place: Place, number: int, course: Course, title: str, n: int, row: dict[str, str]
) -> dict[str, str]:
    failed = (number, n) in place.faults.failed
    scores = (random.randrange(38, 58), random.randrange(30, 55)) if failed else random.choices(range(62, 99), k=2)
    theory, practice = map(str, scores)
    found = {
        "id_number": row["id_number"],
        "name": row["name"],
        "theory_score": theory,
        "practice_score": practice,
        "result": "不合格" if failed else "合格",
    }
    if course.certificate and not failed and (number, n) != place.faults.uncertified:
        found["certificate_kind"] = course.certificate
        found["certificate_number"] = f"示例{title.replace('-', '')}{n + 1:03d}"
        found["certificate_date"] = (course.ends_on + timedelta(days=7)).isoformat()
    return found


def attendance(course: Course, roster: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Everybody's days, as the register of the class says them: working days from the first on."""
    if course.attended is None:
        return []
    periods, minutes, days = course.attended
    held = [course.starts_on + timedelta(day // 5 * 7 + day % 5) for day in range(days)]
    return [
        {
            "id_number": row["id_number"],
            "name": row["name"],
            "day": day.isoformat(),
            "periods": str(periods),
            "minutes": str(minutes),
        }
        for row in roster
        for day in held
    ]


def months(course: Course, roster: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Everybody's months at work, as the enterprise hands them in."""
    if not course.months:
        return []
    return [{"id_number": row["id_number"], "name": row["name"], "months": course.months} for row in roster]
