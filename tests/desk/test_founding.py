"""A circular without targets names no responsible unit: the office itself is it."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app import main
from app.desk import checking, dialogs
from app.desk.drafts.draft import opened
from app.desk.records import RECORDS
from app.institution.unit.model import Unit
from app.store.models import Base
from app.store.packs import bundled
from app.store.work import DATABASE
from tests import people
from tests.bureau import CLASS, CLERK, INSTITUTION, Bureau
from tests.packs import read_one_way

OWN = "綦江区人力社保局"
ROOT = Path(__file__).parents[2]


def without_targets(name: str, folder: Path) -> str:
    """A shipped pack from which the tables of targets are taken out, as a file; none of its sentences has two readings."""
    draft = opened(bundled()[name])
    draft.data.pop("targets", None)
    path = folder / f"{name}.toml"
    path.write_text(read_one_way(draft.text), encoding="utf-8")
    return str(path)


@pytest.fixture(params=("qijiang-2019", "suihua-2019", "xuchang-2019", "ordos-2019"))
def alone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bureau]:
    """An office of which no circular names a unit; `Bureau` calls it 綦江区人力社保局 whatever its pack."""
    bureau = Bureau(tmp_path / "county", without_targets(request.param, tmp_path))
    bureau.today = date(2019, 12, 2)
    bureau.institution(kind=bureau.lists("institution_kinds")[0])
    yield bureau
    bureau.office.close()


def test_an_office_whose_circular_has_no_targets_is_its_own_responsible_unit(alone: Bureau) -> None:
    with alone.office.read() as read:
        units = [(unit.name, unit.axis) for unit in read.session.scalars(select(Unit))]
        form = dialogs.dialog(read, "class", "create", ())
    assert units == [(OWN, "本单位")]
    assert OWN in form.choices.suggestions["unit_name"]


def test_an_office_whose_circular_has_no_targets_grants_a_claim_for_its_own_class(alone: Bureau) -> None:
    alone.rate()
    uid = alone.accepted(unit_name=OWN, training_type=alone.catalogue_type())
    assert alone.record("class", uid)["unit_name"] == OWN
    claim = alone.record("claim", alone.claim(uid, "cleared"))
    assert (claim["state"], claim["granted_count"]) == ("cleared", 3)
    with alone.office.read() as read:
        assert checking.check(read).faults == []


def test_the_command_line_opens_a_class_in_an_office_without_targets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack, folder = without_targets("qijiang-2019", tmp_path), str(tmp_path / "county")
    new = ("new", folder, "--pack", pack, "--unit", OWN, "--region", "500110", "--level", "county")
    assert main.run([*new, "--person", CLERK]) == 0

    def say(*words: str) -> str:
        assert main.run(["--office", folder, "--as", CLERK, *words]) == 0, capsys.readouterr()
        return capsys.readouterr().out

    def do(what: str, *uids: str, **values: str) -> None:
        say("do", what, *uids, *(word for key, text in values.items() for word in ("--with", f"{key}={text}")))

    do("institution.create", **INSTITUTION, uscc=people.uscc(1), account=people.account(1))
    (school,) = json.loads(say("--json", "list", "institutions"))
    do("institution.publish", school["uid"], listed_on="2019-01-15")
    do("class.create", **CLASS | {"unit_name": OWN}, starts_on="2019-12-09", ends_on="2019-12-31")
    assert [row["unit_name"] for row in json.loads(say("--json", "list", "classes"))] == [OWN]


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
