"""What leaves the program is in the journal first, with the person; whole numbers also with what they are for."""

from pathlib import Path

import pytest

from app.kernel.identity import uid_text
from app.kernel.outcomes import Refused
from app.main import run
from app.printing.library import FORMS
from app.record import leaving
from app.store.models import Journal
from app.store.work import Office
from tests.bureau import CLERK, REVIEWER, Bureau

REASON = "送银行发放"


def taken(office: Office) -> list[tuple[str, str, str, str]]:
    with office.read() as read:
        rows = read.session.query(Journal).filter(Journal.verb.in_(("print", "export", "reveal", "backup")))
        return [(row.actor, row.noun, row.verb, row.detail) for row in rows.order_by(Journal.id)]


def test_whole_numbers_leave_with_a_reason_only(taught: Bureau) -> None:
    clerk = taught.office.person(CLERK)
    for reason in ("", "  "):
        with pytest.raises(Refused) as refused:
            leaving.keep(taught.office, clerk, leaving.EXPORT, "花名册", whole=True, reason=reason)
        assert refused.value.code == "leaving.reason"
    leaving.keep(
        taught.office, clerk, leaving.EXPORT, "花名册", ("class", taught.first("class")), whole=True, reason=REASON
    )
    assert taken(taught.office) == [(CLERK, "class", "export", f"花名册；用途：{REASON}")]


def test_what_cannot_be_written_is_not_journalled(taught: Bureau, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        leaving.keep(taught.office, taught.office.person(CLERK), leaving.EXPORT, "某", path=tmp_path / "no" / "x.xlsx")
    assert taken(taught.office) == []


def test_forms_that_carry_whole_numbers_are_known_by_their_columns() -> None:
    whole = {name for name, form in FORMS.items() if form.whole}
    assert {"roster", "claim-roster", "equipment-claim", "results"} <= whole
    assert not whole & {"class-application", "notice", "notice-sum"}


@pytest.mark.parametrize(
    ("words", "who", "said"),
    [
        ("list classes --xlsx {f}.xlsx", CLERK, "培训班"),
        ("list classes --by unit_name --xlsx {f}.xlsx", REVIEWER, "培训班"),
        ("check --export {f}.xlsx", CLERK, "检查"),
        ("report statistics 2019 {f}.xlsx", CLERK, "2019年"),
        ("print class-application {class} {f}.pdf", CLERK, "开班申请"),
        ("print roster {class} {f}.pdf --reason " + REASON, CLERK, f"用途：{REASON}"),
        ("template results {f}.xlsx --into {class}", CLERK, ".xlsx"),
        ("backup {f}.db", CLERK, "备份到"),
    ],
)
def test_each_way_out_of_the_command_line_bears_its_person(
    taught: Bureau, tmp_path: Path, words: str, who: str, said: str
) -> None:

    subject = uid_text(taught.first("class"))
    taught.office.close()
    given = words.replace("{f}", str(tmp_path / "out")).replace("{class}", subject).split()
    assert run(["--office", str(taught.office.folder), "--as", who, *given]) == 0
    with Office(taught.office.folder) as office:
        ((actor, _, _, detail),) = taken(office)
    assert actor == who and said in detail
    assert any(tmp_path.glob("out.*"))


def test_a_roster_is_not_printed_without_a_reason(
    taught: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:

    subject = uid_text(taught.first("class"))
    taught.office.close()
    status = run(
        ["--office", str(taught.office.folder), "--as", CLERK, "print", "roster", subject, str(tmp_path / "x.pdf")]
    )
    assert status == 2 and "--reason" in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()
