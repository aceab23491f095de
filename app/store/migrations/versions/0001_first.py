"""Schema 1: an office with its plan, institutions, classes, people, claims, payments, packages and journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_Column = sa.Column[object]


def _text(name: str, *, null: bool = False) -> _Column:
    return sa.Column(name, sa.String(), nullable=null)


def _number(name: str, *, null: bool = False) -> _Column:
    """A whole number of 64 bits; INTEGER in SQLite, so that a single key is the row's own."""
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=null, autoincrement=False)


def _day(name: str, *, null: bool = False) -> _Column:
    return sa.Column(name, sa.Date(), nullable=null)


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
    _plan_and_training()
    _money()
    _safeguards()


def downgrade() -> None:
    """There is no way back below the first schema: a backup is."""
    raise NotImplementedError


def _office() -> None:
    op.create_table(
        "setting",
        _text("key"),
        _text("value"),
        _key("setting", "key"),
    )

    op.create_table(
        "serial",
        _text("name"),
        _number("value"),
        _key("serial", "name"),
    )

    op.create_table(
        "office",
        _text("name"),
        _text("region"),
        _text("level"),
        _number("number"),
        _text("phone"),
        _text("address"),
        _number("uid"),
        _key("office", "uid"),
        _unique("office", "number"),
    )

    op.create_table(
        "pack",
        _text("pack_id"),
        _number("version"),
        _text("text"),
        _text("sha256"),
        _text("installed_at"),
        _key("pack", "pack_id", "version"),
    )

    op.create_table(
        "user",
        _text("name"),
        _text("roles"),
        _text("state"),
        _number("revision"),
        _number("origin"),
        _number("uid"),
        _key("user", "uid"),
        *_refers("user", origin="office.uid"),
        _unique("user", "name"),
    )
    _index("user", "origin")

    op.create_table(
        "day",
        _day("day"),
        _text("kind"),
        _text("name"),
        _key("day", "day"),
    )

    op.create_table(
        "journal",
        _number("id"),
        _text("at"),
        _text("actor"),
        _text("noun"),
        _text("verb"),
        _number("subject"),
        _text("detail"),
        _text("clause"),
        _text("digest"),
        _key("journal", "id"),
    )
    _index("journal", "subject")

    op.create_table(
        "imported_file",
        _text("sha256"),
        _text("kind"),
        _number("into"),
        _text("name"),
        _text("at"),
        _number("rows"),
        _key("imported_file", "sha256", "kind", "into"),
    )

    op.create_table(
        "package",
        _text("direction"),
        _number("office_uid"),
        _text("period"),
        _number("serial"),
        _text("sha256"),
        _day("made_on"),
        _number("row_count"),
        _number("total_fen"),
        _number("accepted", null=True),
        _number("refused", null=True),
        _text("state"),
        _number("uid"),
        _key("package", "uid"),
        *_refers("package", office_uid="office.uid"),
        _unique("package", "direction", "office_uid", "serial"),
    )


