"""What spares a clerk a detour: buttons that know who may press them, what is filled in, what is said before and after."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from sqlalchemy.exc import OperationalError

from app.desk import dialogs, words
from app.desk.lists import OF_NOUN
from app.desk.screens import MORE
from app.kernel.kinds import FEN
from app.kernel.outcomes import Problems, Refused
from app.record.listing import Listing
from app.training.enrolment.model import Enrolment
from app.training.training_class.noun import CLASS
from app.ui import messages
from app.ui.appearance import tone_of
from app.ui.fieldform import FieldForm
from app.ui.listpage import ListPage
from app.ui.pages.importing import Importing
from app.ui.pages.record import RecordPage
from tests.bureau import CHIEF, CLERK, REVIEWER, Bureau
from tests.ui.conftest import Desk
from tests.ui.test_window import record_page

DeskOf = Callable[[Bureau], Desk]


def further(desk: Desk, name: str) -> ListPage:
    """A list of the menu 数据."""
    desk.window.tabs.open(name)
    desk.rest()
    page = desk.window.tabs.currentWidget()
    assert isinstance(page, ListPage)
    return page


# --- the office and its people ----------------------------------------------------------------------------------------


def test_the_office_is_corrected_and_the_window_says_so(desk: Desk, bureau: Bureau) -> None:
    page = further(desk, "offices")
    page.verbs.moves["edit"].trigger()
    form = desk.front(FieldForm)
    assert form.lines["name"].edit.text() == "綦江区人力社保局"
    form.lines["name"].edit.setText("綦江区人力资源和社会保障局")
    form.lines["phone"].edit.setText("023-48600001")
    form.lines["backups"].edit.setText("/mnt/backups")
    form.lines["superior"].edit.setText("500100")
    form.send()
    desk.rest()
    assert "綦江区人力资源和社会保障局" in desk.window.windowTitle()
    assert str(desk.window.keeper.backups) == "/mnt/backups"
    record = bureau.record("office", bureau.first("office"))
    assert (record["phone"], record["superior"]) == ("023-48600001", "500100")


def test_a_superior_that_is_no_region_is_refused_beside_its_line(bureau: Bureau) -> None:
    with pytest.raises(Problems) as refused:
        bureau.do("office.edit", bureau.first("office"), superior="重庆市")
    assert [p.key for p in refused.value.problems] == ["superior"]
    assert bureau.do("office.edit", bureau.first("office"), CHIEF, address="綦江区示例路3号")
    with pytest.raises(Refused, match="经办"):
        bureau.do("office.edit", bureau.first("office"), REVIEWER, address="綦江区示例路4号")


def test_another_persons_roles_are_changed_but_not_ones_own(bureau: Bureau) -> None:
    with bureau.office.read() as read:
        uids = {str(row["name"]): int(str(row["uid"])) for row in OF_NOUN["user"].rows(read.connection)}
    bureau.agree(bureau.do("user.edit", uids[REVIEWER], roles="复核、负责人", reason="兼任"), CHIEF)
    assert bureau.record("user", uids[REVIEWER])["roles"] == "reviewer chief"
    bureau.agree(bureau.do("user.edit", uids[REVIEWER], name="李核", reason="写错"), CHIEF)
    assert bureau.record("user", uids[REVIEWER])["name"] == "李核"
    with pytest.raises(Refused, match="自己"):
        bureau.do("user.edit", uids[CLERK], roles="负责人", reason="兼任")
    with pytest.raises(Refused, match="已经办过业务"):
        bureau.do("user.edit", uids[CLERK], CHIEF, name="张三", reason="写错")
    with pytest.raises(Refused, match=CHIEF):
        bureau.do("user.edit", uids[REVIEWER], name=CHIEF, reason="写错")


# --- buttons ----------------------------------------------------------------------------------------------------------


def test_who_is_no_clerk_is_not_offered_to_begin_anything(ready: Bureau, desk_of: DeskOf) -> None:
    ready.office.sign_in(REVIEWER)
    desk = desk_of(ready)
    page = desk.tab("classes")
    assert not page.verbs.main[0].isEnabled()
    assert "须由经办岗位办理" in page.verbs.main[0].toolTip()
    assert page.blank.remedy.isHidden()
    desk.sign_in(CLERK)
    page = desk.tab("classes")
    assert page.verbs.main[0].isEnabled()
    assert page.blank.remedy.text() == "新建班级"


def test_a_roster_row_is_not_edited_once_its_class_is_past_it(taught: Bureau, desk_of: DeskOf) -> None:
    draft = taught.training()
    enrolled = taught.enrol(draft, 1)
    taught.office.sign_in(CLERK)
    desk = desk_of(taught)
    page = desk.list("enrolments")
    page.select(enrolled[0])
    desk.rest()
    assert page.verbs.moves["drop"].isEnabled()
    page.select(taught.enrolled(taught.first("class"))[0])
    desk.rest()
    for word in ("edit", "drop"):
        assert not page.verbs.moves[word].isEnabled()
        assert "培训班当前为“已验收”" in page.verbs.moves[word].toolTip()
    with taught.office.read() as read:
        assert words.allowed(read, "enrolment", enrolled[0]) == ("edit", "drop")
        assert words.allowed(read, "enrolment", taught.enrolled(taught.first("class"))[0]) == ("correct",)


def test_what_a_receiver_decides_is_not_offered_on_ones_own_lines(taught: Bureau, desk_of: DeskOf) -> None:
    taught.claim(taught.first("class"))
    page = further(desk_of(taught), "claim-lines")
    assert page.model.rowCount() == 3
    assert not page.verbs.moves["refuse"].isVisible()
    assert not page.verbs.moves["take_back"].isVisible()


def test_an_accepted_class_leads_to_its_claim_once(taught: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(taught)
    page = desk.tab("classes")
    claim = page.verbs.sequels[0]
    assert claim.text() == "新建补贴申请"
    assert claim.isVisible()
    claim.trigger()
    assert "电工一班" in desk.box()
    desk.agree()
    made = taught.first("claim")
    record: RecordPage = record_page()
    assert (record.spec.noun, record.uid) == ("claim", made)
    record.close()
    page = desk.tab("classes")
    page._survey()
    desk.rest()
    assert not claim.isVisible()


def test_a_roster_is_imported_from_the_page_of_its_class(ready: Bureau, desk_of: DeskOf) -> None:
    uid = ready.training()
    desk = desk_of(ready)
    desk.window.open_record("class", uid)
    desk.rest()
    page = record_page()
    page.verbs.moves["roster"].trigger()
    importing = desk.front(Importing)
    assert importing.parent() is page
    importing.reject()
    page.close()


def test_a_draft_class_leads_to_no_claim(ready: Bureau, desk_of: DeskOf) -> None:
    ready.training()
    assert not desk_of(ready).tab("classes").verbs.sequels[0].isVisible()


# --- forms ------------------------------------------------------------------------------------------------------------


def test_a_class_under_a_claim_is_offered_by_name_for_another_scheme(taught: Bureau) -> None:
    training, claim = taught.first("class"), taught.claim(taught.first("class"), "paid")
    with taught.office.read() as read:
        classes = dialogs.captions(read, dialogs.suggestions(read, "claim"))
        recoveries = dialogs.captions(read, dialogs.suggestions(read, "recovery"))
    assert classes[str(taught.record("class", training)["number"])] == "电工一班"
    assert recoveries[str(taught.record("claim", claim)["number"])] == "电工一班"


def test_a_verb_of_a_claim_says_its_money_before_it_is_done(taught: Bureau, desk_of: DeskOf) -> None:
    claim = taught.claim(taught.first("class"))
    desk = desk_of(taught)
    page = desk.tab("claims")
    page.verbs.moves["submit"].trigger()
    assert f"金额 {FEN.show(taught.record('claim', claim)['total_fen'])} 元" in desk.box()


def test_an_empty_part_says_what_the_record_lacks(taught: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(taught)
    desk.window.open_record("class", taught.first("class"))
    desk.rest()
    page = record_page()
    page.parts.setCurrentIndex([page.parts.tabText(n) for n in range(page.parts.count())].index("补贴申请"))
    desk.rest()
    part = page.parts.currentWidget()
    assert isinstance(part, ListPage)
    assert part.blank.sentence.text() == "没有补贴申请"
    page.close()


def test_every_list_stands_in_the_data_menu_and_has_a_key_of_its_own_in_its_part(desk: Desk) -> None:
    data = desk.window.menus.data
    parts = [data, *data.findChildren(QMenu)]
    titles = [[action.text() for action in part.actions() if "&" in action.text()] for part in parts]
    lists = [[title for title in part if title.partition("  ")[2]] for part in titles]
    assert sum(map(len, lists)) == len(MORE)
    for part in lists:
        assert len({title.partition("&")[2][:1] for title in part}) == len(part)
        assert len(part) <= 20


def test_the_only_class_to_claim_for_is_filled_in_and_named(taught: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(taught)
    desk.tab("claims").verbs.begin("create")
    form = desk.front(FieldForm)
    line = form.lines["class_number"]
    number = taught.record("class", taught.first("class"))["number"]
    assert line.edit.text() == number
    assert line.element.required
    offered = line.edit.completer().model()
    assert offered.index(0, 0).data() == f"{number}　电工一班"
    line.edit.setText("")
    form.send()
    assert not taught_claims(taught)
    line.edit.setText("电工一班")
    line.edit.editingFinished.emit()
    assert line.edit.text() == number
    form.before = form.texts()
    form.reject()


def taught_claims(bureau: Bureau) -> list[int]:
    """The uids of every claim."""
    with bureau.office.read() as read:
        return list(OF_NOUN["claim"].uids(read.connection))


def test_acceptance_is_filled_with_those_who_qualified(ready: Bureau) -> None:
    uid = ready.training()
    rows = ready.enrol(uid, 3)
    ready.results(uid)
    ready.set(Enrolment, rows[0], result="failed")
    with ready.office.read() as read:
        assert dialogs.values_for(read, "class", "accept", uid) == {"approved_count": 2}
    assert CLASS.asks(CLASS.verb("accept"))[0].help


def test_the_payment_form_says_how_much_goes_to_whom(taught: Bureau, desk_of: DeskOf) -> None:
    taught.claim(taught.first("class"), "cleared")
    taught.office.sign_in(CLERK)
    desk = desk_of(taught)
    desk.tab("claims").verbs.begin("pay")
    form = desk.front(FieldForm)
    said = form._refusal.text()
    assert "3,600.00 元给 綦江示例培训学校" in said
    assert "****" in said
    form.before = form.texts()
    form.reject()


def test_a_split_names_a_new_section_with_nothing_to_pick_from(desk: Desk) -> None:
    desk.tab("quotas").verbs.begin("split")
    form = desk.front(FieldForm)
    line = form.lines["unit_name"]
    assert line.element.title == "街镇或科室"
    assert line.edit.completer() is None
    form.reject()


# --- lists and keys ---------------------------------------------------------------------------------------------------


def test_a_part_of_a_target_stands_beside_its_unit(bureau: Bureau, desk_of: DeskOf) -> None:
    bureau.do("quota.split", bureau.first("quota"), unit_name="文龙街道", target="10")
    page = desk_of(bureau).tab("quotas")
    names = [column.name for column in page.listing.columns]
    assert not page.header.isSectionHidden(names.index("parent_name"))
    assert page.header.visualIndex(names.index("parent_name")) == page.header.visualIndex(names.index("unit_name")) + 1


def test_who_is_paid_how_much_stands_beside_the_number_of_a_payment(desk: Desk) -> None:
    page = desk.list("transfers")
    names = [column.name for column in page.listing.columns]
    places = {page.header.visualIndex(number): name for number, name in enumerate(names)}
    assert [places[place] for place in sorted(places)][:4] == ["number", "payee", "amount_fen", "state"]


def test_counts_have_separators_and_years_have_none(desk: Desk) -> None:
    page = desk.tab("quotas")
    names = [column.name for column in page.listing.columns]
    shown = {key: page.model.index(0, names.index(key)).data() for key in ("target", "year")}
    assert shown == {"target": "6,700", "year": "2019"}


def test_a_column_is_sorted_by_its_key(desk: Desk) -> None:
    page = desk.tab("quotas")
    names = [column.name for column in page.listing.columns]
    page.view.setCurrentIndex(page.model.index(0, names.index("target")))
    page.view.setFocus()
    for sort in ((("target", False),), (("target", True),), ()):
        desk.qtbot.keyClick(page.view, Qt.Key.Key_F6)
        desk.rest()
        assert page.sort == sort


def test_a_further_tab_is_closed_by_its_key_and_a_main_one_stays(desk: Desk) -> None:
    further(desk, "journal")
    tabs = desk.window.tabs
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert tabs.count() == 6
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert tabs.count() == 6


def test_submit_is_called_by_the_key_that_keyboards_name(desk: Desk) -> None:
    submit = desk.tab("classes").verbs.moves["submit"]
    assert "（Ctrl+Enter）" in submit.toolTip()
    assert {QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")} == set(submit.shortcuts())


def test_an_empty_catalogue_is_imported_or_begun_by_hand(desk: Desk) -> None:
    page = further(desk, "rates")
    assert [page.blank.remedy.text(), page.blank.other.text()] == ["新建标准", "导入标准"]
    page.blank.remedy.click()
    desk.front(FieldForm).reject()


def test_an_ended_class_looks_unlike_a_draft() -> None:
    from app.training.training_class.noun import CLASS

    kind = CLASS["state"].kind
    assert tone_of(kind, "ended") != tone_of(kind, "draft")


def test_a_query_that_fails_is_told_once_and_waits_no_longer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = desk.tab("quotas")
    told: list[BaseException] = []
    desk.window.jobs.failed.disconnect()
    desk.window.jobs.failed.connect(told.append)

    def fail(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("disk I/O error"))

    monkeypatch.setattr(Listing, "uids", fail)
    monkeypatch.setattr(Listing, "totals", fail)
    page._wait()
    assert "正在查询" in page.counts
    page.refresh()
    desk.rest()
    assert len(told) == 1
    assert "正在查询" not in page.counts
    assert page.model.rowCount() == 54


def test_a_trainees_classes_show_name_and_certificate_first(taught: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(taught)
    desk.window.open_record("trainee", taught.first("trainee"))
    desk.rest()
    record: RecordPage = record_page()
    part = record.parts.widget(0)
    assert isinstance(part, ListPage)
    order = [part.listing.columns[number].name for number in part.view.shown_columns()]
    assert order.index("class_name") < order.index("category")
    assert order.index("certificate_number") < order.index("category")
    record.close()
    assert not isinstance(desk.window.focusWidget(), QMessageBox)


def test_what_a_message_says_is_copied_while_it_stays_and_escape_closes_it(desk: Desk) -> None:
    box = messages.tell(desk.window, "没有这样的班级", "第 3 行")
    desk.rest()
    next(button for button in box.buttons() if button.text() == "复制").click()
    assert QGuiApplication.clipboard().text() == "没有这样的班级\n第 3 行"
    assert desk.front(QMessageBox) is box
    desk.qtbot.keyClick(box, Qt.Key.Key_Escape)
    desk.rest()
    assert QApplication.activeModalWidget() is None
