"""The imports that stand, as a list: what each brought, and what undoing it would come to."""

from dataclasses import dataclass, replace

from app.desk.import_undo import allow, files, names_of, preview
from app.desk.imports import KINDS
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports import core
from app.store.models import ImportedFile, ImportRun, Package
from app.store.work import Read

FIELDS = (
    Field("number", "序号", k.COUNT),
    Field("title", "种类", k.TEXT),
    Field("file", "文件", k.TEXT),
    Field("into", "导入到", k.TEXT),
    Field("at", "时间", k.TEXT),
    Field("actor", "经办人", k.TEXT),
    Field("rows", "读入", k.COUNT),
    Field("new", "新增", k.COUNT),
    Field("changed", "更新", k.COUNT),
    Field("outcome", "能否撤销", k.TEXT),
)
"""An import as a row of the list, on the screen and on the command line."""


@dataclass(frozen=True)
class Imported:
    """An import as the list shows it; `number` None for one that an earlier program made."""

    number: int | None
    kind: str
    title: str
    file: str
    into: str
    at: str
    actor: str
    rows: int
    new: int | None
    changed: int | None
    obstacle: str
    """Why it cannot be undone, '' when it can."""
    going: int | None = None
    """Rows that go or get their old values when it is undone; None as long as nobody has looked."""
    staying: int | None = None
    """Rows that stay, as they were changed or used since."""

    @property
    def can_undo(self) -> bool:
        """Whether it may be undone now; of one that was looked at, whether that undoes anything."""
        return not self.obstacle

    @property
    def outcome(self) -> str:
        """What undoing comes to, in a few words; why it cannot be undone."""
        if self.obstacle or self.going is None:
            return self.obstacle or say("undo.can")
        code = "can_some" if self.staying else "can_all" if self.going else "can_file"
        return say(f"undo.{code}", going=f"{self.going:,}", staying=f"{self.staying:,}")

    @property
    def texts(self) -> list[str]:
        """What the list shows, one for each of its fields."""
        return ["" if (value := getattr(self, field.key)) is None else str(value) for field in FIELDS]


def imported(read: Read) -> list[Imported]:
    """Every import that stands, the newest first, without a look at its rows."""
    names: dict[tuple[str, int], str] = {}
    ordered = files().order_by(ImportedFile.at.desc(), ImportRun.number.desc())
    return [_shown(read, *row, names) for row in read.session.execute(ordered)]


def foreseen(read: Read, one: Imported) -> Imported:
    """An import after a look at its rows: what undoing it comes to, or that nothing of it is left to undo."""
    if one.number is None or one.obstacle:
        return one
    try:
        found = preview(read, one.number)
    except Refused as refusal:
        return replace(one, obstacle=str(refusal).partition("\n")[0])
    return replace(one, going=found.going, staying=found.kept)


def _shown(
    read: Read,
    file: ImportedFile,
    run: ImportRun | None,
    told_by: Package | None,
    names: dict[tuple[str, int], str],
) -> Imported:
    kind = KINDS.get(file.kind)
    into = (kind.into, file.into) if kind and kind.into else None
    if into and into not in names:
        names[into] = names_of(read, kind.into, [file.into]).get(file.into, "") if kind else ""
    return Imported(
        number=run.number if run else None,
        kind=file.kind,
        title=kind.title if kind else file.kind,
        file=file.name,
        into=names[into] if into else "",
        at=core.moment(read, file.at),
        actor=run.actor if run else "",
        rows=file.rows,
        new=run.new if run else None,
        changed=run.changed if run else None,
        obstacle=_obstacle(read, file, run, told_by),
    )


def _obstacle(read: Read, file: ImportedFile, run: ImportRun | None, told_by: Package | None) -> str:
    try:
        allow(read, file, run, told_by)
    except Refused as refusal:
        return str(refusal)
    return ""
