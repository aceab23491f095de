"""Imports of each kind as a clerk pastes them: one that stands, and one after it that adds, changes and takes out."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from app.desk import import_log, import_undo
from app.desk.import_undo import Undoing
from app.exchange import imports
from app.exchange.imports import Receipt
from app.record.imports.recording import keep, recorded
from app.store.models import Base, ImportedFile
from app.store.work import Work
from tests import people
from tests.bureau import CLERK, Bureau
from tests.data.workbooks import ROSTER, roster_row
from tests.tables import from_clipboard

_COUNTED_ON = ("journal", "serial")
"""What goes on whatever is undone: nothing done is unsaid, and no number is given twice."""


class Case(NamedTuple):
    """A kind of import: the record that it goes into, the table that stands, and the one to undo."""

    kind: str
    into: Callable[[Bureau], int | None]
    before: str
    after: str
    table: str
    """The table whose rows it brings."""


def lines(*rows: Any) -> str:
    """Rows as they are copied from a sheet."""
    return "\n".join("\t".join(map(str, row)) for row in rows)


def roster(*numbers: int, **changes: str) -> str:
    """A roster of some people, the telephone and account of the first as given."""
    rows = [roster_row(people.person(n), n) for n in numbers]
    rows[0][4], rows[0][9] = changes.get("phone", rows[0][4]), changes.get("account", rows[0][9])
    return lines(ROSTER, *rows)


def draft(bureau: Bureau) -> int:
    """A class as a draft."""
    return bureau.training()


def ended(bureau: Bureau) -> int:
    """A class of three that is over and has no results yet."""
    uid = bureau.training(date(2019, 9, 2), date(2019, 10, 6))
    bureau.enrol(uid, [people.person(n) for n in (1, 2, 3)])
    bureau.approved(uid)
    bureau.do("class.start", uid)
    bureau.today = date(2019, 10, 8)
    return bureau.do("class.end", uid)


def _nothing(bureau: Bureau) -> None:
    return None


def _numbers(*rows: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Rows that begin with the ID number of a person."""
    return [(people.id_number(n), *said) for n, *said in rows]


_RESULTS = ("身份证号", "理论成绩", "评定", "证书类型", "证书编号", "发证日期")
_KIND = "职业技能等级证书"
QUOTAS = ("责任单位", "上级责任单位", "年度", "计量单位", "任务指标")
RATES = ("职业(工种)", "技能等级", "补贴标准(元)", "执行日期", "文号")
HOUSES = ("机构名称", "统一社会信用代码", "机构类别", "联系电话", "培训职业及等级")
TAGS = ("姓名", "身份证号", "身份类别", "认定日期", "证明材料")
_BUDGETS = ("资金来源", "年度", "至年度", "安排金额(元)", "文号")
_SCHOOL = "社会培训机构"


def _house(n: int, phone: str) -> tuple[Any, ...]:
    return (f"示例学校{n}", people.uscc(n), _SCHOOL, phone, "电工 四级/中级工")


def rate(trade: str, amount: int) -> tuple[Any, ...]:
    """A line of the catalogue."""
    return (trade, "四级/中级工", amount, "2019-01-01", "测试文〔2019〕2号")


