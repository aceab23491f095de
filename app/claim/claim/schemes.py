"""The scheme of a claim and its class: by which pack, under which scheme, and the rates of the office's catalogue."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import select

from app.award.amount import rates_as
from app.award.conditions import judge_need
from app.award.derived import DERIVED
from app.award.inputs import office_rates
from app.award.texts.sentences import cited
from app.award.view import View, holds
from app.claim.claim.model import Claim
from app.claim.rate.model import Rate
from app.kernel.outcomes import Refused
from app.policy.pack import Pack
from app.policy.rows import PERSON, REFUSE, Catalogue, Scheme
from app.store import packs
from app.store.work import Read
from app.training.training_class.model import TrainingClass

Rates: TypeAlias = tuple[tuple[date, int, str, bool], ...]
"""What the office's catalogue says: from which day, 分, document, whether it is an example; the last one is in force."""
_OF_TYPE = ("training_type", "own_scheme")
"""The facts that say whether a class of a training type is paid under a scheme at all."""


def pack_for(read: Read, training: TrainingClass) -> Pack:
    """The pack by which a class is claimed for: its own, the version in force on its first day."""
    return packs.in_force(read.session, training.pack_id, training.starts_on)


def usual(read: Read, training: TrainingClass) -> str:
    """The scheme that a class is claimed under when nobody says another: that of its training type, else the general one."""
    pack = pack_for(read, training)
    own = next((s for s in pack.schemes.values() if training.training_type in s.types), None)
    return own.title if own else general(pack)


def general(pack: Pack) -> str:
    """The title of the scheme that pays whatever training no other names; the first one, where each names its own."""
    schemes = [scheme for scheme in pack.schemes.values() if scheme.about == PERSON]
    found = next((scheme for scheme in schemes if not scheme.types), next(iter(schemes), None))
    return found.title if found else ""


def expected_rate(
    read: Read, training: TrainingClass, pack: Pack, scheme: Scheme
) -> tuple[date, int, str, bool] | None:
    """The office's rate of a class that is known beforehand: of its occupation, paid once; None for any other scheme."""
    view = View({"start": training.starts_on, "training_type": training.training_type}, pack, scheme, DERIVED)
    for step in scheme.amount:
        term = step.term
        if step.word != "start" or term is None or term.kind != "catalogue" or term.times or not holds(step.when, view):
            continue
        catalogue, given = pack.catalogues[str(term.value)], dict(term.given)
        if "occupation" in catalogue.by and catalogue.rows is None:
            return rate_of(_rates(read, training, catalogue, given), training.starts_on)
    return None


def check_class(pack: Pack, scheme: Scheme, training: TrainingClass) -> None:
    """Refuse a claim for a class whose training type another scheme pays, or this one does not."""
    facts = {"start": training.starts_on, "training_type": training.training_type}
    view = View(facts, pack, scheme, DERIVED)
    for need in scheme.needs:
        mark = judge_need(need, view) if need.fact in _OF_TYPE and not need.when else None
        if mark is not None and mark.against == REFUSE:
            raise Refused("scheme.misfit", reason=cited(mark, pack))


def rates_for(read: Read, training: TrainingClass, pack: Pack, scheme: Scheme) -> Mapping[str, Rates]:
    """By the names under which decisions look them up, what the office's catalogue says for a class."""
    return {
        rates_as(catalogue, given): _rates(read, training, catalogue, given)
        for catalogue, given in office_rates(pack, scheme)
    }


def _rates(read: Read, training: TrainingClass, catalogue: Catalogue, given: Mapping[str, str]) -> Rates:
    """Its lines in the order of their days; where it is not kept by level, the lowest of a day stands last."""
    occupation = given.get("occupation", training.occupation) if "occupation" in catalogue.by else catalogue.title
    wanted = select(Rate).where(Rate.origin == training.origin, Rate.occupation == occupation, Rate.state == "active")
    if "level" in catalogue.by:
        wanted = wanted.where(Rate.level == given.get("level", training.level))
    rows: Any = read.session.scalars(wanted.order_by(Rate.since, Rate.amount_fen.desc()))
    return tuple((row.since, row.amount_fen, row.document, bool(row.sample)) for row in rows)


def rate_of(rates: Rates, day: date) -> tuple[date, int, str, bool] | None:
    """The line in force on a day."""
    return next((rate for rate in reversed(rates) if rate[0] <= day), None)


def sample_used(read: Read, training: TrainingClass, pack: Pack, scheme: Scheme) -> bool:
    """Whether an example rate decides the claim."""
    found = (rate_of(rates, training.starts_on) for rates in rates_for(read, training, pack, scheme).values())
    return any(rate is not None and rate[3] for rate in found)


def class_of(read: Read, claim: Claim) -> TrainingClass:
    """The class that a claim is for; Refused when it is for an institution itself."""
    training = read.session.get(TrainingClass, claim.class_uid) if claim.class_uid else None
    if training is None:
        raise Refused("claim.without_class", number=claim.number)
    return training
