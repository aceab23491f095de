"""Posts that do not go together (岗位权限不相容): whether there are the people to keep the acts on one record apart."""

from collections.abc import Collection, Mapping, Sequence

from app.kernel.workflow import CHIEF, CLERK, REVIEWER

UNDERSTAFFED = "understaffed"
"""The setting by which an office says that it has not the people to keep the acts on a claim apart; it stands on reports."""
POSTS: Mapping[str, str] = {"submit": CLERK, "review": REVIEWER, "approve": CHIEF, "pay": CLERK}
"""What four people do to one claim, by verb, and the role that each of them has."""
_CLAIM = tuple(frozenset({role}) for role in POSTS.values())


def staffed(people: Sequence[Collection[str]], acts: Sequence[Collection[str]] = _CLAIM) -> bool:
    """Whether each act can be another person's; people are given by their roles, acts by those that may do them."""
    if not acts:
        return True
    first, *rest = acts
    return any(
        not set(first).isdisjoint(roles) and staffed([*people[:place], *people[place + 1 :]], rest)
        for place, roles in enumerate(people)
    )
