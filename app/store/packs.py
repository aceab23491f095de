"""Policy packs: those shipped in resources/packs, and the immutable ones installed in the office."""

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.award.cases.pack_file import LARGEST, PackError, load_pack
from app.award.cases.run import run_cases
from app.kernel.outcomes import Problem, Problems, Refused
from app.kernel.texts import RESOURCES
from app.policy.facts import facts
from app.policy.pack import Pack
from app.store.models import PackRow

_FACTS = re.compile(r"""^\s*(\[\[\s*)?["']?facts["']?\s*(\]\]|=)""", re.MULTILINE)
"""Where a text may declare facts: one that does not need not be parsed for them."""
DAMAGED = "pack.damaged"
"""The refusal of whatever needs a policy of which the office's own copy is damaged."""


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


def read_file(path: Path) -> str:
    """The text of a pack or case file; PackError when it is too long or no UTF-8 text, before anything is parsed."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise PackError([Problem("policy.too_large", {"limit": LARGEST // 1000})])
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise PackError([Problem("packs.encoding", row=row)]) from None


def text_of(name: str) -> str:
    """The text of a pack by the name of its file, or of a shipped pack by its id."""
    return read_file(Path(name)) if name.endswith(".toml") else bundled_text(name)


@cache
def parsed(text: str) -> Pack:
    """A pack of its text; parsed once."""
    return load_pack(text)


def _kept(text: str) -> Pack:
    """A pack that was sound when it was installed; Refused when it is none any more: that is not for a clerk to mend."""
    try:
        return parsed(text)
    except Problems as found:
        raise Refused(DAMAGED, detail=found.problems[0]) from None


def installed(session: Session, pack_id: str, version: int = 0) -> Pack:
    """An installed pack, the named version or the newest."""
    rows = select(PackRow).where(PackRow.pack_id == pack_id).order_by(PackRow.version.desc())
    row = session.scalars(rows.where(PackRow.version == version) if version else rows).first()
    if row is None:
        raise Refused("pack.unknown", pack=pack_id, packs="、".join(session.scalars(select(PackRow.pack_id))))
    return _kept(row.text)


def newest_text(session: Session, pack_id: str) -> str | None:
    """The text of the newest installed version, None when the office has none of that id."""
    rows = select(PackRow.text).where(PackRow.pack_id == pack_id).order_by(PackRow.version.desc())
    return session.scalars(rows).first()


def asking_facts(session: Session, first: str) -> list[Pack]:
    """The installed packs that ask for facts, those of one id before all others, the newest version first.

    One that is damaged says nothing: what it is needed for says so.
    """
    rows = select(PackRow.text).order_by(PackRow.pack_id != first, PackRow.pack_id, PackRow.version.desc())
    return [pack for text in session.scalars(rows) if _FACTS.search(text) and (pack := _sound(text)) is not None]


def _sound(text: str) -> Pack | None:
    try:
        return parsed(text)
    except Problems:
        return None


def in_force(session: Session, pack_id: str, day: date) -> Pack:
    """The newest installed version that has begun on a day; before all of them, the first."""
    rows = select(PackRow.text).where(PackRow.pack_id == pack_id).order_by(PackRow.version.desc())
    return _begun(list(session.scalars(rows)), day) or installed(session, pack_id)


def _begun(newest_first: Sequence[str], day: date) -> Pack | None:
    """The newest of some versions that has begun on a day, else the first of all."""
    versions = [_kept(text) for text in newest_first]
    return next((pack for pack in versions if pack.begins <= day), versions[-1] if versions else None)


@lru_cache(maxsize=4)
def facts_of(versions: str, day: str) -> str:
    """For statements: the facts of the policy in force on a day, as JSON, from its versions' texts as a JSON list."""
    pack = _begun(json.loads(versions), date.fromisoformat(day))
    return json.dumps(facts(pack) if pack else {}, ensure_ascii=False)


def failures(pack: Pack) -> list[Problem]:
    """What the worked cases of a pack find wrong."""
    return [problem for result in run_cases(pack) if (problem := result.problem())]


def install(session: Session, text: str, at: str) -> Pack:
    """Keep a pack as an immutable row; the same version again changes nothing, one failing worked case refuses it."""
    pack = parsed(text)
    if failing := failures(pack):
        raise PackError(failing)
    if session.get(PackRow, (pack.id, pack.version)) is None:
        digest = hashlib.sha256(text.encode()).hexdigest()
        session.add(PackRow(pack_id=pack.id, version=pack.version, text=text, sha256=digest, installed_at=at))
    return pack
