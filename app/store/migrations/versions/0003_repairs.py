"""Schema 3: what the first offices were found to lack."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Each part that gained something."""
    _responsible_unit()


def downgrade() -> None:
    """There is no way back: the copy made before the upgrade is."""
    raise NotImplementedError


def _responsible_unit() -> None:
    """An office whose circular names no unit is the responsible unit itself: without one it could open no class."""
    op.execute("""
        INSERT INTO unit (uid, origin, revision, seq, axis, name, cooperating, duty)
        SELECT (number.value << 32) | (serial.value + 1), office.uid, 1, 1, '本单位', office.name, '', ''
        FROM office
        JOIN setting own ON own.key = 'office' AND CAST(own.value AS INTEGER) = office.uid
        JOIN setting number ON number.key = 'number'
        JOIN serial ON serial.name = 'uid'
        WHERE NOT EXISTS (SELECT 1 FROM unit WHERE unit.origin = office.uid)
    """)
    op.execute("""
        UPDATE serial SET value = value + 1
        WHERE name = 'uid' AND EXISTS (
            SELECT 1 FROM unit JOIN setting number ON number.key = 'number'
            WHERE unit.uid = (number.value << 32) | (serial.value + 1)
        )
    """)
