"""The Linux packages, tried on a bare Debian 11: put in, worked with, upgraded with data in place, run from a folder, removed."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

from pypdfium2 import PdfDocument

from installer.linux.machines import AMD64
from installer.linux.packages import debian_version
from installer.linux.tree import X_LIBRARIES
from installer.places import DIST, NAME, PYTHON, ROOT, TITLE, VERSION, run
from installer.proof import older
from installer.proof.chinese import type_chinese
from installer.proof.desktop import HOME, MACHINE, Desktop, desktop, hand_over
from installer.proof.example import (
    CLERK,
    DRAFT_CLASS,
    FIRST,
    FROZEN_SCHEMA,
    MAKING,
    WINDOW,
    accept,
    disagreeing,
)
from installer.proof.facts import Facts
from installer.proof.windows import LOAD_ALL

BASE = f"{NAME}-{VERSION}-linux-{AMD64.file}"
DEB, ARCHIVE = DIST / f"{BASE}.deb", DIST / f"{BASE}.tar.xz"
OPT = f"/opt/{NAME}"
EXAMPLE, FROZEN = f"/{HOME}/.local/share/{NAME}/example", f"/{HOME}/文档/老 办公室"
STICK = f"/{HOME}/U盘 程序"
"""Where the archive is unpacked, as clerks name folders."""
OWN = "我的说明.txt"
"""What a clerk put beside the program."""
RUNNING = "正在运行"
STARTS, SLOWEST = 3, 2.0
"""How often each start is timed, and how many times that of the source the package's may be."""


def prove() -> None:
    """Everything, in the order in which a county would meet it."""
    facts = Facts("linux")
    before = older.package("linux", f"*-{AMD64.file}.deb")
    with desktop() as pc:
        bring(pc, {"新版.deb": DEB, "旧版.deb": before})
        put_in(pc, facts)
        begin_with_the_example(pc, facts)
        upgrade(pc, facts)
        see_lists_again(pc, facts)
        work_a_month(pc, facts, f"{NAME}-cli", "本月 材料")
        run_from_a_folder(pc, facts)
        compare_starts(pc, facts)
        know_files(pc, facts)
        type_chinese(pc, facts, f"{EXAMPLE}/county")
        remove(pc, facts)
    facts.tell(f"all proved; look at the pictures in {facts.folder}")


def bring(pc: Desktop, files: dict[str, Path]) -> None:
    """Hand the PC files."""
    for name, path in files.items():
        shutil.copyfile(path, pc.place(HOME) / name)
    hand_over(pc.place(HOME))


def county(pc: Desktop, program: str, *words: str, status: int | None = 0) -> str:
    """A word of a command line for the example county, by its clerk."""
    return pc.run(program, "--office", f"{EXAMPLE}/county", "--as", CLERK, *words, status=status)


# --- the older release and its data ---


def put_in(pc: Desktop, facts: Facts) -> None:
    """What a desktop has, then the release before without a network and without a question."""
    needs = run("dpkg-deb", "--field", DEB, "Depends").strip()
    wanted = [one.split("|")[0].split("(")[0].strip() for one in needs.split(",")]
    pc.administer("apt-get", "-qq", "update")
    pc.administer("apt-get", "-qq", "install", "-y", "--no-install-recommends", *wanted)
    pc.administer("apt-get", "clean")
    lacking = sorted(set(X_LIBRARIES.values()) - set(pc.packages()))
    facts.check("the PC lacks libraries that are inside", lacking, " ".join(lacking))
    began = time.monotonic()
    pc.administer("dpkg", "-i", f"/{HOME}/旧版.deb")
    facts.check("the older release is put in silently", pc.packages().get(NAME) == older.VERSION, seconds(began))
    said = pc.run(NAME, "--version").strip()
    facts.check("its command line runs", older.VERSION in said, said)
    for part in ("applications/skillbureau.desktop", "icons/hicolor/scalable/apps/skillbureau.svg"):
        facts.check("the menu has it", pc.place(f"/usr/share/{part}").exists(), part)


def seconds(began: float) -> str:
    """How long it took since then."""
    return f"{time.monotonic() - began:.1f} s"


