"""Prove the packages: `python -m installer.proof [windows] [linux]`; without words all of them."""

import sys
from importlib import import_module, util

SYSTEMS = tuple(name for name in ("windows", "linux") if util.find_spec(f"installer.proof.{name}"))


def main(words: list[str]) -> None:
    """Try the packages of each system named; ends at the first fact that does not hold."""
    if unknown := [word for word in words if word not in SYSTEMS]:
        sys.exit(f"没有“{unknown[0]}”的验证：{' '.join(SYSTEMS)}")
    for word in words or SYSTEMS:
        import_module(f"installer.proof.{word}").prove()


if __name__ == "__main__":
    main(sys.argv[1:])
