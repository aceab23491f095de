"""The version of the program as people read it."""

import re

from app import __version__


def shown(version: str = __version__) -> str:
    """A version as it stands in windows and names of files: 1.0.0-rc1 where Python writes 1.0.0rc1."""
    return re.sub(r"(?<=\d)(a|b|rc)(\d+)$", r"-\1\2", version)


def number(version: str = __version__) -> tuple[int, int, int, int]:
    """A version as Windows compares it: four numbers, a candidate below what it is a candidate for."""
    plain = re.match(r"(\d+)\.(\d+)\.(\d+)(?:(a|b|rc)(\d+))?$", version)
    assert plain is not None
    stage = {"a": 100, "b": 200, "rc": 300}.get(plain[4] or "", 1000) + int(plain[5] or 0)
    return int(plain[1]), int(plain[2]), int(plain[3]), stage
