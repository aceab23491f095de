"""`python -m app`, the same as the command `skillbureau`."""

import sys

from app import PARSE_WORKBOOK

REFUSED = 2


def main() -> None:
    """Run and leave with the exit status; Ctrl+C is a refusal in words, whatever was under way is rolled back."""
    try:
        if sys.argv[1:] == [PARSE_WORKBOOK]:
            from app.exchange.reader_process import serve  # noqa: PLC0415 - a child that reads a workbook needs no more

            return serve()
        from app.main import run  # noqa: PLC0415 - so that an interruption while it loads is said in words, too

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        from app.kernel.texts import say  # noqa: PLC0415

        sys.stderr.write(f"{say('stopped.user')}\n")
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
