"""What an import replaces is told before it is written and in its receipt: whose, which field, from what to what."""

import pytest

from app.exchange import imports
from app.exchange.imports import Checked
from tests import people
from tests.bureau import Bureau
from tests.record.imports.importing import CASES, draft, load, roster, stood
from tests.tables import from_clipboard

_ONE = people.person(1)
TOLD = {
    "roster": [
        f"　第 2 行 {_ONE.name} “联系电话”：{_ONE.phone[:3]}****{_ONE.phone[-4:]} → 138****0000",
        f"　第 2 行 {_ONE.name} “银行账号”：***************{_ONE.account[-4:]} → ***************0009",
    ],
    "results": ["“理论成绩”：85 → 95", "“证书编号”：渝1 → 渝9", "“发证日期”：2019-10-05 → 2019-10-06"],
    "institutions": ["“联系电话”：139****0001 → 139****0002"],
    "rates": ["“补贴标准(元)”：900.00 → 1,000.00"],
    "quotas": ["“任务指标”：500 → 600"],
    "months": ["“在岗月份”：2019-09、2019-10 → 2019-09", "“在岗月份”：2019-09 → 2019-09、2019-10"],
    "attendance": [" 2019-09-03 “课时”：4 → 6"],
    "budgets": ["“安排金额(元)”：500.00 → 600.00"],
}


def checked(bureau: Bureau, kind: str, text: str, into: int | None) -> Checked:
    with bureau.office.read() as read:
        known = imports.KINDS[kind].at(read, into)
        return imports.check(read, known, from_clipboard(text, known.fields), into)


@pytest.mark.parametrize("kind", CASES)
def test_every_kind_tells_what_it_replaces(ready: Bureau, kind: str) -> None:
    into = stood(ready, case := CASES[kind])
    found = checked(ready, kind, case.after, into)
    lines = [note for note in found.notes if " → " in note]
    assert len(lines) == len(TOLD[kind]) and all(want in line for want, line in zip(TOLD[kind], lines, strict=True))
    assert found.notes[0] == f"改动已登记的内容 {len(lines)} 处："
    changes = found.batch.changes
    assert (len(changes.fresh), len(changes.altered)) == (found.new, found.changed)
    assert load(ready, kind, case.after, into).notes == tuple(found.notes)
    assert not [note for note in checked(ready, kind, case.after, into).notes if " → " in note]


def test_who_is_new_replaces_nothing_and_what_was_blank_is_counted(ready: Bureau) -> None:
    into = draft(ready)
    load(ready, "roster", roster(1, 2).replace(people.person(2).account, ""), into)
    found = checked(ready, "roster", roster(1, 2, 3), into)
    assert (found.new, found.changed) == (1, 1)
    assert [note for note in found.notes if "处" in note] == ["补填“银行账号” 1 处（原来没有填写）"]


def test_of_many_replacements_the_first_are_told_and_the_rest_counted(ready: Bureau) -> None:
    into, numbers = draft(ready), range(1, 36)
    load(ready, "roster", roster(*numbers), into)
    found = checked(ready, "roster", roster(*numbers).replace("农村转移就业劳动者", "残疾人"), into)
    assert sum("“人员类别”：农村转移就业劳动者 → 残疾人" in note for note in found.notes) == 30
    assert (found.notes[0], found.notes[31]) == ("改动已登记的内容 35 处：", "　另有 5 处")
