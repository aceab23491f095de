"""The packs that can be read and drafted from: the office's installed versions, and those that are shipped."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from app.desk.drafts.draft import Draft, as_version_of, draft_for_region, next_version, opened
from app.desk.drafts.start import Heading
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.policy.keys import KEYS, LIST
from app.policy.pack import Pack
from app.store import packs
from app.store.models import PackRow
from app.store.work import Read


@dataclass(frozen=True)
class PackSource:
    """A pack to read or draft from: how it is told from the others, its text, what it says."""

    label: str
    text: str
    pack: Pack


def shipped() -> list[PackSource]:
    """The packs that come with the program."""
    known = [(text, packs.parsed(text)) for text in packs.bundled().values()]
    return [PackSource(say("policy_page.shipped", title=pack.title), text, pack) for text, pack in known]


def installed_and_shipped(read: Read) -> list[PackSource]:
    """The office's versions, the newest first, then the shipped packs."""
    rows = select(PackRow.text).order_by(PackRow.pack_id != read.settings["pack"], PackRow.version.desc())
    known = [(text, packs.parsed(text)) for text in read.session.scalars(rows)]
    own = [PackSource(_installed(pack), text, pack) for text, pack in known]
    return [*own, *shipped()]


def _installed(pack: Pack) -> str:
    return say("policy_page.installed", title=pack.title, version=pack.version, since=pack.begins)


def items_of_lists(sources: Iterable[PackSource]) -> dict[str, tuple[str, ...]]:
    """What packs list under each list key that draws on no other list: what a clerk may tick."""
    free = [key for key, declared in KEYS.items() if declared.kind == LIST and not declared.within]
    found = list(sources)
    return {key: tuple(dict.fromkeys(item for one in found for item in one.pack.list(key))) for key in free}


def draft_of_next_version(read: Read, source: PackSource) -> Draft:
    """A draft of the office's next version: after its own pack, or after another region's, whose values then wait."""
    own = packs.installed(read.session, read.settings["pack"])
    if source.pack.id == own.id:
        return next_version(source.text, own.version)
    first = own.documents[0]
    heading = Heading(own.region_name, own.region, own.title, first.number, first.title, first.issued)
    return as_version_of(draft_for_region(source.text, heading), own)


def draft_of_sent_file(read: Read, text: str) -> Draft:
    """A file that was sent down, for the office's own pack; Refused for another region's, or one that is installed."""
    draft, own = opened(text), read.settings["pack"]
    name, version, region = (str(draft.data.get(key, "")) for key in ("id", "version", "region_name"))
    if name != own:
        raise Refused("packs.other", region=region, found=name, own=own)
    known = select(PackRow.text).where(PackRow.pack_id == name, PackRow.text == text)
    if read.session.scalars(known).first() is not None:
        raise Refused("packs.same", pack=name, version=version)
    return draft


def own_text(read: Read) -> str:
    """The newest installed version of the office's own pack."""
    return packs.newest_text(read.session, read.settings["pack"]) or ""
