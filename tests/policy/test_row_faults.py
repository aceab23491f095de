"""What is wrong with a row of a pack is said with its line, when the pack is read."""

import pytest

from app.award.cases.pack_file import PackError, load_pack
from app.store.packs import bundled

XUCHANG, CIXI = bundled()["xuchang-2019"], bundled()["cixi-2020"]
SHARE = 'start = { fact = "equipment_value", percent = 20 }'
RATE = 'start = { yuan = 200, times = "month" }'


@pytest.mark.parametrize(
    ("text", "old", "new", "code"),
    [
        (
            XUCHANG,
            'against = "warn"\nclause = "XC-23"\nquote = "符合条件的劳动者在户籍地、常住地、求职就业地参加培训后取得证书"\n',
            'against = "warn"\n',
            "row.no_clause",
        ),
        (XUCHANG, 'in = "@localities"', 'in = "@locality"', "row.no_list"),
        (XUCHANG, 'fact = "education_fund"\nis = true\n', 'fact = "education_fund"\n', "row.no_test"),
        (XUCHANG, '{ when = { facility = "studio" }, is', '{ when = { facility = "base" }, is', "row.table_overlaps"),
        (XUCHANG, RATE, RATE.replace("start", "begin"), "row.no_step"),
        (XUCHANG, RATE, RATE.replace("start", "add"), "row.no_start"),
        (XUCHANG, RATE, 'start = { times = "month" }', "row.no_term"),
        (XUCHANG, RATE, RATE.replace(', times = "month"', ""), "row.no_unit"),
        (XUCHANG, SHARE, SHARE.replace("equipment_value", "heads"), "row.not_money"),
        (XUCHANG, SHARE, SHARE.replace("equipment_value", "equipment_valu"), "row.no_fact"),
        (
            CIXI,
            'start = { fact = "fee" }\n\n[[schemes.amount]]\nrow = "ceiling"',
            'start = { yuan = 500, times = "once" }\n\n[[schemes.amount]]\nrow = "ceiling"',
            "row.never_binds",
        ),
    ],
)
def test_a_fault_of_a_row_is_named(text: str, old: str, new: str, code: str) -> None:
    assert text.count(old) >= 1, old
    changed = text.replace(old, new, 1)
    with pytest.raises(PackError) as caught:
        load_pack(changed)
    assert code in [problem.code for problem in caught.value.problems]


def test_what_shuts_out_another_scheme_must_stand_in_both() -> None:
    start = XUCHANG.index('row = "work_training"')
    begin = XUCHANG.rindex("[[schemes.past]]", 0, start)
    end = XUCHANG.index("[[", start)
    with pytest.raises(PackError) as caught:
        load_pack(XUCHANG[:begin] + XUCHANG[end:])
    assert "row.one_sided" in [problem.code for problem in caught.value.problems]
