"""A warning does not hide behind ✓核定: it stands in the lists, on the claim, and before and after each signature."""

from collections.abc import Iterator

import pytest

from app.claim.claim_line.noun import CLAIM_LINE
from app.desk.cautions import before, cautions_of
from app.desk.hooks import hooks
from app.desk.lists import LISTINGS
from app.record.listing import Query, parse_filter
from app.training.enrolment.model import Enrolment
from tests.bureau import CHIEF, CLERK, REVIEWER, Bureau

TITLE = "银行账号共用"


@pytest.fixture
def warned(ready: Bureau) -> Iterator[Bureau]:
    """An accepted class of seven, of whom six share an account and one of these draws a pension."""
    held = ready.accepted(7)
    people = ready.enrolled(held)
    for uid in people[:6]:
        ready.set(Enrolment, uid, account="6200000000000000000")
    ready.set(Enrolment, people[5], draws_pension=1)
    ready.claim(held)
    yield ready


def rows(bureau: Bureau, listing: str, *conditions: str) -> list[dict[str, object]]:
    with bureau.office.read() as read:
        return list(LISTINGS[listing].rows(read.connection, Query(tuple(map(parse_filter, conditions)))))


def test_a_line_shows_its_warnings_in_words_and_is_found_and_sorted_by_them(warned: Bureau) -> None:
    kind = CLAIM_LINE["warnings"].kind
    shown = [kind.shown(row["warnings"]) for row in warned.lines(warned.first("claim"))]
    assert shown == [f"！{TITLE}"] * 6 + [""]
    assert kind.read(f"！{TITLE}") == kind.read(TITLE) == TITLE
    assert len(rows(warned, "claim-lines", f"warnings={TITLE}")) == 6
    with warned.office.read() as read:
        first = next(LISTINGS["claim-lines"].rows(read.connection, Query(sort=(("warnings", False),))))
    assert first["warnings"] == ""


def test_a_claim_counts_the_granted_lines_that_carry_a_warning(warned: Bureau) -> None:
    (claim,) = rows(warned, "claims", "warned_count>=1")
    assert (claim["granted_count"], claim["warned_count"]) == (6, 5)
    assert rows(warned, "claims", "warned_count>=6") == []


def test_a_claim_says_which_warnings_its_lines_carry_with_the_first_names(warned: Bureau) -> None:
    claim = warned.first("claim")
    names = "、".join(str(line["name"]) for line in warned.lines(claim)[:3])
    with warned.office.read() as read:
        (paragraph,) = [p for p in hooks("claim").explain(read, claim) if p.title == "提示"]
    assert paragraph.lines == (
        "核定补贴的 6 条明细中，5 条有提示：",
        f"{TITLE}：5 条（{names}等）",
    )


@pytest.mark.parametrize("word", ["submit", "review", "approve"])
def test_before_each_signature_the_warnings_are_said(warned: Bureau, word: str) -> None:
    claim = warned.first("claim")
    with warned.office.read() as read:
        said = before(read, "claim", word, [claim])
        assert "6 条明细中，5 条有提示" in said and f"{TITLE}：5 条" in said
        assert cautions_of(read, "claim", "withdraw", [claim]) == cautions_of(read, "class", word, [claim]) == []


def test_the_journal_says_with_which_warnings_a_claim_was_agreed_to(warned: Bureau) -> None:
    claim = warned.first("claim")
    for word, who in (("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF)):
        warned.do(f"claim.{word}", claim, who)
    said = {row["verb"]: row["detail"] for row in rows(warned, "journal", "noun=claim")}
    assert all(f"5 条有提示：{TITLE}：5 条" in str(said[word]) for word in ("submit", "review", "approve"))


def test_where_nothing_is_to_be_looked_at_nothing_is_said(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"))
    with taught.office.read() as read:
        assert cautions_of(read, "claim", "submit", [claim]) == []
        assert all(p.title != "提示" for p in hooks("claim").explain(read, claim))
    assert "提示" not in str(taught.record("claim", claim))
