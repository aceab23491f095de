"""The Windows packages, tried under Wine: set up, worked with, upgraded with data in place, carried on a stick, removed."""

import json
import shutil
import time
import zipfile
from pathlib import Path

from PIL import Image

from installer.places import DIST, NAME, ROOT, TITLE, VERSION
from installer.proof import older
from installer.proof.clerk import EXAMPLE, PLACE, cli, close, county, sign_in
from installer.proof.example import CLERK, DRAFT_CLASS, FIRST, FROZEN_SCHEMA, MAKING, WINDOW, accept, disagreeing
from installer.proof.facts import Facts
from installer.proof.faults import meet_faults
from installer.proof.screen import BLINKING, changed
from installer.proof.wine import DESKTOP, HOME, LAUNCHER, LOCAL, USER, Pc, hand_over, pc
from installer.windows.build import WORK

SETUP, ZIP = f"{NAME}-{VERSION}-windows-x64-setup.exe", f"{NAME}-{VERSION}-windows-x64.zip"
FROZEN = rf"C:\users\{USER}\Documents\老 办公室"
KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\skillbureau"
WIZARD, PATIENCE = f"{TITLE} 安装", 300
"""In the title of the setup, and the seconds that it may take."""
STATUS_BAR = 60
"""Pixels at the foot of the screen, where it says when the last backup was made."""
RUNNING, NEWER_THERE = 2, 4
"""Exit statuses of the setup."""


def prove() -> None:
    """Everything, in the order in which a county would meet it."""
    facts = Facts("windows")
    before = older.package("windows", "*-setup.exe")
    with pc() as desk:
        bring(desk, {"新版.exe": DIST / SETUP, "旧版.exe": before})
        install_older(desk, facts)
        begin_with_the_example(desk, facts)
        upgrade(desk, facts)
        see_lists_again(desk, facts)
        work_a_month(desk, facts)
        meet_faults(desk, facts)
        carry_on_a_stick(desk, facts)
        remove(desk, facts)
    facts.tell(f"all proved; look at the pictures in {facts.folder}")


def bring(desk: Pc, files: dict[str, Path]) -> None:
    """Hand the PC files on a drive D."""
    folder = desk.root / HOME / "handed"
    folder.mkdir()
    for name, path in files.items():
        shutil.copyfile(path, folder / name)
    hand_over(folder)
    desk.insert("D", folder)


# --- the older release and its data ---


def install_older(desk: Pc, facts: Facts) -> None:
    """The release before, into a folder of its own choice."""
    began = time.monotonic()
    desk.run(r"D:\旧版.exe", "/S", *rf"/D={PLACE}".split(" "))
    facts.check("the older release is installed silently", version(desk) == older.VERSION, seconds(began))
    for folder in (DESKTOP, LOCAL.replace("Local", "Roaming") + r"\Microsoft\Windows\Start Menu\Programs"):
        facts.check("a shortcut stands there", desk.place(rf"{folder}\{TITLE}.lnk").exists(), folder)
    said = cli(desk, "--version").strip()
    facts.check("its command line runs", older.VERSION in said, said)


def begin_with_the_example(desk: Pc, facts: Facts) -> None:
    """First start: the example office is made by a key, and somebody signs in; meanwhile nothing may be overwritten."""
    window = desk.start(rf"{PLACE}\{LAUNCHER}")
    facts.check("the first window comes", True, f"{desk.screen.wait(FIRST):.1f} s")
    desk.screen.keep(facts.picture("01-first-start"))
    desk.screen.press("Return")
    desk.screen.wait(MAKING)
    desk.screen.wait_gone(MAKING, 300)
    desk.screen.keep(facts.picture("02-sign-in"))
    facts.check("the example office is made", desk.place(rf"{EXAMPLE}\county\office.db").exists())
    sign_in(desk)
    desk.screen.keep(facts.picture("03-plan"))
    said = county(desk, "check", status=2)
    facts.check("a second program on the office is told who has it", USER in said, said.strip())
    for name, words in {"setup": (r"D:\新版.exe", "/S"), "removal": (rf"{PLACE}\uninstall.exe", "/S")}.items():
        inside = (rf"_?={PLACE}".split(" ")) if name == "removal" else []
        desk.run(*words, *inside, status=RUNNING)
        facts.check(f"{name} refuses while the program runs", version(desk) == older.VERSION)
    facts.check("what runs is whole", desk.place(rf"{PLACE}\lib\app\{older.GONE}").exists())
    for tab in ("institutions", "classes", "claims"):
        desk.screen.press("ctrl+Tab")
        desk.screen.keep(facts.picture(f"04-{tab}"))
    close(desk, window)


# --- the upgrade ---


