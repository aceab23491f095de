"""The materials of an acceptance (验收材料): what the pack lists must all be there, and be said to be (SH-28)."""

import re
from datetime import date

from app.kernel.outcomes import Refused
from app.policy.pack import Pack
from app.record.moves import cite

ALL = "齐全"
"""Said for the whole list."""
_BETWEEN = re.compile(r"[、，,；;\s]+")


def checked(pack: Pack, on: date, said: str | None) -> str | None:
    """The materials of a class as they are kept, of what was said; Refused while one is missing or nothing was said."""
    wanted, clause = pack.list("acceptance_materials", on), cite(pack, "acceptance_materials", on)
    if not wanted:
        return said
    if not said:
        raise Refused("class.materials_unsaid", materials="、".join(wanted), all=ALL, clause=clause)
    there = set(wanted) if said == ALL else set(_BETWEEN.split(said))
    if missing := [item for item in wanted if item not in there]:
        raise Refused("class.materials_missing", missing="、".join(missing), clause=clause)
    return "、".join(wanted)
