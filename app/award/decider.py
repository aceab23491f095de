"""Deciding many lines of one claim: what is the same for all is given once, equal facts are decided once."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.award.decide import decide
from app.award.inputs import inputs
from app.award.trace import Decision
from app.award.view import Facts
from app.policy.pack import Pack
from app.policy.rows import Scheme


class Decided(NamedTuple):
    """A decision, the facts that it rests on, and its number among the different ones of a claim."""

    number: int
    facts: Facts
    decision: Decision


class Decider:
    """Decides the lines of a claim under one scheme; `names` are the facts that differ from line to line."""

    def __init__(self, pack: Pack, scheme: Scheme, shared: Mapping[str, Any]) -> None:
        self.pack, self.scheme, self.shared = pack, scheme, shared
        self.names = tuple(name for name in inputs(pack, scheme) if name not in shared)
        self._known: dict[tuple[Any, ...], Decided] = {}

    def __call__(self, values: tuple[Any, ...]) -> Decided:
        """The decision on a line by the values of `names`, in their order."""
        found = self._known.get(values)
        if found is None:
            facts = {**self.shared, **dict(zip(self.names, values, strict=True))}
            decision = decide(self.pack, self.scheme, facts)
            found = self._known[values] = Decided(len(self._known) + 1, facts, decision)
        return found
