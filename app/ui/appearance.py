"""How the window looks: font, palette, the tones of states (colour, sign and word together), text sizes."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QPointF, QRectF, Qt, QTranslator
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QIcon,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.kernel.kinds import Kind, Value
from app.kernel.texts import RESOURCES

FONT = "SkillBureau Hei"
SIZES = {"标准": 10.5, "大": 12.5, "特大": 15.0}
"""Text sizes in points."""
BLUE, INK, PAPER, LINE, FAINT, RED, STRIPE = (
    *("#1f4e8c", "#1d2430", "#f4f6f9", "#c8d0db", "#5d6673", "#a8201a", "#f7f9fc"),
)


@dataclass(frozen=True)
class Tone:
    """How a state is told apart without reading: a colour and a sign that differ also in black and white."""

    colour: str
    sign: str


PLAIN, WAITING, GOING = Tone("#4a5462", "ring"), Tone("#8a5200", "clock"), Tone(BLUE, "disc")
GOOD, BACK, GONE = Tone("#17663a", "tick"), Tone(RED, "back"), Tone("#70757d", "cross")

_TONES = {
    **dict.fromkeys(("submitted", "checked", "reviewed", "noticed", "ended", "pending"), WAITING),
    **dict.fromkeys(("approved", "filed", "listed", "running", "cleared", "built", "sent", "received"), GOING),
    **dict.fromkeys(("accepted", "paid", "qualified", "granted", "applied", "receipted", "settled"), GOOD),
    **dict.fromkeys(("returned", "failed", "failing", "refused", "objection", "reduction", "way_back"), BACK),
    **dict.fromkeys(("void", "dropped", "delisted", "left"), GONE),
}
_TONED = frozenset({"result", "decision", "reported", "direction", "halted"})


def tone_of(kind: Kind, value: Value) -> Tone | None:
    """The tone of a state, a result, a decision or a warning; None for every other kind of value."""
    if value and kind.name == "warnings":
        return PROBLEM
    if not value or not (kind.name in _TONED or kind.name.endswith("_state")):
        return None
    return _TONES.get(str(value), PLAIN)


@cache
def sign(tone: Tone, size: int = 14) -> QIcon:
    """The sign of a tone as an icon."""
    picture = QPixmap(size * 2, size * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(tone.colour), size / 8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if tone.sign == "disc":
        painter.setBrush(QColor(tone.colour))
    painter.scale(size / 14, size / 14)
    painter.drawPath(_outline(tone.sign))
    painter.end()
    return QIcon(picture)


_STROKES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "clock": (((7, 4), (7, 7), (9.5, 8.5)),),
    "tick": (((2, 7.5), (5.5, 11), (12, 3.5)),),
    "cross": (((3.5, 3.5), (10.5, 10.5)), ((10.5, 3.5), (3.5, 10.5))),
    "back": (((5, 2.5), (2, 5.5), (5, 8.5)), ((2, 5.5), (10, 5.5), (12, 8), (10, 11.5), (6, 11.5))),
    "warn": (((7, 1.5), (13, 12.5), (1, 12.5), (7, 1.5)), ((7, 5.5), (7, 8.5)), ((7, 10.7), (7, 10.8))),
}
_ROUND = {"ring": 4.0, "disc": 3.5, "clock": 5.5}


def _outline(name: str) -> QPainterPath:
    path = QPainterPath()
    if radius := _ROUND.get(name):
        path.addEllipse(QRectF(7 - radius, 7 - radius, 2 * radius, 2 * radius))
    for stroke in _STROKES.get(name, ()):
        path.moveTo(QPointF(*stroke[0]))
        for point in stroke[1:]:
            path.lineTo(QPointF(*point))
    return path


PROBLEM = Tone(RED, "warn")

_SHEET = """
QWidget {{ font-family: "{face}"; font-size: {size}pt; }}
QMainWindow, QDialog, QWidget#page {{ background: {paper}; }}
QDialog {{ border: 1px solid {line}; }}
QCalendarWidget QToolButton {{ border: 0; padding: 4px 10px; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: #e9eef5; }}
QTabWidget::pane {{ border: 0; border-top: 2px solid {blue}; background: {paper}; }}
QTabBar::tab {{ padding: 7px 18px; margin-right: 2px; background: #e3e9f1; color: {ink};
    border-top-left-radius: 4px; border-top-right-radius: 4px; }}
QTabBar::tab:selected {{ background: {blue}; color: white; }}
QTabBar::scroller {{ width: 56px; }}
QTabBar QToolButton {{ padding: 0; }}
QTabBar::tab:hover:!selected {{ background: #d3deec; }}
QToolButton {{ padding: 4px 8px; border: 1px solid {line}; border-radius: 3px; background: white; color: {ink}; }}
QToolButton:hover {{ border-color: {blue}; background: #eaf1fa; }}
QToolButton:focus {{ border: 1px solid {blue}; background: #eaf1fa; }}
QToolButton:disabled {{ color: #9aa3af; background: #eef1f5; }}
QToolButton#main {{ background: {blue}; color: white; border-color: {blue}; }}
QToolButton#main:hover, QToolButton#main:focus {{ background: #2a62ab; }}
QToolButton#main:disabled {{ background: #a9b7ca; border-color: #a9b7ca; color: white; }}
QToolButton::menu-indicator {{ subcontrol-position: right center; }}
QToolButton[popupMode="2"] {{ padding-right: 18px; }}
QToolButton#chip {{ background: #eaf1fa; border-color: {blue}; color: {blue}; padding: 2px 8px; }}
QLineEdit, QPlainTextEdit {{ padding: 4px 6px; border: 1px solid #aab4c2; border-radius: 3px; background: white; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 1px solid {blue}; background: #fbfdff; }}
QLineEdit[wrong="true"] {{ border: 2px solid {red}; background: #fff6f5; }}
QTableView {{ background: white; alternate-background-color: {stripe}; gridline-color: #e4e9f0;
    border: 1px solid {line}; selection-background-color: #cfe0f5; selection-color: {ink}; }}
QHeaderView::section {{ background: #e9eef5; padding: 5px 22px 5px 6px; border: 0;
    border-right: 1px solid {line}; border-bottom: 1px solid {line}; color: {ink}; }}
QLabel#title {{ color: {blue}; font-weight: bold; }}
QLabel#faint {{ color: {faint}; }}
QLabel#wrong {{ color: {red}; }}
QLabel#banner {{ background: #fff4d6; color: #6b4a00; border: 1px solid #e5c76b; padding: 5px 10px; }}
QLabel#good {{ background: #e7f4ec; color: #17663a; border: 1px solid #9ccbb0; padding: 6px 10px; }}
QLabel#refusal {{ background: #fdeceb; color: {red}; border: 1px solid #e2a5a1; padding: 6px 10px; }}
QPushButton {{ padding: 5px 16px; border: 1px solid #aab4c2; border-radius: 3px; background: white; color: {ink}; }}
QPushButton:hover, QPushButton:focus {{ border-color: {blue}; background: #eaf1fa; }}
QPushButton:default {{ background: {blue}; color: white; border-color: {blue}; }}
QPushButton:default:hover, QPushButton:default:focus {{ background: #2a62ab; }}
QPushButton#main {{ background: {blue}; color: white; border-color: {blue}; }}
QPushButton#main:hover, QPushButton#main:focus {{ background: #2a62ab; }}
QPushButton#main:disabled {{ background: #a9b7ca; border-color: #a9b7ca; color: white; }}
QPushButton:disabled {{ color: #9aa3af; background: #eef1f5; border-color: {line}; }}
QStatusBar {{ background: #e9eef5; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: 0; }}
QMenu {{ menu-scrollable: 1; }}
QMenu::item {{ padding: 5px 26px 5px 20px; }}
QMenu::item:selected {{ background: #cfe0f5; color: {ink}; }}
"""


def dress(app: QApplication, size: str = "标准") -> None:
    """Fusion with the bundled face and one palette, Chinese standard dialogs."""
    app.setStyle("Fusion")
    QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / "hei.ttf"))
    app.setPalette(_palette())
    set_size(app, size)
    app.setWindowIcon(QIcon(str(RESOURCES / "icons" / "app.svg")))
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)


def set_size(app: QApplication, size: str) -> None:
    """One of SIZES for the whole window."""
    points = SIZES.get(size, SIZES["标准"])
    font = QFont(FONT)
    font.setPointSizeF(points)
    app.setFont(font)
    colours = {"paper": PAPER, "blue": BLUE, "ink": INK, "line": LINE, "faint": FAINT, "red": RED, "stripe": STRIPE}
    app.setStyleSheet(_SHEET.format(face=FONT, size=points, **colours))


def text_height() -> int:
    """Pixels of a line at the chosen size, also before a widget is dressed: a desktop gives lists a face of its own."""
    return QFontMetrics(QApplication.font()).height()


def text_changed(event: QEvent) -> bool:
    """Whether texts have another size from now on, so that what is measured by them must be measured anew."""
    return event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange)


def restyle(widget: QWidget, name: str) -> None:
    """Dress a widget as another kind of thing: good, refusal, banner."""
    widget.setObjectName(name)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))  # else it keeps the room it had inside


def _palette() -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    for where, colour in {
        role.Window: PAPER, role.WindowText: INK, role.Base: "#ffffff", role.AlternateBase: STRIPE,
        role.Text: INK, role.Button: "#ffffff", role.ButtonText: INK, role.Highlight: "#cfe0f5",
        role.HighlightedText: INK, role.Link: BLUE, role.PlaceholderText: "#7d8794", role.ToolTipBase: "#fffdf2",
        role.ToolTipText: INK,
    }.items():  # fmt: skip
        palette.setColor(where, QColor(colour))
    for dim in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, dim, QColor("#9aa3af"))
    return palette