def begin_with_the_example(pc: Desktop, facts: Facts) -> None:
    """First start: the example office is made by a key, and somebody signs in; meanwhile nothing may be overwritten."""
    window = pc.start(NAME)
    facts.check("the first window comes", True, f"{pc.screen.wait(FIRST):.1f} s")
    pc.screen.keep(facts.picture("01-first-start"))
    pc.screen.press("Return")
    pc.screen.wait(MAKING)
    pc.screen.wait_gone(MAKING, 300)
    pc.screen.keep(facts.picture("02-sign-in"))
    facts.check("the example office is made", pc.place(f"{EXAMPLE}/county/office.db").exists())
    pc.sign_in()
    pc.screen.keep(facts.picture("03-plan"))
    for name, words in {"upgrade": ("-i", f"/{HOME}/新版.deb"), "removal": ("-r", NAME)}.items():
        said = pc.administer("dpkg", *words, status=1)
        facts.check(f"{name} refuses while the program runs", RUNNING in said)
    facts.check("what runs is whole", pc.packages().get(NAME) == older.VERSION and before(pc).exists())
    for tab in ("institutions", "classes", "claims"):
        pc.screen.press("ctrl+Tab")
        pc.screen.keep(facts.picture(f"04-{tab}"))
    pc.close(window)


def before(pc: Desktop) -> Path:
    """The module that only the older release has."""
    return next(pc.place(OPT).glob("lib/python*")) / "site-packages" / "app" / older.GONE


# --- the upgrade ---


def upgrade(pc: Desktop, facts: Facts) -> None:
    """This release over the older one: modules of the older go, whatever a clerk put there stays, data is brought along."""
    frozen, own = pc.place(FROZEN), pc.place(f"{OPT}/{OWN}")
    frozen.mkdir(parents=True)
    shutil.copyfile(ROOT / "tests" / "data" / f"office-{FROZEN_SCHEMA}.db", frozen / "office.db")
    hand_over(pc.place(f"/{HOME}/文档"))
    own.write_text("张 三 自己的文件", "utf-8")
    gone, began = before(pc), time.monotonic()
    pc.administer("dpkg", "-i", f"/{HOME}/新版.deb")
    facts.check("this release is put in over it", pc.packages().get(NAME) == debian_version(), seconds(began))
    facts.check("a module that it has no more is gone", not gone.exists())
    facts.check("the clerk's own file stays", own.exists())
    facts.check("the example office is opened", "全部一致" in county(pc, f"{NAME}-cli", "check", status=None))
    pc.run(NAME, "--office", FROZEN, "list", "classes", status=2)  # nobody is named: it is opened, and nothing is shown
    backup = frozen / "backups" / f"upgrade-from-{FROZEN_SCHEMA}.db"
    facts.check("an older office is brought up to date after a backup", backup.exists(), backup.name)
    facts.check("everything in it agrees", not disagreeing(frozen))


def see_lists_again(pc: Desktop, facts: Facts) -> None:
    """The second start, as it looks at all hours."""
    window = pc.start(NAME)
    facts.tell(f"second start: {pc.screen.wait(WINDOW):.1f} s to the window")
    pc.screen.settle()
    pc.sign_in()
    pc.screen.press("ctrl+Tab", "ctrl+Tab")
    pc.screen.keep(facts.picture("05-second-start"))
    pc.close(window)


# --- the month ---


def work_a_month(pc: Desktop, facts: Facts, program: str, folder: str) -> None:
    """A faulty roster and its marked copy, a right one, a form, a workbook, and the package that a city accepts."""
    out = f"/{HOME}/文档/{folder}"
    pc.run("mkdir", "-p", out)
    classes = json.loads(county(pc, program, "list", "classes", "--json"))
    draft = next(one["uid"] for one in classes if one["number"] == DRAFT_CLASS)
    accepted = next(one["uid"] for one in classes if one["state"] == "accepted")
    files = f"{EXAMPLE}/files"
    county(
        pc,
        program,
        "import",
        "roster",
        f"{files}/花名册-有错误.xlsx",
        "--into",
        draft,
        "--marked",
        f"{out}/标错.xlsx",
        status=1,
    )
    facts.check("a faulty roster is refused and marked", zipfile.is_zipfile(pc.place(f"{out}/标错.xlsx")))
    county(pc, program, "import", "roster", f"{files}/花名册-{DRAFT_CLASS}.xlsx", "--into", draft)
    county(pc, program, "print", "roster", accepted, f"{out}/花名册.pdf", "--yes")
    printed = pc.place(f"{out}/花名册.pdf")
    facts.check("a form is printed", printed.read_bytes().startswith(b"%PDF"), printed.stat().st_size)
    PdfDocument(printed)[0].render().to_pil().save(facts.picture("06-roster"))
    county(pc, program, "list", "classes", "--xlsx", f"{out}/班级.xlsx")
    facts.check("a list is exported", zipfile.is_zipfile(pc.place(f"{out}/班级.xlsx")))
    county(pc, program, "package", "build", "--period", "2021Q3", f"{out}/报送包.zip")
    said = accept(pc.place(f"{EXAMPLE}/city"), pc.place(f"{out}/报送包.zip"))
    facts.check("a city that runs the source accepts the package", "第2号" in said, said.strip())


# --- the archive ---


