"""What the selected records allow: which verbs may be done to them, and why others may not. Loads no database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from app.kernel.noun import Noun
from app.kernel.outcomes import Refused
from app.kernel.texts import say

MOST = 5_000
"""Records that one verb takes at once."""


@dataclass(frozen=True)
class Selected:
    """The selected records: names and states by uid, which are this office's own, and the money they sum up to (分)."""

    names: Mapping[int, str] = field(default_factory=dict)
    states: Mapping[int, str] = field(default_factory=dict)
    foreign: frozenset[int] = frozenset()
    total_fen: int | None = None
    too_many: bool = False
    barred: Mapping[str, Mapping[int, Refused]] = field(default_factory=dict)
    """By verb, those that refuse it for what they belong to, and why."""
    begets: Mapping[int, str] = field(default_factory=dict)
    """Those of which the screen's sequel can be made, with the value that it takes from them."""

    def fit(self, noun: Noun, word: str, roles: Collection[str]) -> dict[int, str]:
        """The names of those that allow a verb to a person of some roles."""
        theirs, barred = noun.verb(word).foreign, self.barred.get(word, {})
        return {
            uid: self.names[uid]
            for uid, state in self.states.items()
            if (uid in self.foreign) == theirs and uid not in barred and word in noun.allowed(state, roles)
        }

    def obstacle(self, noun: Noun, word: str, roles: Collection[str], *, single: bool) -> str:
        """Why a verb cannot be done now, '' when it can; `single` for a verb that takes one record at a time."""
        if self.too_many:
            return say("verb.too_many", most=MOST)
        if not self.names:
            return say("verb.none")
        if self.fit(noun, word, roles):
            return say("verb.single") if single and len(self.names) > 1 else ""
        if self.foreign and not noun.verb(word).foreign:
            return say("verb.foreign")
        try:
            noun.step(word, next(iter(self.states.values())), roles)
        except Refused as refusal:
            return str(refusal)
        barred = self.barred.get(word)
        return str(next(iter(barred.values()))) if barred else say("verb.own")
