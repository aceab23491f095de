"""Development words: `python3 dev.py setup|run|test|bench|screenshots|package|prove`. Standard library only; does its set-up.

`test` with words after it, as pytest takes them (`tests/fund`, `-k advance`), runs only these tests.
`package` makes the packages below dist/, `prove` tries them; either with `windows` or `linux` after it does only that.
"""

from __future__ import annotations  # so that an older Python reads this file and gets the sentence below

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements" / "lock.txt"
VENV = ROOT / ".venv"
STAMP = VENV / "setup.stamp"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
ON_LINUX = sys.platform.startswith("linux")
OLDEST, NEWEST = (3, 11), (3, 13)  # Qt 6.8 has wheels for these

# What Qt's wheels load from the system, and the Debian package that brings it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
# What makes and tries the packages, on Debian-like systems, and the package that brings it.
PACKAGE_TOOLS = {
    "git": "git",
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "x86_64-w64-mingw32-windres": "binutils-mingw-w64-x86-64",
    "osslsigncode": "osslsigncode",
    "debootstrap": "debootstrap",
    "readelf": "binutils",
}
PACKAGING = ("package", "prove")
TOOL_PATH = os.pathsep.join(
    (os.environ.get("PATH", ""), "/usr/sbin", "/sbin")
)  # debootstrap is an administrator's tool
ROOM = 6 << 30  # bytes that a run of all tests may write; each commit waits for a disk, and none for memory
# What is printed in the month without a screen: form, list that its uid is taken from, state of the record.
CLERK = "张经办"  # who does the month in the example office
FORMS = (
    ("class-application", "classes", "accepted"),
    ("roster", "classes", "accepted"),
    ("claim-roster", "claims", "paid"),
    ("notice", "notices", "over"),
)
CHECKS = (
    ("代码风格 ruff check", ("ruff", "check", ".")),
    ("代码格式 ruff format", ("ruff", "format", "--check", ".")),
    ("类型 mypy --strict", ("mypy", "--strict", "app")),
    ("分层 import-linter", ("lint-imports", "--no-logo")),
    ("测试 pytest", ("pytest", "-q", "-n", "2", "--dist", "worksteal")),
)


def say(text: str) -> None:
    """One line to the console at once, so that it precedes what a child process says."""
    print(text, flush=True)


def call(*command: object, output: int | None = None, **environment: str) -> str:
    """Run a command in the project folder and return what it wrote to a piped `output`; if it fails, end as it did."""
    words = [str(word) for word in command]
    compiled = {
        "PYTHONDONTWRITEBYTECODE": ""
    }  # tests start the program many times: it is compiled once, whoever forbids it
    variables = {**os.environ, "PYTHONUTF8": "1", **compiled, **environment}
    done = subprocess.run(words, cwd=ROOT, env=variables, stdout=output, encoding="utf-8")
    if done.returncode:
        sys.exit(max(done.returncode, 1))
    return done.stdout or ""


