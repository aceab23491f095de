"""`python -m app`, the same as the command `skillbureau`."""

import sys

from app.main import run


def main() -> None:
    """Run and leave with the exit status."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
