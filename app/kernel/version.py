"""The version of the program as people read it."""

import re

from app import __version__

_STEP = 100


def shown(version: str = __version__) -> str:
    """A version as it stands in windows and names of files: 1.0.0-rc1 where Python writes 1.0.0rc1."""
    return re.sub(r"(?<=\d)(a|b|rc)(\d+)$", r"-\1\2", version)


def number(version: str) -> int:
    """A release as one number, 10203 for 1.2.3 and for what is tried before it."""
    major, minor, patch = (int(part) for part in re.match(r"(\d+)\.(\d+)\.(\d+)", version).groups())  # type: ignore[union-attr]
    return major * _STEP**2 + minor * _STEP + patch


def release(coded: int) -> str:
    """The release of such a number."""
    return ".".join(str(part) for part in (coded // _STEP**2, coded // _STEP % _STEP, coded % _STEP))
