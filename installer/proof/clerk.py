"""A clerk of the example office at the PC: where the program and the data lie there, and what is done again and again."""

import subprocess
import time

from installer.proof.example import CLERK, OPENED, PASSWORD, WINDOW
from installer.proof.wine import CONSOLE, LOCAL, Pc

PLACE = r"C:\单位 软件\职培 程序"
"""Where it is installed: a path with Chinese and spaces, as clerks make them."""
EXAMPLE = LOCAL + r"\skillbureau\example"


def cli(desk: Pc, *words: str, place: str = PLACE, status: int | None = 0) -> str:
    """A word of the installed command line."""
    return desk.run(rf"{place}\{CONSOLE}", *words, status=status)


def county(desk: Pc, *words: str, place: str = PLACE, status: int | None = 0) -> str:
    """The same for the example county, by its clerk."""
    return cli(desk, "--office", rf"{EXAMPLE}\county", "--as", CLERK, *words, place=place, status=status)


def sign_in(desk: Pc) -> None:
    """By the password that the example office shows."""
    desk.screen.wait(OPENED)
    desk.screen.front(WINDOW)
    desk.screen.settle()
    desk.screen.type(PASSWORD)
    desk.screen.press("Return")
    time.sleep(2)
    desk.screen.settle(quiet=2)


def close(desk: Pc, window: subprocess.Popen[bytes]) -> None:
    """Leave the program as a clerk does."""
    desk.screen.front(WINDOW)
    desk.screen.press("alt+F4")
    desk.screen.wait_gone(WINDOW)
    window.wait(60)