def _plan_and_training() -> None:
    op.create_table(
        "unit",
        _number("seq"),
        _text("axis"),
        _text("name"),
        _number("parent_uid", null=True),
        _text("cooperating"),
        _text("duty"),
        _number("revision"),
        _number("origin"),
        _number("uid"),
        _key("unit", "uid"),
        *_refers("unit", parent_uid="unit.uid", origin="office.uid"),
        _unique("unit", "origin", "axis", "name", "parent_uid"),
    )
    _index("unit", "origin")

    op.create_table(
        "quota",
        _number("unit_uid"),
        _number("year"),
        _text("measure"),
        _number("target", null=True),
        _number("stretch", null=True),
        _text("source"),
        _text("state"),
        _number("revision"),
        _number("origin"),
        _number("uid"),
        _key("quota", "uid"),
        *_refers("quota", unit_uid="unit.uid", origin="office.uid"),
        _unique("quota", "unit_uid", "year", "measure"),
    )
    _index("quota", "origin")

    op.create_table(
        "institution",
        _text("name"),
        _text("uscc"),
        _text("kind", null=True),
        _text("leader", null=True),
        _text("phone", null=True),
        _text("address", null=True),
        _text("bank", null=True),
        _text("account", null=True),
        _text("programmes"),
        _day("listed_on", null=True),
        _text("state"),
        _number("revision"),
        _number("origin"),
        _number("uid"),
        _key("institution", "uid"),
        *_refers("institution", origin="office.uid"),
        _unique("institution", "origin", "uscc"),
    )
    _index("institution", "name")
    _index("institution", "origin")

    op.create_table(
        "training_class",
        _text("number"),
        _text("name"),
        _number("institution_uid"),
        _number("unit_uid"),
        _text("occupation"),
        _text("level"),
        _text("training_type"),
        _day("starts_on"),
        _day("ends_on"),
        _text("place"),
        _number("theory_periods"),
        _number("practice_periods"),
        _number("planned_count"),
        _text("leader", null=True),
        _text("contact_phone", null=True),
        _number("filed_count", null=True),
        _number("qualified_count", null=True),
        _number("approved_count", null=True),
        _day("filed_on", null=True),
        _text("submitted_by", null=True),
        _text("approved_by", null=True),
        _text("accepted_by", null=True),
        _text("return_reason", null=True),
        _text("pack_id"),
        _number("pack_version"),
        _text("state"),
        _text("reported", null=True),
        _number("revision"),
        _number("origin"),
        _number("uid"),
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
        _text("name"),
        _text("id_number"),
        _text("sex"),
        _day("born"),
        _text("phone", null=True),
        _text("household", null=True),
        _text("address", null=True),
        _text("initials"),
        _text("state"),
        _number("revision"),
        _number("origin"),
        _number("uid"),
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
        _number("class_uid"),
        _number("trainee_uid"),
        _number("seq"),
        _text("category"),
        _number("draws_pension"),
        _text("bank", null=True),
        _text("account", null=True),
        _text("theory_score", null=True),
        _text("practice_score", null=True),
        _text("result", null=True),
        _text("certificate_kind", null=True),
        _text("certificate_number", null=True),
        _day("certificate_date", null=True),
        _text("state"),
        _number("revision"),
        _number("origin"),
        _number("uid"),
        _key("enrolment", "uid"),
        *_refers("enrolment", class_uid="training_class.uid", trainee_uid="trainee.uid", origin="office.uid"),
        _unique("enrolment", "class_uid", "trainee_uid"),
    )
    _index("enrolment", "origin")
    _index("enrolment", "trainee_uid")


def _money() -> None:
    op.create_table(
        "rate",
        _text("occupation"),
        _text("level"),
        _number("amount_fen"),
        _day("since"),
        _text("document"),
        _number("sample"),
        _text("state"),
        _number("revision"),
        _number("origin"),
        _number("uid"),
        _key("rate", "uid"),
        *_refers("rate", origin="office.uid"),
        _unique("rate", "origin", "occupation", "level", "since"),
    )
    _index("rate", "origin")

    op.create_table(
        "claim",
        _text("number"),
        _number("class_uid"),
        _text("scheme"),
        _day("applied_on"),
        _number("line_count"),
        _number("granted_count"),
        _number("total_fen"),
        _text("submitted_by", null=True),
        _text("reviewed_by", null=True),
        _text("approved_by", null=True),
        _text("return_reason", null=True),
        _day("notice_from", null=True),
        _day("notice_to", null=True),
        _number("notice_days", null=True),
        _text("real_name_number", null=True),
        _day("cleared_on", null=True),
        _day("paid_on", null=True),
        _text("pack_id"),
        _number("pack_version"),
        _text("state"),
        _text("reported", null=True),
        _number("revision"),
        _number("origin"),
        _number("uid"),
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
        _number("origin"),
        _number("claim_uid"),
        _number("enrolment_uid"),
        _number("trainee_uid"),
        _number("seq"),
        _number("year"),
        _text("occupation"),
        _text("level"),
        _text("decision"),
        _number("rate_fen"),
        _number("amount_fen"),
        _text("reasons"),
        _text("facts"),
        _text("reported", null=True),
        _text("receipt_reason", null=True),
        _number("uid"),
        _key("claim_line", "uid"),
        *_refers(
            "claim_line",
            origin="office.uid",
            claim_uid="claim.uid",
            enrolment_uid="enrolment.uid",
            trainee_uid="trainee.uid",
        ),
    )
    _index("claim_line", "claim_uid")
    _index("claim_line", "enrolment_uid")
    op.create_index(
        "ix_claim_line_history", "claim_line", ["trainee_uid", "year", "decision", "occupation", "level", "claim_uid"]
    )
    _index("claim_line", "origin")

    op.create_table(
        "payment",
        _text("number"),
        _number("claim_uid"),
        _text("payee"),
        _text("bank", null=True),
        _text("account", null=True),
        _number("amount_fen"),
        _text("fund"),
        _text("voucher"),
        _day("paid_on"),
        _text("state"),
        _number("revision"),
        _number("origin"),
        _number("uid"),
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
