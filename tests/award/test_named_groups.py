"""Whom and what each circular names, in its own words: every one of them is treated so, and nobody else."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from app.award.eligibility import REFUSE, WARN
from app.award.facts import Rate
from app.award.scheme_facts import SchemeFacts, gathered
from app.award.schemes import (
    APPRENTICE,
    LIVING,
    MENTOR,
    PRACTICAL,
    PRACTICE,
    SCARCE,
    SPECIAL,
    TRAINING,
    WORK_TRAINING,
    Terms,
    misfit,
)
from tests.award.test_conditions import DAY, ONE, against, got, pack

FIVE = "职业资格证书 职业技能等级证书 专项职业能力证书 特种作业操作证书 培训合格证书"
RATE = Rate(4_000, "测试")


def each(*rows: tuple[str, str, str]) -> pytest.MarkDecorator:
    """Pack, clause and names: a test for each row, marked with its clause."""
    found = [
        pytest.param(name, clause, names.split(), marks=pytest.mark.clause(clause)) for name, clause, names in rows
    ]
    return pytest.mark.parametrize(("name", "clause", "names"), found)


@each(
    ("suihua-2019", "SH-41", "高校毕业生 职业院校毕业生"),
    ("xuchang-2019", "XC-07", "贫困劳动力"),
    ("ordos-2019", "OD-14", "贫困家庭子女 贫困劳动力 两后生 农村牧区转移劳动者 下岗失业人员 转岗职工 退役军人 残疾人"),
    ("cixi-2020", "CX-20", "贫困家庭子女 贫困劳动力 两后生 农村转移就业劳动者 下岗失业人员 转岗职工 退役军人 未就业随军家属 残疾人"),
    ("qijiang-2019", "QJ-10", "贫困家庭子女 贫困劳动力 两后生 农村转移就业劳动者 下岗失业人员 转岗职工 退役军人 残疾人"),
)  # fmt: skip
def test_a_fee_is_looked_at_from_everybody_who_is_trained_free(name: str, clause: str, names: Iterable[str]) -> None:
    for group in names:
        charged = got(name, category=group, fee_fen=1)
        assert {r.code: (r.hardness, r.clause) for r in charged.reasons}["condition.charged"] == (WARN, clause), group
    assert "condition.charged" not in against(got(name, category="企业职工", fee_fen=1))


@each(
    ("ordos-2019", "OD-15", "贫困劳动力 就业困难人员 零就业家庭成员 “两后生”中的农村牧区学员 “两后生”中的城市低保家庭成员"),
    ("cixi-2020", "CX-21", "贫困劳动力 就业困难人员 残疾人 零就业家庭成员 “两后生”中的农村学员 “两后生”中的城市低保家庭学员"),
    ("qijiang-2019", "QJ-10", "贫困劳动力 就业困难人员 零就业家庭成员 “两后生”中的农村学员 “两后生”中的城市低保家庭学员"),
)  # fmt: skip
def test_a_living_allowance_is_paid_to_everybody_named_and_to_nobody_else(
    name: str, clause: str, names: Iterable[str]
) -> None:
    own = SchemeFacts(gathered([(6, 45)] * 3), standard_fen=100_000)
    for group in names:
        assert got(name, LIVING, category=group, scheme=own, rate=RATE).amount_fen == 12_000, group
    refused = got(name, LIVING, category="企业职工", scheme=own, rate=RATE)
    assert [(r.code, r.hardness, r.clause) for r in refused.reasons] == [("scheme.group", REFUSE, clause)]


@each(
    ("xuchang-2019", "XC-27", "就业困难人员 零就业家庭成员"),
    ("ordos-2019", "OD-16", "就业困难人员 零就业家庭成员"),
    ("qijiang-2019", "QJ-12", "就业困难人员 零就业家庭成员"),
)
def test_training_at_work_is_paid_to_insured_firms_for_everybody_named(
    name: str, clause: str, names: Iterable[str]
) -> None:
    own = SchemeFacts(months=("2020-06",), insured=True)
    known: dict[str, object] = {"training_type": "以工代训", "rate": RATE}
    for group in names:
        assert got(name, WORK_TRAINING, category=group, scheme=own, **known).granted, group
        bare = got(name, WORK_TRAINING, category=group, scheme=replace(own, insured=False), **known)
        assert [(r.code, r.clause) for r in bare.reasons] == [("scheme.not_insured", clause)]


@each(
    ("xuchang-2019", "XC-30", "贫困劳动力 去产能失业人员 退役军人"),
    ("ordos-2019", "OD-17", "贫困劳动力 去产能失业人员 退役军人"),
    ("cixi-2020", "CX-15", "建档立卡低收入农户家庭劳动力 退役军人 未就业随军家属 对口支援地市建档立卡贫困人员 企业职工"),
    ("qijiang-2019", "QJ-15", "贫困劳动力 去产能失业人员 退役军人"),
)  # fmt: skip
def test_a_project_is_for_everybody_named_and_others_are_looked_at(
    name: str, clause: str, names: Iterable[str]
) -> None:
    known = {"arrangement": "project", "training_type": "项目制培训", "certificate_kind": "培训合格证书"}
    for group in names:
        assert against(got(name, **known, category=group)) == {}, group
    other = got(name, **known, category="高校毕业生")
    assert {r.code: (r.hardness, r.clause) for r in other.reasons}["condition.project_group"] == (WARN, clause)


@each(
    ("xuchang-2019", "XC-24", FIVE),
    ("ordos-2019", "OD-12", FIVE),
    ("cixi-2020", "CX-22", FIVE),
    ("qijiang-2019", "QJ-13", FIVE),
)
def test_each_of_the_five_certificates_is_paid_for_and_no_other_paper(
    name: str, clause: str, names: Iterable[str]
) -> None:
    for kind in names:
        assert got(name, certificate_kind=kind).granted, kind
    (reason,) = got(name, certificate_kind="结业证明").reasons
    assert (reason.code, reason.clause) == ("award.certificate_kind", clause)
    assert "award.certificate" in against(got(name, certificate_kind=None, certificate_number=None))


@pytest.mark.parametrize(
    ("name", "clause", "training_type", "scheme"),
    [
        pytest.param(*row, marks=pytest.mark.clause(row[1]), id=row[1])
        for row in (
            ("suihua-2019", "SH-06", "实用技能培训", PRACTICAL),
            ("xuchang-2019", "XC-26", "以工代训", WORK_TRAINING),
            ("ordos-2019", "OD-16", "以工代训", WORK_TRAINING),
            ("qijiang-2019", "QJ-12", "以工代训", WORK_TRAINING),
            ("cixi-2020", "CX-08", "企业新型学徒制培训", APPRENTICE),
            ("qijiang-2019", "QJ-11", "企业新型学徒制培训", APPRENTICE),
            ("cixi-2020", "CX-11", "以师带徒", MENTOR),
            ("cixi-2020", "CX-12", "公共实训", PRACTICE),
            ("cixi-2020", "CX-18", "特种作业培训", SPECIAL),
            ("cixi-2020", "CX-19", "紧缺高技能人才岗位", SCARCE),
        )
    ],
)
def test_a_type_of_training_is_paid_by_its_own_scheme_and_a_scheme_pays_for_no_other_type(
    name: str, clause: str, training_type: str, scheme: str
) -> None:
    own, usual = Terms.on(pack(name), DAY, scheme), Terms.on(pack(name), DAY, TRAINING)
    assert misfit(training_type, own) is None
    wrong, other = misfit(training_type, usual), misfit("就业技能培训", own)
    assert wrong is not None and (wrong.code, wrong.clause, scheme in wrong.text()) == ("scheme.other", clause, True)
    assert other is not None and (other.code, other.clause) == ("scheme.type", clause)


@pytest.mark.clause("CX-19")
@pytest.mark.parametrize("kind", ["职业资格证书", "职业技能等级证书"])
@pytest.mark.parametrize("level", ["二级/技师", "一级/高级技师"])
def test_a_scarce_post_is_paid_at_both_levels_and_by_both_certificates(level: str, kind: str) -> None:
    known: dict[str, object] = {
        "category": "企业一线在岗职工",
        "training_type": "紧缺高技能人才岗位",
        "certificate_kind": kind,
        "certificate_date": date(2020, 5, 20),
        "claimed_on": DAY,
        "scheme": SchemeFacts(months=("2020-06",)),
        "rate": RATE,
    }
    assert got("cixi-2020", SCARCE, **known, level=level).amount_fen == 4_000
    assert "scheme.level" in against(got("cixi-2020", SCARCE, **known, level="三级/高级工"))
    paper = {**known, "certificate_kind": "培训合格证书"}
    assert "award.certificate_kind" in against(got("cixi-2020", SCARCE, **paper, level=level))


@pytest.mark.parametrize(
    ("name", "clause", "said"),
    [
        pytest.param(*row, marks=pytest.mark.clause(row[1]), id=row[1])
        for row in (
            ("xuchang-2019", "XC-25", "同一职业同一等级"),
            ("ordos-2019", "OD-12", "同一职业同一等级"),
            ("cixi-2020", "CX-22", "同一职业同一等级"),
            ("qijiang-2019", "QJ-13", "同一职业项目同一等级"),
        )
    ],
)
def test_the_same_occupation_and_level_is_refused_in_the_words_of_the_circular(
    name: str, clause: str, said: str
) -> None:
    (reason,) = got(name, past_repeats=1).reasons
    assert (reason.code, reason.hardness, reason.clause) == ("award.repeat", REFUSE, clause)
    assert said in reason.text()


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        pytest.param(name, first, date(2021, 12, 31), marks=pytest.mark.clause(clause), id=clause)
        for name, clause, first in (
            ("suihua-2019", "SH-01", date(2019, 1, 1)),
            ("xuchang-2019", "XC-01", date(2019, 1, 1)),
            ("ordos-2019", "OD-01", date(2019, 1, 1)),
            ("cixi-2020", "CX-02", date(2020, 1, 1)),
            ("qijiang-2019", "QJ-01", date(2019, 1, 1)),
        )
    ],
)
def test_training_is_paid_that_begins_from_the_first_to_the_last_day_of_the_action(
    name: str, first: date, last: date
) -> None:
    inside = {day: "award.period" not in against(got(name, on=day)) for day in (first - ONE, first, last, last + ONE)}
    assert list(inside.values()) == [False, True, True, False]