def upgrade(desk: Pc, facts: Facts) -> None:
    """This release over the older one: modules of the older go, whatever a clerk put there stays, data is brought along."""
    frozen = desk.place(FROZEN)
    frozen.mkdir(parents=True)
    shutil.copyfile(ROOT / "tests" / "data" / f"office-{FROZEN_SCHEMA}.db", frozen / "office.db")
    own = [desk.place(rf"{PLACE}\{name}") for name in (r"我的说明.txt", r"lib\app\笔记.txt", r"办公室\office.db")]
    for path in own:
        path.parent.mkdir(exist_ok=True)
        path.write_text("张 三 自己的文件", "utf-8")
    for folder in (frozen, desk.place(PLACE)):
        hand_over(folder)
    by_the_wizard(desk, facts)
    facts.check("a module that it has no more is gone", not desk.place(rf"{PLACE}\lib\app\{older.GONE}").exists())
    facts.check("the clerk's own files stay", all(path.exists() for path in own))
    desk.run(r"D:\旧版.exe", "/S", status=NEWER_THERE)
    facts.check("the older setup refuses to go back", version(desk) == VERSION)
    facts.check("the example office is opened", "全部一致" in county(desk, "check", status=None))
    cli(desk, "--office", FROZEN, "list", "classes", status=2)  # nobody is named: it is opened, and nothing is shown
    backup = frozen / "backups" / f"upgrade-from-{FROZEN_SCHEMA}.db"
    facts.check("an older office is brought up to date after a backup", backup.exists(), backup.name)
    facts.check("everything in it agrees", not disagreeing(frozen))


def by_the_wizard(desk: Pc, facts: Facts) -> None:
    """The setup as a clerk sees it: Enter on each page, and the program opens at the end."""
    began = time.monotonic()
    setup = desk.start(r"D:\新版.exe")
    desk.screen.wait(WIZARD)
    for page in ("welcome", "folder"):
        desk.screen.keep(facts.picture(f"05-setup-{page}"))
        desk.screen.press("Return")
    while version(desk) != VERSION and time.monotonic() - began < PATIENCE:
        time.sleep(2)
    facts.check("this release is installed over it, where it was", version(desk) == VERSION, seconds(began))
    desk.screen.keep(facts.picture("05-setup-end"))
    desk.screen.press("Return")
    desk.screen.wait(WINDOW)
    facts.check("the setup opens the program", setup.wait(PATIENCE) == 0)
    desk.screen.settle()
    desk.screen.front(WINDOW)
    desk.screen.press("alt+F4")
    desk.screen.wait_gone(WINDOW)


def see_lists_again(desk: Pc, facts: Facts) -> None:
    """Three starts of this release: as fast as they are, and the columns from the second on as wide as at the first."""
    lists: list[Image.Image] = []
    for number in ("first", "second", "third"):
        window = desk.start(rf"{PLACE}\{LAUNCHER}")
        to_window = desk.screen.wait(WINDOW)
        taken = desk.processor_time(LAUNCHER)
        facts.tell(f"{number} start: {to_window:.1f} s to the window, {taken:.1f} s of processor")
        sign_in(desk)
        facts.tell(f"{number} start: {desk.processor_time(LAUNCHER):.1f} s of processor to the list")
        desk.screen.press("ctrl+Tab", "ctrl+Tab")
        seen = desk.screen.keep(facts.picture(f"06-{number}-start"))
        lists.append(seen.crop((0, 0, seen.width, seen.height - STATUS_BAR)))
        close(desk, window)
    for number, later in zip(("second", "third"), lists[1:], strict=True):
        different = changed(lists[0], later)
        facts.check(f"the list looks at the {number} start as at the first", different <= BLINKING, different)


# --- the month ---


