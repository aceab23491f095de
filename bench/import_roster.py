"""Import of a 100,000-row roster: its floor is calamine's rows and executemany into the same tables and indexes.

`python -m bench.import_roster [rows]` alone, or with the others `python -m bench`. Floor and import run by turns, each in
a process and an office of its own, so that its peak memory shows.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.ratio import Result, as_at_work, peak_kb

ROWS, ROUNDS = 100_000, 3
TIME_REACH, MEMORY_REACH = 1.5, 2.0
_HEADERS = (
    "序号",
    "姓名",
    "身份证号",
    "性别",
    "联系电话",
    "户口所在地",
    "住址",
    "人员类别",
    "是否按月领取养老金",
    "开户银行",
    "银行账号",
)
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "明芳伟娜强静磊洋艳勇军杰娟涛超霞平刚桂英华玉梅兰红建国志文丽秀海"
_CHUNK = 1000


def rows(count: int) -> Iterator[list[str]]:
    """Generated people of a roster, each another ID with its check digit."""
    from app.kernel.identity import id_check

    for n in range(count):
        born = date(1965, 1, 1) + timedelta(days=n % 12_000)
        first = f"500110{born:%Y%m%d}{n // 12_000:03d}"
        name = _SURNAMES[n % 32] + _GIVEN[n // 32 % 32] + _GIVEN[n * 7 // 1024 % 32]
        place = f"重庆市綦江区古南街道示例路{n % 977}号"
        sex = "男" if int(first[16]) % 2 else "女"
        account = f"62170037{n:011d}"
        yield [
            str(n + 1),
            name,
            first + id_check(first),
            sex,
            f"139{n:08d}",
            "重庆市綦江区",
            place,
            "企业职工",
            "否",
            "农商行",
            account,
        ]


def make_workbook(path: Path, count: int) -> None:
    """The roster as a spreadsheet program saves it, with shared strings."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("花名册")
        for place, line in enumerate([list(_HEADERS), *rows(count)]):
            sheet.write_row(place, 0, line)


def make_office(folder: Path, count: int) -> int:
    """An office with one empty class of that many; gives the class's uid."""
    from app.desk.founding import Charter, found_office
    from app.institution.institution.model import Institution
    from app.institution.unit.model import Unit
    from app.training.training_class.model import TrainingClass

    people = [("经办", ["clerk"])]
    with (
        found_office(folder, Charter("示例局", "500110", "county", "qijiang-2019", people)) as office,
        office.work(office.person("经办")) as work,
    ):
        institution = work.add(Institution(name="示例学校", uscc="52500110MJ0000001X", programmes="电工 四级"))
        day = date(2019, 9, 2)
        known = {
            "number": "1",
            "name": "一班",
            "occupation": "电工",
            "level": "四级/中级工",
            "training_type": "就业技能培训",
        }
        known |= {"place": "示例路", "theory_periods": 1, "practice_periods": 1, "planned_count": count}
        known |= {"starts_on": day, "ends_on": day, "pack_id": "qijiang-2019", "pack_version": 1}
        unit = work.session.query(Unit).first()
        made = work.add(TrainingClass(institution_uid=institution.uid, unit_uid=unit.uid, **known))
        return int(made.uid)


def floor(book: Path, folder: Path, class_uid: int) -> float:
    """Seconds to read the rows and insert them as they are; what the import derives lies ready."""
    import python_calamine

    from app.kernel.identity import birth_of, sex_of
    from app.record.initials import initials
    from app.store.engine import make_engine
    from app.store.work import DATABASE

    derived = {r[2]: (sex_of(r[2]), str(birth_of(r[2])), initials(r[1])) for r in rows(ROWS)}
    engine = make_engine(folder / DATABASE)
    own = class_uid >> 32 << 32
    person = _insert("trainee", *_TRAINEE)
    place = _insert("enrolment", *_ENROLMENT)
    began = time.perf_counter()
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        raw: Any = connection.connection.driver_connection
        with book.open("rb") as file:
            lines = python_calamine.CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).iter_rows()
            next(lines)
            first = own + 1_000
            while chunk := list(enumerate(islice(lines, _CHUNK), first)):
                fixed = (own, 1, "active")
                raw.executemany(person, [(uid, *fixed, r[1], r[2], *derived[r[2]], *r[4:7]) for uid, r in chunk])
                rest = ((uid, r[7], 0, r[9], r[10]) for uid, r in chunk)
                raw.executemany(place, [(uid + ROWS, *fixed, class_uid, uid, uid - own, *more) for uid, *more in rest])
                first += len(chunk)
    return time.perf_counter() - began


_TRAINEE = (
    "uid",
    "origin",
    "revision",
    "state",
    "name",
    "id_number",
    "sex",
    "born",
    "initials",
    "phone",
    "household",
    "address",
)
_ENROLMENT = (
    "uid",
    "origin",
    "revision",
    "state",
    "class_uid",
    "trainee_uid",
    "seq",
    "category",
    "draws_pension",
    "bank",
    "account",
)


def _insert(table: str, *columns: str) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608


def work(book: Path, folder: Path, class_uid: int) -> float:
    """Seconds of the import as the program does it: read, all checks, compare, write, count."""
    from app.exchange import imports
    from app.record.imports.layout import NOTHING
    from app.record.initials import initials
    from app.store.work import Office

    with Office(folder) as office:
        clerk = office.person("经办")
        kind = imports.KINDS["roster"]
        with office.read() as read:
            read.lists()  # an office at work has its pack and the readings of names at hand
        initials("示例")
        began = time.perf_counter()
        with office.read() as read:
            wanted = imports.wanted(read, kind, class_uid)
        table = imports.read_source(imports.source_of(book), wanted, NOTHING)
        with office.read() as read:
            checked = imports.check(read, kind, table, class_uid)
        with office.work(clerk) as writing:
            receipt = imports.apply(writing, kind, checked)
        took = time.perf_counter() - began
    if receipt.new != len(table.rows):
        raise SystemExit(receipt.text())
    return took


def _alone(word: str, book: Path, count: int) -> tuple[float, int]:
    """Seconds and peak KB of one run in a process and an office of its own."""
    with TemporaryDirectory() as scratch:
        class_uid = make_office(Path(scratch) / "office", count)
        command = [sys.executable, "-m", "bench.import_roster", word, str(book), scratch + "/office", str(class_uid)]
        seconds, peak = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        return seconds, peak


def measure(folder: Path, count: int = ROWS) -> list[Result]:
    """Time and peak memory, ours to the floor's."""
    book = folder / f"roster-{count}.xlsx"
    if not book.exists():
        make_workbook(book, count)
    taken = [(_alone("floor", book, count), _alone("work", book, count)) for _ in range(ROUNDS + 1)][1:]
    floors, ours = zip(*taken, strict=True)
    seconds = [median(run[0] for run in runs) for runs in (floors, ours)]
    peaks = [median(run[1] for run in runs) / 1024 for runs in (floors, ours)]
    return [
        Result(f"导入 {count:,} 行花名册：读、查、查重、写", *seconds, TIME_REACH),
        Result("　　内存峰值", *peaks, MEMORY_REACH, unit="MB"),
    ]


if __name__ == "__main__":
    if sys.argv[1:2] in (["floor"], ["work"]):
        as_at_work()
        took = globals()[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
        print(json.dumps([took, peak_kb()]))
    else:
        from bench.__main__ import shown

        with TemporaryDirectory() as scratch:
            for result in measure(Path(scratch), *map(int, sys.argv[1:])):
                print(shown(result))
