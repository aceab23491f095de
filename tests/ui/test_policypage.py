"""Taking up a policy at the window: read, draft, change a figure, see what it does, install; and a region of its own."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from app.award.cases.pack_file import load_pack
from app.award.texts.reason_names import reason_names
from app.desk.drafts import autosave
from app.desk.drafts.draft import blank, opened
from app.policy.keys import KEYS
from app.policy.pack import VERIFIED
from app.store.packs import bundled
from app.ui import files
from app.ui.editgrid import CellEditor
from app.ui.editors import PickEdit
from app.ui.fieldform import FieldForm
from app.ui.memory import Machine
from app.ui.pages.briefing import Briefing
from app.ui.pages.chooser import Chooser
from app.ui.pages.drafting import Drafting
from app.ui.pages.draftpanel import Panel
from app.ui.pages.importing import Importing
from app.ui.pages.policy import PolicyPage
from app.ui.pages.wizard import Wizard
from app.ui.window import Window
from tests.bureau import PASSWORD, Bureau
from tests.desk.test_drafts import BISHAN, ENTRIES
from tests.packs import CERTIFICATES, version
from tests.ui.conftest import Desk
from tests.ui.hand import Hand

OWN = "公示期"


@pytest.fixture
def hand_of(
    desk_of: Callable[[Bureau], Desk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Bureau], Hand]:
    """A clerk's hands at the window of an office."""

    def sit(bureau: Bureau) -> Hand:
        bureau.office.sign_in("张经办")
        return Hand(qtbot, desk_of(bureau).window, monkeypatch)

    return sit


def read(hand: Hand) -> PolicyPage:
    """The policy page, by its key."""
    hand.press("F7")
    page = hand.front(PolicyPage)
    assert isinstance(page, PolicyPage)
    return page


def drafting(hand: Hand) -> Drafting:
    """The draft in front, checked."""
    hand.qtbot.wait(200)
    editor = hand.front(Drafting)
    assert isinstance(editor, Drafting) and editor.found is not None
    return editor


def cell(panel: Panel, row: int, key: str) -> int:
    """Stand on a cell; its column."""
    column = [one.key for one in panel.sheet.columns].index(key)
    panel.stand(row, column)
    return column


def row_of(panel: Panel, title: str) -> int:
    """The row whose first cell says this."""
    texts = [panel.model.index(row, 0).data() for row in range(panel.model.rowCount())]
    return texts.index(title)


def type_in(hand: Hand, panel: Panel, title: str, key: str, text: str) -> None:
    """F2 on a cell, type, Enter."""
    cell(panel, row_of(panel, title), key)
    panel.grid.setFocus()
    hand.press("F2")
    line = panel.grid.findChild(QLineEdit)
    assert line is not None
    line.setText(text)
    hand.press("Return")


def change_row(hand: Hand, panel: Panel, words: str, texts: dict[str, str]) -> None:
    """Enter on the first row whose sentence holds some words, other parts of it, Ctrl+Enter."""
    column = [one.key for one in panel.sheet.columns].index("row_sentence")
    sentences = [str(panel.model.index(row, column).data()) for row in range(panel.model.rowCount())]
    panel.stand(next(row for row, sentence in enumerate(sentences) if words in sentence))
    panel.grid.setFocus()
    hand.press("Return")
    form = hand.front(FieldForm)
    for key, text in texts.items():
        form.lines[key].edit.setText(text)
    hand.press("Ctrl+Return")


def told(hand: Hand) -> str:
    """What the report in front says, and away with it."""
    report = hand.front(Briefing)
    text = str(report.text())
    hand.press("Esc")
    return text


def test_a_pack_is_read_as_its_circular_reads(hand_of: Callable[[Bureau], Hand], bureau: Bureau) -> None:
    page = read(hand_of(bureau))
    text = page.sheet.toPlainText()
    assert "四（二）" in text
    assert "每年享受次数" in text and "不超过3次" in text
    assert "“原则上每人每年可享受不超过3次" in text
    assert "待核实" in text
    assert [page.choice.itemText(n)[:3] for n in range(page.choice.count())] == ["已安装", *["自带："] * len(bundled())]
    page.choice.setCurrentIndex(1)
    assert page.sources[1].pack.title in page.choice.currentText()


