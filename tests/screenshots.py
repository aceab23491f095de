"""Pictures of the window on the example office: `python -m tests.screenshots FOLDER`.

Without a folder those of the English pages go to docs/pictures, those of the manual to resources/manual/pictures.
"""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app import demo
from app.desk.manual import FOLDER
from app.desk.screens import TABS
from app.ui import appearance
from app.ui.memory import Machine
from app.ui.pages.policy import PolicyPage
from app.ui.window import Window
from tests import manual_pictures
from tests.camera import Camera


def walk(camera: Camera, files: Path) -> None:
    """Every tab, and the dialogs that a clerk meets in a month."""
    window = camera.window
    for number, name in enumerate(TABS, 1):
        camera.tab(name)
        camera.take(f"{number}-{name}")
    page = camera.tab("classes")
    camera.dialog("class-form", lambda: page.verbs.begin("create"))
    camera.dialog("class", page.open_current)
    camera.dialog("print", page.print_current)
    page.set_filter("state", [("=", "draft")])
    camera.rest()
    page.verbs.moves["roster"].trigger()
    camera.rest()
    importing = camera.app.activeModalWidget()
    faulty = next(iter(sorted(files.glob("*错*.xlsx"))), None)
    if importing is not None and faulty is not None:
        importing.read_file(faulty)  # type: ignore[attr-defined]
        camera.take("import", importing)
        importing.close()
    page.clear()
    page = camera.tab("claims")
    camera.dialog("claim", page.open_current)
    window.read_policy()
    camera.rest()
    policy = next(one for one in camera.app.topLevelWidgets() if isinstance(one, PolicyPage))
    policy.clauses.setCurrentRow(policy.clauses.count() // 2)
    camera.take("policy", policy)
    policy.close()


def main(pictures: Path, manual: Path) -> None:
    """Make the example office, open it, take the pictures."""
    app = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    appearance.dress(app)
    for folder in (pictures, manual):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        demo.make(Path(made))
        machine, county = Machine(Path(made)), (Path(made) / "county").resolve()
        window = Window(machine)
        window.resize(1366, 728)
        window.show()
        window.begin(county, None)
        camera = Camera(app, window, pictures)
        window.entrance.page.line.setText(window.entrance.page.shown_password)
        window.entrance.page.send()
        camera.rest()
        walk(camera, Path(made) / "files")
        manual_pictures.of_example(Camera(app, window, manual), Path(made) / "files")
        machine.forget_office(county)
        camera.dialog("wizard", window.first_start)
        window.close()
        manual_pictures.of_new_office(app, Path(made) / "new", manual)


if __name__ == "__main__":
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # its screen is smaller than an office's
    given = [Path(word) for word in sys.argv[1:]]
    main(*(given * 2 if given else (Path("docs/pictures"), FOLDER / "pictures")))
