"""Schema 3: what the first offices were found to lack."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.cited import name_places
from app.store.migrations.parts import check, days, index, key, numbers, refers, remake, texts, unique

revision = "0003"
down_revision = "0002"

_RECORD = ("revision", "origin", "uid")


def upgrade() -> None:
    """Each part that gained something."""
    _responsible_unit()
    _claims()
    _lines()
    _advances()
    _left_out()
    _corrections()
    _acceptances()
    name_places()
    _certificates()
    _indices()
    _packages()
    _payment_safeguard()
    _equipment()


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


def _payer(noun: str) -> str:
    """Who entered the payment of a claim or an advance, by the journal; nobody knows it of another office's."""
    done = f"noun = '{noun}' AND verb = 'pay' AND subject = {noun}.uid"
    return f"(SELECT actor FROM journal WHERE {done} ORDER BY id DESC LIMIT 1)"  # noqa: S608


def _combined(*pairs: str) -> str:
    """1 where one person did two acts before that was refused."""
    return f"coalesce({' OR '.join(pairs)}, 0)"


def _claims() -> None:
    kept = (
        *("number", "class_uid", "institution_uid", "scheme", "basis_on", "applied_on", "line_count", "granted_count"),
        *("total_fen", "submitted_by", "department", "department_by", "department_on", "department_note"),
        *("reviewed_by", "approved_by", "return_reason", "notice_from", "notice_to", "notice_days"),
        *("real_name_number", "cleared_on", "paid_on", "pack_id", "pack_version", "state", "reported", *_RECORD),
    )
    decided = ("submitted_by", "reviewed_by", "approved_by")
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
        *texts("department_note", "reviewed_by", "approved_by", "paid_by", null=True),
        *numbers("combined", default="0"),
        *texts("return_reason", null=True),
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
        check("claim", "two_decide", "combined = 1 OR approved_by IS NULL OR approved_by <> reviewed_by"),
        check(
            "claim",
            "payer_is_another",
            "combined = 1 OR paid_by IS NULL OR paid_by NOT IN (submitted_by, reviewed_by, approved_by)",
        ),
        paid_by=_payer("claim"),
        combined=_combined("approved_by = reviewed_by", *(f"{_payer('claim')} = {by}" for by in decided)),
    )
    for column in ("class_uid", "institution_uid", "origin"):
        index("claim", column)


def _advances() -> None:
    kept = (
        *("number", "class_uid", "scheme", "applied_on", "head_count", "rate_fen", "expected_fen", "share"),
        *("amount_fen", "clause", "submitted_by", "approved_by", "return_reason", "paid_on", "claim_uid", "state"),
        *_RECORD,
    )
    remake(
        "advance",
        kept,
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
        *numbers(*_RECORD),
        key("advance", "uid"),
        *refers("advance", class_uid="training_class.uid", claim_uid="claim.uid", origin="office.uid"),
        unique("advance", "origin", "number"),
        check("advance", "two_people", "approved_by IS NULL OR approved_by <> submitted_by"),
        check(
            "advance",
            "payer_is_another",
            "combined = 1 OR paid_by IS NULL OR paid_by NOT IN (submitted_by, approved_by)",
        ),
        check("advance", "within_expected", "amount_fen > 0 AND amount_fen <= expected_fen"),
        paid_by=_payer("advance"),
        combined=_combined(*(f"{_payer('advance')} = {by}" for by in ("submitted_by", "approved_by"))),
    )
    for column in ("class_uid", "origin"):
        index("advance", column)
    back = "(SELECT sum(returned_fen) FROM recovery WHERE recovery.advance_uid = advance.uid)"
    op.execute(f"UPDATE advance SET state = 'settled' WHERE state = 'paid' AND amount_fen = {back}")  # noqa: S608


def _left_out() -> None:
    """Who of the qualified was not accepted is marked, with the reason, so that no claim pays for him."""
    kept = (
        *("class_uid", "trainee_uid", "seq", "category", "draws_pension", "bank", "account", "theory_score"),
        *("practice_score", "result", "certificate_kind", "certificate_number", "certificate_date", "fee_fen"),
        *("locality", "hired_on", "apprentice_kind", "firm_opened_on", "modules_done", "state", *_RECORD),
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
        *texts("left_out", null=True),
        *texts("state"),
        *numbers(*_RECORD),
        key("enrolment", "uid"),
        *refers("enrolment", class_uid="training_class.uid", trainee_uid="trainee.uid", origin="office.uid"),
        unique("enrolment", "class_uid", "trainee_uid"),
    )
    index("enrolment", "origin")
    index("enrolment", "trainee_uid")


def _corrections() -> None:
    op.create_table(
        "correction",
        *texts("noun"),
        *numbers("subject"),
        *texts("subject_name", "detail", "old_values", "new_values", "reason", "asked_by"),
        *days("asked_on"),
        *texts("confirmed_by", null=True),
        *days("confirmed_on", null=True),
        *texts("state"),
        *numbers(*_RECORD),
        key("correction", "uid"),
        *refers("correction", origin="office.uid"),
        check("correction", "two_people", "confirmed_by IS NULL OR confirmed_by <> asked_by"),
    )
    for column in ("subject", "origin"):
        index("correction", column)


