"""Import of a 100,000-row roster against its floor: calamine's rows and executemany into the same tables and indexes.

`python -m bench.import_roster [rows]` makes the workbook, runs floor and import by turns, each in a process of its own
so that its peak memory shows, and prints both with their ratios.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

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
    from app.domain.identity import id_check

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
    from app.store.founding import Charter, found
    from app.store.models import Institution, TrainingClass, Unit

    people = [("经办", ["clerk"])]
    with found(folder, Charter("示例局", "500110", "county", "qijiang-2019", people)) as office, office.work() as work:
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
    """Seconds to read the rows and insert them as they are."""
    import python_calamine

    from app.store.engine import make_engine
    from app.store.work import DATABASE

    engine = make_engine(folder / DATABASE)
    own = class_uid >> 32 << 32
    person = f"INSERT INTO trainee (uid, origin, revision, state, name, id_number, sex, born, phone, household, address, initials) VALUES ({', '.join('?' * 12)})"  # noqa: E501, S608
    place = f"INSERT INTO enrolment (uid, origin, revision, state, class_uid, trainee_uid, seq, category, draws_pension, bank, account) VALUES ({', '.join('?' * 11)})"  # noqa: E501, S608
    began = time.perf_counter()
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        raw: Any = connection.connection.driver_connection
        with book.open("rb") as file:
            lines = python_calamine.CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).iter_rows()
            next(lines)
            uid = own + 1_000
            while chunk := list(islice(lines, _CHUNK)):
                raw.executemany(
                    person,
                    [
                        (uid + n, own, 1, "active", r[1], r[2], r[3], "1965-01-01", r[4], r[5], r[6], " zs")
                        for n, r in enumerate(chunk)
                    ],
                )  # noqa: E501
                raw.executemany(
                    place,
                    [
                        (uid + n, own, 1, "active", class_uid, uid + n, n, r[7], 0, r[9], r[10])
                        for n, r in enumerate(chunk)
                    ],
                )  # noqa: E501
                uid += len(chunk)
    return time.perf_counter() - began


def work(book: Path, folder: Path, class_uid: int) -> float:
    """Seconds of the import as the program does it: read, all checks, compare, write, count."""
    from app.exchange import imports
    from app.store.work import Office

    with Office(folder) as office:
        office.sign_in("经办")
        kind = imports.KINDS["roster"]
        began = time.perf_counter()
        table = imports.read(kind, book)
        with office.read() as read:
            checked = imports.check(read, kind, table, class_uid)
        with office.work() as writing:
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


def main(count: int = ROWS) -> bool:
    """Print both and their ratios; whether both are within reach."""
    runs: dict[str, list[tuple[float, int]]] = {"floor": [], "work": []}
    with TemporaryDirectory() as scratch:
        book = Path(scratch) / "花名册.xlsx"
        make_workbook(book, count)
        for _ in range(ROUNDS):
            for word, found in runs.items():
                found.append(_alone(word, book, count))
    seconds = {word: statistics.median(s for s, _ in found) for word, found in runs.items()}
    peak = {word: statistics.median(m for _, m in found) / 1024 for word, found in runs.items()}
    slower, larger = seconds["work"] / seconds["floor"], peak["work"] / peak["floor"]
    print(
        f"导入 {count:,} 行：{seconds['work']:.2f} s，下限 {seconds['floor']:.2f} s，{slower:.2f} 倍（应 ≤ {TIME_REACH}）"
    )
    print(f"内存峰值：{peak['work']:.0f} MB，下限 {peak['floor']:.0f} MB，{larger:.2f} 倍（应 ≤ {MEMORY_REACH}）")
    return slower <= TIME_REACH and larger <= MEMORY_REACH


if __name__ == "__main__":
    if sys.argv[1:2] in (["floor"], ["work"]):
        took = globals()[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
        print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
    else:
        sys.exit(not main(*map(int, sys.argv[1:])))