def test_what_does_not_act_stands_apart_after_what_does(hand_of: Callable[[Bureau], Hand], bureau: Bureau) -> None:
    page = read(hand_of(bureau))
    text = page.sheet.toPlainText()
    assert text.index("待核实：通知没有规定") < text.index("仅供查阅：程序不据此计算") < text.rindex("分解口径")
    assert text.index("仅供查阅：程序不据此计算") < text.index("探索信用支付补贴")
    assert "2026-11-28 与原文核对" in text
    assert (
        text.index("请注意")
        < text.index("生活费补贴：有待核实的行（考核结果）")
        < text.index("仅供查阅：程序不据此计算")
    )
    listed = [page.clauses.item(row).text() for row in range(page.clauses.count())]
    assert listed[-3:] == ["仅供查阅", "任务指标", "演算案例"]


def test_a_policy_that_is_over_says_so_at_the_head_of_its_page(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau
) -> None:
    bureau.today = date(2022, 1, 4)
    text = read(hand_of(bureau)).sheet.toPlainText()
    assert "实施期到 2021-12-31 为止" in text[: text.index("一（二）")]


def test_rows_that_do_not_act_are_edited_in_grids_of_their_own(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau
) -> None:
    hand = hand_of(bureau)
    read(hand)
    hand.press("Ctrl+N")
    editor = drafting(hand)
    hand.press("Ctrl+9")
    hand.press("Ctrl+N")
    given = {"title": "按就业率分档", "clause": "四（二）", "quote": "原话", "note": "程序没有就业率"}
    hand.front(FieldForm)
    hand.fill(given)
    drafting(hand)
    panel = editor.panels["unsupported"]
    shown = [panel.model.index(0, column).data() for column in range(4)]
    assert shown == ["按就业率分档", "QJ-13 四（二）", "原话", "程序没有就业率"]
    assert editor.panels["reading"].model.rowCount() == len(load_pack(bundled()["qijiang-2019"]).reading)


def test_a_clerk_changes_a_figure_sees_what_it_does_and_installs_it(
    hand_of: Callable[[Bureau], Hand], taught: Bureau
) -> None:
    claim = taught.claim(taught.first("class"))
    hand = hand_of(taught)
    read(hand)
    hand.press("Ctrl+N")
    editor = drafting(hand)
    assert "自哪天起适用" in editor.problems.item(0).text()
    assert not editor.go.isEnabled()
    hand.press("Ctrl+3")
    type_in(hand, editor.panels["head"], "本版本自哪天起的班适用", "value", "20190901")
    hand.press("Ctrl+2")
    rows = editor.panels["rows"]
    kept = rows.sheet.draft
    change_row(hand, rows, "payable_certificates", {"items": "职业资格证书；"})
    editor.panels["cases"].sheet.draft.data.pop("cases")
    editor.panels["cases"].sheet.draft.data.pop("case_base")
    assert drafting(hand).found == []
    assert rows.sheet.draft is kept
    hand.press("Alt+1")
    changes = told(hand)
    assert "证书类型" in changes and "职业资格证书、职业技能等级证书" in changes
    hand.press("Alt+3")
    assert "→ 0 人 0.00 元" in told(hand)
    hand.press("Ctrl+Return")
    form = hand.front(FieldForm)
    assert form.texts() == {"since": "2019-09-01"}
    hand.press("Ctrl+Return")
    assert "→ 0 人 0.00 元" in hand.front(Briefing).text()
    hand.press("Ctrl+Return")
    hand.said("已安装政策包")
    with taught.office.read() as opened:
        assert opened.pack_on(opened.today).version == 2
    taught.do("claim.assess", claim)
    assert taught.record("claim", claim)["total_fen"] == 0


def test_a_case_that_comes_out_otherwise_turns_the_bar_red_in_words_and_keeps_the_version_out(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau
) -> None:
    hand = hand_of(bureau)
    read(hand)
    hand.press("Ctrl+N")
    editor = drafting(hand)
    editor.panels["head"].sheet.draft.data["since"] = load_pack(bundled()["qijiang-2019"]).begins
    hand.press("Ctrl+2")
    change_row(hand, editor.panels["rows"], "每年享受次数", {"limit": "至多 2"})
    drafting(hand)
    assert editor.found and {problem.code for problem in editor.found} == {"draft.case"}
    assert editor.verdict.objectName() == "refusal"
    listed = editor.problems.item(0).text()
    assert listed.startswith("案例") and not any(
        code in listed for code in reason_names(load_pack(bundled()["qijiang-2019"]))
    )
    assert not editor.go.isEnabled() and "案例" in editor.go.toolTip()
    hand.press("Alt+2")
    text = told(hand)
    assert "✗" in text and "✓" in text and "四（二）" in text