def loads(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(word: str) -> list[str]:
    """Debian packages that this word needs and the system lacks."""
    packages = [package for library, package in QT_LIBRARIES.items() if not loads(library)]
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if word == "screenshots" and not has_screen() and not shutil.which("xvfb-run"):
        packages += ["xvfb", "xauth"]
    if word in PACKAGING:
        packages += [package for tool, package in PACKAGE_TOOLS.items() if not shutil.which(tool, path=TOOL_PATH)]
    return packages


def administrator() -> list[str] | None:
    """The words that run a command as administrator without asking for a password; None when there is no such way."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


def install_system_packages(word: str) -> None:
    """Install what the system lacks where apt-get and the right to use it exist; else say what to install."""
    packages = missing_packages(word)
    if not packages:
        return
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        sys.exit(f"本机缺少系统组件（Debian 包名：{names}），请用本系统的软件包管理器安装后重新运行。")
    prefix = administrator()
    if prefix is None:
        sys.exit(f"本机缺少系统组件，请以管理员身份运行：apt-get install {names} ，然后重新运行。")
    say(f"安装系统组件：{names}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    call(*apt, "update")
    call(*apt, "install", "-y", "--no-install-recommends", *packages)


def fingerprint() -> str:
    """What the virtual environment was made from: the lock, the project file and the place."""
    parts = (LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def setup(word: str = "setup") -> None:
    """Make everything ready that `word` needs; instant when it is ready already."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(f"需要 Python 3.11 至 3.13，当前是 {sys.version.split()[0]}，请换用其中一个版本运行本文件。")
    if ON_LINUX:
        install_system_packages(word)
    if STAMP.exists() and STAMP.read_text() == fingerprint():
        return
    say("建立虚拟环境 .venv")
    call(sys.executable, "-m", "venv", VENV)
    say("安装锁定的依赖（首次约 150 MB，需要几分钟）")
    pip = (PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    call(*pip, "--require-hashes", "--only-binary=:all:", "-r", LOCK)
    say("安装本程序（命令 skillbureau）")
    call(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    STAMP.write_text(fingerprint())


def has_screen() -> bool:
    """Whether a window can be shown: always, except on Linux without a display server."""
    return not ON_LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def data_folder() -> Path:
    """Where this user's example offices lie."""
    home = Path.home()
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "skillbureau"


def app(*words: object, output: int | None = None) -> str:
    """Run the program's command line."""
    return call(PYTHON, "-m", "app", *words, output=output)


def make_example(folder: Path) -> None:
    """Make the example offices anew."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    say(f"生成示例办公室：{folder}")
    app("demo", folder)


def run() -> None:
    """Open the window on the last office; without a screen, do the example's month on the command line."""
    if has_screen():
        run_window()
    else:
        run_without_screen()


def run_window() -> None:
    """The window on the office that was open last: at first the example, which keeps what was done to it."""
    folder = data_folder() / "example"
    if not (folder / "county").exists():
        make_example(folder)
    app()


def run_without_screen() -> None:
    """Example office, package of the last quarter and printed forms, made anew each time; says where they lie."""
    say("没有可用的屏幕，改用命令行完成同一个月的工作。")
    folder = data_folder() / "example-without-screen"
    make_example(folder)
    county, output = folder / "county", folder / "output"
    output.mkdir()
    package = output / "package-2019Q4.zip"
    app("--office", county, "--as", CLERK, "package", "build", "--period", "2019Q4", package)
    for form, listing, state in FORMS:
        uid = first_uid(county, listing, state)
        app(
            "--office", county, "--as", CLERK, "print", form, uid, output / f"{form}.pdf", "--yes"
        )  # the example leaves some things open
    say(f"报送包：{package}")
    for form, *_ in FORMS:
        say(f"表格：{output / form}.pdf")


def first_uid(county: Path, listing: str, state: str) -> str:
    """The uid of the first record of a list that is in a state."""
    answer = app("--office", county, "list", listing, "--where", f"state={state}", "--json", output=subprocess.PIPE)
    return str(json.loads(answer)[0]["uid"])


def test(*part: str) -> None:
    """All checks and tests, or a part of the tests alone; ends at the first that fails."""
    checks = [("所选测试 pytest", ("pytest", "-q", *part))] if part else CHECKS
    with tempfile.TemporaryDirectory(prefix="skillbureau-test-", dir=memory()) as scratch:
        for heading, (tool, *words) in checks:
            say(f"—— {heading}")
            call(SCRIPTS / tool, *words, QT_QPA_PLATFORM="offscreen", TMPDIR=scratch)


def memory() -> str | None:
    """A folder in memory with room for what tests write, where the system has one; None for the usual place."""
    shared = Path("/dev/shm")
    return str(shared) if ON_LINUX and shared.is_dir() and shutil.disk_usage(shared).free >= ROOM else None


def bench() -> None:
    """Each pipeline as a ratio to its floor."""
    call(PYTHON, "-m", "bench", QT_QPA_PLATFORM="offscreen")


def screenshots() -> None:
    """Pictures of real windows, under a virtual display where there is no screen."""
    virtual = () if has_screen() else ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24")
    call(*virtual, PYTHON, "-m", "tests.screenshots")


def package(*systems: str) -> None:
    """The packages that are handed out, below dist/; made on Linux for every system."""
    call(PYTHON, "-m", "installer", *systems, PATH=TOOL_PATH)


def prove(*systems: str) -> None:
    """Try the finished packages from the set-up to its removal; pictures of it go to build/proof."""
    call(PYTHON, "-m", "installer.proof", *systems, PATH=TOOL_PATH)


WORDS = {
    "setup": lambda: None,
    "run": run,
    "test": test,
    "bench": bench,
    "screenshots": screenshots,
    "package": package,
    "prove": prove,
}
WITH_PART = ("test", *PACKAGING)


def main(words: list[str]) -> None:
    """Set up, then do the word given; some take what of it is to be done."""
    if not words or words[0] not in WORDS or (words[1:] and words[0] not in WITH_PART):
        sys.exit(f"用法：python3 dev.py {'|'.join(WORDS)}；只跑一部分测试：python3 dev.py test [路径 … | -k 表达式 …]")
    word, *part = words
    setup(word)
    WORDS[word](*part)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
