"""What a deadline is called, its columns, states and verbs; how it stands."""

from dataclasses import replace

from app.kernel import kinds as k
from app.kernel.column import recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import STATE, Noun, Turn, Verb
from app.kernel.periods import PERIOD

OPEN, NEAR, OVERDUE, UNKNOWN, NOTICE, DONE = "open", "near", "overdue", "unknown", "notice", "done"
STANDINGS = {
    OPEN: "待办",
    NEAR: "临期",
    OVERDUE: "超期",
    UNKNOWN: "未公布",
    NOTICE: "公示中",
    DONE: "已办",
}
"""How a thing that is owed stands; 未公布 while the calendar of its year is not announced."""

DEADLINE = Noun(
    __package__,
    "deadline",
    "到期事项",
    "deadlines",
    columns=(
        recorded(Field("title", "事项", k.TEXT)),
        recorded(Field("period", "所属期", PERIOD)),
        recorded(Field("due_on", "截止日期", k.DATE)),
        shown(Field("standing", "到期情况", k.coded("standing", STANDINGS))),
        recorded(Field("clause", "依据条款", k.TEXT)),
        recorded(Field("done_on", "办结日期", k.DATE, True)),
        recorded(Field("done_by", "办理人", k.NAME)),
        recorded(Field("note", "办理说明", k.LONG, True, "怎样办的：报送文号、方式、收件单位")),
        replace(STATE, hidden=True),
    ),
    states={"open": "未办", "done": "已办"},
    verbs=(
        Verb("done", "办结", ("open",), "done", ("done_on", "note")),
        Verb("reopen", "撤销办结", ("done",), "open", (REASON,)),
    ),
    label=("title", "period"),
    tab_title="到期",
    early=("standing",),
    origin_listed=False,
    dated=True,
    turns=tuple(Turn("open", "done", where=(("standing", how),), title=STANDINGS[how]) for how in (OVERDUE, NEAR)),
)
