"""The program's icon at the sizes that Windows asks for, drawn from the vector picture."""

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QGuiApplication, QIcon

from installer.places import ROOT

PICTURE = ROOT / "resources" / "icons" / "app.svg"
SIDES = (256, 128, 64, 48, 40, 32, 24, 20, 16)


def draw(target: Path) -> None:
    """Write the .ico; the picture is drawn anew for each size rather than made smaller."""
    application = QGuiApplication.instance() or QGuiApplication([])
    assert application is not None
    icon = QIcon(str(PICTURE))
    frames = [frame(icon, side) for side in SIDES]
    frames[0].save(target, format="ICO", append_images=frames[1:], sizes=[one.size for one in frames])


def frame(icon: QIcon, side: int) -> Image.Image:
    """The icon at one size."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    icon.pixmap(QSize(side, side)).save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data()))).convert("RGBA")
