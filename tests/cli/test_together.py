"""Words that are done once to several records: `do claim.publish UID UID` makes one notice of them."""

from datetime import date

from app.kernel.identity import uid_text
from tests import people
from tests.bureau import CLERK, Bureau
from tests.cli.shell import Shell


def test_claims_named_together_stand_in_one_notice_whose_text_is_shown(taught: Bureau) -> None:
    other = taught.accepted([people.person(50)], date(2019, 9, 30), name="电工二班")
    claims = [uid_text(taught.claim(uid, "approved")) for uid in (taught.first("class"), other)]
    taught.office.close()
    shell = Shell(taught.office.folder.parent, taught.office.folder.name)
    shell.who, shell.today = CLERK, taught.today
    shell.run("do", "claim.publish", *claims)
    (notice,) = shell.rows("notices")
    assert (notice["claim_count"], notice["published_count"]) == (2, 4)
    text = shell.run("show", "notice", notice["uid"])
    assert "公示5个工作日" in text and "备案 3 人，合格 3 人" in text
    assert people.person(50).id_number not in text and people.person(50).name in text
