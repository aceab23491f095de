"""What the user sees of long work: after 600 ms its rows done and in all, and a way to call it off."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton, QWidget
from shiboken6 import isValid

from app.kernel.texts import say
from app.ui.jobs import Job, Jobs
from app.ui.layouts import available_area

PATIENCE, PACE = 600, 100
"""Milliseconds until a job is shown, and between two looks at it."""
_EDGE = 20


class Watch(QObject):
    """Shows each started job that takes its time."""

    def __init__(self, window: QWidget, jobs: Jobs) -> None:
        super().__init__(window)
        self._window, self._jobs = window, jobs
        self._shown: dict[Job, QProgressDialog] = {}
        jobs.started.connect(self._expect)
        jobs.answered.connect(self._tidy)

    def _expect(self, job: Job) -> None:
        QTimer.singleShot(PATIENCE, self, lambda: None if job.finished or self._jobs.holding else self._show(job))

    def _show(self, job: Job) -> None:
        front = QApplication.activeModalWidget() or QApplication.activeWindow()  # else the main one would rise above it
        box = QProgressDialog(front if isinstance(front, QWidget) else self._window)
        box.setWindowTitle(job.title)
        box.setWindowModality(Qt.WindowModality.ApplicationModal)
        box.setMinimumWidth(min(box.fontMetrics().horizontalAdvance("0") * 60, available_area(box).width() - _EDGE))
        box.setAutoClose(False)
        box.setAutoReset(False)
        cancel = QPushButton(say("progress.cancel"))
        cancel.setAutoDefault(False)  # Enter once too often calls nothing off; Esc does
        box.setCancelButton(cancel)
        box.canceled.disconnect()
        box.canceled.connect(job.cancel)
        timer = QTimer(box)
        timer.timeout.connect(lambda: _follow(box, job))
        timer.start(PACE)
        _follow(box, job)
        self._shown[job] = box
        box.show()

    def _tidy(self) -> None:
        """Away with what is finished, before its result may open a window of its own."""
        for job in [job for job in self._shown if job.finished]:
            box = self._shown.pop(job)
            if isValid(box):  # it goes with the window that it stands above
                box.close()
                box.deleteLater()


def _follow(box: QProgressDialog, job: Job) -> None:
    box.setMaximum(job.total)
    box.setValue(min(job.done, job.total))
    code = "progress.cancelling" if job.called_off else "progress.rows" if job.total else "progress.some"
    box.setLabelText(say(code, title=job.title, done=f"{job.done:,}", total=f"{job.total:,}"))
