"""A form's texts become values, with all that is wrong told at once and nothing secret repeated."""

import pytest

from app.claim.rate.noun import RATE
from app.kernel.fields import Field, read_values
from app.plan.quota.noun import QUOTA
from app.training.enrolment.noun import ENROLMENT
from app.training.trainee.noun import TRAINEE
from tests import people

LISTS = {"skill_levels": ["五级/初级工", "四级/中级工"]}


def test_values_are_read_by_their_fields_and_blanks_are_none() -> None:
    values, problems = read_values(
        [RATE["level"], RATE["amount_fen"], TRAINEE["phone"]],
        {"level": "四级", "amount_fen": "1200", "phone": "  "},
        LISTS,
    )
    assert (values, problems) == ({"level": "四级/中级工", "amount_fen": 120_000, "phone": None}, [])


def test_every_problem_is_told_with_its_field() -> None:
    _, problems = read_values(RATE.fields.values(), {"level": "九级", "amount_fen": "x", "since": "2019-02-30"}, LISTS)
    assert {p.key: p.code for p in problems} == {
        "occupation": "field.required",
        "level": "choice.unknown",
        "amount_fen": "money.form",
        "since": "date.none",
        "document": "field.required",
    }
    assert all(p.title and str(p).startswith(f"“{p.title}”：") for p in problems)


@pytest.mark.parametrize(("text", "fen"), [("0", 0), ("600", 60_000), ("-0.01", None)])
def test_what_a_person_was_charged_may_be_nothing_and_never_less(text: str, fen: int | None) -> None:
    values, problems = read_values([ENROLMENT["fee_fen"]], {"fee_fen": text}, LISTS)
    assert (values.get("fee_fen"), [p.code for p in problems]) == (fen, [] if fen is not None else ["money.least"])


def test_a_problem_repeats_an_id_only_masked() -> None:
    wrong = people.wrong_check_digit(people.id_number(1))
    _, (problem,) = read_values([TRAINEE["id_number"]], {"id_number": wrong}, LISTS)
    assert wrong not in str(problem)
    assert wrong[:6] in str(problem)
    assert wrong[-4:] in str(problem)


def test_an_optional_field_differs_in_nothing_else() -> None:
    field = QUOTA["target"]
    assert field.required
    assert field.optional() == Field("target", "任务指标", field.kind, aliases=field.aliases)
