"""`python -m app`, the same as the command `skillbureau`."""

import sys

REFUSED = 2


def main() -> None:
    """Run and leave with the exit status; Ctrl+C is a refusal in words, whatever was under way is rolled back."""
    try:
        from app.main import run  # noqa: PLC0415 - so that an interruption while it loads is said in words, too

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        from app.domain.texts import say  # noqa: PLC0415

        sys.stderr.write(f"{say('stopped.user')}\n")
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
