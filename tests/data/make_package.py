"""Makes package-NNNN.zip, the small 报送包 that each later program must still read: `python -m tests.data.make_package`.

Run once for each format, before it is released; what lies here is never made again.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from app.exchange.manifest import VERSION
from tests.exchange.senders import county, everything, sent, trained

HERE = Path(__file__).parent


def make(folder: Path) -> Path:
    """A county's package with one row at least in every sheet."""
    made = county(folder)
    trained(made)
    everything(made)
    try:
        return sent(made, HERE / f"package-{VERSION:04d}.zip")
    finally:
        made.office.close()


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        print(make(Path(scratch) / "county"))
