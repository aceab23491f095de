"""A circular without targets names no responsible unit: the office itself is it."""

import sqlite3
import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from app.desk.records import RECORDS
from app.institution.unit.model import Unit
from app.store.models import Base
from app.store.work import DATABASE
from tests.bureau import Bureau
from tests.packs import QIJIANG

ROOT = Path(__file__).parents[2]


def test_an_office_whose_circular_has_no_targets_opens_classes_of_its_own(tmp_path: Path) -> None:
    pack = tmp_path / "无指标.toml"
    pack.write_text(QIJIANG[: QIJIANG.index("[[targets]]")], encoding="utf-8")
    bureau = Bureau(tmp_path / "county", str(pack))
    bureau.institution()
    with bureau.office.read() as read:
        assert [(unit.name, unit.axis) for unit in read.session.scalars(select(Unit))] == [
            ("綦江区人力社保局", "本单位")
        ]
    uid = bureau.training(unit_name="綦江区人力社保局")
    assert bureau.record("class", uid)["unit_name"] == "綦江区人力社保局"
    bureau.office.close()


def test_an_office_founded_by_a_fresh_program_has_every_table(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys; from app.desk.founding import Charter, found_office; "
        "charter = Charter('某局', '500110', 'county', 'qijiang-2019', [('甲', ['clerk'])]); "
        "found_office(pathlib.Path(sys.argv[1]), charter).close()"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "new")], cwd=ROOT, check=True)
    with sqlite3.connect(tmp_path / "new" / DATABASE) as raw:
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables >= Base.metadata.tables.keys()
    assert {record.model.__tablename__ for record in RECORDS.values()} <= tables
