"""An institution that waits for its credit code goes up with a package like any other, as it stands."""

from pathlib import Path

from app.exchange import merge
from app.institution.institution.model import Institution
from app.store.work import Office
from tests.bureau import Bureau
from tests.exchange.senders import sent


def test_a_pending_institution_reaches_the_city_as_pending(sender: Bureau, above: Office, tmp_path: Path) -> None:
    with sender.office.work() as work:
        for name in ("甲职业培训学校", "乙职业培训学校"):
            work.add(Institution(name=name, programmes="电工（初级）", state="pending"))
    path = sent(sender, tmp_path / "a.zip")
    with above.work() as work:
        merge.apply(work, path)
    with above.read() as read:
        rows = read.session.query(Institution).filter_by(state="pending").order_by(Institution.name)
        assert [(row.name, row.uscc) for row in rows] == [("乙职业培训学校", None), ("甲职业培训学校", None)]
