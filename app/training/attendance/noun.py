"""What attendance is called, its columns, and the table that brings it."""

from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded, shown
from app.kernel.fields import Field
from app.kernel.noun import Inside, Noun, TableImport
from app.training.enrolment.noun import ENROLMENT
from app.training.trainee.noun import TRAINEE
from app.training.training_class.noun import CLASS

HELD = ("periods", "minutes")
"""What somebody attended on a day: so many periods of so many minutes."""
_SIGNED = ("签到", "签到情况", "出勤", "出勤情况", "到课", "到课情况", "考勤", "考勤情况", "是否到课", "是否出勤")
"""Columns of marks, √ for who was there; but a signature may stand below 签到."""
_CLOCKED = tuple(clock + when for clock in ("打卡", "刷卡", "签到") for when in ("日期", "时间"))
"""Columns of a punch clock that tell the day, with or without the time of it."""
_MINUTES = r"(?:每|一)[个节]?(?:课时|学时|节课)\D{0,2}(\d{2,3})\s*分"

ATTENDANCE = Noun(
    __package__,
    "attendance",
    "考勤",
    "attendance",
    columns=(
        shown(ENROLMENT["seq"]),
        shown(CLASS["number"], "class_number", sent=True),
        named(TRAINEE["name"], "enrolment_uid", "名册编号", asked=Asked.NEVER, imported=False),
        shown(TRAINEE["id_number"], sent=True),
        recorded(Field("day", "日期", k.DATE, True, aliases=("考勤日期", "上课日期"), hints=_CLOCKED)),
        recorded(
            Field("periods", "课时", k.COUNT, True, "当天实际参训的课时", aliases=("课时数",), hints=_SIGNED),
            total=True,
        ),
        recorded(Field("minutes", "每课时分钟", k.COUNT, True, aliases=("每课时分钟数",), stated=_MINUTES)),
    ),
    states={"active": "有效"},
    label=("name", "day"),
    inside=(Inside("class", known=("class_number",)),),
    imports=(
        TableImport(
            *("attendance", "考勤", "导入考勤"),
            fields=("id_number", TRAINEE["name"].optional(), "day", *HELD),
            into="class",
            verb="attendance",
            of_people=True,
            kept=("id_number",),
            by_day=True,
        ),
    ),
    stated=False,
    origin_listed=False,
    sheet_label="name",
    remade="enrolment_uid",
)