def test_every_problem_stands_beside_its_cell_and_in_the_list_that_leads_there(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau
) -> None:
    hand = hand_of(bureau)
    read(hand)
    hand.press("Ctrl+N")
    editor = drafting(hand)
    values = editor.panels["values"]
    type_in(hand, values, f"{OWN}", "content", "一周")
    drafting(hand)
    texts = [editor.problems.item(n).text() for n in range(editor.problems.count())]
    [place] = [n for n, text in enumerate(texts) if OWN in text]
    editor.tabs.setCurrentIndex(3)
    editor.problems.setCurrentRow(place)
    editor.problems.setFocus()
    hand.press("Return")
    now = values.grid.currentIndex()
    assert (editor.tabs.currentIndex(), now.data(), values.grid.hasFocus()) == (0, "一周", True)


def test_a_value_is_added_from_the_list_and_filled_in_by_a_form(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau
) -> None:
    hand = hand_of(bureau)
    read(hand)
    hand.press("Ctrl+N")
    editor = drafting(hand)
    hand.press("Ctrl+N")
    chooser = hand.front(Chooser)
    assert isinstance(chooser.list, QListWidget)
    hand.put("至少提前")
    hand.press("Return")
    form = hand.front(FieldForm)
    assert form.windowTitle() == KEYS["opening_lead_days"].title
    hand.fill({"content": "20", "clause": "四（九）", "quote": "开班前20个工作日报批"})
    drafting(hand)
    panel = editor.panels["values"]
    row = row_of(panel, KEYS["opening_lead_days"].title)
    shown = [panel.model.index(row, column).data() for column in range(4)]
    assert shown == [KEYS["opening_lead_days"].title, "20", "工作日", "QJ-26 四（九）"]


def test_a_clause_is_what_was_typed_and_only_a_choice_completes_it(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau
) -> None:
    hand = hand_of(bureau)
    read(hand)
    hand.press("Ctrl+N")
    panel = drafting(hand).panels["values"]
    whole = next(c for c, one in panel.sheet.draft.clauses.items() if "（" in one["place"])
    part = panel.sheet.draft.clauses[whole]["place"][:-1]
    assert [one["place"] for one in panel.sheet.draft.clauses.values() if part in one["place"]]
    type_in(hand, panel, OWN, "clause", part)
    assert panel.model.index(row_of(panel, OWN), 3).data().split(" ", 1)[1] == part
    panel.stand(row_of(panel, OWN))
    panel.edit()
    form = hand.front(FieldForm)
    form.lines["clause"].edit.setText(whole)
    form.lines["clause"].edit.editingFinished.emit()
    quote = form.lines["quote"].edit
    assert isinstance(quote, PickEdit) and panel.sheet.quotes(whole)[0] in quote._keys


def test_another_regions_pack_becomes_a_draft_of_the_offices_own_whose_values_wait(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau
) -> None:
    hand = hand_of(bureau)
    page = read(hand)
    page.choice.setCurrentIndex(1)
    other = page.current().pack
    hand.press("Ctrl+N")
    editor = drafting(hand)
    assert (other.id, editor.draft.data["id"], editor.draft.data["version"]) == ("cixi-2020", "qijiang-2019", 2)
    assert editor.draft.documents == [{"number": "綦江府办发〔2019〕39号", "title": editor.draft.documents[0]["title"]}]
    assert {value["key"] for value in editor.draft.unverified} == {value.key for value in other.values}


def test_a_file_that_was_sent_down_is_installed_as_it_is(
    hand_of: Callable[[Bureau], Hand], taught: Bureau, tmp_path: Path
) -> None:
    text = version(2, CERTIFICATES, since="2019-09-01") + "# 市局下发\n"
    path = tmp_path / "下发.toml"
    path.write_text(text, encoding="utf-8")
    hand = hand_of(taught)
    read(hand)
    hand.hands_over(path)
    hand.press("Ctrl+I")
    assert drafting(hand).found == []
    hand.press("Ctrl+Return")
    hand.press("Ctrl+Return")
    hand.said("已安装政策包")
    page = hand.front(PolicyPage)
    assert page.sources[0].text == text


