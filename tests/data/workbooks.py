"""Workbooks as clerks send them, sound and otherwise; all people in them are generated."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from tests import people

ROSTER = (
    "序号",
    "姓名",
    "身份证号",
    "性别",
    "联系电话",
    "住址",
    "人员类别",
    "是否按月领取养老金",
    "开户银行",
    "银行账号",
)
CATEGORY = "农村转移就业劳动者"


def roster_rows(first: int, last: int) -> list[list[Any]]:
    """Sound rows of a roster for the people of these numbers."""
    return [roster_row(people.person(n), n) for n in range(first, last + 1)]


def roster_row(one: people.Person, n: int = 1) -> list[Any]:
    """One person as a row of a roster."""
    sex = "男" if int(one.id_number[16]) % 2 else "女"
    return [n, one.name, one.id_number, sex, one.phone, f"示例路{n}号", CATEGORY, "否", "示例银行", one.account]


def write(path: Path, rows: Sequence[Sequence[Any]], header: Sequence[str] = ROSTER, above: Sequence[str] = ()) -> Path:
    """A workbook with title rows, a header and rows, as Excel saves it."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("花名册")
        for n, title in enumerate(above):
            sheet.write(n, 0, title)
        for n, row in enumerate([header, *rows], len(above)):
            sheet.write_row(n, 0, row)
    return path


def cell(place: str, text: str) -> str:
    """A text cell in sheet XML."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def raw(
    path: Path,
    sheet_data: str,
    dimension: str = "A1:J3",
    book_properties: str = "",
    after: str = "",
    more: Mapping[str, bytes] | None = None,
) -> Path:
    """A workbook written as XML, to hold what no library would write."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    members = {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{main}" xmlns:r="{office}">{book_properties}'
        '<sheets><sheet name="花名册" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{main}"><dimension ref="{dimension}"/>'
        f"<sheetData>{sheet_data}</sheetData>{after}</worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return path


def raw_rows(rows: Sequence[Sequence[str]], header: Sequence[str] = ROSTER) -> str:
    """Rows of texts as sheet XML; a cell that begins with `<` is taken as it is, with its place filled in for {}."""
    lines = []
    for n, row in enumerate([header, *rows], 1):
        cells = (
            text.replace("{}", f"{chr(65 + place)}{n}") if text.startswith("<") else cell(f"{chr(65 + place)}{n}", text)
            for place, text in enumerate(row)
        )
        lines.append(f'<row r="{n}">{"".join(cells)}</row>')
    return "".join(lines)
