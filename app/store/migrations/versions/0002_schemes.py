"""Schema 2: agreements, recognitions, months at work, equipment, advances, recoveries, head counts and budgets.

Claims may be for an institution without a class, and money may be paid ahead and given back.
"""

from alembic import op

from app.store.migrations.parts import check, days, index, key, numbers, refers, remake, texts, unique

revision = "0002"
down_revision = "0001"

_RECORD = ("revision", "origin", "uid")


def upgrade() -> None:
    """New tables first, then the old ones with what they gained."""
    _plan()
    _institutions()
    _training()
    _claims()
    _payments()


def downgrade() -> None:
    """There is no way back: the copy made before the upgrade is."""
    raise NotImplementedError


def _plan() -> None:
    op.create_table(
        "workforce",
        *numbers("year", "employed", "skilled", "highly_skilled"),
        *numbers("poor_in_need", null=True),
        *texts("source", "state"),
        *numbers(*_RECORD),
        key("workforce", "uid"),
        *refers("workforce", origin="office.uid"),
        unique("workforce", "origin", "year"),
    )
    index("workforce", "origin")
    op.create_table(
        "budget",
        *texts("fund"),
        *numbers("year", "until_year", "amount_fen"),
        *texts("document", "state"),
        *numbers(*_RECORD),
        key("budget", "uid"),
        *refers("budget", origin="office.uid"),
        unique("budget", "origin", "fund", "year", "document"),
    )
    index("budget", "origin")


def _institutions() -> None:
    kept = (
        *("name", "uscc", "kind", "leader", "phone", "address", "bank", "account", "programmes", "listed_on", "state"),
        *_RECORD,
    )
    remake(
        "institution",
        kept,
        *texts("name", "uscc"),
        *texts("kind", "leader", "phone", "address", "bank", "account", null=True),
        *texts("programmes"),
        *days("listed_on", null=True),
        *numbers("insured", "education_fund", default="0"),
        *texts("state"),
        *numbers(*_RECORD),
        key("institution", "uid"),
        *refers("institution", origin="office.uid"),
        unique("institution", "origin", "uscc"),
    )
    index("institution", "name")
    index("institution", "origin")
    op.create_table(
        "agreement",
        *texts("number"),
        *numbers("institution_uid"),
        *texts("party"),
        *days("signed_on", "until_on"),
        *texts("state"),
        *numbers(*_RECORD),
        key("agreement", "uid"),
        *refers("agreement", institution_uid="institution.uid", origin="office.uid"),
        unique("agreement", "origin", "number"),
        check("agreement", "ends_after_start", "until_on >= signed_on"),
    )
    index("agreement", "institution_uid")
    index("agreement", "origin")


def _training() -> None:
    kept = (
        *("number", "name", "institution_uid", "unit_uid", "occupation", "level", "training_type", "starts_on"),
        *("ends_on", "place", "theory_periods", "practice_periods", "planned_count", "leader", "contact_phone"),
        *("filed_count", "qualified_count", "approved_count", "filed_on", "submitted_by", "approved_by", "accepted_by"),
        *("return_reason", "pack_id", "pack_version", "state", "reported", *_RECORD),
    )
    remake(
        "training_class",
        kept,
        *texts("number", "name"),
        *numbers("institution_uid", "unit_uid"),
        *texts("occupation", "level", "training_type"),
        *texts("arrangement", null=True),
        *numbers("subsidised", default="1"),
        *texts("delivery_mode", null=True),
        *days("starts_on", "ends_on"),
        *texts("place"),
        *numbers("theory_periods", "practice_periods", "planned_count"),
        *texts("leader", "contact_phone", null=True),
        *numbers("filed_count", "qualified_count", "approved_count", null=True),
        *days("filed_on", null=True),
        *texts("filing_number", "submitted_by", "approved_by", "accepted_by", "materials", "return_reason", null=True),
        *texts("pack_id"),
        *numbers("pack_version"),
        *texts("state"),
        *texts("reported", null=True),
        *numbers(*_RECORD),
        key("training_class", "uid"),
        *refers("training_class", institution_uid="institution.uid", unit_uid="unit.uid", origin="office.uid"),
        unique("training_class", "origin", "number"),
        check("training_class", "two_people", "approved_by IS NULL OR approved_by <> submitted_by"),
        check("training_class", "ends_after_start", "ends_on >= starts_on"),
    )
    for column in ("institution_uid", "origin", "unit_uid"):
        index("training_class", column)
    op.create_table(
        "tag",
        *numbers("trainee_uid"),
        *texts("category"),
        *days("since"),
        *days("until", null=True),
        *texts("proof", "state"),
        *numbers(*_RECORD),
        key("tag", "uid"),
        *refers("tag", trainee_uid="trainee.uid", origin="office.uid"),
        unique("tag", "origin", "trainee_uid", "category", "since"),
    )
    index("tag", "trainee_uid")
    index("tag", "origin")
    _rosters()


