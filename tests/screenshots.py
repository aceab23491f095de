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
from app.ui import appearance
from app.ui.memory import Machine
from app.ui.window import Window
from tests import manual_pictures
from tests.camera import Camera


def of_readme(camera: Camera) -> None:
    """What the English pages show: the list of classes, and a policy as it is read."""
    camera.tab("classes")
    camera.take("classes")
    policy = manual_pictures.read_policy(camera)
    camera.take("policy", policy)
    policy.close()
    camera.rest()


def main(pictures: Path, manual: Path) -> None:
    """Make the example office, open it, take the pictures."""
    app = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    appearance.dress(app)
    for folder in (pictures, manual):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        demo.make(Path(made))
        window = Window(Machine(Path(made)))
        window.resize(1366, 728)
        window.show()
        window.begin((Path(made) / "county").resolve(), None)
        camera = Camera(app, window, pictures)
        camera.rest()
        window.entrance.page.line.setText(window.entrance.page.shown_password)
        window.entrance.page.send()
        camera.rest()
        of_readme(camera)
        manual_pictures.of_example(Camera(app, window, manual), Path(made) / "files")
        window.close()
        manual_pictures.of_new_office(app, Path(made) / "new", manual)


if __name__ == "__main__":
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # its screen is smaller than an office's
    given = [Path(word) for word in sys.argv[1:]]
    main(*(given * 2 if given else (Path("docs/pictures"), FOLDER / "pictures")))
