"""Chinese typed into the installed program by fcitx 4, as domestic desktops have it: Qt has no plug-in for it."""

import time
from dataclasses import replace

from installer.places import NAME
from installer.proof.desktop import HOME, Desktop, hand_over
from installer.proof.example import WINDOW
from installer.proof.facts import Facts

PACKAGES = (
    "dbus",
    "fcitx-bin",
    "fcitx-module-dbus",
    "fcitx-module-x11",
    "fcitx-modules",
    "fcitx-pinyin",
    "fcitx-ui-classic",
)
FONT = "fonts-wqy-microhei"
PROFILE = "[Profile]\nEnabledIMList=fcitx-keyboard-us:True,pinyin:True\nIMName=pinyin\n"
COMPOSING = "2"
"""What fcitx says of the line that is typed into when it composes there."""
BEGIN = 5
"""Seconds in which fcitx begins."""


def type_chinese(pc: Desktop, facts: Facts, office: str) -> None:
    """A name into the line that searches trainees; before it a password, which fcitx must not see."""
    pc.administer("apt-get", "-qq", "install", "-y", "--no-install-recommends", *PACKAGES, FONT)
    settings = pc.place(HOME) / ".config" / "fcitx"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "profile").write_text(PROFILE, "utf-8")
    hand_over(pc.place(HOME))
    address = pc.run("dbus-daemon", "--session", "--fork", "--print-address=1").strip()
    asked = {"DBUS_SESSION_BUS_ADDRESS": address, "QT_IM_MODULE": "fcitx"}
    session = replace(pc.session, environment={**pc.session.environment, **asked})
    fcitx = session.start("fcitx", "-D")
    time.sleep(BEGIN)
    window = session.start(NAME, "--office", office)
    pc.screen.wait(WINDOW)
    pc.sign_in()
    pc.screen.press("ctrl+5")
    pc.screen.settle()
    pc.screen.press("ctrl+f", "ctrl+space")
    pc.screen.type("nihao")
    said = session.run("fcitx-remote").strip()
    facts.check("fcitx composes in the line that searches", said == COMPOSING, said)
    pc.screen.keep(facts.picture("08-candidates"))
    pc.screen.press("space")
    pc.screen.keep(facts.picture("09-typed"))
    pc.close(window)
    session.run("fcitx-remote", "-e")
    fcitx.wait(60)
