"""The example offices: a county under a policy pack and its city, made by the program's own verbs; nobody in them is real.

A floor of its own between the front ends and exchange and printing: it works both as their users do.
"""

import shutil
from pathlib import Path

from app.demo import city
from app.demo.claiming import buying
from app.demo.lives import founding, reporting, training
from app.demo.places import USUAL as USUAL
from app.demo.places import Place, place
from app.demo.rosters import rosters
from app.demo.story import CITY, Story
from app.kernel.outcomes import Refused
from app.store.work import Progress

PARTS = ("county", "city", "files")
"""The folders that are made: two offices, and the files that go in and out of them."""
_UNFINISHED = ".示例-未完成"


def make(folder: Path, progress: Progress | None = None, pack: str = USUAL) -> None:
    """Make the example of a pack in a folder, the same each time: all of it or nothing.

    Told the days of its story that have passed. Refused when the folder has one of its parts already.
    """
    where = place(pack)
    for part in PARTS:
        if (folder / part).exists():
            raise Refused("demo.exists", folder=folder / part)
    unfinished = folder / _UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        _tell(unfinished, where, progress or (lambda done, total: None))
        for part in reversed(PARTS):  # the county last: where it is, all is
            (unfinished / part).rename(folder / part)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def make_city(folder: Path, progress: Progress | None = None) -> None:
    """Make the example of a city with its counties in an empty place, the same each time: all of it or nothing."""
    if (folder / CITY).exists():
        raise Refused("demo.exists", folder=folder / CITY)
    unfinished = folder / _UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        city.make(unfinished, progress or (lambda done, total: None))
        for part in sorted(
            unfinished.iterdir(), key=lambda path: path.name == CITY
        ):  # the city last: where it is, all is
            part.rename(folder / part.name)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _tell(folder: Path, where: Place, progress: Progress) -> None:
    """Live its time and close both offices."""
    story = Story(folder, where)
    try:
        classes = [training(story, number, roster) for number, roster in enumerate(rosters(where))]
        story.run([founding(story), *classes, *buying(story), reporting(story)], progress)
    finally:
        story.close()
