"""Policy packs: those shipped in resources/packs, and the immutable ones installed in the office."""

import hashlib
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.cases import run_cases
from app.domain.outcomes import Refused
from app.domain.pack import Pack
from app.domain.policy import PackError, load_pack
from app.domain.texts import RESOURCES
from app.store.models import PackRow


@cache
def bundled() -> dict[str, str]:
    """The text of each shipped pack by its id (the file's name)."""
    return {p.stem: p.read_text(encoding="utf-8") for p in sorted((RESOURCES / "packs").glob("*.toml"))}


def bundled_text(pack_id: str) -> str:
    """The text of one shipped pack; Refused when there is none of that id."""
    found = bundled().get(pack_id)
    if found is None:
        raise Refused("pack.unknown", pack=pack_id, packs="、".join(bundled()))
    return found


@cache
def parsed(text: str) -> Pack:
    """A pack of its text; parsed once."""
    return load_pack(text)


def installed(session: Session, pack_id: str, version: int = 0) -> Pack:
    """An installed pack, the named version or the newest."""
    rows = select(PackRow).where(PackRow.pack_id == pack_id).order_by(PackRow.version.desc())
    row = session.scalars(rows.where(PackRow.version == version) if version else rows).first()
    if row is None:
        raise Refused("pack.unknown", pack=pack_id, packs="、".join(session.scalars(select(PackRow.pack_id))))
    return parsed(row.text)


def install(session: Session, text: str, at: str) -> Pack:
    """Keep a pack as an immutable row; the same version again changes nothing, one failing worked case refuses it."""
    pack = parsed(text)
    failing = [problem for result in run_cases(pack) if (problem := result.problem())]
    if failing:
        raise PackError(failing)
    if session.get(PackRow, (pack.id, pack.version)) is None:
        digest = hashlib.sha256(text.encode()).hexdigest()
        session.add(PackRow(pack_id=pack.id, version=pack.version, text=text, sha256=digest, installed_at=at))
    return pack
