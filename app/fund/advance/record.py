"""Advances bound to their table; voiding a class, which calls them back, is done here."""

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.fund.advance import verbs
from app.fund.advance.class_voiding import ask_void, void
from app.fund.advance.noun import ADVANCE
from app.fund.sent import sent_advances
from app.institution.institution.model import Institution
from app.record.listing import contains
from app.record.record import Join, Record
from app.training.training_class.model import TrainingClass

RECORD = Record(
    ADVANCE,
    Advance,
    later=frozenset({"in_batch"}),
    verbs={
        "create": verbs.create,
        "edit": verbs.edit,
        "submit": verbs.submit,
        "withdraw": verbs.withdraw,
        "approve": verbs.approve,
        "return_": verbs.return_,
        "register": verbs.register,
        "pay": verbs.pay,
        "void": verbs.void,
    },
    lends={"class.void": void, "class.ask_void": ask_void},
    joins=(
        Join(TrainingClass, TrainingClass.uid == Advance.class_uid),
        Join(Institution, Institution.uid == TrainingClass.institution_uid),
        Join(Claim, Claim.uid == Advance.claim_uid, outer=True),
    ),
    sql={
        "class_number": TrainingClass.number,
        "class_name": TrainingClass.name,
        "institution_name": Institution.name,
        "arrangement": TrainingClass.arrangement,
        "claim_number": Claim.number,
        "payee": Institution.name,
        "bank": Institution.bank,
        "account": Institution.account,
    },
    order=(Advance.applied_on.desc(), Advance.number),
    search=contains(Advance.number, TrainingClass.number, TrainingClass.name, Institution.name),
    scope=sent_advances,
    sheet_order=(Advance.number,),
)
