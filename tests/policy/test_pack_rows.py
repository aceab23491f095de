"""What a reader of each clause expects the rows of its pack to say: who, how much, how often, by which step."""

import re
from functools import cache
from pathlib import Path

import pytest

from app.award.cases.pack_file import load_pack
from app.kernel.texts import RESOURCES
from tests.marks import PACKS
from tests.packs import bare, numbers_of
from tests.rows import Place, figures, named, places, short

# fmt: off
ROWS: tuple[tuple[str, dict[str, str | tuple[str, ...]]], ...] = (
    ("SH-01", {"training+practical/term": "in_term yes"}),
    ("SH-04", {"catalogue/occupation": "by occupation level 元/人"}),
    ("SH-06", {"training/other": "own_scheme unknown", "practical/type": "training_type in 实用技能培训",
               "practical/group": "groups in 2 items", "practical/subject": "practical_subject in 3 items",
               "practical/rate": "start 100 a day", "fact/practical_subject": "choice of class: 3 items"}),
    ("SH-07", {"practical/days": "days of 6 periods of 40 minutes"}),
    ("SH-15", {"training/unrated": "training_type not 2 items"}),
    ("SH-30", {"training/unassessed": "result known", "training/failed": "result not failed unknown pass",
               "training/rate": "start catalogue occupation", "practical/unassessed": "result known",
               "practical/failed": "result not failed unknown pass"}),
    ("SH-41", {"training+practical/charged": "groups in 2 items: fee most 0 unknown pass warn"}),
    ("XC-01", {"training+work+equipment/term": "in_term yes"}),
    ("XC-05", {"fact/industry_chain": "choice of class: 10 items", "fact/emerging_industry": "choice of class: 9 items"}),
    ("XC-07", {"training/charged": "groups in 贫困劳动力: fee most 0 unknown pass warn"}),
    ("XC-12", {"training/firm_age": "training_type in 创业培训: groups in 小微企业主: "
                 "groups not 有创业愿望的人员: firm_opened_on least start -5 years most start"}),
    ("XC-15", {"equipment": "fund 就业补助资金", "equipment/education_fund": "education_fund yes",
               "equipment/institution_kind": "institution_kind in 2 items",
               "equipment/facility_kind": (
                 "facility in studio: institution_kind not 高技能人才培训基地 unknown pass warn",
                 "facility in base: institution_kind not 技能大师工作室 unknown pass warn"),
               "equipment/once": "most 1 of equipment same facility",
               "equipment/share": "start fact equipment_value 20%",
               "equipment/ceiling": "most facility in base: 500000, facility in studio: 100000",
               "equipment/fund": "就业补助资金"}),
    ("XC-16", {"training/unrated": "training_type not 2 items"}),
    ("XC-23", {"training/locality": "locality in 3 items warn"}),
    ("XC-24", {"training/failed": "result not failed unknown pass", "training/certificate": "certificate yes",
               "training/certificate_kind": "certificate_kind in 5 items unknown pass",
               "training/certificate_early": "certificate_date least start unknown pass",
               "training/rate": "start catalogue occupation"}),
    ("XC-25", {"training/yearly_limit": "most 3 of training in 1 year principle",
               "training/repeat": "most 1 of training same occupation level"}),
    ("XC-26", {"training/other": "own_scheme unknown", "work": "months most 6 from way in any: hired_on +6 months",
               "work/any": "groups in 贫困劳动力: groups in 贫困劳动力 & hired_on known",
               "work/type": "training_type in 以工代训", "work/rate": "start 200 a month"}),
    ("XC-27", {"work/insured": "groups in 2 items: insured yes & groups in 2 items"}),
    ("XC-28", {"training/work_training": "training_type in 岗前培训: most 0 of work",
               "work/work_training": "most 0 of training with training_type 岗前培训"}),
    ("XC-30", {"training/project_group": "arrangement in project: groups in 3 items warn"}),
    ("XC-40", {"catalogue/occupation": "by occupation level 元/人"}),
    ("OD-01", {"training+living+work+insured/term": "in_term yes"}),
    ("OD-05", {"training/alternative": "most 0 of insured same occupation level",
               "insured/failed": "result not failed unknown pass", "insured/certificate": "certificate yes",
               "insured/certificate_early": "certificate_date least start unknown pass",
               "insured/group": "groups in 企业职工",
               "insured/alternative": "most 0 of training same occupation level",
               "insured/rate": "start catalogue insured"}),
    ("OD-12", {"training/locality": "locality in 3 items warn", "training/failed": "result not failed unknown pass",
               "training/certificate": "certificate yes",
               "training/certificate_kind": "certificate_kind in 5 items unknown pass",
               "training/certificate_early": "certificate_date least start unknown pass",
               "training/yearly_limit": "most 3 of training in 1 year",
               "training/repeat": "most 1 of training same occupation level",
               "training/rate": "start catalogue occupation",
               "insured/certificate_kind": "certificate_kind in 5 items unknown pass",
               "insured/repeat": "most 1 of insured same occupation level"}),
    ("OD-13", {"training+living+work+insured/retired": "draws_pension in no: retired in no unknown pass warn",
               "training+living+work+insured/pension": "draws_pension not yes"}),
    ("OD-14", {"training+living+insured/charged": "groups in 8 items: fee most 0 unknown pass warn"}),
    ("OD-15", {"living": "days fund 就业补助资金", "living/failed": "result not failed unknown pass warn",
               "living/group": "groups in 5 items",
               "living/rate": "start catalogue living a day", "living/fund": "就业补助资金"}),
    ("OD-16", {"training/other": "own_scheme unknown",
               "work": "months most 6 from way in any: hired_on known: hired_on +0 months",
               "work/insured": "groups in 2 items: insured yes & groups in 2 items",
               "work/any": "groups in 贫困劳动力: groups in 贫困劳动力", "work/type": "training_type in 以工代训",
               "work/rate": "start catalogue work a month", "insured/other": "own_scheme unknown"}),
    ("OD-17", {"training/project_group": "arrangement in project: groups in 3 items warn"}),
    ("CX-02", {"training+living+special+apprentice+scarce+mentor+practice/term": "in_term yes"}),
    ("CX-05", {"apprentice/type_group": "training_type in 企业新型学徒制培训: groups in 2 items proof pass warn",
               "training/type_group": (
                 "training_type in 就业技能培训: groups in 8 items proof pass warn",
                 "training_type in 技能提升培训: groups in 3 items proof pass warn",
                 "training_type in 转岗转业培训: groups in 企业职工 proof pass warn",
                 "training_type in 高技能人才培训: groups in 企业职工 proof pass warn",
                 "training_type in 安全技能培训: groups in 高危行业企业从业人员 proof pass warn",
                 "training_type in 创业培训: groups in 有创业意愿的重点对象 proof pass warn")}),
    ("CX-06", {"training/periods": "training_type in 岗前培训: periods least planned_periods",
               "training/speciality_rate": "training_type in 岗前培训: "
                 "start catalogue occupation with level 专项职业能力"}),
    ("CX-08", {"apprentice": "months", "apprentice/type": "training_type in 企业新型学徒制培训",
               "apprentice/failed": "result not failed unknown pass",
               "apprentice/apprentice_kind": "apprentice_kind in 2 items",
               "apprentice/actual": "rate unknown: fee known: start fact fee",
               "apprentice/rate": "start catalogue apprentice a year",
               "apprentice/ceiling": "most apprentice_kind in worker: 6000, apprentice_kind in student: 3000 a year"}),
    ("CX-11", {"mentor/type": "training_type in 以师带徒", "mentor/failed": "result not failed unknown pass",
               "mentor/rate": "start catalogue mentor", "mentor/uplift": "percent 130%"}),
    ("CX-12", {"practice/type": "training_type in 公共实训", "practice/periods": "periods least planned_periods",
               "practice/modules": "modules_done yes", "practice/failed": "result not failed unknown pass",
               "practice/certificate": "certificate yes",
               "practice/certificate_kind": "certificate_kind in 实训合格证书 unknown pass",
               "practice/certificate_early": "certificate_date least start unknown pass",
               "practice/rate": "start catalogue practice"}),
    ("CX-14", {"training+special/locality": "locality in 4 items"}),
    ("CX-15", {"training+special/project_group": "arrangement in project: groups in 5 items warn",
               "training/certificate_kind": "arrangement in project: training_type not 岗前培训: "
                 "certificate_kind in 2 items unknown pass"}),
    ("CX-16", {"catalogue/occupation": "by occupation level 元/人"}),
    ("CX-17", {"training/periods": "training_type in 短期岗位技能培训: periods least planned_periods",
               "training/short_course_rate": "training_type in 短期岗位技能培训: "
                 "start catalogue occupation with level 专项职业能力"}),
    ("CX-18", {"training/other": "own_scheme unknown", "special/type": "training_type in 特种作业培训",
               "special/failed": "result not failed unknown pass", "special/certificate": "certificate yes",
               "special/certificate_kind": "certificate_kind in 特种作业操作证书 unknown pass",
               "special/certificate_early": "certificate_date least start unknown pass",
               "special/fee": "start fact fee", "special/ceiling": "most 600"}),
    ("CX-19", {"scarce": "months most 36 from certificate_date beyond the term",
               "scarce/type": "training_type in 紧缺高技能人才岗位", "scarce/group": "groups in 企业一线在岗职工",
               "scarce/level": "level in 2 items", "scarce/certificate": "certificate yes",
               "scarce/certificate_kind": "certificate_kind in 2 items unknown pass",
               "scarce/undated": "certificate_date known",
               "scarce/claimed_late": "claimed_on most certificate_date +5 years unknown pass",
               "scarce/rate": "start catalogue scarce a month"}),
    ("CX-20", {"training+living+mentor+practice/charged": "groups in 9 items: fee most 0 unknown pass warn"}),
    ("CX-21", {"living": "days", "living/failed": "result not failed unknown pass warn",
               "living/group": "groups in 6 items",
               "living/yearly_limit": "most 1 of living in 1 year", "living/rate": "start 40 a day",
               "living/ceiling": "most catalogue standard"}),
    ("CX-22", {"mentor/repeat": "most 1 of mentor same occupation level",
               "practice/repeat": "most 1 of practice same occupation level",
               "training/failed": "training_type not 岗前培训: result not failed unknown pass",
               "training/certificate": "training_type not 岗前培训: certificate yes",
               "training/certificate_kind": "arrangement not project: training_type not 岗前培训: "
                 "certificate_kind in 5 items unknown pass",
               "training/certificate_early": "training_type not 岗前培训: certificate_date least start unknown pass",
               "training/yearly_limit": "most 3 of training special in 1 year principle",
               "training/repeat": "most 1 of training special same occupation level",
               "training/rate": "start catalogue occupation",
               "special/yearly_limit": "most 3 of training special in 1 year principle",
               "special/repeat": "most 1 of training special same occupation level"}),
    ("QJ-01", {"training+living+work+apprentice+insured/term": "in_term yes"}),
    ("QJ-05", {"living/fund": "就业补助资金"}),
    ("QJ-10", {"living/failed": "result not failed unknown pass warn",
               "training+living+insured/charged": "groups in 8 items: fee most 0 unknown pass warn",
               "training/alternative": "most 0 of insured same occupation level", "living": "days fund 就业补助资金",
               "living/group": "groups in 5 items", "living/rate": "start catalogue living a day",
               "insured/failed": "result not failed unknown pass", "insured/certificate": "certificate yes",
               "insured/certificate_early": "certificate_date least start unknown pass",
               "insured/group": "groups in 企业职工",
               "insured/alternative": "most 0 of training same occupation level",
               "insured/rate": "start catalogue insured"}),
    ("QJ-11", {"apprentice": "months", "apprentice/type": "training_type in 企业新型学徒制培训",
               "apprentice/failed": "result not failed unknown pass",
               "apprentice/below_floor": "rate least 4000 unknown pass",
               "apprentice/rate": "start catalogue apprentice a year"}),
    ("QJ-12", {"training/other": "own_scheme unknown",
               "work": "months most 6 from way in any: hired_on known: hired_on +0 months",
               "work/insured": "groups in 2 items: insured yes & groups in 2 items",
               "work/any": "groups in 贫困劳动力: groups in 贫困劳动力", "work/type": "training_type in 以工代训",
               "work/rate": "start catalogue work a month", "insured/other": "own_scheme unknown"}),
    ("QJ-13", {"insured/repeat": "most 1 of insured same occupation level",
               "training/locality": "locality in 3 items warn", "training/failed": "result not failed unknown pass",
               "training/certificate": "certificate yes",
               "training/certificate_kind": "certificate_kind in 5 items unknown pass",
               "training/certificate_early": "certificate_date least start unknown pass",
               "training/yearly_limit": "most 3 of training in 1 year principle",
               "training/repeat": "most 1 of training same occupation level",
               "training/rate": "start catalogue occupation",
               "insured/certificate_kind": "certificate_kind in 5 items unknown pass"}),
    ("QJ-14", {"training+living+work+apprentice+insured/retired": "draws_pension in no: retired in no unknown pass warn",
               "training+living+work+apprentice+insured/pension": "draws_pension not yes"}),
    ("QJ-15", {"training/project_group": "arrangement in project: groups in 3 items warn"}),
)
# fmt: on
"""By clause and path: the facts that a row tests, the figures and the words that decide; a list by its length."""
OTHERWISE = {
    "XC-12": {"有创业愿望的人员"},
    "XC-28": {"岗前培训"},
    "XC-16": {"企业新型学徒制培训", "现代学徒制培训"},
    "OD-15": {"“两后生”中的城市低保家庭成员"},
    "CX-05": {"企业新型学徒制培训", "学生学徒"},
    "CX-06": {"岗前培训"},
    "CX-15": {"岗前培训"},
    "CX-17": {"短期岗位技能培训"},
    "CX-18": {"特种作业操作证书"},
    "CX-19": {"职业技能等级证书", "二级/技师", "一级/高级技师"},
    "CX-21": {"“两后生”中的城市低保家庭学员"},
    "CX-22": {"岗前培训"},
    "QJ-10": {"“两后生”中的城市低保家庭学员"},
}
"""What a row names otherwise than the words of its clause."""
UNSAID = re.compile("免费|重复|或参保职工技能提升补贴")
"""Words that stand for a limit without a figure: at most none, or at most this one."""


