"""The office's own catalogue of rates (补贴标准目录)."""

from app.kernel.dictionary import RATES
from app.record.listing import Column, Listing, contains
from app.store.models import Rate

RATE_LIST = Listing(
    name="rates",
    title="补贴标准目录",
    noun="rate",
    columns=(
        Column(RATES["occupation"], Rate.occupation),
        Column(RATES["level"], Rate.level),
        Column(RATES["amount_fen"], Rate.amount_fen),
        Column(RATES["since"], Rate.since),
        Column(RATES["document"], Rate.document),
        Column(RATES["sample"], Rate.sample),
    ),
    source=Rate.__table__,
    uid=Rate.uid,
    watches=frozenset({"rate"}),
    order=(Rate.occupation, Rate.level, Rate.since),
    search=contains(Rate.occupation, Rate.document),
)