CASES = {
    case.kind: case
    for case in (
        Case(
            "roster",
            draft,
            roster(1, 2),
            roster(1, 2, 3, 4, phone="13800000000", account="6217003700000000009"),
            "enrolment",
        ),
        Case(
            "results",
            ended,
            lines(_RESULTS, *_numbers((1, 85, "合格", _KIND, "渝1", "2019-10-05"))),
            lines(
                _RESULTS,
                *_numbers((1, 95, "合格", _KIND, "渝9", "2019-10-06"), (2, 70, "合格", _KIND, "渝2", "2019-10-07")),
            ),
            "enrolment",
        ),
        Case(
            "institutions",
            _nothing,
            lines(HOUSES, _house(7, "13900000001")),
            lines(HOUSES, _house(7, "13900000002"), _house(8, "13900000003")),
            "institution",
        ),
        Case(
            "rates",
            _nothing,
            lines(RATES, rate("焊工", 900)),
            lines(RATES, rate("焊工", 1000), rate("保育员", 800)),
            "rate",
        ),
        Case(
            "quotas",
            _nothing,
            lines(QUOTAS, ("区人力社保局", "", 2030, "人次", 500)),
            lines(
                QUOTAS,
                ("区人力社保局", "", 2030, "人次", 600),
                ("区人力社保局", "", 2031, "人次", 700),
                ("职业能力科", "区人力社保局", 2030, "人次", 100),
            ),
            "quota",
        ),
        Case(
            "months",
            ended,
            lines(("身份证号", "在岗月份", "入职日期"), *_numbers((1, "2019-09、2019-10", ""), (2, "2019-09", ""))),
            lines(
                ("身份证号", "在岗月份", "入职日期"),
                *_numbers((1, "2019-09", ""), (2, "2019-09、2019-10", "2019-08-01"), (3, "2019-09", "")),
            ),
            "work_month",
        ),
        Case(
            "attendance",
            ended,
            lines(("身份证号", "日期", "课时", "每课时分钟"), *_numbers((1, "2019-09-03", 4, 45))),
            lines(
                ("身份证号", "日期", "课时", "每课时分钟"),
                *_numbers((1, "2019-09-03", 6, 45), (2, "2019-09-03", 6, 45)),
            ),
            "attendance",
        ),
        Case(
            "budgets",
            _nothing,
            lines(_BUDGETS, ("失业保险基金结余（专账）", 2019, 2019, 500, "a〔2019〕1号")),
            lines(
                _BUDGETS,
                ("失业保险基金结余（专账）", 2019, 2019, 600, "a〔2019〕1号"),
                ("就业补助资金", 2019, 2019, 900, "a〔2019〕2号"),
            ),
            "budget",
        ),
    )
}


def load(bureau: Bureau, kind: str, text: str, into: int | None = None) -> Receipt:
    """Import a table that was copied, as the clerk."""
    bureau.office.sign_in(CLERK)
    with bureau.office.read() as read:
        known = imports.KINDS[kind].at(read, into)
        checked = imports.check(read, known, from_clipboard(text, known.fields), into)
    with bureau.office.work() as work:
        return imports.apply(work, known, checked)


def newest(bureau: Bureau) -> int:
    """The number of the import that was made last."""
    with bureau.office.read() as read:
        return max(one.number for one in import_log.imported(read) if one.number is not None)


def undo(bureau: Bureau, number: int | None = None) -> Undoing:
    """Undo an import, the last one unless said otherwise."""
    with bureau.office.work() as work:
        return import_undo.undo(work, number or newest(bureau))


def dump(bureau: Bureau) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but what counts on."""
    with bureau.office.read() as read:
        return {
            name: sorted(map(tuple, read.connection.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr)  # noqa: S608
            for name in Base.metadata.tables
            if name not in _COUNTED_ON
        }


def rows_of(bureau: Bureau, table: str) -> list[Any]:
    """The rows of a table by the order in which they were made."""
    with bureau.office.read() as read:
        return list(read.connection.exec_driver_sql(f'SELECT * FROM "{table}" ORDER BY uid'))  # noqa: S608


def rows_of_journal(bureau: Bureau) -> list[Any]:
    """The journal."""
    with bureau.office.read() as read:
        return list(read.connection.exec_driver_sql("SELECT * FROM journal ORDER BY id"))


def stood(bureau: Bureau, case: Case) -> int | None:
    """The first table of a case imported; gives the record that it went into."""
    into = case.into(bureau)
    load(bureau, case.kind, case.before, into)
    return into


def by_hand(bureau: Bureau, act: Callable[[Work], None]) -> None:
    """Whatever an act writes, recorded as an import of targets would be."""
    known: dict[str, Any] = {"sha256": "0" * 64, "kind": "quotas", "into": 0}
    with bureau.office.work() as work:
        with recorded(work) as started:
            act(work)
        work.session.add(ImportedFile(**known, name="表.xlsx", at=work.now, rows=1))
        keep(work, started, **known, new=0, changed=0)
