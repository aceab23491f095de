"""A circular without targets names no responsible unit: the office itself is it."""

from pathlib import Path

from sqlalchemy import select

from app.institution.unit.model import Unit
from app.store.engine import make_engine
from app.store.upgrade import SCRIPTS, _run_steps
from tests.bureau import Bureau
from tests.packs import QIJIANG

_BEFORE = (
    "INSERT INTO office (uid, name, region, level, number, phone, address) VALUES (21474836481, '甲局', '500110', 'county', 5, '', '')",
    "INSERT INTO setting (key, value) VALUES ('office', '21474836481'), ('number', '5')",
    "INSERT INTO serial (name, value) VALUES ('uid', 7)",
)
"""An office of schema 2 with no unit; its next uid is the eighth of number 5."""


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


def test_an_office_founded_before_without_units_becomes_its_own(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "office.db")
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        _run_steps(connection, SCRIPTS, 2)
        for statement in _BEFORE:
            connection.exec_driver_sql(statement)
        _run_steps(connection, SCRIPTS, 3)
        units = connection.exec_driver_sql("SELECT uid, origin, name, parent_uid FROM unit").all()
        serial = connection.exec_driver_sql("SELECT value FROM serial").scalar_one()
    assert ([tuple(unit) for unit in units], serial) == ([((5 << 32) + 8, 21474836481, "甲局", None)], 8)
