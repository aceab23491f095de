"""Which awards of one scheme shut out those of another: said once here, asked of the records and of worked cases alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.award.awards import Past
from app.award.schemes import TRAINING, WORK_TRAINING, Terms


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An award of these schemes (of these training types, if any) shuts out this one; `same`: only for one occupation
    and level.
    """

    key: str
    """The pack's value that says so."""
    schemes: tuple[str, ...]
    types: tuple[str, ...] = ()
    same: bool = False

    def met(self, past: Past, occupation: str, level: str) -> bool:
        """Whether an award granted before is one that shuts out."""
        if past.scheme not in self.schemes or (self.types and past.training_type not in self.types):
            return False
        return not self.same or (past.occupation, past.level) == (occupation, level)


def exclusions(terms: Terms, training_type: str) -> tuple[Exclusion, ...]:
    """What shuts out a claim of a scheme for a class of a training type; both directions of each clause.

    XC-28: 以工代训 and the 岗前 training of the same person. OD-05, QJ-10: 职业培训补贴 or another, one of them only.
    """
    name, found = terms.scheme.name, []
    types, others = terms.items("work_training_excludes"), terms.items("alternative_subsidies")
    if types and name == WORK_TRAINING:
        found.append(Exclusion("work_training_excludes", (TRAINING,), types))
    if name == TRAINING and training_type in types:
        found.append(Exclusion("work_training_excludes", (WORK_TRAINING,)))
    if others and name == TRAINING:
        found.append(Exclusion("alternative_subsidies", others, same=True))
    if name in others:
        found.append(Exclusion("alternative_subsidies", (TRAINING,), same=True))
    return tuple(found)


def exclusions_met(found: Iterable[Exclusion], past: Iterable[Past], occupation: str, level: str) -> tuple[str, ...]:
    """The keys of the exclusions that some award granted before has met."""
    known = tuple(past)
    return tuple(each.key for each in found if any(each.met(award, occupation, level) for award in known))
