"""Tables of OpenDocument (.ods), written as LibreOffice writes them."""

import zipfile
from collections.abc import Collection, Sequence
from html import escape
from pathlib import Path

from tests.data.cell_values import Error, Formula, Value
from tests.data.xls_records import Area

KIND = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = {"office": "office", "table": "table", "text": "text", "manifest": "manifest"}
_NAMES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _SPACES)
_NAMES += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def ods(
    path: Path, rows: Sequence[Sequence[Value]], *, hidden: Collection[int] = (), merged: Sequence[Area] = ()
) -> Path:
    """A workbook with a sheet 花名册."""
    spans = {top: (bottom[0] - top[0] + 1, bottom[1] - top[1] + 1) for top, bottom in merged}
    lines = []
    for n, row in enumerate(rows):
        mark = ' table:visibility="filter"' if n in hidden else ""
        cells = (_cell(value, spans.get((n, place), (1, 1))) for place, value in enumerate(row))
        lines.append(f"<table:table-row{mark}>{''.join(cells)}</table:table-row>")
    return raw_ods(path, "".join(lines))


def raw_ods(path: Path, rows: str) -> Path:
    """The same with its rows as XML."""
    table = f'<table:table table:name="花名册">{rows}</table:table>'
    content = (
        f'{_HEAD}<office:document-content {_NAMES} office:version="1.2"><office:body><office:spreadsheet>{table}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", KIND, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", f"{_HEAD}<manifest:manifest {_NAMES}>{entry}</manifest:manifest>")
        archive.writestr("content.xml", content)
    return path


def _cell(value: Value, span: tuple[int, int]) -> str:
    tag = ""
    if span != (1, 1):
        tag = f' table:number-columns-spanned="{span[1]}" table:number-rows-spanned="{span[0]}"'
    if isinstance(value, Formula):
        tag, value = f'{tag} table:formula="of:=1"', value.result
    match value:
        case None:
            return f"<table:table-cell{tag}/>"
        case "":
            return f"<table:table-cell{tag}><text:p/></table:table-cell>"
        case Error(text):
            kind, said = 'office:value-type="string" office:string-value="" calcext:value-type="error"', text
        case bool():
            kind, said = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"', str(value).upper()
        case str():
            kind, said = 'office:value-type="string"', escape(value)
        case _:
            kind, said = f'office:value-type="float" office:value="{value}"', str(value)
    return f"<table:table-cell{tag} {kind}><text:p>{said}</text:p></table:table-cell>"