def _certificates() -> None:
    """Whose a certificate is must be found by its number; 无, 待发, / and the like, which name none, are blanks."""
    op.execute("UPDATE enrolment SET certificate_number = NULL WHERE certificate_number NOT GLOB '*[1-9１-９]*'")
    found = sa.text("certificate_number IS NOT NULL")
    op.create_index("ix_enrolment_certificate_number", "enrolment", ["certificate_number"], sqlite_where=found)


def _indices() -> None:
    """What is counted of rosters, classes and past awards stands in their indexes, so that no row must be read."""
    for name in ("ix_enrolment_trainee_uid", "ix_training_class_unit_uid", "ix_claim_line_history"):
        op.execute(f"DROP INDEX IF EXISTS {name}")
    for name, table, columns in (
        (
            *("ix_enrolment_results", "enrolment"),
            "class_uid state category result trainee_uid certificate_number certificate_date",
        ),
        ("ix_enrolment_of_trainee", "enrolment", "trainee_uid state certificate_number"),
        ("ix_training_class_of_unit", "training_class", "unit_uid state ends_on training_type subsidised"),
        ("ix_claim_line_history", "claim_line", "trainee_uid year decision occupation level claim_uid amount_fen"),
    ):
        op.create_index(name, table, columns.split(), if_not_exists=True)


def _lines() -> None:
    """Lines say which of their reasons only ask to look; those that another office reported keep no reasons to tell."""
    kept = (
        *("origin", "claim_uid", "enrolment_uid", "trainee_uid", "seq", "year", "occupation", "level", "decision"),
        *("rate_fen", "amount_fen", "reasons", "facts", "reported", "receipt_reason", "uid"),
    )
    warned = """(
        SELECT group_concat(DISTINCT json_extract(value, '$.code')) FROM json_each(facts, '$.reasons')
        WHERE json_extract(value, '$.hardness') = 'warn'
    )"""
    remake(
        "claim_line",
        kept,
        *numbers("origin", "claim_uid"),
        *numbers("enrolment_uid", "trainee_uid", null=True),
        *numbers("seq", "year"),
        *texts("occupation", "level", "decision"),
        *numbers("rate_fen", "amount_fen"),
        *texts("reasons", "warnings", "facts"),
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
        warnings=f"coalesce(replace(CASE WHEN json_valid(facts) THEN {warned} END, ',', ' '), '')",
    )
    for column in ("claim_uid", "enrolment_uid", "origin"):
        index("claim_line", column)
    op.execute("CREATE INDEX ix_claim_line_warned ON claim_line (claim_uid) WHERE warnings <> ''")


def _packages() -> None:
    """What was particular about a package."""
    kept = (
        *("direction", "office_uid", "period", "serial", "sha256", "made_on", "row_count", "total_fen"),
        *("accepted", "refused", "state", "uid"),
    )
    remake(
        "package",
        kept,
        *texts("direction"),
        *numbers("office_uid"),
        *texts("period"),
        *numbers("serial"),
        *texts("sha256"),
        *days("made_on"),
        *numbers("row_count", "total_fen"),
        *numbers("accepted", "refused", null=True),
        *texts("note", null=True),
        *texts("state"),
        *numbers("uid"),
        key("package", "uid"),
        *refers("package", office_uid="office.uid"),
        unique("package", "direction", "office_uid", "serial"),
    )


def _payment_safeguard() -> None:
    """It holds for the office's own payments: what another office reported follows that office, also to its backup."""
    op.execute("DROP TRIGGER IF EXISTS keep_payment_delete")
    op.execute(
        "CREATE TRIGGER keep_payment_delete BEFORE DELETE ON payment "
        "WHEN OLD.origin = (SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'office') "
        "BEGIN SELECT RAISE(ABORT, 'payment is never changed'); END"
    )


def _acceptances() -> None:
    """The day of an acceptance, which may have been before it was entered."""
    kept = (
        *("number", "name", "institution_uid", "unit_uid", "occupation", "level", "training_type", "arrangement"),
        *("subsidised", "delivery_mode", "starts_on", "ends_on", "place", "theory_periods", "practice_periods"),
        *("planned_count", "leader", "contact_phone", "filed_count", "qualified_count", "approved_count", "filed_on"),
        *("filing_number", "submitted_by", "approved_by", "accepted_by", "materials", "return_reason", "pack_id"),
        *("pack_version", "state", "reported", *_RECORD),
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
        *texts("filing_number", "submitted_by", "approved_by", "accepted_by", null=True),
        *days("accepted_on", null=True),
        *texts("materials", "return_reason", null=True),
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


def _equipment() -> None:
    """An item that was entered by mistake and cancelled may be entered again."""
    said = ("institution_uid", "facility", "name", "bought_on", "value_fen", "invoice", "claim_uid", "state")
    remake(
        "equipment",
        (*said, *_RECORD),
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
        check("equipment", "worth_something", "value_fen > 0"),
    )
    for column in ("institution_uid", "origin"):
        index("equipment", column)
    held, counts = ["origin", "invoice", "name"], sa.text("state <> 'void'")
    op.create_index("ix_equipment_once", "equipment", held, unique=True, sqlite_where=counts)
