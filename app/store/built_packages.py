"""The packages that an office built or took in, kept in its folder: to be given out again, and to be carried up."""

from pathlib import Path

from sqlalchemy import Engine, select

from app.store.files import drafts_in, replace
from app.store.models import Package

PACKAGES_FOLDER = "packages"
"""The folder beside the database; a backup is the database alone and does not carry it."""


def package_file(folder: Path, package: Package) -> Path:
    """Where a package is kept."""
    return folder / PACKAGES_FOLDER / _name(package.period, package.serial, package.sha256)


def recover(folder: Path, engine: Engine) -> None:
    """After a program that died: what the database knows of is kept under its name, what it does not is gone."""
    unplaced = list(drafts_in(folder / PACKAGES_FOLDER))
    if not unplaced:
        return
    with engine.connect() as connection:
        known = select(Package.period, Package.serial, Package.sha256)
        recorded = {_name(*row) for row in connection.execute(known)}
    for draft, name in unplaced:
        if name in recorded and not (folder / PACKAGES_FOLDER / name).exists():
            replace(draft, folder / PACKAGES_FOLDER / name)
        else:
            draft.unlink()


def _name(period: str, serial: int, digest: str) -> str:
    return f"{period}-{serial:04d}-{digest[:8]}.zip"