def test_a_bad_file_is_refused_with_its_line(hand_of: Callable[[Bureau], Hand], bureau: Bureau, tmp_path: Path) -> None:
    path = tmp_path / "坏.toml"
    path.write_text("format = 1\n[[[", encoding="utf-8")
    hand = hand_of(bureau)
    read(hand)
    hand.hands_over(path)
    hand.press("Ctrl+I")
    hand.said("第2行")


def test_a_draft_is_saved_opened_again_and_asked_for_before_it_is_thrown_away(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau, tmp_path: Path
) -> None:
    hand = hand_of(bureau)
    read(hand)
    hand.press("Ctrl+N")
    editor = drafting(hand)
    type_in(hand, editor.panels["values"], OWN, "content", "9")
    hand.press("Esc")
    hand.said("还没有保存")
    hand.hands_over(tmp_path / "draft.toml")
    hand.press("Ctrl+S")
    hand.said("草稿已存为")
    hand.press("Esc")
    hand.front(PolicyPage)
    hand.press("Ctrl+O")
    panel = drafting(hand).panels["values"]
    assert panel.model.index(row_of(panel, OWN), 1).data() == "9"


def test_enter_goes_one_row_down_and_a_row_keeps_its_place_when_its_clause_is_given(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau
) -> None:
    hand = hand_of(bureau)
    read(hand)
    hand.press("Ctrl+N")
    panel = drafting(hand).panels["values"]
    before = [panel.model.index(row, 0).data() for row in range(panel.model.rowCount())]
    place = row_of(panel, OWN)
    type_in(hand, panel, OWN, "clause", "十二（三）")
    drafting(hand)
    assert (panel.grid.currentIndex().row(), panel.grid.hasFocus()) == (place + 1, True)
    assert [panel.model.index(row, 0).data() for row in range(panel.model.rowCount())] == before


def test_whatever_is_done_to_a_draft_is_taken_back_step_by_step_with_all_that_it_made(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau
) -> None:
    hand = hand_of(bureau)
    read(hand)
    hand.press("Ctrl+N")
    panel = drafting(hand).panels["values"]
    place, column = row_of(panel, OWN), [one.key for one in panel.sheet.columns].index("clause")
    cells = [panel.model.index(place + n, column) for n in range(2)]
    before, saved = [str(index.data()) for index in cells], panel.sheet.draft.text
    cell(panel, place, "clause")
    panel.grid.setFocus()
    data = QMimeData()
    data.setText("十二（三）\r\n十三（一）\r\n")
    data.setHtml("<table>")
    QGuiApplication.clipboard().setMimeData(data)
    hand.press("Ctrl+V")
    cells = [panel.model.index(place + n, column) for n in range(2)]
    assert [str(index.data()).split()[-1] for index in cells] == ["十二（三）", "十三（一）"]
    hand.press("Ctrl+Z")
    cells = [panel.model.index(place + n, column) for n in range(2)]
    assert ([index.data() for index in cells], panel.sheet.draft.text) == (before, saved)
    hand.press("Ctrl+Y")
    pasted = panel.sheet.draft.text
    assert pasted != saved
    cell(panel, row_of(panel, OWN), "clause")
    hand.press("Return")
    hand.front(FieldForm).lines["note"].edit.setText("按表格改")
    hand.press("Ctrl+Return")
    filled = panel.sheet.draft.text
    assert filled != pasted
    hand.press("Ctrl+4")
    hand.press("Ctrl+Z")
    assert drafting(hand).tabs.currentWidget() is panel, "what is taken back is seen"
    assert panel.sheet.draft.text == pasted
    hand.press("Ctrl+Z")
    assert panel.sheet.draft.text == saved
    hand.press("Ctrl+Y", "Ctrl+Y")
    assert panel.sheet.draft.text == filled


