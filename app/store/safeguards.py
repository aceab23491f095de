"""What no statement may do to an office, whoever opens the file: triggers that keep what is posted and bound what is paid."""

from collections.abc import Mapping

from sqlalchemy import Connection

_OWN = "WHEN OLD.origin = (SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'office') "
_OWN_NEW = "NEW.origin = (SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'office')"
_GONE_BY = "WHEN " + " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} WHERE pack_id = OLD.pack_id AND pack_version = OLD.version)"  # noqa: S608
    for table in ("training_class", "claim")
)
"""Whether anything goes by a policy: one that came down and that nothing goes by may be given back."""
_NEVER_CHANGED = (
    *(("journal", "UPDATE", ""), ("journal", "DELETE", ""), ("pack", "UPDATE", ""), ("pack", "DELETE", f"{_GONE_BY} ")),
    ("payment", "UPDATE", _OWN),
    ("payment", "DELETE", _OWN),  # what another office reported follows that office, also back to its backup
)

_PAID = "SELECT coalesce(sum(amount_fen), 0) FROM payment WHERE "
_WAITING = "SELECT coalesce(sum(amount_fen), 0) FROM transfer WHERE state IN ('listed', 'sent') AND "
_OF_PERSON = "+claim_uid = NEW.claim_uid AND enrolment_uid = NEW.enrolment_uid"
"""By the index of the person, who has few rows: a claim has thousands."""
_OF_OTHERS = "claim_uid = NEW.claim_uid AND enrolment_uid IS NULL"
_PERSON_DUE = f"(SELECT coalesce(sum(amount_fen), 0) FROM claim_line WHERE {_OF_PERSON})"
_OTHERS_DUE = (
    "(SELECT total_fen FROM claim WHERE uid = NEW.claim_uid) - (SELECT coalesce(sum(amount_fen), 0) FROM claim_line "
    "WHERE claim_uid = NEW.claim_uid AND payee = 'person' AND decision = 'granted')"
)
_NEVER_MORE: Mapping[str, tuple[str, str]] = {
    "payment_to_person": (
        "payment",
        f"NEW.kind = 'claim' AND NEW.enrolment_uid IS NOT NULL AND {_OWN_NEW} "
        f"AND NEW.amount_fen + ({_PAID} {_OF_PERSON} AND kind = 'claim') > {_PERSON_DUE}",
    ),
    "payment_to_others": (
        "payment",
        f"NEW.kind = 'claim' AND NEW.enrolment_uid IS NULL AND {_OWN_NEW} "
        f"AND NEW.amount_fen + ({_PAID} {_OF_OTHERS} AND kind = 'claim') > {_OTHERS_DUE}",
    ),
    "payment_ahead": (
        "payment",
        f"NEW.kind = 'advance' AND {_OWN_NEW} AND NEW.amount_fen + ({_PAID} advance_uid = NEW.advance_uid AND "
        "kind = 'advance') > (SELECT amount_fen FROM advance WHERE uid = NEW.advance_uid)",
    ),
    "transfer_to_person": (
        "transfer",
        f"NEW.enrolment_uid IS NOT NULL AND NEW.amount_fen + ({_PAID} {_OF_PERSON} AND kind = 'claim') + "
        f"({_WAITING} {_OF_PERSON}) > {_PERSON_DUE}",
    ),
    "transfer_to_others": (
        "transfer",
        f"NEW.claim_uid IS NOT NULL AND NEW.enrolment_uid IS NULL AND NEW.amount_fen + "
        f"({_PAID} {_OF_OTHERS} AND kind = 'claim') + ({_WAITING} {_OF_OTHERS}) > {_OTHERS_DUE}",
    ),
}
"""What is never paid, or listed to be paid, whoever writes it: more than a person, an institution or an advance is due."""


def install_safeguards(connection: Connection) -> None:
    """Triggers that keep posted rows as they are, whoever opens the file."""
    for table, verb, which in _NEVER_CHANGED:
        connection.exec_driver_sql(
            f"CREATE TRIGGER IF NOT EXISTS keep_{table}_{verb.lower()} BEFORE {verb} ON {table} "
            f"{which}BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
        )
    for name, (table, more) in _NEVER_MORE.items():
        connection.exec_driver_sql(
            f"CREATE TRIGGER IF NOT EXISTS bound_{name} BEFORE INSERT ON {table} WHEN {more} "
            "BEGIN SELECT RAISE(ABORT, 'more than is due'); END"
        )


def remove_safeguards(connection: Connection) -> None:
    """Without the triggers for as long as tables are made anew: SQLite renames none that a trigger of another speaks of."""
    for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
