"""A workbook from outside, looked through before anything parses it: what it is, how big, and which cells deceive.

calamine allocates the rectangle around all cells and aborts the process when that is absurd; it inflates without a
limit; it gives error cells and formulas without a cached value as blanks, and says nothing of hidden rows. So the bytes
are scanned first, each format by a module of its own.
"""

import io
import struct
import zipfile
import zlib
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from app.exchange.safe_workbook import ods, xls, xlsb, xlsx
from app.exchange.safe_workbook.archive import Members
from app.exchange.safe_workbook.seen import Inspection
from app.kernel.outcomes import Refused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMATS = {
    "content.xml": ods.look_through,
    "xl/workbook.bin": xlsb.look_through,
    "xl/workbook.xml": xlsx.look_through,
}
"""What looks through an archive, by the member that it is known by."""
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, ParseError, ExpatError, struct.error),
    *(LookupError, ValueError, OSError, EOFError, NotImplementedError),
)
"""What is raised where a file does not hold what its format says."""


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are those of a workbook of any format, and not of a text."""
    return data.startswith((b"PK", _OLE))


def inspect_workbook(data: bytes, name: str) -> Inspection:
    """What there is to know of a workbook beforehand; Refused when it is not fit to be parsed."""
    try:
        if data.startswith(_OLE):
            return xls.look_through(data, name)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _look_through(Members(archive, name), data, name)
    except _BROKEN as error:
        raise Refused("workbook.damaged", name=name) from error


def _look_through(members: Members, data: bytes, name: str) -> Inspection:
    for member, look_through in _FORMATS.items():
        if member in members.infos:
            return look_through(members, data, name)
    raise Refused("workbook.other", name=name)
