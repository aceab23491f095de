"""What a new version of the pack would change: 2,500 open claims of 40 people, each decided by both versions.

The floor makes the same joins and reads the same people in bare SQL, for each claim and version, and decides nothing.
"""

import re
import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.claim.claim.assessing import assess_claim
from app.claim.claim.model import Claim
from app.desk.policies import effect
from app.store import packs
from app.store.work import Office
from bench import data
from bench.assess import PEOPLE
from bench.limits import JOIN
from bench.ratio import Result, in_turns

REACH, ROUNDS, CLAIMS = 2.0, 3, 2_500


def measure(folder: Path) -> list[Result]:
    """Time of the preview to that of the same reads."""
    place = data.kept(folder, "open", (Path(__file__), Path(data.__file__), *data.TABLES), _opened)
    with Office(place) as office:
        return [_compared(office)]


def _opened(place: Path) -> None:
    """The office of a million people, in which so many claims are handed in and decided, but not approved yet."""
    with data.million(place.parent.parent) as full:
        full.close()
        shutil.copytree(full.folder, place)
    with Office(place) as office, office.work(office.person(data.CLERK)) as work:
        paid = select(Claim).where(Claim.state == "paid").order_by(Claim.uid).limit(CLAIMS)
        for claim in work.session.scalars(paid):
            claim.state = "submitted"
            assess_claim(work, claim)
        crowd = work.session.scalars(select(Claim).where(Claim.state == "draft")).one()
        crowd.state = "void"  # it is for other measurements


def _compared(office: Office) -> Result:
    """The yearly limit is one lower in the new version, so that every claim has to be decided anew."""
    bundled = packs.bundled_text(data.POLICY)
    newer = re.sub(r"(?m)^most = 3$", "most = 2", re.sub(r"(?m)^version = \d+", "version = 9", bundled), count=1)
    newer = re.sub(r"\n\[case_base\].*", "", newer, flags=re.DOTALL)
    clerk, bare = office.person(data.CLERK), data.raw(office)
    wanted = (
        "SELECT k.starts_on, k.occupation, k.level, k.uid FROM claim c JOIN training_class k ON k.uid = c.class_uid "
    )
    classes = bare.execute(wanted + "WHERE c.state = 'submitted'").fetchall()

    def floor() -> None:
        for starts_on, occupation, level, uid in classes:
            for _ in range(2):
                bare.execute(JOIN, (int(starts_on[:4]), occupation, level, uid)).fetchall()
                bare.execute(PEOPLE, (uid,)).fetchall()

    def ours() -> Any:
        return effect(office, clerk, newer)

    return Result(f"新版政策对 {CLAIMS} 件在办申请的影响", *in_turns(floor, ours, ROUNDS), REACH)
