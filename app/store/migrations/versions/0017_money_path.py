"""Schema 17: the money path with its ways back, batches, notices, funds and the people behind every act."""

from app.store.migrations.money import (
    approval_days,
    credentials,
    entered_by,
    funds,
    notices,
    payments,
    reductions,
)

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Each part says what becomes of what stands; the order is that in which they lean on each other."""
    for part in (payments, reductions, credentials, approval_days, notices, funds, entered_by):
        part.make()


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
