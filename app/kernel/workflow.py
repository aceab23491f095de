"""What may be done to each noun, in which state, by whom: one table decides button, verb and command line."""

from collections import ChainMap
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.kernel import kinds as k
from app.kernel.outcomes import Refused

CLERK, REVIEWER, CHIEF = "clerk", "reviewer", "chief"
ROLES: Mapping[str, str] = {CLERK: "经办", REVIEWER: "复核", CHIEF: "负责人"}
CREATE, EDIT, CORRECT = "create", "edit", "correct"
"""The verbs by which records are entered, changed while they are open, and corrected afterwards with a second person."""
TITLES: Mapping[str, str] = {CREATE: "新建", EDIT: "修改", CORRECT: "更正"}

NOUN_TITLES: dict[str, str] = {}
"""What each noun that is declared is called."""
_VERB_TITLES: dict[str, str] = {}
_PLAINEST: Mapping[str, str] = {
    **TITLES,
    "approve": "批准",
    "publish": "公布",
    "found": "建立",
    "import": "导入",
    "build": "生成",
    "adopt": "补登",
    "apply": "接收",
    "receipt": "回执",
    "lapse": "失效",
    "restore": "从备份恢复",
    "install": "安装政策包",
    "confirm": "确认",
    "revoke": "撤销",
    "settle": "结算",
    "extract": "审计导出",
}
"""Where nouns call the same verb differently, the plainest word; and what is done to no record."""
NOUN = k.coded("noun", NOUN_TITLES)
VERB = k.coded("verb", ChainMap(dict(_PLAINEST), _VERB_TITLES))
"""What the journal records, as its kinds show it: every noun and verb that is declared."""


def declare(name: str, title: str, verbs: Iterable[tuple[str, str]]) -> None:
    """Make the words of a noun known to the journal."""
    NOUN_TITLES[name] = title
    _VERB_TITLES.update(verbs)


@dataclass(frozen=True)
class Move:
    """A verb of a noun: from which states, to which (None: it stays), by which role."""

    word: str
    title: str
    frm: tuple[str, ...]
    to: str | None
    role: str = CLERK
    shortcut: str = ""
    foreign: bool = False
    """Whether it is for what another office reported; all others are for the office's own."""
    also: str = ""
    """Further roles that may do it as well, joined by blanks."""

    @property
    def roles(self) -> frozenset[str]:
        """Those that may do it."""
        return frozenset({self.role, *self.also.split()})

    def open_to(self, roles: Collection[str]) -> bool:
        """Whether a person of these roles may do it."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True)
class Workflow:
    """The states of a noun with their Chinese titles, and its moves."""

    name: str
    title: str
    states: Mapping[str, str]
    moves: tuple[Move, ...]
    follows: frozenset[str] = frozenset()
    """States that follow from a verb of another noun: an advance is settled with its claim."""

    def __post_init__(self) -> None:
        declare(self.name, self.title, ((move.word, move.title) for move in self.moves))

    def move(self, verb: str) -> Move:
        """The move of a verb; KeyError when the noun has no such verb."""
        return {m.word: m for m in self.moves}[verb]

    def step(self, verb: str, state: str, roles: Collection[str]) -> str:
        """The state after a verb; Refused when the state or the role does not allow it."""
        move = self.move(verb)
        if state not in move.frm:
            allowed = "、".join(self.states[s] for s in move.frm)
            raise Refused("move.state", noun=self.title, verb=move.title, state=self.states[state], allowed=allowed)
        if not move.open_to(roles):
            raise Refused("move.role", verb=move.title, role=ROLES[move.role])
        return move.to or state

    def allowed(self, state: str, roles: Collection[str]) -> tuple[str, ...]:
        """The verbs that a person of these roles may apply in this state."""
        return tuple(m.word for m in self.moves if state in m.frm and m.open_to(roles))


CHANGEABLE = ("draft", "returned")
"""States in which a class, a claim or an advance may still be changed."""
