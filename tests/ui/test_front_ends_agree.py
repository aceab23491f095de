"""A month of a class by the window and by the command line: both ask the desk, so that both offices come out the same."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from app.desk.lists import LISTINGS
from app.desk.screens import OF_NOUN
from app.ui.fieldform import FieldForm
from app.ui.pages.importing import Importing
from tests import people
from tests.bureau import CASHIER, CHIEF, CLASS, CLERK, PAYMENT, REVIEWER, Bureau
from tests.cli.shell import Shell
from tests.data import workbooks
from tests.ui.conftest import Desk

BEGINS, ENDS, AFTER, CLEARED = date(2019, 9, 2), date(2019, 9, 29), date(2019, 9, 30), date(2019, 10, 15)
RESULTS = ("姓名", "身份证号", "评定", "证书类型", "证书编号", "发证日期")
CERTIFIED = ("合格", "职业技能等级证书")


@dataclass(frozen=True)
class Step:
    """What one person does on a day: a verb with what is typed, or a table that is imported into the class."""

    who: str
    on: date
    phrase: str
    typed: Mapping[str, str] = field(default_factory=dict)
    table: str = ""


MONTH = (
    Step(CLERK, BEGINS, "class.create", {**CLASS, "starts_on": BEGINS.isoformat(), "ends_on": ENDS.isoformat()}),
    Step(CLERK, BEGINS, "class.roster", table="roster"),
    Step(CLERK, BEGINS, "class.submit"),
    Step(REVIEWER, BEGINS, "class.return_", {"reason": "计划人数请核对"}),
    Step(CLERK, BEGINS, "class.edit", {"planned_count": "30", "study_mode": "业余"}),
    Step(CLERK, BEGINS, "class.submit"),
    Step(REVIEWER, BEGINS, "class.approve"),
    Step(CLERK, BEGINS, "class.start"),
    Step(CLERK, AFTER, "class.end"),
    Step(CLERK, AFTER, "class.results", table="results"),
    Step(REVIEWER, AFTER, "class.accept", {"materials": "齐全"}),
    Step(CLERK, AFTER, "claim.create"),
    Step(CLERK, AFTER, "claim.submit"),
    Step(REVIEWER, AFTER, "claim.review"),
    Step(CHIEF, AFTER, "claim.approve"),
    Step(CLERK, AFTER, "claim.publish"),
    Step(CLERK, CLEARED, "notice.clear"),
    Step(CASHIER, CLEARED, "claim.pay", {**PAYMENT, "paid_on": CLEARED.isoformat()}),
)


class FrontEnd(Protocol):
    """Does one step in an office."""

    def __call__(self, step: Step, files: Mapping[str, Path]) -> None:
        """As its users would."""


def window(bureau: Bureau, desk: Desk) -> FrontEnd:
    """The window: sign in, select the record, press the button, type, confirm."""

    def do(step: Step, files: Mapping[str, Path]) -> None:
        bureau.today = step.on
        desk.sign_in(step.who)
        noun, _, word = step.phrase.partition(".")
        if step.table:
            page = Importing(desk.window, desk.window.jobs, step.table, bureau.first(noun), "")
            page.show()
            page.read_file(files[step.table])
            desk.rest()
            page.apply()
            desk.agree()
            return
        desk.list(OF_NOUN[noun].name).verbs.begin(word)
        desk.rest()
        if isinstance(QApplication.activeModalWidget(), QMessageBox):
            desk.agree()
            return
        form = desk.front(FieldForm)
        for key, text in step.typed.items():
            form.lines[key].edit.setText(text)
        form.send()
        desk.rest()
        if step.phrase == "claim.publish":
            assert "打印、张贴" in desk.box()
            desk.agree()
        assert QApplication.activeModalWidget() is None, step

    return do


def commands(bureau: Bureau) -> FrontEnd:
    """The command line: a process for each word."""
    shell = Shell(bureau.office.folder.parent, bureau.office.folder.name)
    made: dict[str, str] = {}

    def do(step: Step, files: Mapping[str, Path]) -> None:
        shell.who, shell.today = step.who, step.on
        noun, _, word = step.phrase.partition(".")
        if noun == "notice":
            made[noun] = shell.rows("notices")[0]["uid"]
        uids = [] if word == "create" else [made[noun]]
        if step.table:
            shell.run("import", step.table, files[step.table], "--into", *uids)
        else:
            known = {"class_number": shell.rows("classes")[0]["number"]} if step.phrase == "claim.create" else {}
            made[noun] = shell.do(step.phrase, *uids, **known, **step.typed)

    return do


DOOR = frozenset({"sign_in", "lock", "sign_out", "reveal"})
"""What the journal says of a window alone."""


def contents(bureau: Bureau) -> dict[str, list[dict[str, Any]]]:
    """Every row of every list; of the journal what was done, however often somebody signed in."""
    with bureau.office.read() as read:
        found = {name: list(listing.rows(read.connection)) for name, listing in LISTINGS.items()}
    done = (row for row in found["journal"] if row["verb"] not in DOOR)
    return {**found, "journal": [{key: row[key] for key in row if key != "uid"} for row in done]}


@pytest.fixture
def two(supplied: Bureau, tmp_path: Path) -> Iterator[tuple[Bureau, Bureau]]:
    """The same office twice."""
    made = supplied.twin(tmp_path / "window"), supplied.twin(tmp_path / "commands")
    yield made
    for bureau in made:
        bureau.office.close()


def test_a_month_by_the_window_and_by_commands_leaves_the_same_office(
    two: tuple[Bureau, Bureau], desk_of: Callable[[Bureau], Desk], tmp_path: Path
) -> None:
    heads = [people.person(n) for n in (1, 2, 3)]
    rows = [[one.name, one.id_number, *CERTIFIED, f"ZS{n}", AFTER.isoformat()] for n, one in enumerate(heads)]
    files = {
        "roster": workbooks.write(tmp_path / "花名册.xlsx", workbooks.roster_rows(1, 3)),
        "results": workbooks.write(tmp_path / "成绩证书.xlsx", rows, RESULTS),
    }
    by_hand, by_word = two
    by_word.office.close()
    for front_end in (window(by_hand, desk_of(by_hand)), commands(by_word)):
        for step in MONTH:
            front_end(step, files)
    reopened = by_word.twin(tmp_path / "reopened")
    reopened.today = by_hand.today
    left, right = contents(by_hand), contents(reopened)
    reopened.office.close()
    assert (left["claims"][0]["state"], left["claims"][0]["granted_count"]) == ("paid", 2)
    for name, listed in left.items():
        assert listed == right[name], name
