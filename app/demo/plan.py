"""What the example office has: its institutions, rates, classes and planted faults, as tables. All names are invented."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from app.demo.people import card, credit_code

FIVE, FOUR, NONE = "五级/初级工", "四级/中级工", "不分等级"
SAMPLE_DOCUMENT = "示例标准（非正式文件）"
RATES_SINCE = date(2019, 1, 1)
FOUNDED, LAST_DAY = date(2019, 9, 2), date(2021, 10, 22)
"""The first and the last day on which something is done in the example office."""


@dataclass(frozen=True)
class School:
    """An institution and the day on which it is put on the published list; None leaves it a draft."""

    name: str
    kind: str
    leader: str
    programmes: str
    listed_on: date | None
    serial: int

    def texts(self) -> dict[str, str]:
        """What is registered of it."""
        return {
            "name": self.name,
            "uscc": credit_code(self.serial),
            "kind": self.kind,
            "leader": self.leader,
            "phone": f"023-{48000000 + self.serial}",
            "address": f"重庆市綦江区示例大道{self.serial}号",
            "bank": "示例银行綦江支行",
            "account": card(900_000_000 + self.serial),
            "programmes": self.programmes,
        }


_serial = count(1)
TECH, NANYU, FLAVOUR, CLOUD, PRINTS, FARM, GEAR, SUNNY = SCHOOLS = tuple(
    School(f"{name}（示例）", kind, leader, programmes, listed_on, next(_serial))
    for name, kind, leader, programmes, listed_on in (
        (
            "綦江第一技工学校",
            "职业院校（含技工院校）",
            "周校长",
            f"电工 {FIVE}、{FOUR}；焊工 {FIVE}、{FOUR}；汽车维修工 {FIVE}、{FOUR}",
            date(2019, 9, 10),
        ),
        (
            "綦江渝南职业培训学校",
            "社会培训机构",
            "吴校长",
            f"育婴员 {FIVE}；养老护理员 {FIVE}、{FOUR}；保育员 {FIVE}；家政服务员 {FIVE}",
            date(2019, 9, 10),
        ),
        (
            "綦江巴味烹饪培训学校",
            "社会培训机构",
            "郑师傅",
            f"中式烹调师 {FIVE}、{FOUR}；中式面点师 {FIVE}；餐厅服务员 {FIVE}",
            date(2019, 9, 10),
        ),
        ("綦江云商培训中心", "社会培训机构", "钱主任", f"电子商务师 {FIVE}、{FOUR}", date(2019, 9, 24)),
        ("綦江农民版画工作室", "技能大师工作室", "李师傅", f"版画制作 {NONE}", date(2019, 9, 24)),
        ("綦江农牧培训基地", "公共实训基地", "冯站长", f"家畜饲养员 {FIVE}；农艺工 {FIVE}", date(2019, 9, 24)),
        (
            "綦江齿轮职工培训中心",
            "企业职工培训中心",
            "唐工",
            f"机床装调维修工 {FOUR}；起重装卸机械操作工 {FIVE}；低压电工作业 {NONE}",
            date(2019, 11, 12),
        ),
        ("綦江朝阳职业培训学校", "社会培训机构", "曾校长", f"保育员 {FIVE}", None),
    )
)

RATES: dict[tuple[str, str], int] = {
    ("电工", FIVE): 1200,
    ("电工", FOUR): 1500,
    ("焊工", FIVE): 1300,
    ("焊工", FOUR): 1600,
    ("汽车维修工", FIVE): 1200,
    ("汽车维修工", FOUR): 1500,
    ("育婴员", FIVE): 1400,
    ("养老护理员", FIVE): 1300,
    ("养老护理员", FOUR): 1600,
    ("保育员", FIVE): 1100,
    ("家政服务员", FIVE): 1000,
    ("中式烹调师", FIVE): 1300,
    ("中式烹调师", FOUR): 1600,
    ("中式面点师", FIVE): 1200,
    ("餐厅服务员", FIVE): 900,
    ("电子商务师", FIVE): 1200,
    ("电子商务师", FOUR): 1500,
    ("版画制作", NONE): 800,
    ("家畜饲养员", FIVE): 1000,
    ("农艺工", FIVE): 1000,
    ("机床装调维修工", FOUR): 1700,
    ("起重装卸机械操作工", FIVE): 1400,
    ("低压电工作业", NONE): 700,
}
"""元 per person by occupation and level; the circular gives none, so these are examples and say so."""

SECTIONS = {"古南街道": 900, "文龙街道": 700}
"""Towns to which a part of 区人力社保局's target of 2020 is given."""
SPLIT_UNIT, SPLIT_YEAR = "区人力社保局", 2020


