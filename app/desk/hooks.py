"""What each noun adds to its declaration, by name."""

from collections.abc import Mapping

from app.claim.claim import cautions, explaining, papers, proceeding, verification
from app.claim.claim import dialogs as claim_dialogs
from app.desk.records import RECORDS
from app.fund import dialogs as fund_dialogs
from app.kernel.workflow import CREATE
from app.office.correction.requests import proposed
from app.record.hooks import Hooks
from app.training.enrolment import verbs as people

_HOOKS: Mapping[str, Hooks] = {
    "class": Hooks(
        explain=explaining.explain_class,
        doubts=verification.doubts_of_class,
        rows=papers.roster_on_paper,
    ),
    "enrolment": Hooks(bars=people.bars),
    "claim": Hooks(
        bars=proceeding.bars,
        advice=proceeding.advice,
        warn=cautions.warn,
        explain=explaining.explain,
        papers=papers.papers,
        policy=papers.policy,
        doubts=verification.doubts,
        rows=explaining.rows_on_paper,
        begin={
            CREATE: claim_dialogs.begin_claim,
            "check": claim_dialogs.begin_check,
            "pay": fund_dialogs.begin_claim_payment,
        },
        suggest=claim_dialogs.suggest,
        hint={"pay": fund_dialogs.claim_payment_hint},
        ready=claim_dialogs.claimable,
    ),
    "claim-line": Hooks(
        explain=explaining.explain_line,
        policy=papers.policy_of_line,
        doubts=verification.doubts_of_line,
        rows=explaining.paragraphs_on_paper,
    ),
    "advance": Hooks(
        begin={CREATE: fund_dialogs.begin_advance, "pay": fund_dialogs.begin_advance_payment},
        suggest=fund_dialogs.suggest_for_advance,
        hint={"pay": fund_dialogs.advance_payment_hint},
    ),
    "recovery": Hooks(
        begin={"repay": fund_dialogs.begin_repayment},
        suggest=fund_dialogs.suggest_for_recovery,
        hint={"repay": fund_dialogs.repayment_hint},
    ),
    "correction": Hooks(warn=proposed),
}
_NONE = Hooks()


def hooks(noun: str) -> Hooks:
    """What a noun adds; nothing, of most."""
    declared = RECORDS[noun].hooks if noun in RECORDS else _NONE
    return declared.and_(_HOOKS.get(noun, _NONE))
