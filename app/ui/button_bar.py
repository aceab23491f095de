"""A row of buttons that never asks for more room than there is: what does not fit stands in a menu at its end."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QAction, QActionEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from app.kernel.texts import say
from app.ui import appearance
from app.ui.timers import later

_GAP = 3


def shortcut_action(owner: QObject, text: str, key: str, act: Callable[[], object]) -> QAction:
    """An action with a key, which stands in its tooltip."""
    action = QAction(text, owner)
    action.setShortcut(QKeySequence(key))
    action.setToolTip(f"{text}（{key}）")
    action.triggered.connect(lambda: act())
    return action


class ButtonBar(QWidget):
    """One button for each visible action, in order; where room is short, those that are off go first into 更多."""

    def __init__(self) -> None:
        super().__init__()
        self._buttons: dict[QAction, QToolButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.more = QToolButton(self)
        self.more.setText(say("bar.more"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.more)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill)
        self.more.setMenu(self._menu)
        self._later = later(self, 0, self._lay)

    def widgetForAction(self, action: QAction) -> QToolButton:  # noqa: N802 - as a QToolBar calls it
        """The button of an action."""
        return self._buttons[action]

    def actionEvent(self, event: QActionEvent) -> None:  # noqa: N802 - Qt's name
        """Buttons follow their actions."""
        action = event.action()
        if event.type() == QEvent.Type.ActionAdded:
            button = self._buttons[action] = QToolButton(self)
            button.setDefaultAction(action)
        elif event.type() == QEvent.Type.ActionRemoved:
            left = self.actions()  # one that is being destroyed is not known by its own name any more
            for gone in [known for known in self._buttons if known not in left]:
                self._buttons.pop(gone).deleteLater()
        self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """At once, so that nothing jumps."""
        super().resizeEvent(event)
        self._lay()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The buttons grow with the text."""
        super().changeEvent(event)
        if appearance.text_changed(event):
            self._later.start()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all of them."""
        return QSize(self._wide(self._shown()), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the menu alone."""
        hints = [button.sizeHint() for button in (self.more, *self._buttons.values())]
        return QSize(hints[0].width(), max(hint.height() for hint in hints))

    def _shown(self) -> list[QAction]:
        return [action for action in self._buttons if action.isVisible()]

    def _wide(self, actions: list[QAction]) -> int:
        return sum(self._buttons[action].sizeHint().width() + _GAP for action in actions)

    def _lay(self) -> None:
        """Put the buttons side by side, as many as there is room for."""
        chosen = self._fitting(self._shown())
        x = 0
        for action, button in self._buttons.items():
            button.setVisible(action in chosen)
            if action in chosen:
                x = self._put(button, x)
        self.more.setVisible(len(chosen) < len(self._shown()))
        self._put(self.more, x)

    def _put(self, button: QToolButton, x: int) -> int:
        width = button.sizeHint().width()
        button.setGeometry(x, 0, width, self.height())
        return x + width + _GAP

    def _fitting(self, actions: list[QAction]) -> set[QAction]:
        """What there is room for: all, or beside the menu those that can be done now before those that cannot."""
        if self._wide(actions) <= self.width() + _GAP:
            return set(actions)
        left = self.width() - self.more.sizeHint().width()
        chosen = set()
        for action in sorted(actions, key=lambda action: not action.isEnabled()):
            left -= self._wide([action])
            if left < 0:
                break
            chosen.add(action)
        return chosen

    def _fill(self) -> None:
        """What has no button now."""
        self._menu.clear()
        self._menu.addActions([action for action in self._shown() if self._buttons[action].isHidden()])
