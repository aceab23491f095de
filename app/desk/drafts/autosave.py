"""What was typed and not saved, kept beside the file of a draft until the draft is closed: it outlives a crash."""

from pathlib import Path

from app.kernel.texts import say
from app.store.files import atomic
from app.store.packs import read_file


def path_for(path: Path) -> Path:
    """Where it is kept."""
    return path.with_name(say("policy_page.rescue_name", name=path.stem))


def save(path: Path, text: str) -> None:
    """Keep a draft as it stands now."""
    with atomic(path_for(path)) as place:
        place.write_text(text, encoding="utf-8", newline="\n")


def read(path: Path) -> tuple[str, bool]:
    """The text to go on with, and whether it is what a program that died left behind."""
    left = path_for(path)
    return (read_file(left), True) if left.is_file() else (read_file(path), False)


def discard(path: Path) -> None:
    """The draft was saved, or its changes are not wanted."""
    path_for(path).unlink(missing_ok=True)