def run_from_a_folder(pc: Desktop, facts: Facts) -> None:
    """The archive, unpacked by the user into a folder of his own."""
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(pc.place(STICK), filter="data")
    hand_over(pc.place(STICK))
    program = f"{STICK}/{TITLE} {VERSION}/{NAME}"
    said = pc.run(program, "--version").strip()
    facts.check("the unpacked program runs", VERSION in said, said)
    loaded = pc.run(f"{STICK}/{TITLE} {VERSION}/bin/python{PYTHON}", "-I", "-X", "utf8", "-c", LOAD_ALL).strip()
    facts.check("every module loads without what was left out", loaded.startswith("loaded"), loaded)
    facts.check("it sees the same office", "全部一致" in county(pc, program, "check", status=None))
    pc.place(MACHINE).rename(pc.place("etc/elsewhere"))
    window = pc.start(program)
    facts.check(
        "its window comes, on a system without a number of its own, too", True, f"{pc.screen.wait(WINDOW):.1f} s"
    )
    pc.screen.settle()
    pc.sign_in()
    pc.screen.keep(facts.picture("07-from-a-folder"))
    pc.close(window)
    pc.place("etc/elsewhere").rename(pc.place(MACHINE))


def compare_starts(pc: Desktop, facts: Facts) -> None:
    """From the command to the window: the package against the source on the same screen and office."""
    office = f"{EXAMPLE}/county"
    source = [sys.executable, "-m", "app", "--office", str(pc.place(office))]
    environment = {**os.environ, "DISPLAY": pc.session.environment["DISPLAY"], "HOME": str(pc.place(HOME))}
    packaged, from_source = [], []
    for _ in range(STARTS):
        packaged.append(start(pc, pc.session.words(NAME, "--office", office), None))
        from_source.append(start(pc, source, environment))
    hand_over(pc.place(HOME))
    ratio = min(packaged) / min(from_source)
    told = f"{min(packaged):.2f} s against {min(from_source):.2f} s, {ratio:.2f} times"
    facts.check(f"the window comes within {SLOWEST} times the time of the source", ratio <= SLOWEST, told)


def start(pc: Desktop, command: list[str], environment: dict[str, str] | None) -> float:
    """Seconds from a command to its window."""
    window = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
    took = pc.screen.wait(WINDOW)
    pc.screen.settle()
    pc.close(window)
    return took


# --- kinds of files ---


def know_files(pc: Desktop, facts: Facts) -> None:
    """What a desktop with the usual tables of kinds makes of the program's files, and of those that are not."""
    other, folder = pc.screen.session, f"/var/tmp/{NAME}"
    place = other.root / folder.lstrip("/")
    shutil.rmtree(place, ignore_errors=True)
    for part in ("applications", "mime"):
        shutil.copytree(pc.place(f"/usr/share/{part}"), place / part)
    package = pc.place(f"/{HOME}/文档/本月 材料/报送包.zip")
    shutil.copyfile(package, place / "报送包.zip")
    shutil.copyfile(package, place / "报送包.sbpkg")
    shutil.copyfile(ROOT / "resources" / "packs" / "qijiang-2019.toml", place / "政策.toml")
    shutil.copyfile(ROOT / "pyproject.toml", place / "其他.toml")
    with zipfile.ZipFile(place / "名单.zip", "w") as archive:
        archive.writestr("名单.txt", "张 三")
    hand_over(place)
    other.run("update-mime-database", f"{folder}/mime")
    other.run("desktop-file-validate", f"{folder}/applications/{NAME}.desktop")
    own = f"application/x-{NAME}"
    for name, kind in {
        "报送包.zip": f"{own}-package",
        "报送包.sbpkg": f"{own}-package",
        "政策.toml": f"{own}-policy",
        "名单.zip": "application/zip",
        "其他.toml": "application/toml",
    }.items():
        words = ("gio", "info", "-a", "standard::content-type", f"{folder}/{name}")
        said = other.run(*words, XDG_DATA_DIRS=f"{folder}:/usr/share").split()[-1]
        facts.check(f"{name} is known for what it is", said == kind, said)


# --- the removal ---


def remove(pc: Desktop, facts: Facts) -> None:
    """Every file that was put in goes; offices, backups and whatever a clerk put beside stay."""
    kept = [pc.place(f"{place}/office.db") for place in (f"{EXAMPLE}/county", FROZEN)]
    pc.administer("dpkg", "--remove", NAME)
    facts.check("it is not installed any more", NAME not in pc.packages())
    left = sorted(path.name for path in pc.place(OPT).rglob("*"))
    facts.check("only the clerk's own file is left in its folder", left == [OWN], left)
    facts.check("the offices stay", all(path.exists() for path in kept))
    facts.check("no command is left", not pc.place(f"/usr/bin/{NAME}").is_symlink())
