"""The pictures of the manual: each task in a real window, in the example office or in a new one on a fixed day."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from unittest.mock import patch

from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.desk import founding
from app.exchange import package
from app.kernel.texts import say
from app.printing import documents
from app.store import work
from app.training.enrolment.model import Enrolment
from app.ui import files
from app.ui.fieldform import FieldForm
from app.ui.memory import Machine
from app.ui.pages.drafting import Drafting
from app.ui.pages.importing import Importing
from app.ui.pages.policy import PolicyPage
from app.ui.pages.report import ReportPage
from app.ui.pages.wizard import Wizard
from app.ui.window import Window
from tests.bureau import CASHIER, CLERK, PASSWORD, Bureau
from tests.camera import Camera
from tests.fund.test_batches import approved, listed

_WIDE, _TALL = 1100, 600
"""Of a window in the manual: small enough to be read on paper."""
_CITY = (("周接收", ["clerk", "reviewer", "chief"]),)
_PASSWORDS = {"周接收": PASSWORD}
_PACKAGE = "报送包.zip"
_CLASS = {
    "name": "电工二班",
    "institution_name": "綦江示例培训学校",
    "unit_name": "区人力社保局",
    "occupation": "电工",
    "level": "四级/中级工",
    "training_type": "就业技能培训",
    "starts_on": "2019-11-04",
    "ends_on": "2019-11-29",
    "place": "文龙街道示例路1号",
    "theory_periods": "40",
    "practice_periods": "80",
    "planned_count": "50",
}
_OFFICE = {
    "name": "綦江区人力社保局",
    "region": "500110",
    "pack": "綦江区职业技能提升行动（2019—2021年）",
    "person": CLERK,
    "new": PASSWORD,
    "again": PASSWORD,
    "second": "李复核 复核，王局长 负责人 复核，赵拨付 经办",
    "phone": "023-48600000",
    "address": "綦江区示例路2号",
    "folder": "D:\\职业培训",
    "backups": "E:\\备份",
}


def form(camera: Camera, picture: str, texts: Mapping[str, str]) -> None:
    """The form in front, filled."""
    asked = opened(camera, FieldForm)
    assert isinstance(asked, FieldForm)
    for key, text in texts.items():
        asked.lines[key].edit.setText(text)
    camera.take(picture, asked)
    asked.done(0)
    camera.rest()


def opened(camera: Camera, kind: type[QWidget]) -> QWidget:
    """The window of a kind that is open."""
    found: list[QWidget] = []
    camera.until(lambda: found.extend(one for one in camera.app.topLevelWidgets() if _shows(one, kind)) or found)
    return found[0]


def _shows(widget: QWidget, kind: type[QWidget]) -> bool:
    return isinstance(widget, kind) and widget.isVisible()


def of_example(camera: Camera, given: Path) -> None:
    """What is best shown in an office that has worked for some years."""
    window = camera.window
    window.resize(_WIDE, _TALL)
    page = camera.tab("classes")
    page.set_filter("state", [("=", "draft")])
    camera.until(page.verbs.moves["roster"].isEnabled)
    page.verbs.moves["roster"].trigger()
    importing = opened(camera, Importing)
    assert isinstance(importing, Importing)
    importing.read_file(next(given.glob("*错*.xlsx")))
    importing.resize(_WIDE, _TALL)
    camera.take("import", importing)
    importing.close()
    page.clear()
    camera.rest()
    page.set_filter("state", [("=", "accepted")])
    camera.rest()
    camera.dialog("print", page.print_current)
    page.clear()
    camera.dialog("check", window.check_data)
    refuse(camera)
    bar = window.menuBar()
    camera.dialog("menu-file", lambda: bar.setActiveAction(bar.actions()[0]))
    data = window.menus.data
    camera.menu(
        "menu-data", data, next(one for one in data.findChildren(QMenu) if say("menu.data_money") == one.title())
    )
    show_policy(camera)
    report(camera)


def report(camera: Camera) -> None:
    """The figures of a month."""
    window = camera.window
    ReportPage(window, window.jobs, "statistics", "2021")
    shown = opened(camera, ReportPage)
    shown.resize(_WIDE, _TALL)
    camera.take("report", shown)
    shown.close()


def refuse(camera: Camera) -> None:
    """A refusal: the package of a quarter that has not begun."""
    page = camera.tab("packages")
    with patch.object(files, "to_save", lambda *_: Path("报送包.zip")):
        page._build_for("2099Q4")  # type: ignore[attr-defined]
        camera.take("refusal", camera.front)
    camera.front.close()


def show_policy(camera: Camera) -> None:
    """The policy as it is read, and its next version as it is drafted."""
    policy = read_policy(camera)
    policy.resize(_WIDE, _TALL)
    camera.take("policy", policy)
    policy.draft()
    drafting = opened(camera, Drafting)
    drafting.resize(_WIDE, _TALL)
    camera.take("drafting", drafting)
    drafting.close()
    policy.close()
    camera.rest()


def read_policy(camera: Camera) -> PolicyPage:
    """The policy of the office, open in its middle."""
    camera.window.read_policy()
    policy = opened(camera, PolicyPage)
    assert isinstance(policy, PolicyPage)
    policy.clauses.setCurrentRow(policy.clauses.count() // 2)
    return policy


def of_new_office(app: QApplication, folder: Path, pictures: Path) -> None:
    """From the first start to a 退票, in an office whose day is in 2019."""
    folder.mkdir()
    bureau, claims = worked(folder)
    city = founding.Charter("重庆市人力社保局", "500100", "city", "qijiang-2019", _CITY, passwords=_PASSWORDS)
    founding.found_office(folder / "city", city, bureau.now).close()
    with patch.object(work, "Office", partial(work.Office, clock=bureau.now)):
        window = Window(Machine(folder / "home"))
        window.resize(_WIDE, _TALL)
        window.show()
        camera = Camera(app, window, pictures)
        first_day(camera, bureau.office.folder)
        a_class(camera, claims)
        the_city(camera, folder)
        window.close()


def worked(folder: Path) -> tuple[Bureau, dict[str, int]]:
    """A county with a claim that was paid, one in a batch and one as a draft; its package lies in the folder."""
    bureau = Bureau(folder / "county")
    bureau.institution()
    bureau.rate()
    claims = {"paid": bureau.claim(bureau.accepted(6), "paid"), "listed": bureau.claim(bureau.accepted(5), "cleared")}
    approved(bureau, listed(bureau, claims["listed"]))
    taught = bureau.accepted(8)
    pensioner, failed = bureau.enrolled(taught)[1:3]
    bureau.set(Enrolment, pensioner, draws_pension=True)
    bureau.set(Enrolment, failed, result="failed", certificate_number="", certificate_date=None)
    claims["draft"] = bureau.claim(taught)
    bureau.office.sign_in(CLERK)
    with bureau.office.work() as made:
        package.build(made, "2019Q4", folder / _PACKAGE, documents.of_record)
    bureau.office.close()
    return bureau, claims


def sign_in(camera: Camera, name: str) -> None:
    """Somebody sits down, in place of whoever worked here."""
    window = camera.window
    if window.jobs.actor is not None:
        window.sign_in(name)
        camera.rest()
    page = window.entrance.page
    page.names.setCurrentRow([*page._door.people].index(name))
    page.line.setText(PASSWORD)
    page.send()
    camera.rest()


def first_day(camera: Camera, folder: Path) -> None:
    """The first start, and the first things that are entered."""
    window = camera.window
    window.begin(None, None)
    wizard = opened(camera, Wizard)
    assert isinstance(wizard, Wizard)
    camera.take("start", wizard)
    wizard.ask_new()
    form(camera, "founding", _OFFICE)
    wizard.close()
    window.open_office(folder)
    camera.take("sign-in")
    sign_in(camera, CLERK)
    camera.list("users").verbs.begin("create")
    form(camera, "person", {"name": "孙经办", "roles": "经办"})


def a_class(camera: Camera, claims: Mapping[str, int]) -> None:
    """A class from its form to money that the bank gives back; what no picture shows was done past the window."""
    camera.tab("classes").verbs.begin("create")
    form(camera, "class-form", _CLASS)
    camera.dialog("claim", lambda: camera.window.open_record("claim", claims["draft"]))
    sign_in(camera, CASHIER)
    camera.list("batches")
    camera.take("batches")
    ledger = camera.list("payments")
    ledger.verbs.begin("bounce")
    form(camera, "bounce", {"return_voucher": "退0001", "reason": "账号已销户，银行退回"})


def the_city(camera: Camera, folder: Path) -> None:
    """The package of the county before the city takes it."""
    camera.window.open_office(folder / "city")
    camera.rest()
    sign_in(camera, _CITY[0][0])
    page = camera.tab("packages")
    camera.dialog("receiving", lambda: page.preview(folder / _PACKAGE))  # type: ignore[attr-defined]
