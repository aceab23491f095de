"""Posts that do not go together (岗位权限不相容): whether there are the people to keep the acts on one record apart."""

from collections.abc import Collection, Sequence

from app.kernel.workflow import CLAIM, Move

UNDERSTAFFED = "understaffed"
"""The setting by which an office says that it has not the people to keep the acts on a claim apart; it stands on reports."""
ACTS = tuple(map(CLAIM.move, ("submit", "review", "approve", "pay")))
"""What four people do to one claim."""


def staffed(people: Sequence[Collection[str]], acts: Sequence[Move] = ACTS) -> bool:
    """Whether each act can be another person's; people are given by their roles."""
    if not acts:
        return True
    first, *rest = acts
    return any(
        first.open_to(roles) and staffed([*people[:place], *people[place + 1 :]], rest)
        for place, roles in enumerate(people)
    )
