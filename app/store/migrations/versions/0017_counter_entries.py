"""Schema 17: payments in parts, to people themselves, and taken back by counter-entries."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.parts import numbers, texts

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """What was paid until now went to institutions, each claim and each advance at once."""
    with op.batch_alter_table("payment", recreate="always") as batch:
        batch.drop_index("ix_payment_once_for_a_claim")
        for name in ("uq_payment_advance_uid", "ck_payment_only_returns_are_negative"):
            batch.drop_constraint(sa.sql.elements.conv(name))
        batch.add_column(sa.Column("entry", sa.String(), nullable=False, server_default="posted"))
        for column in (
            *numbers("enrolment_uid", "reverses_uid", "times", null=True),
            *texts("posted_by", "reason", null=True),
        ):
            batch.add_column(column)
        for name, target in {"enrolment_uid": "enrolment", "reverses_uid": "payment"}.items():
            batch.create_foreign_key(f"fk_payment_{name}", target, [name], ["uid"])
        batch.create_unique_constraint("uq_payment_reverses_uid", ["reverses_uid"])
        for name, condition in {
            "only_returns_are_negative": "entry <> 'posted' OR (kind = 'return') = (amount_fen < 0)",
            "counter_entry_named": "(entry = 'posted') = (reverses_uid IS NULL)",
        }.items():
            batch.create_check_constraint(sa.sql.elements.conv(f"ck_payment_{name}"), condition)
        for name in ("advance_uid", "enrolment_uid"):
            batch.create_index(f"ix_payment_{name}", [name])
    op.execute(_TIMES)
    op.add_column("claim_line", *texts("payee", null=True))


_TIMES = """
UPDATE payment SET times = coalesce(
    (SELECT granted_count FROM claim WHERE claim.uid = payment.claim_uid AND payment.kind = 'claim' AND class_uid IS NOT NULL),
    0)
"""


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
