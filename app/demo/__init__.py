"""The example office: 綦江 and the city that it reports to, 2019–2021, made by the program's own verbs; nobody in it is real.

A floor of its own between the front ends and exchange and printing: it works both as their users do.
"""

import shutil
from pathlib import Path

from app.demo.lives import founding, reporting, training
from app.demo.plan import FOUNDED, LAST_DAY
from app.demo.rosters import rosters
from app.demo.story import Story
from app.domain.outcomes import Refused
from app.store.work import Progress

PARTS = ("county", "city", "files")
"""The folders that are made: two offices, and the files that go in and out of them."""
_UNFINISHED = ".示例-未完成"


def make(folder: Path, progress: Progress | None = None) -> None:
    """Make the example in a folder, the same each time: all of it or nothing.

    Told the days of its story that have passed. Refused when the folder has one of its parts already.
    """
    for part in PARTS:
        if (folder / part).exists():
            raise Refused("demo.exists", folder=folder / part)
    unfinished = folder / _UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        _tell(unfinished, progress or (lambda done, total: None))
        for part in PARTS:
            (unfinished / part).rename(folder / part)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _tell(folder: Path, progress: Progress) -> None:
    """Live the two years and close both offices."""
    story = Story(folder, FOUNDED, LAST_DAY)
    try:
        classes = [training(story, place, roster) for place, roster in enumerate(rosters())]
        story.run([founding(story), *classes, reporting(story)], progress)
    finally:
        story.close()