def test_a_draft_is_saved_again_without_asking_and_named_after_its_region(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = hand_of(bureau)
    read(hand)
    hand.press("Ctrl+N")
    editor = drafting(hand)
    asked: list[str] = []

    def choose(parent: object, title: str, name: str, kinds: str) -> Path:
        asked.append(name)
        return tmp_path / name

    monkeypatch.setattr(files, "to_save", choose)
    hand.press("Ctrl+S")
    hand.said("草稿已存为")
    type_in(hand, editor.panels["values"], OWN, "content", "9")
    assert editor.isWindowModified()
    hand.press("Ctrl+S")
    assert asked == ["重庆市綦江区第2版.toml"]
    assert not editor.isWindowModified()
    assert opened((tmp_path / asked[0]).read_text(encoding="utf-8")).data == editor.draft.data


def test_what_was_not_saved_when_the_program_died_is_there_when_the_draft_is_opened_again(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau, tmp_path: Path
) -> None:
    path, hand = tmp_path / "draft.toml", hand_of(bureau)
    read(hand)
    hand.press("Ctrl+N")
    editor = drafting(hand)
    hand.hands_over(path)
    hand.press("Ctrl+S")
    hand.said("草稿已存为")
    type_in(hand, editor.panels["values"], OWN, "content", "9")
    drafting(hand)
    left = autosave.path_for(path).read_text(encoding="utf-8")
    hand.press("Ctrl+S")
    hand.press("Esc")
    assert not autosave.path_for(path).exists()
    autosave.path_for(path).write_text(
        left.replace("amount = 9", "amount = 8"), encoding="utf-8"
    )  # as a crash leaves it
    hand.press("Ctrl+O")
    editor = drafting(hand)
    panel = editor.panels["values"]
    assert panel.model.index(row_of(panel, OWN), 1).data() == "8"
    assert "自动保存" in editor.verdict.text() and editor.isWindowModified()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = '别的'\n", "这不是政策包文件"),
        (bundled()["cixi-2020"], load_pack(bundled()["cixi-2020"]).region_name),
        (bundled()["qijiang-2019"], "已经安装"),
    ],
)
def test_a_file_that_cannot_become_a_version_is_told_at_once(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "下发.toml").write_text(text, encoding="utf-8")
    hand = hand_of(bureau)
    read(hand)
    hand.hands_over(tmp_path / "下发.toml")
    hand.press("Ctrl+I")
    hand.said(said)


def test_a_draft_opens_with_its_title_on_the_screen(hand_of: Callable[[Bureau], Hand], bureau: Bureau) -> None:
    hand = hand_of(bureau)
    page = read(hand)
    page.setGeometry(0, -900, 200, 100)
    hand.press("Ctrl+N")
    editor = drafting(hand)
    room, here = editor.screen().availableGeometry(), editor.geometry()
    assert here.top() > room.top() and here.left() >= room.left() and here.bottom() <= room.bottom()


def test_a_pack_is_handed_on_as_one_file(hand_of: Callable[[Bureau], Hand], bureau: Bureau, tmp_path: Path) -> None:
    hand = hand_of(bureau)
    read(hand)
    hand.hands_over(tmp_path / "out.toml")
    hand.press("Ctrl+E")
    hand.said("已写出政策包")
    assert (tmp_path / "out.toml").read_text(encoding="utf-8") == bundled()["qijiang-2019"]


def test_the_rates_table_is_imported_from_the_policy_page(hand_of: Callable[[Bureau], Hand], bureau: Bureau) -> None:
    hand = hand_of(bureau)
    read(hand)
    hand.press("Alt+1")
    assert hand.front(Importing).windowTitle() == "导入标准"


def test_a_list_is_ticked_in_its_cell(hand_of: Callable[[Bureau], Hand], bureau: Bureau) -> None:
    hand = hand_of(bureau)
    read(hand)
    hand.press("Ctrl+N")
    panel = drafting(hand).panels["values"]
    row = row_of(panel, "统计报表周期")
    column = cell(panel, row, "content")
    before = panel.model.index(row, column).data()
    hand.press("F2", "Alt+Down")
    ticks = panel.grid.findChild(QListWidget)
    assert ticks is not None and ticks.isVisible()
    ticks.item(0).setCheckState(ticks.item(1).checkState())
    hand.press("Esc")
    assert QApplication.activePopupWidget() is None
    assert panel.grid.state() == panel.grid.State.EditingState
    hand.press("Return")
    assert isinstance(panel.grid.itemDelegate(), CellEditor)
    assert panel.model.index(row_of(panel, "统计报表周期"), column).data() != before


@pytest.fixture
def fresh(qtbot: QtBot, undisturbed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hand]:
    """A machine without an office."""
    window = Window(Machine(tmp_path / "home"))
    qtbot.addWidget(window)
    window.show()
    window.begin(None, None)
    yield Hand(qtbot, window, monkeypatch)
    window.close()


HEADING = {
    "region_name": "重庆市璧山区", "region": "500120", "title": "璧山区技能培训", "number": "璧示例发〔2020〕1号",
    "document": "示例通知", "issued": "2020-01-06",
}  # fmt: skip


