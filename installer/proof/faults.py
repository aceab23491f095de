"""What goes wrong on Windows alone: consoles of another encoding, readers that go away, files held, paths too long."""

import zipfile

from installer.proof.clerk import EXAMPLE, PLACE, cli, close, county, sign_in
from installer.proof.example import WINDOW
from installer.proof.facts import Facts
from installer.proof.wine import CONSOLE, LAUNCHER, USER, Pc, hand_over
from installer.windows.build import WORK

OUT = rf"C:\users\{USER}\Documents\出错 试验"
LONGEST = 259
"""Characters of a path that Windows takes anyway."""
POLICY, ANSWER = "^政策$", "没有办理"
"""Titles: of the page of policies, and of what it says to a pack that is installed already."""
HOLD = """
import ctypes, sys, time
create = ctypes.windll.kernel32.CreateFileW
create.argtypes = [ctypes.c_wchar_p] + [ctypes.c_uint32] * 2 + [ctypes.c_void_p] + [ctypes.c_uint32] * 2 + [ctypes.c_void_p]
create.restype = ctypes.c_void_p
create(sys.argv[1], 0x80000000, 1, None, 3, 0, None)  # read, and let others read only, as a spreadsheet does
print("held", flush=True)
time.sleep(60)
"""
LEAVE = """
import subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
child.stdout.read(10)
child.stdout.close()
print(child.stderr.read(), child.wait())
"""


def meet_faults(desk: Pc, facts: Facts) -> None:
    """Each of them, with an interpreter beside the program that stands for other programs."""
    folder = desk.place(OUT)
    (folder / "python").mkdir(parents=True)
    for path in (WORK / "runtime").iterdir():
        (folder / "python" / path.name).write_bytes(path.read_bytes())
    hand_over(folder)
    speak_to_a_console(desk, facts)
    lose_the_reader(desk, facts)
    meet_a_held_file(desk, facts)
    write_too_deep(desk, facts)
    hand_over_by_double_click(desk, facts)


def python(desk: Pc, script: str, *words: str) -> str:
    """What a script says on the PC."""
    return desk.run(rf"{OUT}\python\python.exe", "-I", "-c", script, *words)


def speak_to_a_console(desk: Pc, facts: Facts) -> None:
    """A batch file redirects a list and looks for a word in it: both in the code page of the console."""
    program = rf'"{PLACE}\{CONSOLE}" --office "{EXAMPLE}\county"'
    lines = (
        "@echo off",
        "chcp 936 >nul",
        rf'{program} list classes > "{OUT}\班级.txt"',
        rf'{program} list classes --json > "{OUT}\班级.json"',
        "chcp 65001 >nul",
        rf'{program} list classes > "{OUT}\utf8.txt"',
    )
    desk.place(rf"{OUT}\list.bat").write_bytes("\r\n".join(lines).encode("gbk"))
    desk.run("wineconsole", "cmd", "/c", rf"{OUT}\list.bat")
    told = {name: desk.place(rf"{OUT}\{name}").read_bytes() for name in ("班级.txt", "utf8.txt", "班级.json")}
    facts.check("a console of code page 936 is answered in it", "培训机构" in told["班级.txt"].decode("gbk"))
    facts.check("a console of UTF-8 is answered in it", "培训机构" in told["utf8.txt"].decode("utf-8"))
    facts.check("JSON is read by any", told["班级.json"].isascii())


def lose_the_reader(desk: Pc, facts: Facts) -> None:
    """Somebody reads the first line and goes, as `more` does."""
    said = python(desk, LEAVE, rf"{PLACE}\{CONSOLE}", "--office", rf"{EXAMPLE}\county", "list", "trainees")
    facts.check("a reader that goes is no fault", said.strip() == "b'' 0", said.strip())


def meet_a_held_file(desk: Pc, facts: Facts) -> None:
    """A spreadsheet is open elsewhere while a list is exported under its name, and while it is imported."""
    target = rf"{OUT}\班级.xlsx"
    county(desk, "list", "classes", "--xlsx", target)
    before = desk.place(target).read_bytes()
    holder = desk.start(rf"{OUT}\python\python.exe", "-I", "-c", HOLD, target)
    assert holder.stdout is not None
    holder.stdout.readline()
    said = county(desk, "list", "classes", "--xlsx", target, status=2)
    facts.check("a file that is open elsewhere is named", "正被别的程序" in said, said.strip())
    facts.check("it is as it was", desk.place(target).read_bytes() == before)
    left = [path.name for path in desk.place(OUT).iterdir() if path.name.endswith(".tmp")]
    facts.check("nothing unfinished is left", not left, left)
    holder.terminate()
    holder.wait()
    holder.stdout.close()


def write_too_deep(desk: Pc, facts: Facts) -> None:
    """A list is exported into a path that Windows takes only where its administrator allows it."""
    deep = OUT
    while len(deep) <= LONGEST:
        deep += r"\层层叠叠的文件夹"
    desk.place(deep).mkdir(parents=True)
    hand_over(desk.place(OUT))
    said = county(desk, "list", "classes", "--xlsx", rf"{deep}\班级.xlsx", status=None)
    written = zipfile.is_zipfile(desk.place(rf"{deep}\班级.xlsx"))
    facts.check("a long path is written or refused by its length", written or "路径太长" in said, said.strip())


def hand_over_by_double_click(desk: Pc, facts: Facts) -> None:
    """What a double click on a policy pack starts, while the window is open: that window shows it.

    Wine looks for kinds of files only among those of the whole computer, so what was registered is done by hand.
    """
    command = desk.registry(r"Software\Classes\skillbureau.policy\shell\open\command", "")
    facts.check("policy packs are registered", command == rf'"{PLACE}\{LAUNCHER}" "%1"', command)
    cli(desk, "packs", "export", "qijiang-2019", rf"{OUT}\綦江.toml")
    window = desk.start(rf"{PLACE}\{LAUNCHER}")
    desk.screen.wait(WINDOW)
    sign_in(desk)
    desk.run(rf"{PLACE}\{LAUNCHER}", rf"{OUT}\綦江.toml")
    desk.screen.wait(ANSWER)
    desk.screen.keep(facts.picture("07-double-click"))
    facts.check("a policy pack opens in the window that is there", len(desk.screen.ids(WINDOW)) == 1)
    desk.screen.press("Return")
    desk.screen.wait_gone(ANSWER)
    desk.screen.front(POLICY)
    desk.screen.press("alt+F4")
    desk.screen.wait_gone(POLICY)
    close(desk, window)
