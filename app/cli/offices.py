"""Words on whole offices: new, demo, packs, backup, restore, check."""

import getpass
from argparse import Namespace
from pathlib import Path

from app.cli.opening import opened
from app.cli.output import Output
from app.domain.dictionary import OFFICE
from app.domain.kinds import BadValue
from app.domain.outcomes import Problem, Problems
from app.domain.texts import say
from app.domain.workflow import ROLES
from app.store import backup, packs
from app.store.founding import Charter, found
from app.usecases import checking
from app.usecases.office import role_codes


def new(arguments: Namespace, output: Output) -> None:
    """Make an office in a folder that has none."""
    try:
        level = str(OFFICE["level"].kind.read(arguments.level))
    except BadValue as bad:
        field = OFFICE["level"]
        problem = Problem(bad.code, bad.params, key="level", title=field.title, value=arguments.level)
        raise Problems([problem]) from None
    named = (text.partition("=") for text in arguments.person)
    people = [(name, role_codes(roles) if roles else list(ROLES)) for name, _, roles in named]
    people = people or [(arguments.user or getpass.getuser(), list(ROLES))]
    charter = Charter(arguments.unit, arguments.region, level, arguments.pack, people)
    with found(Path(arguments.folder), charter) as office:
        names = office.people()
    text = say("cli.new", unit=arguments.unit, folder=arguments.folder, names="、".join(names))
    output.answer({"folder": str(arguments.folder), "people": names}, text)


def demo(arguments: Namespace, output: Output) -> None:
    """Make the example offices."""
    from app import demo as example  # noqa: PLC0415 - its generators are for this word alone

    example.make(Path(arguments.folder))
    output.answer({"folder": str(arguments.folder)}, say("cli.demo", folder=arguments.folder))


def packs_(arguments: Namespace, output: Output) -> None:
    """The policy packs that are shipped."""
    known = [packs.parsed(text) for text in packs.bundled().values()]
    rows = [(p.id, p.title, p.region_name, p.version, "、".join(d.number for d in p.documents)) for p in known]
    output.table(("id", "title", "region", "version", "documents"), ("政策包", "名称", "地区", "版本", "依据"), rows)


def backup_(arguments: Namespace, output: Output) -> None:
    """A checked copy of the office's data."""
    with opened(arguments) as office:
        path = backup.back_up(office, Path(arguments.file))
    output.answer({"file": str(path)}, say("backup.done", path=path))


def restore_(arguments: Namespace, output: Output) -> None:
    """An office of a backup, in a folder that has none."""
    backup.restore(Path(arguments.file), Path(arguments.folder)).close()
    output.answer({"folder": str(arguments.folder)}, say("cli.restored", folder=arguments.folder))


def check_(arguments: Namespace, output: Output) -> int:
    """Whether every count, key and total agrees; exit status 1 when something does not."""
    with opened(arguments) as office, office.read() as read:
        report = checking.check(read)
    findings = [{"text": f.text, "clause": f.clause, "count": f.lines} for f in report.findings]
    values = {"faults": report.faults, "facts": report.facts, "findings": findings}
    lines = [*(f"✓ {fact}" for fact in report.facts), *(f"✗ {fault}" for fault in report.faults)]
    lines += [f"· {f.text} {f.lines} 处（{f.clause or '内部核对'}）" for f in report.findings]
    lines.append(say("cli.check_bad", count=len(report.faults)) if report.faults else say("cli.check_good"))
    output.answer(values, "\n".join(lines))
    return int(bool(report.faults))
