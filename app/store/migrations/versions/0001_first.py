"""Schema 1: an office with its plan, institutions, classes, people, claims, payments, packages and journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_Column = sa.Column[object]


def _texts(*names: str, null: bool = False) -> list[_Column]:
    return [sa.Column(name, sa.String(), nullable=null) for name in names]


def _numbers(*names: str, null: bool = False) -> list[_Column]:
    """Whole numbers of 64 bits; INTEGER in SQLite, so that a single key is the row's own."""
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return [sa.Column(name, kind, nullable=null, autoincrement=False) for name in names]


def _days(*names: str, null: bool = False) -> list[_Column]:
    return [sa.Column(name, sa.Date(), nullable=null) for name in names]


def _refers(table: str, **to: str) -> list[sa.ForeignKeyConstraint]:
    return [sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}") for column, target in to.items()]


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=sa.sql.elements.conv(f"ck_{table}_{name}"))


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def upgrade() -> None:
    """Make everything, in an empty database."""
    _office()
    _deadlines()
    _plan_and_training()
    _money()
    _safeguards()


def downgrade() -> None:
    """There is no way back below the first schema: a backup is."""
    raise NotImplementedError


def _office() -> None:
    op.create_table(
        "setting",
        *_texts("key", "value"),
        _key("setting", "key"),
    )
    op.create_table(
        "serial",
        *_texts("name"),
        *_numbers("value"),
        _key("serial", "name"),
    )
    op.create_table(
        "office",
        *_texts("name", "region", "level"),
        *_numbers("number"),
        *_texts("phone", "address"),
        *_numbers("uid"),
        _key("office", "uid"),
        _unique("office", "number"),
    )
    op.create_table(
        "pack",
        *_texts("pack_id"),
        *_numbers("version"),
        *_texts("text", "sha256", "installed_at"),
        _key("pack", "pack_id", "version"),
    )
    op.create_table(
        "user",
        *_texts("name", "roles", "state"),
        *_numbers("revision", "origin", "uid"),
        _key("user", "uid"),
        *_refers("user", origin="office.uid"),
        _unique("user", "name"),
    )
    _index("user", "origin")
    op.create_table(
        "day",
        *_days("day"),
        *_texts("kind", "name"),
        _key("day", "day"),
    )
    op.create_table(
        "journal",
        *_numbers("id"),
        *_texts("at", "actor", "noun", "verb"),
        *_numbers("subject"),
        *_texts("detail", "clause", "digest"),
        _key("journal", "id"),
    )
    _index("journal", "subject")
    op.create_table(
        "imported_file",
        *_texts("sha256", "kind"),
        *_numbers("into"),
        *_texts("name", "at"),
        *_numbers("rows"),
        _key("imported_file", "sha256", "kind", "into"),
    )
    op.create_table(
        "package",
        *_texts("direction"),
        *_numbers("office_uid"),
        *_texts("period"),
        *_numbers("serial"),
        *_texts("sha256"),
        *_days("made_on"),
        *_numbers("row_count", "total_fen"),
        *_numbers("accepted", "refused", null=True),
        *_texts("state"),
        *_numbers("uid"),
        _key("package", "uid"),
        *_refers("package", office_uid="office.uid"),
        _unique("package", "direction", "office_uid", "serial"),
    )


def _deadlines() -> None:
    op.create_table(
        "deadline",
        *_texts("key", "title", "period"),
        *_days("due_on", null=True),
        *_texts("clause"),
        *_days("done_on", null=True),
        *_texts("done_by", "note", null=True),
        *_texts("state"),
        *_numbers("revision", "origin", "uid"),
        _key("deadline", "uid"),
        *_refers("deadline", origin="office.uid"),
        _unique("deadline", "origin", "key", "period"),
    )
    _index("deadline", "origin")


