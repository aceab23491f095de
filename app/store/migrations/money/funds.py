"""Out of which fund a claim was approved, and what the bank says of the account of a fund."""

from alembic import op

from app.store.migrations.parts import check, days, index, key, numbers, refers, texts, unique


def make() -> None:
    """Claims approved before take nothing of a fund until they are paid; no statement was kept."""
    op.add_column("claim", *texts("fund", null=True))
    op.add_column("claim", *numbers("payee_uid", null=True))
    op.create_table(
        "statement_line",
        *texts("fund"),
        *days("day"),
        *texts("voucher", null=True),
        *numbers("out_fen", "in_fen"),
        *numbers("balance_fen", null=True),
        *texts("party", "summary", null=True),
        *numbers("seq"),
        *texts("note", "settled_by", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("statement_line", "uid"),
        *refers("statement_line", origin="office.uid"),
        check("statement_line", "one_way", "(out_fen > 0) <> (in_fen > 0)"),
    )
    index("statement_line", "origin")
    op.create_table(
        "statement_match",
        *numbers("payment_uid", "line_uid", "revision", "origin", "uid"),
        key("statement_match", "uid"),
        unique("statement_match", "payment_uid"),
        *refers("statement_match", payment_uid="payment.uid", line_uid="statement_line.uid", origin="office.uid"),
    )
    index("statement_match", "line_uid")
    index("statement_match", "origin")
    op.create_table(
        "budget_change",
        *numbers("budget_uid"),
        *texts("kind"),
        *numbers("amount_fen"),
        *texts("document"),
        *texts("entered_by", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("budget_change", "uid"),
        *refers("budget_change", budget_uid="budget.uid", origin="office.uid"),
        unique("budget_change", "budget_uid", "kind", "document", "amount_fen"),
        check("budget_change", "something", "amount_fen > 0"),
    )
    index("budget_change", "budget_uid")
    index("budget_change", "origin")
