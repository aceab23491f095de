"""An office of a million people, made once and kept in the temporary folder: what the pipelines are measured on."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache, partial
from itertools import chain, cycle, repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import sqlcipher3

from app.desk.founding import Charter, found_office
from app.kernel.identity import id_check, sex_of, uscc_check
from app.record.initials import initials
from app.store import models
from app.store.work import DATABASE, SERIAL_BITS, Office

PEOPLE, AWARDS, CROWD = 1_000_000, 1_000_000, 100_000
"""People in the office; awards in the past; people of the one class that is claimed for."""
CLERK, PASSWORD = "张经办", "示例 密码 2019"

TABLES = sorted(Path(models.__file__).parent.glob("*.py"))
"""The source files that say what an office holds."""

Row: TypeAlias = dict[str, object]

_NUMBER = 500110
_TABLES = (
    *("institution", "trainee", "training_class", "claim", "enrolment", "claim_line", "rate"),
    *("unit", "quota", "budget", "advance", "payment"),
)
_BLOCK = 10_000_000
"""Numbers set aside for each table, so that a row knows the uids of others."""
_HEADS, _RATE = 50, 120_000
"""People of every class but the large one; 分 for each of them."""
_SCHOOLS, _SECTIONS, _YEARS = 200, 6, (2019, 2020, 2021)
"""Institutions; sections below each unit of the plan; years in which each section has a target."""
_ADVANCED, _AHEAD = 10, _HEADS * _RATE // 2
"""One class in so many had money paid ahead, and how much: 分."""
_RETURNING = 0.4
"""Part of the people who have all the awards: two or three each."""
_STRIDE = 7_368_787
"""A prime: numbers taken in its steps are spread as if drawn, and none comes twice."""
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建国梅文辉力云莲德才春秀志永福海山仁波宁贵生龙元全胜学祥"
_NAMES = len(_SURNAMES) * len(_GIVEN) ** 2
_AREAS = ("500110", "500222", "500101", "500112", "500113", "500115", "500116", "500117", "500118", "500119")
_TOWNS = ("古南街道", "文龙街道", "三江街道", "石角镇", "东溪镇", "赶水镇", "打通镇", "石壕镇", "永新镇", "三角镇")
_BORN_FROM, _BORN_DAYS, _BORN_SERIALS = date(1955, 1, 1), 17_500, 999
_OCCUPATIONS = (
    "电工",
    "焊工",
    "育婴员",
    "养老护理员",
    "中式烹调师",
    "电子商务师",
    "家畜饲养员",
    "版画制作",
    "保育员",
    "茶艺师",
)
_LEVELS = ("五级/初级工", "四级/中级工", "三级/高级工")
_CATEGORIES = ("农村转移就业劳动者", "城镇登记失业人员", "退役军人", "贫困劳动力", "企业职工")
_TYPES = ("就业技能培训", "岗位技能提升培训", "创业培训", "企业新型学徒制培训")
"""The first is that of the large class, too."""
_FIRST_DAY, _DAYS = date(2019, 10, 8), 750
POLICY = "xuchang-2019"
"""The one with the most indicators: persons, certificates, parts of targets, shares of 技能提升培训."""
_PACK = {"pack_id": POLICY, "pack_version": 1}
_FUND = "就业补助资金"
_KEPT = (
    '{"name": "示例", "id_number": "500110********0000", "account": "62000000", "certificate_number": "ZS0000000001"}'
)


def kept(folder: Path, name: str, sources: Iterable[Path], make: Callable[[Path], object]) -> Path:
    """A folder that `make` fills, kept until one of the source files changes."""
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    place = folder / f"{name}-{digest}"
    if not place.exists():
        for old in folder.glob(f"{name}-*"):
            shutil.rmtree(old)
        with TemporaryDirectory(dir=folder) as unfinished:
            make(Path(unfinished) / name)
            (Path(unfinished) / name).rename(place)
    return place


def million(folder: Path) -> Office:
    """The office of a million people, open."""
    return Office(kept(folder, "million", (Path(__file__), *TABLES), make))


def tenth(folder: Path) -> Office:
    """The same office with a tenth of the past, open."""
    make_tenth = partial(make, awards=AWARDS // 10)
    return Office(kept(folder, "tenth", (Path(__file__), *TABLES), make_tenth))


def raw(office: Office) -> Any:
    """A bare connection to an office's database, with as much memory as the office's own."""
    connection = sqlcipher3.connect(str(office.folder / DATABASE), isolation_level=None)
    for pragma in ("cache_size = -65536", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def make(folder: Path, people: int = PEOPLE, awards: int = AWARDS, crowd: int = CROWD) -> None:
    """Found an office and fill it past its own write side, whose checks are not what is measured."""
    shown = {"passwords": {CLERK: PASSWORD}, "sample": True}
    charter = Charter("示例区人力社保局", "500110", "county", POLICY, [(CLERK, ["clerk"])], number=_NUMBER, **shown)
    found_office(folder, charter).close()
    connection = sqlcipher3.connect(str(folder / DATABASE), isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -524288", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    later = _without_indexes_and_triggers(connection)
    units = connection.execute("SELECT uid, axis FROM unit ORDER BY uid").fetchall()
    for table, rows in _rows(units, people, awards, crowd).items():
        _insert(connection, table, rows)
    connection.execute("UPDATE serial SET value = ? WHERE name = 'uid'", ((len(_TABLES) + 1) * _BLOCK,))
    for statement in later:
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.close()


def _without_indexes_and_triggers(connection: Any) -> list[str]:
    """Drop the indexes of the tables to fill and the triggers that look rows up by them; gives the statements that bring them back."""
    marks = ", ".join("?" * len(_TABLES))
    of_tables = f"sql IS NOT NULL AND tbl_name IN ({marks})"
    wanted = f"SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND {of_tables}"
    known = connection.execute(wanted, _TABLES).fetchall()
    for kind, name, _ in known:
        connection.execute(f"DROP {kind} {name}")
    return [sql for _, _, sql in known]


def _insert(connection: Any, table: str, rows: Iterator[Row]) -> None:
    first = next(rows)
    marks = ", ".join("?" * len(first))
    values = (tuple(row.values()) for row in chain([first], rows))
    connection.executemany(f"INSERT INTO {table} ({', '.join(first)}) VALUES ({marks})", values)


def _uid(table: str, number: int) -> int:
    return (_NUMBER << SERIAL_BITS) + (_TABLES.index(table) + 1) * _BLOCK + number


def _rows(units: list[tuple[int, str]], people: int, awards: int, crowd: int) -> dict[str, Iterator[Row]]:
    """The rows of every table; the last class is the large one, its people spread among all, its claim a draft."""
    usual = -(-awards // _HEADS)
    seats = [(n // _HEADS, n % _HEADS + 1, n * _STRIDE % int(people * _RETURNING)) for n in range(awards)]
    large = [(usual, n + 1, n * _STRIDE % people) for n in range(crowd)]
    sections = len(units) * _SECTIONS
    runs = [uid for n in range(sections) for uid in (units[n % len(units)][0], _uid("unit", n))]
    return {
        "institution": map(_institution, range(_SCHOOLS)),
        "unit": (_section(n, *units[n % len(units)]) for n in range(sections)),
        "quota": (_target(n, n // len(_YEARS), _YEARS[n % len(_YEARS)]) for n in range(sections * len(_YEARS))),
        "budget": (_budget(n, year) for n, year in enumerate(_YEARS)),
        "trainee": map(trainee, range(people)),
        "training_class": map(training_class, range(usual + 1), cycle(runs), chain(repeat(_HEADS, usual), [crowd])),
        "claim": (_claim(k, "draft" if k == usual else "paid") for k in range(usual + 1)),
        "enrolment": (enrolment(n, *seat) for n, seat in enumerate(chain(seats, large))),
        "claim_line": (_line(n, *seat) for n, seat in enumerate(seats)),
        "rate": map(_rate, range(len(_OCCUPATIONS) * len(_LEVELS))),
        "advance": map(_advance, range(0, usual, _ADVANCED)),
        "payment": chain(map(_payment, range(usual)), (_ahead(usual + k, k) for k in range(0, usual, _ADVANCED))),
    }


def _record(table: str, number: int, state: str = "active") -> Row:
    return {"uid": _uid(table, number), "revision": 1, "origin": _NUMBER << SERIAL_BITS, "state": state}


def _institution(number: int) -> Row:
    code = f"52500110MJ{number:07d}"
    taught = "；".join(f"{occupation} {'、'.join(_LEVELS)}" for occupation in _OCCUPATIONS)
    own = {"name": f"示例职业培训学校{number + 1:03d}", "uscc": code + uscc_check(code), "kind": "培训机构"}
    return _record("institution", number, "listed") | own | {"programmes": taught, "listed_on": "2019-10-01"}


def _section(number: int, parent: int, axis: str) -> Row:
    own = {"seq": number + 1, "axis": axis, "name": f"示例镇{number + 1:02d}", "parent_uid": parent}
    record = _record("unit", number)
    del record["state"]
    return record | own | {"cooperating": "", "duty": ""}


def _target(number: int, section: int, year: int) -> Row:
    own = {"unit_uid": _uid("unit", section), "year": year, "until_year": year, "measure": "人次", "target": 6_000}
    return _record("quota", number) | own | {"source": ""}


def _budget(number: int, year: int) -> Row:
    own = {
        "fund": _FUND,
        "year": year,
        "until_year": year,
        "amount_fen": 100_000_000_000,
        "document": "示例〔2019〕2号",
    }
    return _record("budget", number) | own


def trainee(number: int) -> Row:
    """A person, each another ID with its check digit."""
    spread = number * _STRIDE % (len(_AREAS) * _BORN_DAYS * _BORN_SERIALS)
    spread, serial = divmod(spread, _BORN_SERIALS)
    area, day = divmod(spread, _BORN_DAYS)
    born = _birthday(day)
    first17 = f"{_AREAS[area]}{born.replace('-', '')}{serial + 1:03d}"
    id_number = first17 + id_check(first17)
    name, shortened = _name(number * _STRIDE % _NAMES)
    return {
        **_record("trainee", number),
        "name": name,
        "id_number": id_number,
        "sex": sex_of(id_number),
        "born": born,
        "phone": f"13{number % 10}{number * _STRIDE % 100_000_000:08d}",
        "household": _TOWNS[number % len(_TOWNS)],
        "address": f"{_TOWNS[number % len(_TOWNS)]}示例路{number % 997 + 1}号",
        "initials": shortened,
    }


@cache
def _birthday(day: int) -> str:
    return (_BORN_FROM + timedelta(day)).isoformat()


@cache
def _name(number: int) -> tuple[str, str]:
    others, one = divmod(number, len(_GIVEN))
    surname, other = divmod(others, len(_GIVEN))
    name = _SURNAMES[surname] + _GIVEN[one] + _GIVEN[other]
    return name, initials(name)


def _taught(number: int) -> Row:
    return {"occupation": _OCCUPATIONS[number % 10], "level": _LEVELS[number // 10 % 3]}


@cache
def _begins(number: int) -> date:
    return _FIRST_DAY + timedelta(number * _STRIDE % _DAYS)


def training_class(number: int, unit: int, heads: int) -> Row:
    """An accepted class of so many people, one of a few occupations, some day in two years."""
    begins = _begins(number)
    return {
        **_record("training_class", number, "accepted"),
        **_PACK,
        **_taught(number),
        "number": f"{begins.year}-{number:05d}",
        "name": f"{_taught(number)['occupation']}第{number + 1}期",
        "institution_uid": _uid("institution", number % _SCHOOLS),
        "unit_uid": unit,
        "training_type": _TYPES[number % len(_TYPES)],
        "starts_on": begins.isoformat(),
        "ends_on": (begins + timedelta(14)).isoformat(),
        "place": "示例职业培训学校",
        "theory_periods": 40,
        "practice_periods": 60,
        **dict.fromkeys(("planned_count", "filed_count", "qualified_count", "approved_count"), heads),
    }


def _claim(number: int, state: str) -> Row:
    applied = _begins(number) + timedelta(30)
    own = {"number": f"BT{number:05d}", "class_uid": _uid("training_class", number), "scheme": "职业培训补贴"}
    own |= {"institution_uid": _uid("institution", number % _SCHOOLS), "basis_on": _begins(number).isoformat()}
    own |= {"applied_on": applied.isoformat()}
    heads = _HEADS if state == "paid" else 0
    counts = {"line_count": heads, "granted_count": heads, "total_fen": heads * _RATE}
    return _record("claim", number, state) | _PACK | own | counts


def enrolment(number: int, of_class: int, seq: int, person: int) -> Row:
    """A seat in a class, passed and certified; every number has its own account and certificate."""
    return {
        **_record("enrolment", number),
        "class_uid": _uid("training_class", of_class),
        "trainee_uid": _uid("trainee", person),
        "seq": seq,
        "category": _CATEGORIES[number % len(_CATEGORIES)],
        "draws_pension": 0,
        "locality": "户籍地",
        "bank": "示例银行",
        "account": f"62{number:017d}",
        "theory_score": "85",
        "practice_score": "88",
        "result": "qualified",
        "certificate_kind": "职业资格证书",
        "certificate_number": f"ZS{number:010d}",
        "certificate_date": (_begins(of_class) + timedelta(20)).isoformat(),
    }


def _line(number: int, of_class: int, seq: int, person: int) -> Row:
    return {
        **_taught(of_class),
        "uid": _uid("claim_line", number),
        "origin": _NUMBER << SERIAL_BITS,
        "claim_uid": _uid("claim", of_class),
        "enrolment_uid": _uid("enrolment", number),
        "trainee_uid": _uid("trainee", person),
        "seq": seq,
        "year": _begins(of_class).year,
        "decision": "granted",
        "rate_fen": _RATE,
        "amount_fen": _RATE,
        "reasons": "按补贴标准目录核定",
        "warnings": "",
        "facts": _KEPT,
    }


def _rate(number: int) -> Row:
    own = {"amount_fen": _RATE, "since": "2019-01-01", "document": "示例〔2019〕1号", "sample": 0}
    return _record("rate", number) | _taught(number) | own


def _advance(number: int) -> Row:
    own = {"number": f"YB{number:05d}", "class_uid": _uid("training_class", number), "scheme": "职业培训补贴"}
    own |= {"applied_on": _begins(number).isoformat(), "share": 5_000, "clause": "", "claim_uid": _uid("claim", number)}
    counts = {"head_count": _HEADS, "rate_fen": _RATE, "expected_fen": _HEADS * _RATE}
    return _record("advance", number, "settled") | own | counts | {"amount_fen": _AHEAD}


def _payment(number: int) -> Row:
    ahead = 0 if number % _ADVANCED else _AHEAD
    return _paid(number, number, "claim", _HEADS * _RATE - ahead) | {
        "claim_uid": _uid("claim", number),
        "advance_uid": None,
    }


def _ahead(number: int, of_class: int) -> Row:
    return _paid(number, of_class, "advance", _AHEAD) | {"claim_uid": None, "advance_uid": _uid("advance", of_class)}


def _paid(number: int, of_class: int, kind: str, amount_fen: int) -> Row:
    own = {"number": f"BF{number:05d}", "kind": kind, "payee": "示例职业培训学校", "amount_fen": amount_fen}
    paid = {"fund": _FUND, "voucher": f"PZ{number:05d}", "paid_on": (_begins(of_class) + timedelta(60)).isoformat()}
    return _record("payment", number, "paid") | own | paid
