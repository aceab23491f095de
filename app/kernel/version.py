"""The version of the program as people read it."""

import re

from app import __version__


def shown(version: str = __version__) -> str:
    """A version as it stands in windows and names of files: 1.0.0-rc1 where Python writes 1.0.0rc1."""
    return re.sub(r"(?<=\d)(a|b|rc)(\d+)$", r"-\1\2", version)
