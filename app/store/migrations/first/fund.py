"""The tables of money that goes out and comes back."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.parts import check, days, index, key, numbers, refers, texts, unique


def make() -> None:
    """Make them, in an empty database."""
    op.create_table(
        "budget",
        *texts("fund"),
        *numbers("year", "until_year", "amount_fen"),
        *texts("document", "state"),
        *numbers("revision", "origin", "uid"),
        key("budget", "uid"),
        *refers("budget", origin="office.uid"),
        unique("budget", "origin", "fund", "year", "document"),
    )
    index("budget", "origin")
    op.create_table(
        "advance",
        *texts("number"),
        *numbers("class_uid"),
        *texts("scheme"),
        *days("applied_on"),
        *numbers("head_count", "rate_fen", "expected_fen", "share", "amount_fen"),
        *texts("clause"),
        *texts("submitted_by", "approved_by", "paid_by", null=True),
        *numbers("combined", default="0"),
        *texts("return_reason", "real_name_number", null=True),
        *days("paid_on", null=True),
        *numbers("claim_uid", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("advance", "uid"),
        *refers("advance", class_uid="training_class.uid", claim_uid="claim.uid", origin="office.uid"),
        unique("advance", "origin", "number"),
        check("advance", "two_people", "approved_by IS NULL OR approved_by <> submitted_by"),
        check("advance", "within_expected", "amount_fen > 0 AND amount_fen <= expected_fen"),
        check(
            "advance",
            "payer_is_another",
            "combined = 1 OR paid_by IS NULL OR paid_by NOT IN (submitted_by, approved_by)",
        ),
    )
    index("advance", "class_uid")
    index("advance", "origin")
    op.create_table(
        "recovery",
        *texts("number"),
        *numbers("claim_uid", "advance_uid", null=True),
        *texts("cause", "document", "clause"),
        *numbers("due_fen", "returned_fen"),
        *texts("asked_by"),
        *days("asked_on"),
        *texts("confirmed_by", null=True),
        *days("confirmed_on", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("recovery", "uid"),
        *refers("recovery", claim_uid="claim.uid", advance_uid="advance.uid", origin="office.uid"),
        unique("recovery", "origin", "number"),
        check("recovery", "of_claim_or_advance", "(claim_uid IS NULL) <> (advance_uid IS NULL)"),
        check("recovery", "two_people", "confirmed_by IS NULL OR confirmed_by <> asked_by"),
        check("recovery", "something_due", "due_fen > 0"),
        check("recovery", "within_due", "returned_fen >= 0 AND returned_fen <= due_fen"),
    )
    index("recovery", "advance_uid")
    index("recovery", "claim_uid")
    index("recovery", "origin")
    op.create_table(
        "payment",
        *texts("number", "kind"),
        *numbers("claim_uid", "advance_uid", "recovery_uid", null=True),
        *texts("payee"),
        *texts("bank", "account", null=True),
        *numbers("amount_fen"),
        *texts("fund", "voucher"),
        *days("paid_on"),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("payment", "uid"),
        *refers(
            "payment",
            claim_uid="claim.uid",
            advance_uid="advance.uid",
            recovery_uid="recovery.uid",
            origin="office.uid",
        ),
        unique("payment", "advance_uid"),
        unique("payment", "origin", "number"),
        check("payment", "only_returns_are_negative", "(kind = 'return') = (amount_fen < 0)"),
        check("payment", "recovery_named", "kind <> 'return' OR recovery_uid IS NOT NULL"),
        check("payment", "advance_named", "kind <> 'advance' OR advance_uid IS NOT NULL"),
        check("payment", "claim_named", "kind <> 'claim' OR claim_uid IS NOT NULL"),
    )
    index("payment", "claim_uid")
    op.create_index(
        "ix_payment_once_for_a_claim", "payment", ["claim_uid"], sqlite_where=sa.text("kind = 'claim'"), unique=True
    )
    index("payment", "origin")
    index("payment", "recovery_uid")
