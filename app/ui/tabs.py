"""The tabs of the window: six that always stand, and lists of the office that come beside them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QTabBar, QTabWidget, QWidget

from app.desk.screens import SCREENS, TABS
from app.kernel.texts import say
from app.ui.listpage import ListPage

_SIDES = (QTabBar.ButtonPosition.RightSide, QTabBar.ButtonPosition.LeftSide)


class Tabs(QTabWidget):
    """Makes each list when it is first looked at."""

    turned = Signal(object)
    """The ListPage that is looked at now."""

    def __init__(self) -> None:
        super().__init__()
        self._make: Callable[[str], ListPage] | None = None
        self.setTabsClosable(True)
        self.setDocumentMode(True)
        self.tabCloseRequested.connect(self.close_tab)
        self.currentChanged.connect(self._look)
        for name in TABS:
            self.addTab(_unopened(), SCREENS[name].title)
        for number in range(len(TABS)):
            self._keep_open(number)

    def fill(self, make: Callable[[str], ListPage]) -> None:
        """Begin anew with lists from `make`, at the tab that is in front."""
        self._make = make
        for number in range(len(TABS)):
            self._put(number, _unopened())
        for number in range(len(TABS), self.count()):
            further = self.widget(number)
            if isinstance(further, ListPage):
                further.refresh()  # its buttons follow who works now
        self._look(self.currentIndex())

    def empty(self) -> None:
        """No office: placeholders, and no further tabs."""
        self._make = None
        while self.count() > len(TABS):
            self.close_tab(self.count() - 1)
        for number in range(len(TABS)):
            self._put(number, _unopened())

    def open(self, name: str) -> None:
        """A list of the menu 数据 as a further tab, or that tab when it is there; one of the six where it always stands."""
        if self._make is None:
            return
        if name in TABS:
            self.setCurrentIndex(TABS.index(name))
            return
        for number in range(len(TABS), self.count()):
            known = self.widget(number)
            if isinstance(known, ListPage) and known.spec.name == name:
                self.setCurrentIndex(number)
                return
        page = self._make(name)
        self.setCurrentIndex(self.addTab(page, page.spec.title))

    def close_current(self) -> None:
        """Ctrl+W: a further tab goes, one of the six stays."""
        if self.currentIndex() >= len(TABS):
            self.close_tab(self.currentIndex())

    def close_tab(self, number: int) -> None:
        """Away with a further tab."""
        page = self.widget(number)
        self.removeTab(number)
        page.deleteLater()

    def _look(self, number: int) -> None:
        if self._make is None or number < 0:
            return
        page = self.widget(number)
        if not isinstance(page, ListPage):
            page = self._make(TABS[number])
            self._put(number, page)
        page.ensure()
        page.take_focus()
        self.turned.emit(page)

    def _put(self, number: int, page: QWidget) -> None:
        """Another page under the same tab, which stays where it is."""
        old, at = self.widget(number), self.currentIndex()
        self.blockSignals(True)
        self.removeTab(number)
        self.insertTab(number, page, SCREENS[TABS[number]].title)
        self.setTabToolTip(number, f"Ctrl+{number + 1}")
        self._keep_open(number)
        self.setCurrentIndex(at)
        self.blockSignals(False)
        old.deleteLater()

    def _keep_open(self, number: int) -> None:
        """The six main tabs have no closing cross."""
        for side in _SIDES:
            self.tabBar().setTabButton(number, side, None)  # type: ignore[arg-type]


def _unopened() -> QWidget:
    """Stands in a tab until its list is first looked at."""
    label = QLabel(say("window.closed"))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setObjectName("faint")
    return label