def work_a_month(desk: Pc, facts: Facts) -> None:
    """A faulty roster and its marked copy, a right one, a form, a workbook, and the package that a city accepts."""
    out = rf"C:\users\{USER}\Documents\本月 材料"
    desk.place(out).mkdir()
    hand_over(desk.place(out))
    classes = json.loads(county(desk, "list", "classes", "--json"))
    draft = next(one["uid"] for one in classes if one["number"] == DRAFT_CLASS)
    accepted = next(one["uid"] for one in classes if one["state"] == "accepted")
    faulty, right = rf"{EXAMPLE}\files\花名册-有错误.xlsx", rf"{EXAMPLE}\files\花名册-{DRAFT_CLASS}.xlsx"
    county(desk, "import", "roster", faulty, "--into", draft, "--marked", rf"{out}\标错.xlsx", status=1)
    marked = desk.place(rf"{out}\标错.xlsx")
    facts.check("a faulty roster is refused and marked", zipfile.is_zipfile(marked), marked.stat().st_size)
    county(desk, "import", "roster", right, "--into", draft)
    county(desk, "print", "roster", accepted, rf"{out}\花名册.pdf", "--yes")
    printed = desk.place(rf"{out}\花名册.pdf")
    facts.check("a form is printed", printed.read_bytes().startswith(b"%PDF"), printed.stat().st_size)
    county(desk, "list", "classes", "--xlsx", rf"{out}\班级.xlsx")
    facts.check("a list is exported", zipfile.is_zipfile(desk.place(rf"{out}\班级.xlsx")))
    county(desk, "package", "build", "--period", "2021Q3", rf"{out}\报送包.zip")
    said = accept(desk.place(rf"{EXAMPLE}\city"), desk.place(rf"{out}\报送包.zip"))
    facts.check("a city on Linux accepts the package", "第2号" in said, said.strip())
    county(desk, "backup", rf"{out}\备份.db")
    cli(desk, "restore", rf"{out}\备份.db", r"D:\换了电脑\办公室")
    said = cli(desk, "--office", r"D:\换了电脑\办公室", "--as", CLERK, "check", status=None)
    facts.check("a backup is restored on another drive", "全部一致" in said)


# --- the stick ---


def carry_on_a_stick(desk: Pc, facts: Facts) -> None:
    """The portable program from two drives one after another, then from a folder that nobody may write."""
    stick = desk.root / HOME / "stick"
    with zipfile.ZipFile(DIST / ZIP) as archive:
        archive.extractall(stick)
    folder = next(stick.iterdir()).name
    shutil.copyfile(WORK / "runtime" / "python.exe", stick / folder / "python.exe")  # to ask the modules themselves
    hand_over(stick)
    desk.insert("E", stick)
    place = rf"E:\{folder}"
    cli(desk, "demo", r"E:\数据", place=place)
    said = desk.run(rf"{place}\python.exe", "-I", "-B", "-X", "utf8", "-c", LOAD_ALL)
    facts.check("every module of the program loads without what is left out", "loaded" in said, said.strip())
    desk.insert("G", desk.remove("E"))
    place = rf"G:\{folder}"
    said = cli(desk, "--office", r"G:\数据\county", "check", place=place)
    facts.check("program and data run under another letter", "全部一致" in said)
    program = desk.place(place)
    for path in (*program.rglob("*"), program):
        path.chmod(0o555)
    window = desk.start(rf"{place}\{LAUNCHER}", "--office", r"G:\数据\county")
    desk.screen.wait(WINDOW)
    sign_in(desk)
    desk.screen.keep(facts.picture("08-read-only-stick"))
    close(desk, window)
    facts.check("a program folder that is read-only will do", not list(program.rglob("__pycache__/*.pyc.*")))


LOAD_ALL = """
import importlib, pkgutil, app
names = [m.name for m in pkgutil.walk_packages(app.__path__, "app.")]
names = [n for n in names if "migrations" not in n and not n.endswith("__main__")]
for name in [*names, "alembic.command", "alembic.config"]:
    importlib.import_module(name)
print("loaded", len(names))
"""


# --- the removal ---


def remove(desk: Pc, facts: Facts) -> None:
    """Only what was installed goes."""
    remover = desk.place(rf"{PLACE}\uninstall.exe")
    desk.run(rf"{PLACE}\uninstall.exe", "/S")
    facts.check("the remover goes on from a copy and goes itself", gone(remover))
    left = sorted(path.name for path in desk.place(PLACE).rglob("*") if path.is_file())
    facts.check("of the program's folder only the clerk's files are left", left == LEFT, left)
    facts.check("the offices are untouched", desk.place(rf"{EXAMPLE}\county\office.db").exists())
    facts.check("shortcuts are gone", not desk.place(rf"{DESKTOP}\{TITLE}.lnk").exists())
    litter = [path.name for path in desk.place(LOCAL + r"\Temp").glob(f"{NAME}-*")]
    facts.check("nothing is left among temporary files", not litter, litter)
    for key in (KEY, r"Software\Classes\skillbureau.package", r"Software\Classes\.sbpkg"):
        facts.check("nothing is left in the registry", not desk.registry(key, "") and not version(desk), key)


LEFT = sorted(["我的说明.txt", "笔记.txt", "office.db"])


def gone(path: Path) -> bool:
    """Whether a file is gone within a minute."""
    end = time.monotonic() + 60
    while path.exists() and time.monotonic() < end:
        time.sleep(0.5)
    time.sleep(2)  # and what is done after it
    return not path.exists()


def version(desk: Pc) -> str:
    """What the list of installed programs says."""
    return desk.registry(KEY, "DisplayVersion")


def seconds(began: float) -> str:
    """How long something took."""
    return f"{time.monotonic() - began:.1f} s"