def _plan_and_training() -> None:
    op.create_table(
        "unit",
        *_numbers("seq"),
        *_texts("axis", "name"),
        *_numbers("parent_uid", null=True),
        *_texts("cooperating", "duty"),
        *_numbers("revision", "origin", "uid"),
        _key("unit", "uid"),
        *_refers("unit", parent_uid="unit.uid", origin="office.uid"),
        _unique("unit", "origin", "axis", "name", "parent_uid"),
    )
    _index("unit", "origin")
    op.create_table(
        "quota",
        *_numbers("unit_uid", "year", "until_year"),
        *_texts("measure"),
        *_numbers("target", "stretch", null=True),
        *_texts("source", "state"),
        *_numbers("revision", "origin", "uid"),
        _key("quota", "uid"),
        *_refers("quota", unit_uid="unit.uid", origin="office.uid"),
        _unique("quota", "unit_uid", "year", "measure"),
    )
    _index("quota", "origin")
    op.create_table(
        "institution",
        *_texts("name", "uscc"),
        *_texts("kind", "leader", "phone", "address", "bank", "account", null=True),
        *_texts("programmes"),
        *_days("listed_on", null=True),
        *_texts("state"),
        *_numbers("revision", "origin", "uid"),
        _key("institution", "uid"),
        *_refers("institution", origin="office.uid"),
        _unique("institution", "origin", "uscc"),
    )
    _index("institution", "name")
    _index("institution", "origin")
    op.create_table(
        "training_class",
        *_texts("number", "name"),
        *_numbers("institution_uid", "unit_uid"),
        *_texts("occupation", "level", "training_type"),
        *_days("starts_on", "ends_on"),
        *_texts("place"),
        *_numbers("theory_periods", "practice_periods", "planned_count"),
        *_texts("leader", "contact_phone", null=True),
        *_numbers("filed_count", "qualified_count", "approved_count", null=True),
        *_days("filed_on", null=True),
        *_texts("submitted_by", "approved_by", "accepted_by", "return_reason", null=True),
        *_texts("pack_id"),
        *_numbers("pack_version"),
        *_texts("state"),
        *_texts("reported", null=True),
        *_numbers("revision", "origin", "uid"),
        _key("training_class", "uid"),
        *_refers("training_class", institution_uid="institution.uid", unit_uid="unit.uid", origin="office.uid"),
        _unique("training_class", "origin", "number"),
        _check("training_class", "two_people", "approved_by IS NULL OR approved_by <> submitted_by"),
        _check("training_class", "ends_after_start", "ends_on >= starts_on"),
    )
    _index("training_class", "institution_uid")
    _index("training_class", "origin")
    _index("training_class", "unit_uid")
    op.create_table(
        "trainee",
        *_texts("name", "id_number", "sex"),
        *_days("born"),
        *_texts("phone", "household", "address", null=True),
        *_texts("initials", "state"),
        *_numbers("revision", "origin", "uid"),
        _key("trainee", "uid"),
        *_refers("trainee", origin="office.uid"),
        _unique("trainee", "id_number"),
    )
    op.create_index("ix_trainee_id_tail", "trainee", [sa.text("substr(id_number, -6)")])
    _index("trainee", "initials")
    _index("trainee", "name")
    _index("trainee", "origin")
    op.create_table(
        "enrolment",
        *_numbers("class_uid", "trainee_uid", "seq"),
        *_texts("category"),
        *_numbers("draws_pension"),
        *_texts(
            "bank",
            "account",
            "theory_score",
            "practice_score",
            "result",
            "certificate_kind",
            "certificate_number",
            null=True,
        ),
        *_days("certificate_date", null=True),
        *_numbers("fee_fen", null=True),
        *_texts("state"),
        *_numbers("revision", "origin", "uid"),
        _key("enrolment", "uid"),
        *_refers("enrolment", class_uid="training_class.uid", trainee_uid="trainee.uid", origin="office.uid"),
        _unique("enrolment", "class_uid", "trainee_uid"),
    )
    _index("enrolment", "origin")
    _index("enrolment", "trainee_uid")
    op.create_table(
        "attendance",
        *_numbers("enrolment_uid"),
        *_days("day"),
        *_numbers("periods", "minutes", "revision", "origin", "uid"),
        _key("attendance", "uid"),
        *_refers("attendance", enrolment_uid="enrolment.uid", origin="office.uid"),
        _unique("attendance", "enrolment_uid", "day"),
    )
    _index("attendance", "origin")