@cache
def rows(prefix: str) -> tuple[Place, ...]:
    """What the rows of the pack say whose clauses begin with these two letters."""
    text = (RESOURCES / "packs" / f"{PACKS[prefix]}.toml").read_text(encoding="utf-8")
    return tuple(places(load_pack(text)))


def below(clause: str) -> list[Place]:
    """What the rows below one clause say."""
    return [place for place in rows(clause[:2]) if place.source.clause == clause]


CLAUSES = [pytest.param(clause, id=clause, marks=pytest.mark.clause(clause)) for clause, _ in ROWS]


@pytest.mark.parametrize("clause", CLAUSES)
def test_the_rows_of_a_clause_say_what_its_reader_expects(clause: str) -> None:
    said: dict[str, list[str]] = {}
    for place in below(clause):
        if short(place.said):
            said.setdefault(place.path, []).append(short(place.said))
    assert {path: found[0] if len(found) == 1 else tuple(found) for path, found in said.items()} == dict(ROWS)[clause]


def test_no_clause_has_rows_that_no_reader_expects() -> None:
    told = {place.source.clause for prefix in PACKS for place in rows(prefix)}
    assert told == {clause for clause, _ in ROWS}


@pytest.mark.parametrize("clause", CLAUSES)
def test_what_a_row_names_stands_in_its_quotation_or_is_known_to_be_put_otherwise(clause: str) -> None:
    unquoted = {name for place in below(clause) for name in named(place.said) if name not in bare(place.source.quote)}
    assert unquoted == OTHERWISE.get(clause, set())


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_figure_of_a_row_is_said_in_its_quotation_in_its_own_unit_or_in_years(clause: str) -> None:
    for place in below(clause):
        quote = bare(place.source.quote)
        said = numbers_of(quote) | ({0, 1} if UNSAID.search(quote) else set())
        said |= {int(years) * 12 for years in re.findall(r"(\d+)年", quote)}
        assert figures(place.said) <= said, place.path


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_row_quotes_the_circular_word_for_word(clause: str) -> None:
    circular = Path(__file__).parent / "circulars" / f"{PACKS[clause[:2]]}.txt"
    text = bare(circular.read_text(encoding="utf-8"))
    for row in below(clause):
        at = 0
        for piece in bare(row.source.quote).split("…"):
            found = text.find(piece, at)
            assert found >= 0, f"{row.path}: {piece}"
            at = found + len(piece)
