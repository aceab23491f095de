"""The forms of one record: what they need of it is read once, however many are printed."""

from collections import Counter

import pytest

from app.printing import documents, subjects
from app.record.hooks import Hooks
from app.record.listing import Listing
from tests.bureau import Bureau


def test_all_forms_of_a_claim_read_it_once_and_ask_its_policy_once(
    taught: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = taught.claim(taught.first("class"), "noticed")
    counted: Counter[str] = Counter()
    read_record, hooks = Listing.record, subjects.hooks("claim")

    def record(self: Listing, *args: object) -> object:
        counted[self.name] += 1
        return read_record(self, *args)  # type: ignore[arg-type]

    def counting(name: str) -> object:
        def call(*args: object) -> object:
            counted[name] += 1
            return getattr(hooks, name)(*args)

        return call

    asked = {name: counting(name) for name in ("papers", "doubts", "rows")}
    monkeypatch.setattr(Listing, "record", record)
    monkeypatch.setattr(subjects, "hooks", lambda noun: Hooks(policy=hooks.policy, tables=hooks.tables, **asked))
    with taught.office.read() as read:
        made = documents.of_record(read, "claim", claim)
    assert len(made) >= 1
    assert counted == {"claims": 1, "papers": 1, "doubts": 1, "rows": 1}