def _rosters() -> None:
    kept = (
        *("class_uid", "trainee_uid", "seq", "category", "draws_pension", "bank", "account", "theory_score"),
        *("practice_score", "result", "certificate_kind", "certificate_number", "certificate_date", "fee_fen", "state"),
        *_RECORD,
    )
    remake(
        "enrolment",
        kept,
        *numbers("class_uid", "trainee_uid", "seq"),
        *texts("category"),
        *numbers("draws_pension"),
        *texts("bank", "account", "theory_score", "practice_score", "result", null=True),
        *texts("certificate_kind", "certificate_number", null=True),
        *days("certificate_date", null=True),
        *numbers("fee_fen", null=True),
        *texts("locality", null=True),
        *days("hired_on", null=True),
        *texts("apprentice_kind", null=True),
        *days("firm_opened_on", null=True),
        *numbers("modules_done", default="0"),
        *texts("state"),
        *numbers(*_RECORD),
        key("enrolment", "uid"),
        *refers("enrolment", class_uid="training_class.uid", trainee_uid="trainee.uid", origin="office.uid"),
        unique("enrolment", "class_uid", "trainee_uid"),
    )
    index("enrolment", "origin")
    index("enrolment", "trainee_uid")
    op.create_table(
        "work_month",
        *numbers("enrolment_uid"),
        *texts("month"),
        *numbers(*_RECORD),
        key("work_month", "uid"),
        *refers("work_month", enrolment_uid="enrolment.uid", origin="office.uid"),
        unique("work_month", "enrolment_uid", "month"),
    )
    index("work_month", "origin")


def _claims() -> None:
    of_class = "(SELECT {} FROM training_class WHERE training_class.uid = claim.class_uid)"
    kept = (
        *("number", "class_uid", "scheme", "applied_on", "line_count", "granted_count", "total_fen", "submitted_by"),
        *("reviewed_by", "approved_by", "return_reason", "notice_from", "notice_to", "notice_days", "real_name_number"),
        *("cleared_on", "paid_on", "pack_id", "pack_version", "state", "reported", *_RECORD),
    )
    remake(
        "claim",
        kept,
        *texts("number"),
        *numbers("class_uid", null=True),
        *numbers("institution_uid"),
        *texts("scheme"),
        *days("basis_on", "applied_on"),
        *numbers("line_count", "granted_count", "total_fen"),
        *texts("submitted_by", "department", "department_by", null=True),
        *days("department_on", null=True),
        *texts("department_note", "reviewed_by", "approved_by", "return_reason", null=True),
        *days("notice_from", "notice_to", null=True),
        *numbers("notice_days", null=True),
        *texts("real_name_number", null=True),
        *days("cleared_on", "paid_on", null=True),
        *texts("pack_id"),
        *numbers("pack_version"),
        *texts("state"),
        *texts("reported", null=True),
        *numbers(*_RECORD),
        key("claim", "uid"),
        *refers("claim", class_uid="training_class.uid", institution_uid="institution.uid", origin="office.uid"),
        unique("claim", "origin", "number"),
        check("claim", "reviewer_is_another", "reviewed_by IS NULL OR reviewed_by <> submitted_by"),
        check("claim", "approver_is_another", "approved_by IS NULL OR approved_by <> submitted_by"),
        institution_uid=of_class.format("institution_uid"),
        basis_on=of_class.format("starts_on"),
    )
    for column in ("class_uid", "institution_uid", "origin"):
        index("claim", column)
    _lines()


def _lines() -> None:
    kept = (
        *("origin", "claim_uid", "enrolment_uid", "trainee_uid", "seq", "year", "occupation", "level", "decision"),
        *("rate_fen", "amount_fen", "reasons", "facts", "reported", "receipt_reason", "uid"),
    )
    remake(
        "claim_line",
        kept,
        *numbers("origin", "claim_uid"),
        *numbers("enrolment_uid", "trainee_uid", null=True),
        *numbers("seq", "year"),
        *texts("occupation", "level", "decision"),
        *numbers("rate_fen", "amount_fen"),
        *texts("reasons", "facts"),
        *texts("reported", "receipt_reason", null=True),
        *numbers("uid"),
        key("claim_line", "uid"),
        *refers(
            "claim_line",
            origin="office.uid",
            claim_uid="claim.uid",
            enrolment_uid="enrolment.uid",
            trainee_uid="trainee.uid",
        ),
        check("claim_line", "never_negative", "amount_fen >= 0"),
    )
    for column in ("claim_uid", "enrolment_uid", "origin"):
        index("claim_line", column)
    op.create_index(
        "ix_claim_line_history", "claim_line", ["trainee_uid", "year", "decision", "occupation", "level", "claim_uid"]
    )