def _money() -> None:
    op.create_table(
        "rate",
        *_texts("occupation", "level"),
        *_numbers("amount_fen"),
        *_days("since"),
        *_texts("document"),
        *_numbers("sample"),
        *_texts("state"),
        *_numbers("revision", "origin", "uid"),
        _key("rate", "uid"),
        *_refers("rate", origin="office.uid"),
        _unique("rate", "origin", "occupation", "level", "since"),
    )
    _index("rate", "origin")
    op.create_table(
        "claim",
        *_texts("number"),
        *_numbers("class_uid"),
        *_texts("scheme"),
        *_days("applied_on"),
        *_numbers("line_count", "granted_count", "total_fen"),
        *_texts("submitted_by", "reviewed_by", "approved_by", "return_reason", null=True),
        *_days("notice_from", "notice_to", null=True),
        *_numbers("notice_days", null=True),
        *_texts("real_name_number", null=True),
        *_days("cleared_on", "paid_on", null=True),
        *_texts("pack_id"),
        *_numbers("pack_version"),
        *_texts("state"),
        *_texts("reported", null=True),
        *_numbers("revision", "origin", "uid"),
        _key("claim", "uid"),
        *_refers("claim", class_uid="training_class.uid", origin="office.uid"),
        _unique("claim", "origin", "number"),
        _check("claim", "reviewer_is_another", "reviewed_by IS NULL OR reviewed_by <> submitted_by"),
        _check("claim", "approver_is_another", "approved_by IS NULL OR approved_by <> submitted_by"),
    )
    _index("claim", "class_uid")
    _index("claim", "origin")
    op.create_table(
        "claim_line",
        *_numbers("origin", "claim_uid", "enrolment_uid", "trainee_uid", "seq", "year"),
        *_texts("occupation", "level", "decision"),
        *_numbers("rate_fen", "amount_fen"),
        *_texts("reasons", "facts"),
        *_texts("reported", "receipt_reason", null=True),
        *_numbers("uid"),
        _key("claim_line", "uid"),
        *_refers(
            "claim_line",
            origin="office.uid",
            claim_uid="claim.uid",
            enrolment_uid="enrolment.uid",
            trainee_uid="trainee.uid",
        ),
        _check("claim_line", "never_negative", "amount_fen >= 0"),
    )
    _index("claim_line", "claim_uid")
    _index("claim_line", "enrolment_uid")
    op.create_index(
        "ix_claim_line_history", "claim_line", ["trainee_uid", "year", "decision", "occupation", "level", "claim_uid"]
    )
    _index("claim_line", "origin")
    op.create_table(
        "override",
        *_numbers("claim_uid", "enrolment_uid"),
        *_texts("reason", "document", "against", "clause", "asked_by"),
        *_days("asked_on"),
        *_texts("confirmed_by", null=True),
        *_days("confirmed_on", null=True),
        *_texts("state"),
        *_numbers("revision", "origin", "uid"),
        _key("override", "uid"),
        *_refers("override", claim_uid="claim.uid", enrolment_uid="enrolment.uid", origin="office.uid"),
        _check("override", "two_people", "confirmed_by IS NULL OR confirmed_by <> asked_by"),
        _check("override", "confirmed_by_somebody", "state <> 'confirmed' OR confirmed_by IS NOT NULL"),
    )
    _index("override", "claim_uid")
    _index("override", "enrolment_uid")
    _index("override", "origin")
    op.create_table(
        "payment",
        *_texts("number"),
        *_numbers("claim_uid"),
        *_texts("payee"),
        *_texts("bank", "account", null=True),
        *_numbers("amount_fen"),
        *_texts("fund", "voucher"),
        *_days("paid_on"),
        *_texts("state"),
        *_numbers("revision", "origin", "uid"),
        _key("payment", "uid"),
        *_refers("payment", claim_uid="claim.uid", origin="office.uid"),
        _unique("payment", "origin", "number"),
        _unique("payment", "claim_uid"),
    )
    _index("payment", "origin")


def _safeguards() -> None:
    """Posted rows stay as they are, whoever opens the file."""
    never = (
        ("journal", "UPDATE"),
        ("journal", "DELETE"),
        ("pack", "UPDATE"),
        ("pack", "DELETE"),
        ("payment", "DELETE"),
    )
    for table, verb in never:
        op.execute(
            f"CREATE TRIGGER keep_{table}_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
        )