def test_a_region_that_is_not_shipped_is_drafted_from_nothing_and_its_office_founded(
    fresh: Hand, tmp_path: Path
) -> None:
    fresh.front(Wizard).draft.click()
    fresh.fill({})
    fresh.fill({**HEADING, "region": "50012"})
    form = fresh.front(FieldForm)
    assert "六位" in form.lines["region"].note.text()
    form.lines["region"].edit.setText(HEADING["region"])
    form.send()
    editor = drafting(fresh)
    panel = editor.panels["values"]
    assert {panel.model.index(row, 1).data() for row in range(panel.model.rowCount())} == {"（必填）"}
    for name, text in {"content": "7", "clause": "一（一）", "quote": "公示7个工作日"}.items():
        type_in(fresh, panel, OWN, name, text)
    for key in ENTRIES.keys() - {"notice_days"}:
        panel.stand(row_of(panel, KEYS[key].title))
        panel.edit()
        form = fresh.front(FieldForm)
        for name, text in {"content": ENTRIES[key], "clause": "一（一）", "quote": "通知的原话"}.items():
            form.lines[name].edit.setText(text)
        form.send()
    assert drafting(fresh).found == []
    fresh.hands_over(tmp_path / "bishan.toml")
    fresh.press("Ctrl+Return")
    fresh.press("Esc")
    assert fresh.front(Drafting) is editor
    assert "导入补贴标准" in editor.verdict.text()
    fresh.press("Ctrl+Return")
    form = fresh.front(FieldForm)
    texts = form.texts()
    assert (texts["pack"], texts["region"]) == (HEADING["title"], HEADING["region"])
    given = {
        "name": "璧山区人力社保局",
        "person": "张经办",
        "new": PASSWORD,
        "again": PASSWORD,
        "folder": str(tmp_path / "data"),
        "backups": "",
    }
    for name, text in given.items():
        form.lines[name].edit.setText(text)
    fresh.press("Ctrl+Return")
    fresh.rest()
    with fresh.window.jobs.office.read() as opened:
        pack = opened.pack_on(opened.today)
        assert (pack.region, pack.title) == (HEADING["region"], HEADING["title"])
        assert {value.status for value in pack.values} == {VERIFIED}


def test_a_copy_of_a_shipped_pack_waits_to_be_confirmed_value_by_value(fresh: Hand) -> None:
    fresh.front(Wizard).draft.click()
    form = fresh.front(FieldForm)
    fresh.fill({"after": form.data.choices.suggestions["after"][2]})
    fresh.fill(HEADING)
    editor = drafting(fresh)
    assert editor.found == []
    assert "项待核实" in editor.verdict.text()
    cells = {editor.panels["values"].model.index(row, 3).data() for row in range(3)}
    assert cells == {"（待核实）"}


def test_a_draft_that_was_saved_before_there_is_an_office_is_gone_on_with(fresh: Hand, tmp_path: Path) -> None:
    path = tmp_path / "half.toml"
    path.write_text(blank(BISHAN).text, encoding="utf-8")
    fresh.hands_over(path)
    fresh.front(Wizard).draft.click()
    form = fresh.front(FieldForm)
    fresh.fill({"after": form.data.choices.suggestions["after"][1]})
    editor = drafting(fresh)
    assert (editor.draft.title, len(editor.found or ())) == (BISHAN.title, len(ENTRIES))


def test_a_copied_cell_goes_into_another_and_a_copied_table_into_the_targets(
    hand_of: Callable[[Bureau], Hand], bureau: Bureau
) -> None:
    hand = hand_of(bureau)
    read(hand)
    hand.press("Ctrl+N")
    editor = drafting(hand)
    values = editor.panels["values"]
    column = cell(values, row_of(values, OWN), "note")
    values.grid.setFocus()
    QGuiApplication.clipboard().setText("第一行\n第二行")
    hand.press("Ctrl+V")
    assert values.model.index(row_of(values, OWN), column).data() == "第一行 第二行"
    hand.press("Ctrl+6")
    QGuiApplication.clipboard().setText("新设局\t100\n")
    hand.press("Ctrl+T")
    hand.fill({"axis": "街镇", "measure": "人次", "years": "2020", "target_clause": "QJ-25"})
    targets = editor.panels["targets"]
    shown = [targets.model.index(targets.grid.currentIndex().row(), n).data() for n in range(5)]
    assert shown == ["街镇", "人次", "2020", "新设局", "100"]
    assert [p.key for p in drafting(hand).found or ()] == ["/since"]