def _payments() -> None:
    op.create_table(
        "equipment",
        *numbers("institution_uid"),
        *texts("facility", "name"),
        *days("bought_on"),
        *numbers("value_fen"),
        *texts("invoice"),
        *numbers("claim_uid", null=True),
        *texts("state"),
        *numbers(*_RECORD),
        key("equipment", "uid"),
        *refers("equipment", institution_uid="institution.uid", claim_uid="claim.uid", origin="office.uid"),
        unique("equipment", "origin", "invoice", "name"),
        check("equipment", "worth_something", "value_fen > 0"),
    )
    for column in ("institution_uid", "origin"):
        index("equipment", column)
    op.create_table(
        "advance",
        *texts("number"),
        *numbers("class_uid"),
        *texts("scheme"),
        *days("applied_on"),
        *numbers("head_count", "rate_fen", "expected_fen", "share", "amount_fen"),
        *texts("clause"),
        *texts("submitted_by", "approved_by", "return_reason", null=True),
        *days("paid_on", null=True),
        *numbers("claim_uid", null=True),
        *texts("state"),
        *numbers(*_RECORD),
        key("advance", "uid"),
        *refers("advance", class_uid="training_class.uid", claim_uid="claim.uid", origin="office.uid"),
        unique("advance", "origin", "number"),
        check("advance", "two_people", "approved_by IS NULL OR approved_by <> submitted_by"),
        check("advance", "within_expected", "amount_fen > 0 AND amount_fen <= expected_fen"),
    )
    for column in ("class_uid", "origin"):
        index("advance", column)
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
        *numbers(*_RECORD),
        key("recovery", "uid"),
        *refers("recovery", claim_uid="claim.uid", advance_uid="advance.uid", origin="office.uid"),
        unique("recovery", "origin", "number"),
        check("recovery", "two_people", "confirmed_by IS NULL OR confirmed_by <> asked_by"),
        check("recovery", "of_claim_or_advance", "(claim_uid IS NULL) <> (advance_uid IS NULL)"),
        check("recovery", "something_due", "due_fen > 0"),
        check("recovery", "within_due", "returned_fen >= 0 AND returned_fen <= due_fen"),
    )
    for column in ("claim_uid", "advance_uid", "origin"):
        index("recovery", column)
    _ledger()


def _ledger() -> None:
    kept = (
        *("number", "claim_uid", "payee", "bank", "account", "amount_fen", "fund", "voucher", "paid_on", "state"),
        *_RECORD,
    )
    remake(
        "payment",
        kept,
        *texts("number", "kind"),
        *numbers("claim_uid", "advance_uid", "recovery_uid", null=True),
        *texts("payee"),
        *texts("bank", "account", null=True),
        *numbers("amount_fen"),
        *texts("fund", "voucher"),
        *days("paid_on"),
        *texts("state"),
        *numbers(*_RECORD),
        key("payment", "uid"),
        *refers(
            "payment",
            claim_uid="claim.uid",
            advance_uid="advance.uid",
            recovery_uid="recovery.uid",
            origin="office.uid",
        ),
        unique("payment", "origin", "number"),
        unique("payment", "advance_uid"),
        check("payment", "only_returns_are_negative", "(kind = 'return') = (amount_fen < 0)"),
        check("payment", "claim_named", "kind <> 'claim' OR claim_uid IS NOT NULL"),
        check("payment", "advance_named", "kind <> 'advance' OR advance_uid IS NOT NULL"),
        check("payment", "recovery_named", "kind <> 'return' OR recovery_uid IS NOT NULL"),
        kind="'claim'",
    )
    for column in ("claim_uid", "origin", "recovery_uid"):
        index("payment", column)
    op.execute("CREATE UNIQUE INDEX ix_payment_once_for_a_claim ON payment (claim_uid) WHERE kind = 'claim'")
    op.execute(
        "CREATE TRIGGER keep_payment_delete BEFORE DELETE ON payment "
        "BEGIN SELECT RAISE(ABORT, 'payment is never changed'); END"
    )  # the old one went with the old table
