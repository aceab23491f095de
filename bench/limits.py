"""Yearly limit and repeats: the history of a class of 100,000 people among a million past awards."""

from pathlib import Path

from sqlalchemy import select

from app.award.exclusions import exclusions
from app.claim.claim.history import past_awards
from app.claim.claim.model import Claim
from app.claim.claim.schemes import scheme_of, terms_of
from app.training.training_class.model import TrainingClass
from bench import data
from bench.ratio import Result, in_turns

REACH = 2.0
JOIN = (
    "SELECT l.trainee_uid, l.year, l.occupation, l.level FROM enrolment e "
    "JOIN claim_line l INDEXED BY ix_claim_line_history ON l.trainee_uid = e.trainee_uid "
    "WHERE e.class_uid = ? AND l.decision = 'granted' AND (l.year = ? OR l.occupation = ? AND l.level = ?)"
)


def measure(folder: Path) -> list[Result]:
    """What a claim's assessment asks of the past, to the one join on the covering index and nothing else."""
    with data.million(folder) as office, office.read() as read:
        claim = read.session.scalars(select(Claim).where(Claim.state == "draft")).one()
        training = read.session.get_one(TrainingClass, claim.class_uid)
        wanted = (training.starts_on.year, training.occupation, training.level)
        shut = exclusions(terms_of(read, training, scheme_of(claim)), training.training_type)
        bare = data.raw(office)

        def floor() -> object:
            return bare.execute(JOIN, (training.uid, *wanted)).fetchall()

        def ours() -> object:
            return past_awards(read, claim, training, shut)

        return [Result("10 万人对 100 万条补贴记录：年度限次与重复", *in_turns(floor, ours), REACH)]
