"""The list of the journal (操作日志): no noun, since nothing is ever done to it."""

from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.workflow import NOUN, VERB
from app.record.listing import Column, Listing, contains
from app.store.models import Journal

JOURNAL_LIST = Listing(
    name="journal",
    title="操作日志",
    noun="journal",
    columns=(
        Column(Field("at", "时间", k.MOMENT), Journal.at),
        Column(Field("actor", "人员", k.NAME), Journal.actor),
        Column(Field("noun", "对象", NOUN), Journal.noun),
        Column(Field("verb", "操作", VERB), Journal.verb),
        Column(Field("detail", "内容", k.LONG), Journal.detail),
        Column(Field("clause", "依据条款", k.TEXT), Journal.clause),
        Column(Field("subject", "编号", k.UID), Journal.subject, hidden=True),
    ),
    source=Journal.__table__,
    uid=Journal.id,
    watches=frozenset({"journal"}),
    order=(Journal.id.desc(),),
    search=contains(Journal.actor, Journal.verb, Journal.detail, Journal.clause),
    inside=Journal.subject,
)
