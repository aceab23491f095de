"""Whether a listed institution has held the class that the circular asks of it by a day (首期班)."""

from sqlalchemy import and_, case, func, select

from app.institution.institution.model import Institution
from app.kernel.texts import say
from app.record.policy_facts import OWN, TODAY, fact
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import BEGUN
from app.training.training_class.queries import HEADS

_by = fact("first_class_by")
_class = (
    select(TrainingClass.uid)
    .where(TrainingClass.institution_uid == Institution.uid, TrainingClass.state.in_(BEGUN))
    .correlate(Institution)
)
_held = _class.where(TrainingClass.starts_on <= _by, fact("first_class_persons") <= HEADS).exists()
_none = ~_class.exists()
_ASKED = and_(Institution.state == "listed", Institution.listed_on <= _by)
"""Who was published before the day; without such a day nobody is asked."""

FIRST_CLASS = case(
    (~_ASKED | _by.is_(None), None),
    (_held, "held"),
    (_by >= TODAY, "open"),
    (and_(_none, fact("first_class_delisted") == 1), "none"),
    else_="short",
)
"""held; open until the day; then none (no class at all: to be struck off, which only a clerk does) or short."""

_idle = select(func.count()).select_from(Institution).where(Institution.origin == OWN, _ASKED, ~_held)
IDLE_NOTE = func.printf(
    say("first_class.idle", persons="%d", idle="%d", none="%d"),
    fact("first_class_persons"),
    _idle.scalar_subquery(),
    _idle.where(_none).scalar_subquery(),
)
"""How many of the office's own institutions have not, as one sentence."""
