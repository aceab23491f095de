"""Taking up a policy: a new version of the office's pack, and what it would change before it is installed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from sqlalchemy import select

from app.award.cases.pack_file import PackError
from app.award.versions import same_scheme
from app.claim.claim.model import Claim
from app.claim.claim.preview import under
from app.desk.fact_faults import faults_of_facts
from app.fund.budget.founding import arrange
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.workflow import CHANGEABLE, CLERK, ROLES
from app.plan.deadline.deadline_sync import sync_all
from app.plan.quota.given import take_targets
from app.policy.pack import Pack
from app.store import packs
from app.store.models import PackRow
from app.store.work import Actor, Office, Read, Work
from app.training.training_class.model import TrainingClass

OPEN = (*CHANGEABLE, "submitted", "checked", "reviewed")
"""States of a claim before it is approved: what was approved stays as it was decided."""


@dataclass(frozen=True)
class Change:
    """A claim that would be decided otherwise: its totals in 分 and granted people, before and after."""

    uid: int
    number: str
    state: str
    old_fen: int
    new_fen: int
    old_granted: int
    new_granted: int


def check(read: Read, text: str) -> Pack:
    """The pack of a text that may be installed as a new version here; PackError or Refused with the reason why not."""
    pack = packs.parsed(text)
    if failing := packs.failures(pack):
        raise PackError(failing)
    own = read.settings["pack"]
    if pack.id != own:
        raise Refused("packs.other", region=pack.region_name, found=pack.id, own=own)
    if wrong := faults_of_facts(pack, packs.asking_facts(read.session, own)):
        raise PackError(wrong)
    known = read.session.get(PackRow, (pack.id, pack.version))
    if known is not None:
        same = "packs.same" if known.text == text else "packs.taken"
        raise Refused(same, pack=pack.id, version=pack.version)
    newest = packs.installed(read.session, own).version
    if pack.version < newest:
        raise Refused("packs.older", newest=newest, version=pack.version)
    return pack


def install(work: Work, text: str) -> Pack:
    """Install a new version: classes that begin from its first day on take it, earlier ones keep theirs."""
    if CLERK not in work.actor.roles:
        raise Refused("move.role", verb="安装政策包", role=ROLES[CLERK])
    pack = check(work, text)
    before = packs.installed(work.session, pack.id)
    packs.install(work.session, text, work.now)
    work.session.flush()
    _classes_take(work, pack)
    take_targets(work, before, pack)
    sync_all(work)
    arrange(work, pack)
    detail = f"{pack.id} " + say("packs.logged", version=pack.version, since=pack.begins)
    work.log("office", "install", work.own.uid, detail, pack.documents[0].name)
    return pack


def _classes_take(work: Work, pack: Pack) -> None:
    """Classes that begin from its first day on go by a version; claims go by the one that they are decided by next."""
    later = select(TrainingClass).where(TrainingClass.origin == work.own.uid, TrainingClass.starts_on >= pack.begins)
    for row in work.session.scalars(later.where(TrainingClass.pack_version < pack.version)):
        row.pack_version = pack.version
    work.session.flush()


def effect(office: Office, actor: Actor | None, text: str) -> list[Change]:
    """Which open claims a new version would decide otherwise than they stand; nothing is written.

    By the facts on which they were decided last; a claim whose scheme reads the same in both versions is decided alike.
    """
    with office.read(actor) as read:
        pack = check(read, text)
        found = (_change(read, claim, now, pack) for claim, now in _touched(read, pack))
        return [change for change in found if change is not None]


def _change(read: Read, claim: Claim, now: Pack, pack: Pack) -> Change | None:
    if same_scheme(now, pack, claim.scheme):
        return None
    old, new = (claim.total_fen, claim.granted_count), under(read, claim, now, pack)
    return Change(claim.uid, claim.number, claim.state, old[0], new[0], old[1], new[1]) if old != new else None


def sentences_of_changes(changes: Sequence[Change]) -> list[str]:
    """What a new version would change, in words: the totals, then claim by claim."""
    if not changes:
        return [say("packs.no_effect")]
    old, new = sum(c.old_fen for c in changes), sum(c.new_fen for c in changes)
    return [
        say("packs.effect", old=FEN.show(old), new=FEN.show(new)),
        *(
            f"  {c.number}　{c.old_granted} 人 {FEN.show(c.old_fen)} 元 → {c.new_granted} 人 {FEN.show(c.new_fen)} 元"
            for c in changes
        ),
    ]


def _touched(read: Read, pack: Pack) -> Iterator[tuple[Claim, Pack]]:
    """The office's open claims for what begins on or after the first day of a version, each with its present one."""
    wanted = select(Claim).where(Claim.origin == read.own.uid, Claim.state.in_(OPEN), Claim.basis_on >= pack.begins)
    in_force = cache(partial(packs.in_force, read.session))
    for claim in read.session.scalars(wanted.order_by(Claim.number)):
        yield claim, in_force(claim.pack_id, claim.basis_on)
