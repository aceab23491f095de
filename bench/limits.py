"""Limits over the past: the history of a class of 100,000 people among a million past awards, five rows of a pack at once."""

import re
from pathlib import Path

from sqlalchemy import select

from app.award.cases.pack_file import load_pack
from app.claim.claim.history import past_awards
from app.claim.claim.model import Claim
from app.policy.pack import Pack
from app.store import packs
from app.training.training_class.model import TrainingClass
from bench import data
from bench.ratio import Result, in_turns

REACH = 1.5
JOIN = (
    "SELECT l.trainee_uid, count(CASE WHEN l.year = ? THEN 1 END), count(CASE WHEN l.occupation = ? AND l.level = ? THEN 1 END) "
    "FROM enrolment e JOIN claim_line l INDEXED BY ix_claim_line_history ON l.trainee_uid = e.trainee_uid "
    "WHERE e.class_uid = ? AND l.decision = 'granted' GROUP BY l.trainee_uid"
)
"""The bare join on the covering index with two counts."""
_MORE = """
[[schemes.past]]
row = "lifetime"
most = 9
clause = "XC-25"
quote = "原则上每人每年可享受不超过3次"

[[schemes.past]]
row = "yearly_sum"
unit = "yuan"
in = "year"
most = 100000
clause = "XC-25"
quote = "原则上每人每年可享受不超过3次"

"""
"""Two more rows: with the yearly limit, the repeat and the exclusion of the shipped pack they are five."""


def five_rows() -> Pack:
    """The pack of the bench's office with five rows over the past in the scheme of its large class."""
    text = packs.bundled_text(data.POLICY)
    return load_pack(re.sub(r"(?=\[\[schemes\.amount\]\])", lambda _: _MORE, text, count=1))


def measure(folder: Path) -> list[Result]:
    """What a claim's assessment asks of the past, to the one join on the covering index and nothing else."""
    pack = five_rows()
    scheme = next(iter(pack.schemes.values()))
    assert len(scheme.past) == 5  # noqa: PLR2004 - what is measured
    with data.million(folder) as office, office.read() as read:
        claim = read.session.scalars(select(Claim).where(Claim.state == "draft")).one()
        training = read.session.get_one(TrainingClass, claim.class_uid)
        wanted = (training.starts_on.year, training.occupation, training.level, training.uid)
        bare = data.raw(office)

        def floor() -> object:
            return bare.execute(JOIN, wanted).fetchall()

        def ours() -> object:
            return past_awards(read, claim, training, pack, [scheme])

        return [Result("10 万人对 100 万条补贴记录：五项限额、重复与互斥", *in_turns(floor, ours), REACH)]
