"""Schema 7: each different decision of a claim is kept once; packs in format 2."""

import hashlib
import re

import sqlalchemy as sa
from alembic import op

from app.store.migrations.parts import key, numbers, refers, texts
from app.store.packs import bundled

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """A table of the decisions, what a line pays, and the rows of the shipped packs in place of their former values."""
    op.create_table(
        "claim_verdict",
        *numbers("claim_uid", "number"),
        *texts("facts", "beside", "reasons"),
        key("claim_verdict", "claim_uid", "number"),
        *refers("claim_verdict", claim_uid="claim.uid"),
        sqlite_with_rowid=False,
    )
    op.add_column("claim_line", *numbers("verdict", null=True))
    op.add_column("claim_line", *texts("paid", null=True))
    op.add_column("claim", sa.Column("facts", sa.String(), nullable=False, server_default=""))
    op.execute(_MONTHS)
    op.execute(_DAYS)
    _renew_packs()


_KEPT = "json_extract(facts, '$.facts.scheme.{key}')"
_PAID = """
UPDATE claim_line SET paid = (
    SELECT group_concat({column}, '、') FROM (
        SELECT {column} FROM {table} WHERE enrolment_uid = claim_line.enrolment_uid
           AND instr(coalesce({before}, ''), {column}) = 0 ORDER BY {column}))
 WHERE paid IS NULL AND json_valid(facts) AND decision = 'granted' AND json_array_length({kept}) > 0
"""
_MONTHS = _PAID.format(
    column="month", table="work_month", before=_KEPT.format(key="past_months"), kept=_KEPT.format(key="months")
)
_DAYS = _PAID.format(
    column="day", table="attendance", before=_KEPT.format(key="paid_days"), kept=_KEPT.format(key="attended")
)
"""What granted lines of days and months paid, so that nothing of it is paid again: all of the class but what was paid then."""


def _renew_packs() -> None:
    """No pack of format 1 was ever released: what was installed of the shipped ones is read by their rows from now on."""
    connection = op.get_bind()
    op.execute("DROP TRIGGER IF EXISTS keep_pack_update")  # made again with all others when every step is done
    rows = connection.execute(sa.text("SELECT pack_id, version, text FROM pack")).all()
    for pack_id, version, text in rows:
        if pack_id in bundled() and re.search(r"(?m)^format = 1\b", text):
            now = re.sub(r"(?m)^version = \d+", f"version = {version}", bundled()[pack_id], count=1)
            row = {"pack": pack_id, "version": version, "text": now, "digest": hashlib.sha256(now.encode()).hexdigest()}
            connection.execute(
                sa.text("UPDATE pack SET text = :text, sha256 = :digest WHERE pack_id = :pack AND version = :version"),
                row,
            )


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
