"""Words on whole offices: new, demo, backup, restore, check."""

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from app.award.texts.unverified import blocked
from app.cli import opening
from app.cli.access import new_password
from app.cli.opening import opened
from app.cli.output import Output
from app.desk import checking
from app.desk.founding import Charter, found_with_passwords
from app.kernel.fields import Field, read_values
from app.kernel.identity import uid_text
from app.kernel.outcomes import Problems
from app.kernel.texts import say
from app.kernel.workflow import ROLES
from app.office.office.noun import OFFICE
from app.office.separation import staffing
from app.office.user.noun import USER
from app.record import leaving
from app.record.findings import FIELDS, groups
from app.store import backup
from app.store.checksum import has_checksum
from app.store.lock import account


def new(arguments: Namespace, output: Output) -> None:
    """Make an office in a folder that has none."""
    told = {key: getattr(arguments, key) for key in ("region", "level", "phone", "address", "backups")}
    values = _read({"name": arguments.unit, **told}, OFFICE.fields)
    people = [_person(text) for text in arguments.person or [arguments.user or account()]]
    name, region, level, phone, address, backups = values.values()
    own = {people[0][0]: new_password()} if opening.at_terminal() else {}
    charter = Charter(name, region, level, arguments.pack, people, phone, address, backups, passwords=own, draw=True)
    made, drawn, code = found_with_passwords(Path(arguments.folder), charter)
    with made as office:
        names = office.people()
        with office.read() as read:
            short, held = staffing(read), [*blocked(read.pack_on(read.today), read.today)]
    text = say("cli.new", unit=arguments.unit, folder=arguments.folder, names="、".join(names))
    firsts = [say("password.first", name=who, password=first) for who, first in drawn.items()]
    firsts += [say("recovery.told", signs=code)] if code else []
    text = "\n".join(filter(None, (text, short, *held, *firsts)))
    output.answer(
        {"folder": str(arguments.folder), "people": names, "blocked": held, "passwords": drawn, "recovery": code}, text
    )


def _person(text: str) -> tuple[str, list[str]]:
    """A person of `姓名=岗位、岗位`; without roles they have all, for an office of one."""
    name, equals, roles = text.partition("=")
    titles = roles if equals else " ".join(ROLES)
    values = _read({"name": name, "roles": titles}, USER.fields)
    return values["name"], values["roles"].split()


def _read(texts: Mapping[str, str], fields: Mapping[str, Field]) -> dict[str, str]:
    values, problems = read_values((fields[key] for key in texts), texts, {})
    if problems:
        raise Problems(problems)
    return {key: str(value or "") for key, value in values.items()}


def demo(arguments: Namespace, output: Output) -> None:
    """Make the example offices."""
    from app import demo as example  # noqa: PLC0415 - its generators are for this word alone

    if arguments.city:
        example.make_city(Path(arguments.folder))
    else:
        example.make(Path(arguments.folder), pack=arguments.pack or example.USUAL)
    output.answer({"folder": str(arguments.folder)}, say("cli.demo", folder=arguments.folder))


def backup_(arguments: Namespace, output: Output) -> None:
    """A checked copy of the office's data."""
    with opened(arguments) as (office, actor):
        backup.keep_backup(office, actor, Path(arguments.file))
        path = backup.back_up(office, Path(arguments.file))
    output.answer({"file": str(path)}, say("backup.done", path=path))


def restore_(arguments: Namespace, output: Output) -> None:
    """An office of a backup, in a folder that has none."""
    source, folder = Path(arguments.file), Path(arguments.folder)
    backup.restore(source, folder, checking.disagreements, despite=arguments.despite_faults).close()
    output.answer({"folder": str(folder), "sealed": has_checksum(source)}, backup.told_restored(source, folder))


def check_(arguments: Namespace, output: Output) -> int:
    """Whether every count, key and total agrees; exit status 1 when something does not."""
    with opened(arguments) as (office, actor), office.read(actor) as read:
        report = checking.check(read)
        if arguments.export:
            from app.exchange import xlsx  # noqa: PLC0415 - a check that only tells needs none of it

            told = say("leaving.file", title=say("checked.title"), file=Path(arguments.export).name)
            leaving.keep(office, actor, leaving.EXPORT, told, path=Path(arguments.export))
            xlsx.export_rows(read, say("checked.title"), FIELDS, report.rows, Path(arguments.export))
    found = groups(report.findings)
    values = {
        "faults": [fault.text for fault in report.faults],
        "facts": report.facts,
        "findings": [{"text": g.heading, "clause": g.clause, "count": g.count} for g in found],
        "records": [{**f._asdict(), "uid": uid_text(f.uid) if f.uid else ""} for f in report.rows],
    }
    lines = [*(f"✓ {fact}" for fact in report.facts), *(f"✗ {fault.text}" for fault in report.faults)]
    lines += [f"· {g.heading} {g.count} 处（{g.clause}）" for g in found]
    lines.append(say("cli.check_bad", count=len(report.faults)) if report.faults else say("cli.check_good"))
    output.answer(values, "\n".join(lines))
    return int(bool(report.faults))
