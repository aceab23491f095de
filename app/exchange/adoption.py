"""补登: entering a package that this office sent but no longer knows of, since it went back to an older backup."""

from pathlib import Path

from app.desk import import_sealing
from app.exchange import package, receipt
from app.exchange.package_rows import last_package
from app.kernel.identity import uid_text
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store.built_packages import package_file
from app.store.models import Package
from app.store.work import Work


def adopt(work: Work, path: Path) -> Package:
    """Enter the last package sent, by its own file or by the receipt for it; the next one built follows it.

    Its own file is kept from now on; a receipt is applied as well. Refused when it is another office's or not missing.
    """
    try:
        manifest = package.load(path).manifest
    except Refused as refused:
        if refused.code != package.NOT_PACKAGE:
            raise
        row = _enter(work, *receipt.stated_in(path))
        receipt.apply(work, path)
        return row
    row = _enter(work, manifest.sender.name, manifest.sender.uid, package.summary(manifest, work))
    kept = package_file(work.office.folder, row)
    kept.parent.mkdir(exist_ok=True)
    work.draft(kept).write_bytes(path.read_bytes())
    return row


def _enter(work: Work, office: str, uid: str, stated: dict[str, object]) -> Package:
    last = last_package(work, "sent", work.own.uid)
    if uid != uid_text(work.own.uid):
        raise Refused("package.not_own", office=office)
    if last and int(str(stated["serial"])) <= last.serial:
        raise Refused("package.known", serial=stated["serial"], last=last.serial)
    known = {"made_on": work.today, "note": say("package.adopted"), "state": "built", **stated}
    row: Package = work.add(Package(direction="sent", office_uid=work.own.uid, **known))
    import_sealing.told(work, row)
    work.log("package", "adopt", row.uid, f"{row.period} 第{row.serial}号")
    return row
