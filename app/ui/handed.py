"""A file that the system handed over, as a double click does: shown as what it would change, before anything is changed."""

from pathlib import Path
from typing import Protocol, cast

from app.desk.screens import TABS
from app.ui.jobs import Job, Jobs
from app.ui.listpage import ListPage
from app.ui.pages.orders import look_at_order
from app.ui.pages.packages import PackagesPage
from app.ui.tabs import Tabs

_POLICY = ".toml"


class Front(Protocol):
    """What is asked of the window."""

    jobs: Jobs
    tabs: Tabs
    shown: ListPage | None

    def read_policy(self, handed: Path | None = None) -> None:
        """The policy packs, with one that was handed over."""


def show_handed(window: Front, path: Path) -> None:
    """A policy pack, an order from above or a package from below: where each is taken in."""
    if path.suffix.lower() == _POLICY:
        window.read_policy(path)
        return
    window.tabs.setCurrentIndex(TABS.index("packages"))
    page = cast(PackagesPage, window.shown)

    def task(job: Job) -> bool:
        from app.exchange.order_file import is_order

        return is_order(path)

    def then(order: bool) -> None:  # noqa: FBT001 - what the job found
        if order:
            look_at_order(page, window.jobs, path)
        else:
            page.preview(path)

    window.jobs.run(page, path.name, task, then)
