"""The tables of units and institutions, classes, people and their rosters."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.parts import check, days, index, key, numbers, refers, texts, unique


def make() -> None:
    """Make them, in an empty database."""
    op.create_table(
        "institution",
        *texts("name", "uscc"),
        *texts("kind", "leader", "phone", "address", "bank", "account", null=True),
        *texts("programmes"),
        *days("listed_on", null=True),
        *numbers("insured", "education_fund", default="0"),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("institution", "uid"),
        *refers("institution", origin="office.uid"),
        unique("institution", "origin", "uscc"),
    )
    index("institution", "name")
    index("institution", "origin")
    op.create_table(
        "trainee",
        *texts("name", "id_number", "sex"),
        *days("born"),
        *texts("phone", "household", "address", null=True),
        *texts("initials", "state"),
        *numbers("revision", "origin", "uid"),
        key("trainee", "uid"),
        *refers("trainee", origin="office.uid"),
        unique("trainee", "id_number"),
    )
    op.create_index("ix_trainee_id_tail", "trainee", [sa.text("substr(id_number, -6)")])
    index("trainee", "initials")
    index("trainee", "name")
    index("trainee", "origin")
    op.create_table(
        "unit",
        *numbers("seq"),
        *texts("axis", "name"),
        *numbers("parent_uid", null=True),
        *texts("cooperating", "duty"),
        *numbers("revision", "origin", "uid"),
        key("unit", "uid"),
        *refers("unit", parent_uid="unit.uid", origin="office.uid"),
        unique("unit", "origin", "axis", "name", "parent_uid"),
    )
    index("unit", "origin")
    op.create_table(
        "agreement",
        *texts("number"),
        *numbers("institution_uid"),
        *texts("party"),
        *days("signed_on", "until_on"),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("agreement", "uid"),
        *refers("agreement", institution_uid="institution.uid", origin="office.uid"),
        unique("agreement", "origin", "number"),
        check("agreement", "ends_after_start", "until_on >= signed_on"),
    )
    index("agreement", "institution_uid")
    index("agreement", "origin")
    op.create_table(
        "tag",
        *numbers("trainee_uid"),
        *texts("category"),
        *days("since"),
        *days("until", null=True),
        *texts("proof", "state"),
        *numbers("revision", "origin", "uid"),
        key("tag", "uid"),
        *refers("tag", trainee_uid="trainee.uid", origin="office.uid"),
        unique("tag", "origin", "trainee_uid", "category", "since"),
    )
    index("tag", "origin")
    index("tag", "trainee_uid")
    op.create_table(
        "training_class",
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
        *numbers("revision", "origin", "uid"),
        key("training_class", "uid"),
        *refers("training_class", institution_uid="institution.uid", unit_uid="unit.uid", origin="office.uid"),
        unique("training_class", "origin", "number"),
        check("training_class", "ends_after_start", "ends_on >= starts_on"),
        check("training_class", "two_people", "approved_by IS NULL OR approved_by <> submitted_by"),
    )
    index("training_class", "institution_uid")
    op.create_index(
        "ix_training_class_of_unit", "training_class", ["unit_uid", "state", "ends_on", "training_type", "subsidised"]
    )
    index("training_class", "origin")
    op.create_table(
        "enrolment",
        *numbers("class_uid", "trainee_uid", "seq"),
        *texts("category"),
        *numbers("draws_pension"),
        *texts(
            "bank",
            "account",
            "theory_score",
            "practice_score",
            "result",
            "certificate_kind",
            "certificate_number",
            null=True,
        ),
        *days("certificate_date", null=True),
        *numbers("fee_fen", null=True),
        *texts("locality", null=True),
        *days("hired_on", null=True),
        *texts("apprentice_kind", null=True),
        *days("firm_opened_on", null=True),
        *numbers("modules_done", default="0"),
        *texts("left_out", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("enrolment", "uid"),
        *refers("enrolment", class_uid="training_class.uid", trainee_uid="trainee.uid", origin="office.uid"),
        unique("enrolment", "class_uid", "trainee_uid"),
    )
    op.create_index(
        "ix_enrolment_certificate_number",
        "enrolment",
        ["certificate_number"],
        sqlite_where=sa.text("certificate_number IS NOT NULL"),
    )
    op.create_index("ix_enrolment_of_trainee", "enrolment", ["trainee_uid", "state", "certificate_number"])
    index("enrolment", "origin")
    op.create_index(
        "ix_enrolment_results",
        "enrolment",
        ["class_uid", "state", "category", "result", "trainee_uid", "certificate_number", "certificate_date"],
    )
    op.create_table(
        "attendance",
        *numbers("enrolment_uid"),
        *days("day"),
        *numbers("periods", "minutes", "revision", "origin", "uid"),
        key("attendance", "uid"),
        *refers("attendance", enrolment_uid="enrolment.uid", origin="office.uid"),
        unique("attendance", "enrolment_uid", "day"),
    )
    index("attendance", "origin")
    op.create_table(
        "work_month",
        *numbers("enrolment_uid"),
        *texts("month"),
        *numbers("revision", "origin", "uid"),
        key("work_month", "uid"),
        *refers("work_month", enrolment_uid="enrolment.uid", origin="office.uid"),
        unique("work_month", "enrolment_uid", "month"),
    )
    index("work_month", "origin")
