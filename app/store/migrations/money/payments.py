"""Payments in parts, to people themselves, taken back by counter-entries, and gathered in batches."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.parts import check, days, index, key, numbers, refers, texts, unique


def make() -> None:
    """What was paid until now went to institutions, each claim and each advance at once."""
    _make_batches()
    with op.batch_alter_table("payment", recreate="always") as batch:
        batch.drop_index("ix_payment_once_for_a_claim")
        for name in ("uq_payment_advance_uid", "ck_payment_only_returns_are_negative"):
            batch.drop_constraint(sa.sql.elements.conv(name))
        batch.add_column(sa.Column("entry", sa.String(), nullable=False, server_default="posted"))
        for column in (
            *numbers("enrolment_uid", "reverses_uid", "transfer_uid", "times", null=True),
            *texts("posted_by", "reason", null=True),
        ):
            batch.add_column(column)
        for name, target in {
            "enrolment_uid": "enrolment",
            "reverses_uid": "payment",
            "transfer_uid": "transfer",
        }.items():
            batch.create_foreign_key(f"fk_payment_{name}", target, [name], ["uid"])
        for name in ("reverses_uid", "transfer_uid"):
            batch.create_unique_constraint(f"uq_payment_{name}", [name])
        for name, condition in {
            "only_returns_are_negative": "entry <> 'posted' OR (kind = 'return') = (amount_fen < 0)",
            "counter_entry_named": "(entry = 'posted') = (reverses_uid IS NULL)",
        }.items():
            batch.create_check_constraint(sa.sql.elements.conv(f"ck_payment_{name}"), condition)
        for name in ("advance_uid", "enrolment_uid"):
            batch.create_index(f"ix_payment_{name}", [name])
    op.execute(_TIMES)
    op.add_column("claim_line", *texts("payee", null=True))


def _make_batches() -> None:
    op.create_table(
        "batch",
        *texts("number", "title"),
        *texts("bank_form", null=True),
        *texts("prepared_by"),
        *days("prepared_on"),
        *days("submitted_on", "approved_on", "sent_on", null=True),
        *texts("sent_by", null=True),
        *days("closed_on", null=True),
        *texts("return_reason", "steps", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("batch", "uid"),
        *refers("batch", origin="office.uid"),
        unique("batch", "origin", "number"),
    )
    index("batch", "origin")
    op.create_table(
        "transfer",
        *texts("number"),
        *numbers("batch_uid"),
        *numbers("claim_uid", "enrolment_uid", "advance_uid", null=True),
        *texts("payee"),
        *texts("bank", "account", null=True),
        *numbers("amount_fen", "times"),
        *texts("fund", "listed_by"),
        *days("result_on", null=True),
        *texts("voucher", "bank_reason", "drop_reason", null=True),
        *numbers("replaces_uid", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("transfer", "uid"),
        *refers(
            "transfer",
            batch_uid="batch.uid",
            claim_uid="claim.uid",
            enrolment_uid="enrolment.uid",
            advance_uid="advance.uid",
            replaces_uid="transfer.uid",
            origin="office.uid",
        ),
        unique("transfer", "origin", "number"),
        unique("transfer", "replaces_uid"),
        check("transfer", "of_claim_or_advance", "(claim_uid IS NULL) <> (advance_uid IS NULL)"),
        check("transfer", "something", "amount_fen > 0"),
    )
    for name in ("batch_uid", "claim_uid", "enrolment_uid", "advance_uid", "origin"):
        index("transfer", name)
    still = sa.text("state IN ('listed', 'sent')")
    claimed: list[str | sa.TextClause] = ["claim_uid", sa.text("coalesce(enrolment_uid, 0)"), "fund"]
    op.create_index("ix_transfer_open_once", "transfer", claimed, unique=True, sqlite_where=still)
    op.create_index("ix_transfer_open_advance", "transfer", ["advance_uid"], unique=True, sqlite_where=still)
    op.create_table(
        "sign_off",
        *numbers("batch_uid", "round", "place"),
        *texts("step", "signed_by"),
        *days("signed_on"),
        *texts("noted_by"),
        *texts("document", "note", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("sign_off", "uid"),
        *refers("sign_off", batch_uid="batch.uid", origin="office.uid"),
        unique("sign_off", "batch_uid", "round", "place"),
    )
    index("sign_off", "batch_uid")
    index("sign_off", "origin")
    op.create_table(
        "approval_step",
        *numbers("seq"),
        *texts("title", "post"),
        *numbers("over_fen"),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("approval_step", "uid"),
        *refers("approval_step", origin="office.uid"),
        unique("approval_step", "origin", "seq"),
    )
    index("approval_step", "origin")


_TIMES = """
UPDATE payment SET times = coalesce(
    (SELECT granted_count FROM claim WHERE claim.uid = payment.claim_uid AND payment.kind = 'claim' AND class_uid IS NOT NULL),
    0)
"""
