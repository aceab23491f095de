"""The schemes (补贴项目) by name, each with the keys of the pack that parametrise it. A formula stands in `deciding`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.award import awards
from app.policy.keys import KEYS
from app.policy.pack import Pack

TRAINING, PRACTICAL, LIVING, SPECIAL = "职业培训补贴", "实用技能培训补贴", "生活费补贴", "特种作业培训补贴"
WORK_TRAINING, APPRENTICE, SCARCE = "以工代训补贴", "企业新型学徒制补贴", "紧缺高技能人才岗位补贴"
INSURED, MENTOR, PRACTICE = "参保职工技能提升补贴", "以师带徒补贴", "公共实训补贴"
SPECIALITY_LEVEL = "专项职业能力"
"""The level under which the office's catalogue keeps the 专项能力补贴标准 of an occupation."""
STANDARD = KEYS["minimum_living_standard"].title
"""The name under which the office keeps the local 低保 standard (a month) in its catalogue, where the pack has none."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme: the key that offers it and grants by it, and the keys and rules of its conditions."""

    name: str
    basis: str
    rules: tuple[awards.Rule, ...] = ()
    named: bool = False
    """Whether the basis is a list that must name the scheme."""
    types: str = ""
    """List of the training types that it pays; '' for all that no other scheme pays."""
    groups: str = ""
    cases: tuple[str, ...] = ()
    """Lists of groups of which the formula makes cases, in the place of `groups`."""
    subjects: str = ""
    levels: str = ""
    certificates: str = ""
    limit: str = "yearly_limit"
    """The key that limits awards by their number in a year; '' for none."""
    once: str = ""
    """The key by which it is paid once for an occupation and level, where it does not share the limit of a year."""
    counted: tuple[str, ...] = ()
    """Schemes whose awards count for the limit of this one."""
    result: str = "award_formula"
    """The key whose clause asks for the result or the certificate."""
    needs: tuple[str, ...] = ()
    """Keys without which a claim is not fully checked."""
    own_rate: bool = False
    """Whether it pays by a rate that the office keeps under the scheme's name, where the pack states none."""
    stated_rate: str = ""
    """The key under which a pack may state that rate itself."""
    by_level: bool = False
    """Whether the office's rate is that of the class's level."""
    by_day: bool = False
    """Whether it pays days attended: each day of a person once, in whatever class."""
    by_month: bool = False
    """Whether it pays months at work (在岗月份), not periods taught."""
    months: str = ""
    """The key that says how many months it pays a person at most, ever."""
    outlives: str = ""
    """The key that says whether its months go on after the action's last day; '' for never."""

    @property
    def for_whom(self) -> tuple[str, ...]:
        """Every list of groups that it is for, of which a person's category must be proven."""
        return self.cases or (self.groups,)

    @property
    def certified(self) -> bool:
        """Whether it may be paid for a certificate."""
        return self.name == TRAINING or bool(self.certificates) or not set(awards.HELD).isdisjoint(self.rules)

    def offered_by(self, pack: Pack, day: date | None) -> bool:
        """Whether a pack offers it on a day, or at all."""
        if self.named:
            return self.name in pack.list(self.basis, day)
        return any(value.key == self.basis and (day is None or value.holds(day)) for value in pack.values)


SCHEMES: Mapping[str, Scheme] = {
    scheme.name: scheme
    for scheme in (
        Scheme(TRAINING, "award_formula", counted=(TRAINING, SPECIAL)),
        Scheme(
            PRACTICAL,
            "practical_rate",
            (*awards.PERSON, *awards.QUALIFIED_ONLY, *awards.LIMITS, *awards.LOOK),
            types="practical_types",
            groups="practical_groups",
            subjects="practical_subjects",
            limit="practical_yearly_limit",
            counted=(PRACTICAL,),
            needs=("practical_groups", "practical_day_periods", "practical_period_minutes", "practical_yearly_limit"),
            by_day=True,
        ),
        Scheme(
            LIVING,
            "living_allowance_groups",
            (*awards.PERSON, *awards.LIMITS, *awards.LOOK),
            groups="living_allowance_groups",
            limit="living_allowance_yearly_limit",
            counted=(LIVING,),
            needs=("living_allowance_rate", "living_allowance_ceiling", "living_allowance_yearly_limit"),
            own_rate=True,
            stated_rate="living_allowance_rate",
            by_day=True,
        ),
        Scheme(
            SPECIAL,
            "special_operation_ceiling",
            (*awards.PERSON, *awards.CERTIFIED_ONLY, *awards.LIMITS, *awards.LOOK),
            types="special_operation_types",
            certificates="special_operation_certificates",
            counted=(TRAINING, SPECIAL),
            result="special_operation_ceiling",
            needs=("yearly_limit", "no_repeat", "special_operation_certificates"),
        ),
        Scheme(
            WORK_TRAINING,
            "work_training_months",
            (*awards.PERSON, *awards.LOOK),
            types="work_training_types",
            cases=("work_training_groups", "work_training_insured_groups"),
            limit="",
            counted=(WORK_TRAINING,),
            needs=("work_training_rate",),
            own_rate=True,
            stated_rate="work_training_rate",
            by_month=True,
            months="work_training_months",
        ),
        Scheme(
            APPRENTICE,
            "apprentice_types",
            (*awards.PERSON, *awards.NOT_FAILED, *awards.LOOK),
            types="apprentice_types",
            limit="",
            counted=(APPRENTICE,),
            result="apprentice_types",
            own_rate=True,
            by_month=True,
        ),
        Scheme(
            SCARCE,
            "scarce_post_months",
            (*awards.PERSON, *awards.LOOK),
            types="scarce_post_types",
            groups="scarce_post_groups",
            levels="scarce_post_levels",
            certificates="scarce_post_certificates",
            limit="",
            counted=(SCARCE,),
            result="scarce_post_levels",
            needs=("scarce_post_claim_years", "scarce_post_levels", "scarce_post_groups", "scarce_post_certificates"),
            own_rate=True,
            by_level=True,
            by_month=True,
            months="scarce_post_months",
            outlives="scarce_post_outlives",
        ),
        Scheme(
            INSURED,
            "alternative_subsidies",
            (*awards.PERSON, *awards.CERTIFIED_ONLY, *awards.LIMITS, *awards.LOOK),
            named=True,
            groups="insured_worker_groups",
            limit="",
            once="no_repeat",
            counted=(INSURED,),
            result="alternative_subsidies",
            needs=("payable_certificates", "no_repeat"),
            own_rate=True,
            by_level=True,
        ),
        Scheme(
            MENTOR,
            "mentor_uplift",
            (*awards.PERSON, *awards.NOT_FAILED, *awards.LOOK),
            types="mentor_types",
            limit="",
            counted=(MENTOR,),
            result="mentor_uplift",
            own_rate=True,
        ),
        Scheme(
            PRACTICE,
            "practice_conditions",
            (*awards.PERSON, *awards.LOOK),
            types="practice_types",
            certificates="practice_certificates",
            limit="",
            counted=(PRACTICE,),
            result="practice_conditions",
            needs=("practice_certificates",),
            own_rate=True,
        ),
    )
}
"""Every scheme that is paid on a class. CX-22 counts 培训补贴项目: 特种作业 and 职业培训补贴 share their limits."""
