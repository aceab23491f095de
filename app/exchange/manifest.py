"""The manifest of a 报送包 and its archive: every byte of the file follows from the members, so any change shows."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.exchange.sealed import MANIFEST, Sentences, seal, sealed_bytes, sha256, unseal
from app.kernel.money import yuan
from app.kernel.outcomes import Refused
from app.kernel.periods import period_title
from app.kernel.texts import say

FORMAT, VERSION, ALONE = "skillbureau-package", 3, 2
"""Counted up when an earlier program cannot read what this one writes: since 2 columns are known by keys, 3 carries others;
what carries none is written as before."""
DATA = "报送数据.xlsx"
_TOLD = Sentences("package.not_package", "package.damaged", "package.too_large", "package.unreadable")
FORMS, CARRIED = "表格", "下级"

_FORM = re.compile(rf'{FORMS}/([^\\/:*?"<>|]{{1,120}})\.pdf')
_CARRIED = re.compile(rf"{CARRIED}/[0-9]{{6,12}}-[0-9A-Z]{{13}}\.(zip|xlsx)")
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)[ .]*(\..*)?", re.IGNORECASE | re.DOTALL)
"""Names that Windows keeps for devices, whatever follows the first dot."""
_LONGEST_FORM = 100
_REGION = re.compile(r"[0-9]{6,12}")
_LONGEST_NAME, _COUNTED = 100, 1 << 31
"""Characters of an office's name, and where the numbers of packages and of offices end: a uid has room for as many."""
_TOTALS = {"claim_fen", "line_fen", "payment_fen"}


@dataclass(frozen=True)
class Sender:
    """The office that sends, as its own row says; `uid` is its 13 characters."""

    uid: str
    name: str
    region: str
    level: str
    number: int
    phone: str
    address: str


@dataclass(frozen=True)
class Manifest:
    """What a package is and holds. `previous` is the digest of the manifest before it; money is 分."""

    sender: Sender
    superior: str
    """Region code of the receiver, '' when the sender has not fixed it."""
    sample: int
    """1 when the sender is an example: its people and money are made up."""
    period: str
    serial: int
    previous: str
    pack_id: str
    pack_version: str
    made_at: str
    journal: str
    """Digest at the head of the sender's journal."""
    members: Mapping[str, str]
    """SHA-256 by member."""
    counts: Mapping[str, int]
    """Rows by sheet."""
    totals: Mapping[str, int]
    version: int = ALONE

    def encode(self) -> bytes:
        """Its one text."""
        body = {"format": FORMAT, **vars(self), "sender": vars(self.sender)}
        return json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1).encode()

    @classmethod
    def decode(cls, text: bytes) -> "Manifest":
        """Read it back; Refused when it is newer than this program or no manifest."""
        try:
            body = json.loads(text)
            if body.pop("format") != FORMAT:
                raise Refused("package.not_package")
            if body["version"] > VERSION:
                raise Refused("package.newer", found=body["version"], known=VERSION)
            manifest = cls(**{**body, "sender": Sender(**body["sender"])})
            if manifest.encode() != text or not manifest._sound():
                raise ValueError
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Refused("package.damaged", part=MANIFEST) from None
        return manifest

    @property
    def sha256(self) -> str:
        """The digest by which the package is known, named by the next one and by its receipt."""
        return sha256(self.encode())

    @property
    def row_count(self) -> int:
        """Rows of all sheets."""
        return sum(self.counts.values())

    @property
    def office_name(self) -> str:
        """Whose package it is."""
        return self.sender.name

    def text(self) -> str:
        """One sentence on a package found sound."""
        return say("package.sound", **self.stated, rows=self.row_count, total=yuan(self.totals["line_fen"]))

    @property
    def stated(self) -> Mapping[str, object]:
        """Whose package it is, of which period and with which number, as sentences say it."""
        return {"office": self.office_name, "period": period_title(self.period), "serial": self.serial}

    def _sound(self) -> bool:
        texts = (self.superior, self.period, self.previous, self.pack_id, self.pack_version, self.made_at, self.journal)
        sender = (self.sender.uid, self.sender.name, self.sender.region, self.sender.level)
        numbers = (
            self.version,
            self.serial,
            self.sample,
            self.sender.number,
            *self.counts.values(),
            *self.totals.values(),
        )
        if not set(self.totals) >= _TOTALS:
            return False
        typed = all(type(v) is str for v in (*texts, *sender, *self.members.values())) and all(
            type(v) is int for v in numbers
        )
        return typed and self._possible()

    def _possible(self) -> bool:
        """Whether an office could state itself and its package so."""
        named = 0 < len(self.sender.name) <= _LONGEST_NAME and is_plain(self.sender.name)
        numbered = 0 < self.serial < _COUNTED and 0 <= self.sender.number < _COUNTED
        return named and numbered and _REGION.fullmatch(self.sender.region) is not None


def is_plain(text: str) -> bool:
    """Whether all of a text is to be seen: no control characters, no marks that turn its direction or have no width."""
    return not any(unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs") for character in text)


def form_member(title: str) -> str:
    """The member that a printed form becomes: its title without what no file may be called on some computer."""
    seen = "".join("_" if character in '\\/:*?"<>|' or not is_plain(character) else character for character in title)
    name = seen.strip(" .")[:_LONGEST_FORM].rstrip(" .")
    return f"{FORMS}/{'_' if _DEVICE.fullmatch(name) else ''}{name}.pdf"


def _is_member(name: str) -> bool:
    """Whether a package may carry a file of that name."""
    found = _FORM.fullmatch(name)
    plain = found is not None and is_plain(name) and found[1] == found[1].strip(" .")
    return (
        name == DATA
        or _CARRIED.fullmatch(name) is not None
        or (plain and not _DEVICE.fullmatch(name.removeprefix(f"{FORMS}/")))
    )


def archive(manifest: Manifest, members: Mapping[str, bytes]) -> bytes:
    """The file of a package: the same members always give the same bytes, on every computer."""
    return seal(manifest.encode(), members)


def open_archive(path: Path) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest and members of a file, of which not one byte was changed; Refused otherwise."""
    return open_bytes(sealed_bytes(path, _TOLD), path.name)


def open_bytes(data: bytes, title: str) -> tuple[Manifest, dict[str, bytes]]:
    """The same of a package that is not a file of its own."""
    text, found = unseal(data, _TOLD)
    manifest = Manifest.decode(text)
    for name in sorted({*found, *manifest.members}):
        if not _is_member(name):
            raise Refused("package.member", name=name[:80])
        if name not in found or sha256(found[name]) != manifest.members.get(name):
            raise Refused("package.damaged", part=name)
    if DATA not in found or archive(manifest, found) != data:
        raise Refused("package.damaged", part=title)
    return manifest, found
