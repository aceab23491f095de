"""Make the packages: `python -m installer [windows] [linux] [linux-arm64]`; without words all of them."""

import os
import sys
from collections.abc import Callable

from installer import contents
from installer.linux import build as linux
from installer.places import DIST
from installer.windows import build as windows

SYSTEMS: dict[str, Callable[[], None]] = {
    "windows": windows.build,
    "linux": linux.build,
    "linux-arm64": linux.build_arm64,
}


def main(words: list[str]) -> None:
    """Build for each system named, then write the sums of all that is there."""
    if unknown := [word for word in words if word not in SYSTEMS]:
        sys.exit(f"没有“{unknown[0]}”的安装包：{' '.join(SYSTEMS)}")
    DIST.mkdir(exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # icons are drawn where there is no screen
    for word in words or SYSTEMS:
        SYSTEMS[word]()
    contents.write_checksums()
    for line in (DIST / "SHA256SUMS").read_text("utf-8").splitlines():
        name = line.split()[-1]
        print(f"{(DIST / name).stat().st_size / 1e6:7.1f} MB  {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
