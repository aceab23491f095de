"""Schema 3: what the first offices were found to lack."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Each part that gained something."""


def downgrade() -> None:
    """There is no way back: the copy made before the upgrade is."""
    raise NotImplementedError
