"""What a worked case calls the reasons of a decision, by the Chinese words for them."""

from collections.abc import Mapping

from app.award.texts.unverified import rows_of
from app.kernel.texts import say
from app.policy.pack import Pack

_FORMS = (
    *("unproven", "lapsed", "no_rate", "no_row", "no_fact", "no_award", "no_times", "uncounted_times", "uncounted"),
    *("no_way", "no_room", "no_payee", "no_fund", "not_in_force", "nothing", "days_paid"),
    *("months_outside", "months_early", "months_late", "months_undated", "months_paid", "months_over"),
)
"""The codes that stand for no row of the pack but for what is missing."""


def reason_names(pack: Pack) -> Mapping[str, str]:
    """Every code that a decision under a pack may carry, with what it means."""
    rows = [row for scheme in pack.schemes.values() for row in rows_of(scheme)]
    return {
        **{row.name: row.title for row in (*rows, *pack.rules) if row.title},
        **{form: say(f"reason.{form}") for form in _FORMS},
    }