@dataclass(frozen=True)
class Course:
    """A training class: where it ends up (`state`), how many people only this class has, and where its claim ends up."""

    unit: str
    school: School
    occupation: str
    level: str
    starts_on: date
    people: int
    state: str = "accepted"
    claim: str = "paid"
    training_type: str = "就业技能培训"
    certificate: str = "职业技能等级证书"
    weeks: int = 3
    claim_on: date | None = None
    voided_first: bool = False
    """Whether a first claim was made in error and cancelled."""

    @property
    def ends_on(self) -> date:
        """The Friday of its last week."""
        return self.starts_on + timedelta(weeks=self.weeks - 1, days=4)

    def texts(self, size: int) -> dict[str, str]:
        """What is entered to open it."""
        title = self.occupation if self.level == NONE else f"{self.occupation}{self.level.split('/')[1]}"
        return {
            "name": f"{self.starts_on.year}年{title}培训班",
            "institution_name": self.school.name,
            "unit_name": self.unit,
            "occupation": self.occupation,
            "level": self.level,
            "training_type": self.training_type,
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "place": f"{self.school.name}实训楼",
            "theory_periods": str(16 * self.weeks),
            "practice_periods": str(24 * self.weeks),
            "planned_count": str(size),
            "leader": self.school.leader,
            "contact_phone": self.school.texts()["phone"],
        }


_UPGRADE, _FARMERS, _SAFETY = "职业技能提升培训", "职业农民技能培训", "安全技能培训"
COURSES = (
    Course("区人力社保局", TECH, "电工", FOUR, date(2019, 10, 14), 42),
    Course("区妇联", NANYU, "育婴员", FIVE, date(2019, 10, 28), 38),
    Course("区扶贫办", FARM, "家畜饲养员", FIVE, date(2019, 11, 18), 44, training_type=_FARMERS),
    Course("区文化旅游委", PRINTS, "版画制作", NONE, date(2019, 12, 2), 30, certificate="专项职业能力证书"),
    Course("区总工会", FLAVOUR, "中式面点师", FIVE, date(2020, 2, 17), 36, state="void", training_type=_UPGRADE),
    Course("古南街道", NANYU, "养老护理员", FIVE, date(2020, 4, 13), 40),
    Course("区商务委", CLOUD, "电子商务师", FIVE, date(2020, 5, 18), 42),
    Course("区退役军人事务局", TECH, "焊工", FIVE, date(2020, 7, 6), 38),
    Course("区教委", TECH, "汽车维修工", FIVE, date(2020, 7, 13), 41, training_type="劳动预备培训"),
    Course("区住房城乡建委", TECH, "电工", FOUR, date(2020, 9, 7), 43, training_type=_UPGRADE),
    Course("区农业农村委", FARM, "农艺工", FIVE, date(2020, 11, 2), 45, training_type=_FARMERS),
    Course(
        *("区应急局", GEAR, "低压电工作业", NONE, date(2021, 3, 8), 40),
        claim="cleared",
        training_type=_SAFETY,
        certificate="特种作业操作证书",
        claim_on=date(2021, 9, 22),
        voided_first=True,
    ),
    Course(
        *("区经济信息委", GEAR, "机床装调维修工", FOUR, date(2021, 4, 12), 36),
        claim="noticed",
        training_type=_UPGRADE,
        claim_on=date(2021, 10, 11),
    ),
    Course(
        *("区卫生健康委", NANYU, "养老护理员", FOUR, date(2021, 5, 10), 37),
        claim="approved",
        claim_on=date(2021, 10, 11),
    ),
    Course("区交通局", TECH, "汽车维修工", FOUR, date(2021, 6, 7), 39, claim="reviewed", claim_on=date(2021, 10, 11)),
    Course(
        "文龙街道", FLAVOUR, "中式烹调师", FIVE, date(2021, 6, 21), 42, claim="submitted", claim_on=date(2021, 10, 12)
    ),
    Course(
        *("区国资委", GEAR, "起重装卸机械操作工", FIVE, date(2021, 7, 12), 35),
        claim="returned",
        training_type=_UPGRADE,
        claim_on=date(2021, 10, 12),
    ),
    Course("团区委", CLOUD, "电子商务师", FOUR, date(2021, 8, 9), 38, claim="draft", claim_on=date(2021, 10, 13)),
    Course("区司法局", FLAVOUR, "中式面点师", FIVE, date(2021, 9, 6), 30, state="ended"),
    Course("区市场监管局", FLAVOUR, "餐厅服务员", FIVE, date(2021, 10, 11), 40, state="running"),
    Course("区总工会", TECH, "焊工", FOUR, date(2021, 10, 25), 42, state="approved", training_type=_UPGRADE),
    Course("区人力社保局", NANYU, "保育员", FIVE, date(2021, 10, 25), 41, state="submitted"),
    Course("区妇联", NANYU, "家政服务员", FIVE, date(2021, 10, 25), 38, state="returned"),
    Course("区商务委", CLOUD, "电子商务师", FIVE, date(2021, 10, 25), 0, state="draft"),
)
WALK, WALK_PEOPLE = 23, 30
"""The class that is open without a roster, and how many people the file for it has: the walk to do by hand."""

SEVERAL = ((5, 6, 7, 10), (0, 9), (7, 8))
"""People in several classes (places in COURSES): four in 2020; one occupation and level twice; two at the same time."""
PENSIONER = (5, 3)
"""Class and row of a person who draws a monthly pension (QJ-14)."""
ONE_CARD = (6, range(10, 16))
"""Class and rows of six people with one bank account."""
UNCERTIFIED = (2, 8)
"""Class and row of a person who passed and has no certificate (QJ-13)."""
FAILED = ((3, 4), (9, 2), (WALK, 6))
"""Classes and rows of people who failed (QJ-13)."""
