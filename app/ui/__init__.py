"""The window: front end of the program for people."""

from pathlib import Path


def start(home: Path, folder: Path | None = None, user: str | None = None, handed: Path | None = None) -> int:
    """Open the window on an office (the last one, or the wizard, when none is named); gives the exit status."""
    from PySide6.QtCore import QLocale, QTimer
    from PySide6.QtWidgets import QApplication

    from app.ui.binding import read_no_sources

    read_no_sources()
    from app.kernel.texts import say
    from app.ui import appearance, fcitx, input_methods
    from app.ui.inbox import Inbox, pass_on
    from app.ui.memory import Machine
    from app.ui.window import Window

    if handed and pass_on(home, handed):
        return 0
    by_fcitx = input_methods.choose()
    app = QApplication([])
    if by_fcitx:
        fcitx.begin(app)
    app.setApplicationName(say("window.title"))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    machine = Machine(home)
    appearance.dress(app, machine.text_size)
    window = Window(machine)
    inbox = Inbox(window, home)
    inbox.came.connect(window.take_handed)
    window.show()
    QTimer.singleShot(0, window, lambda: window.begin(folder, user, handed))
    try:
        return app.exec()
    finally:
        inbox.close()
