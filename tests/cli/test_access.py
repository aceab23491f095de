"""The command line knows who gives a command: by password, by token, and in an example office by the name alone."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import demo, main
from app.cli import opening
from app.desk.founding import Charter, found_office
from app.office.user import sign_in
from app.store.work import Office
from tests.bureau import CHIEF, CLERK, PASSWORD, Bureau

NEW = "Kmta-4827"
by_password, at_terminal = opening.by_password, opening.at_terminal


class Typist:
    """Types what he is told to, one answer a question."""

    def __init__(self, office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.office, self._capsys = office, capsys
        self.answers: list[str] = []
        monkeypatch.setattr(opening, "by_password", by_password)
        monkeypatch.setattr(opening, "secret", lambda question: self.answers.pop(0))
        monkeypatch.setattr("builtins.input", lambda question: self.answers.pop(0))

    def run(self, *words: str, typed: tuple[str, ...] = (), status: int = 0) -> str:
        self.answers = list(typed)
        returned = main.run(["--office", str(self.office), *words])
        out, err = self._capsys.readouterr()
        assert (returned, self.answers) == (status, []), (returned, out, err)
        return err if status == 2 else out


@pytest.fixture
def typist(bureau: Bureau, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typist:
    bureau.office.close()
    return Typist(bureau.office.folder, capsys, monkeypatch)


def test_a_name_alone_proves_nothing_in_a_real_office(typist: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for words in (("list", "classes"), ("backup", "x.db"), ("do", "user.leave", "0000000000001")):
        assert "--token" in typist.run("--as", CHIEF, *words, status=2)


def test_a_password_is_asked_for_and_a_wrong_one_refused(typist: Typist) -> None:
    assert "共 0 条" in typist.run("--as", CLERK, "list", "classes", typed=(PASSWORD,))
    assert "密码不对" in typist.run("--as", CLERK, "list", "classes", typed=("Nein-4827",), status=2)
    assert "请用 --as" in typist.run("list", "classes", status=2)


def test_a_token_stands_for_the_password(typist: Typist, tmp_path: Path) -> None:
    file = str(tmp_path / "t")
    typist.run("--as", CLERK, "token", file, typed=(PASSWORD,))
    assert "共 0 条" in typist.run("--token", file, "list", "classes")
    assert "不符" in typist.run("--as", CHIEF, "--token", file, "list", "classes", status=2)
    typist.run("--token", file, "sign-out")
    assert "无效" in typist.run("--token", file, "list", "classes", status=2)


def test_a_password_is_changed_by_typing_the_new_one_twice(typist: Typist) -> None:
    assert "不一样" in typist.run("--as", CLERK, "password", typed=(PASSWORD, NEW, NEW + "1"), status=1)
    typist.run("--as", CLERK, "password", typed=(PASSWORD, NEW, NEW))
    typist.run("--as", CLERK, "list", "classes", typed=(NEW,))


def test_a_new_office_asks_its_founder_and_draws_for_the_others_who_change_it_first(
    typist: Typist, tmp_path: Path
) -> None:
    typist.office = tmp_path / "new"
    people = [word for text in ("张三=经办", "李四=复核") for word in ("--person", text)]
    what = ("--pack", "qijiang-2019", "--unit", "某局", "--region", "500110", "--level", "county")
    told = json.loads(typist.run("new", str(typist.office), *what, *people, "--json", typed=(NEW, NEW)))
    drawn = told["passwords"]["李四"]
    assert list(told["passwords"]) == ["李四"]
    assert "首次密码" in typist.run("--as", "李四", "list", "classes", typed=(drawn,), status=2)
    typist.run("--as", "李四", "password", typed=(drawn, "Kmta-4828", "Kmta-4828"))
    typist.run("--as", "李四", "list", "classes", typed=("Kmta-4828",))


def test_without_passwords_the_second_sets_his_beside_the_first(typist: Typist, tmp_path: Path) -> None:
    people = [("张三", ["clerk"]), ("李四", ["reviewer"])]
    found_office(tmp_path / "old", Charter("某局", "500110", "county", "qijiang-2019", people)).close()
    typist.office = tmp_path / "old"
    assert "还没有设密码" in typist.run("--as", "张三", "list", "classes", typed=("x",), status=2)
    typist.run("--as", "张三", "password", typed=(NEW, NEW))
    typist.run("--as", "李四", "password", typed=("Kmta-4828", "Kmta-4828", "张三", NEW))
    typist.run("--as", "李四", "list", "classes", typed=("Kmta-4828",))


def test_the_first_password_of_a_new_person_is_told_to_who_confirms(typist: Typist) -> None:
    typist.run("--as", CLERK, "do", "user.create", "--with", "name=钱新人", "--with", "roles=经办", typed=(PASSWORD,))
    rows = json.loads(typist.run("--as", CHIEF, "list", "corrections", "--json", typed=(PASSWORD,)))
    told = typist.run("--as", CHIEF, "do", "correction.confirm", rows[0]["uid"], typed=(PASSWORD,))
    drawn = told.partition("首次密码：")[2].split("\n")[0]
    with Office(typist.office) as office:
        assert sign_in.sign_in(office, "钱新人", drawn).given


def test_in_an_example_office_the_name_alone_goes_on_working_and_nobody_may_look(
    typist: Typist, tmp_path: Path
) -> None:
    demo.make(tmp_path / "example")
    typist.office = tmp_path / "example" / "county"
    assert "共 " in typist.run("list", "classes")
    assert "请用 --as" in typist.run("do", "user.create", "--with", "name=钱", "--with", "roles=经办", status=2)
    typist.run("--as", CLERK, "do", "user.create", "--with", "name=钱新人", "--with", "roles=经办")
    with Office(typist.office) as office, office.read() as read:
        shown = sign_in.public_passwords(read)
    typist.run("--as", CLERK, "password", typed=(shown[CLERK], NEW, NEW))
    assert "密码不对" in typist.run("--as", CLERK, "list", "classes", typed=(shown[CLERK],), status=2)


def test_the_sample_setting_opens_no_real_office(typist: Typist, bureau: Bureau) -> None:
    with Office(typist.office) as office:
        bureau.office = office  # type: ignore[assignment]
        with office.work(office.person(CLERK)) as work:
            work.connection.exec_driver_sql("INSERT INTO setting VALUES ('sample', '1')")
            work.connection.exec_driver_sql(f"INSERT INTO setting VALUES ('public_passwords', '{CHIEF}\tGuess-4827')")
    assert "密码不对" in typist.run("--as", CHIEF, "list", "classes", typed=("Guess-4827",), status=2)


def test_a_clock_behind_the_last_entry_is_said_and_the_command_done_all_the_same(
    typist: Typist, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Office(typist.office) as office, office.work(office.person(CLERK)) as work:
        work.office.clock = lambda: datetime.now(UTC) + timedelta(days=400)
        work.log("office", "edit", work.own.uid)
    typist.answers = [PASSWORD]
    assert main.run(["--office", str(typist.office), "--as", CLERK, "token", str(tmp_path / "t")]) == 0
    assert "请先校准电脑的日期和时间" in capsys.readouterr().err
