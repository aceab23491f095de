"""A plan of single records, for the small tables: registers, rates, targets."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from app.kernel.fact_values import COLUMN, by_element
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.record.imports.batch import Batch
from app.store.work import Work


@dataclass
class Upserts:
    """Records to add and records to change, by what their table says."""

    model: Any
    batch: Batch
    fresh: list[dict[str, Value]] = field(default_factory=list)
    edits: list[tuple[int, dict[str, Value]]] = field(default_factory=list)
    same: int = 0

    @property
    def new(self) -> int:
        """Records to add."""
        return len(self.fresh)

    @property
    def changed(self) -> int:
        """Records to change."""
        return len(self.edits)

    @staticmethod
    def differs(row: Any, values: dict[str, Value]) -> bool:
        """Whether a row of the table says something else than a record that is known; a blank says nothing."""
        return any(value is not None and getattr(row, key) != value for key, value in values.items())

    def put(self, index: int, row: Any, values: dict[str, Value]) -> None:
        """A record as a row of its table says it: a blank says nothing about one that is known."""
        changes = self.batch.changes
        if row is None:
            self.fresh.append(values)
            changes.fresh.add(index)
            return
        said: dict[str, Value] = {
            key: value for key, value in values.items() if value is not None and getattr(row, key) != value
        }
        if said:
            self.edits.append((row.uid, said))
            changes.altered.add(index)
            changes.add(index, self._by_field(said), self._by_field({key: getattr(row, key) for key in said}))
        else:
            self.same += 1

    def _by_field(self, values: dict[str, Value]) -> dict[str, Value]:
        """Those of the values that the table can say."""
        facts = values.get(COLUMN)
        told = {**values, **by_element(facts if isinstance(facts, str) else None)}
        return {key: value for key, value in told.items() if key in self.batch.fields}

    def write(self, work: Work) -> None:
        """Add and change, then count."""
        before = self._count(work)
        for values in self.fresh:
            work.add(self.model(**values))
        for uid, said in self.edits:
            row = work.session.get_one(self.model, uid)
            for key, value in said.items():
                setattr(row, key, value)
        work.session.flush()
        if self._count(work) != before + self.new:
            raise Refused("import.count", meant=before + self.new, found=self._count(work))

    def _count(self, work: Work) -> int:
        return work.session.scalar(select(func.count()).select_from(self.model)) or 0
