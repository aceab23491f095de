"""The program's icon at the sizes that Windows asks for, drawn from the vector picture."""

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QGuiApplication, QIcon

from app.ui.appearance import BLUE
from installer.places import ROOT

PICTURE = ROOT / "resources" / "icons" / "app.svg"
SIDE_SHAPE = (164, 314)
"""Pixels that the setup has room for."""
SIDES = (256, 128, 64, 48, 40, 32, 24, 20, 16)


def draw(target: Path) -> None:
    """Write the .ico; the picture is drawn anew for each size rather than made smaller."""
    application = QGuiApplication.instance() or QGuiApplication([])
    assert application is not None
    icon = QIcon(str(PICTURE))
    frames = [frame(icon, side) for side in SIDES]
    frames[0].save(target, format="ICO", append_images=frames[1:], sizes=[one.size for one in frames])


def draw_side(target: Path) -> None:
    """Write what stands at the side of the setup's first and last page: the icon on the program's blue."""
    application = QGuiApplication.instance() or QGuiApplication([])
    assert application is not None
    side, picture = SIDE_SHAPE[0] * 3 // 5, Image.new("RGB", SIDE_SHAPE, BLUE)
    shown = frame(QIcon(str(PICTURE)), side)
    picture.paste(shown, ((SIDE_SHAPE[0] - side) // 2, side // 2), shown)
    picture.save(target)


def frame(icon: QIcon, side: int) -> Image.Image:
    """The icon at one size."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    icon.pixmap(QSize(side, side)).save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data()))).convert("RGBA")
