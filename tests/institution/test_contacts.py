"""Contacts of responsible units: named, imported, on the pages of office and target, printed, reported up."""

import pytest

from app.desk.lists import LISTINGS
from app.desk.screens import MORE, OF_NOUN
from app.exchange import imports
from app.exchange.sheets import SHEETS
from app.kernel.outcomes import Problems, Refused
from app.printing import documents
from app.record.listing import Query
from tests import people
from tests.bureau import CLERK, Bureau
from tests.printing.papers import text_of
from tests.tables import from_clipboard

pytestmark = pytest.mark.clause("SH-33")


@pytest.fixture
def unit(bureau: Bureau) -> str:
    """A responsible unit of the office."""
    return str(bureau.record("quota", bureau.first("quota"))["unit_name"])


def test_a_contact_of_a_unit_stands_once_and_needs_a_telephone(bureau: Bureau, unit: str) -> None:
    known = {"unit_name": unit, "name": "示例联系", "phone": people.phone(1)}
    bureau.do("contact.create", **known)
    with pytest.raises(Refused) as twice:
        bureau.do("contact.create", **known)
    assert twice.value.code == "record.duplicate"
    with pytest.raises(Problems) as found:
        bureau.do("contact.create", unit_name=unit, name="另一联系")
    assert [problem.key for problem in found.value.problems] == ["phone"]
    uid = bureau.first("contact")
    bureau.do("contact.leave", uid, reason="调离")
    assert bureau.state("contact", uid) == "left"


def test_a_table_of_contacts_changes_the_telephone_of_who_is_known(bureau: Bureau, unit: str) -> None:
    kind = imports.KINDS["contacts"]
    bureau.office.sign_in(CLERK)
    counts = []
    for phone in (people.phone(1), people.phone(2), people.phone(2)):
        table = from_clipboard(f"单位\t联系人\t职务\t联系方式\n{unit}\t示例联系\t科长\t{phone}", kind.fields)
        with bureau.office.work() as work:
            done = imports.apply(work, kind, imports.check(work, kind, table))
        counts.append((done.new, done.changed, done.same))
    assert counts == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


def test_contacts_stand_on_the_pages_of_their_office_and_of_their_units_target(bureau: Bureau, unit: str) -> None:
    uid = bureau.do("contact.create", unit_name=unit, name="示例联系", phone=people.phone(1))
    with bureau.office.read() as read:
        assert list(LISTINGS["contacts"].uids(read.connection, Query(inside=bureau.first("office")))) == [uid]
    for noun in ("office", "quota"):
        assert "contacts" in [part.screen for part in OF_NOUN[noun].parts]
    assert "contacts" in MORE
    assert "contact" in [sheet.name for sheet in SHEETS]


def test_the_printed_list_names_unit_person_post_and_telephone(bureau: Bureau, unit: str) -> None:
    phone = people.phone(1)
    bureau.do("contact.create", unit_name=unit, section="就业科", name="示例联系", post="科长", phone=phone)
    with bureau.office.read() as read:
        paper = text_of(documents.pdf(read, "contacts", bureau.first("office")).data)
    for word in ("工作通讯录", unit, "就业科", "示例联系", "科长", phone):
        assert word in paper, word
