"""Sign-offs bound to their table, on the page of their batch."""

from app.fund.batch.model import Batch
from app.fund.sign_off.model import SignOff
from app.fund.sign_off.noun import SIGN_OFF
from app.record.listing import contains
from app.record.record import Join, Record

RECORD = Record(
    SIGN_OFF,
    SignOff,
    joins=(Join(Batch, Batch.uid == SignOff.batch_uid),),
    sql={"batch_number": Batch.number},
    order=(Batch.number.desc(), SignOff.round, SignOff.place),
    local=frozenset({"state"}),
    search=contains(Batch.number, SignOff.step, SignOff.signed_by),
)
