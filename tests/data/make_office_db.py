"""Makes office-NNNN.db, the small database that each later program must still open: `python -m tests.data.make_office_db`.

Run once for each schema, before it is released; what lies here is never made again.
"""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from app.store.backup import back_up
from app.store.engine import SCHEMA
from tests.bureau import Bureau

HERE = Path(__file__).parent


def make(folder: Path) -> Path:
    """An office with a paid claim, a draft claim and a class without a roster."""
    bureau = Bureau(folder, number=500110)
    bureau.institution()
    bureau.rate()
    bureau.claim(bureau.accepted(3), "paid")
    bureau.claim(bureau.accepted(2, date(2019, 11, 4)))
    bureau.training(date(2020, 3, 2))
    try:
        return back_up(bureau.office, HERE / f"office-{SCHEMA:04d}.db")
    finally:
        bureau.office.close()


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        print(make(Path(scratch) / "county"))
