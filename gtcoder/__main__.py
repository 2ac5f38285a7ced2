"""The program's door: the command line, and what becomes of a fault nobody expected."""

from __future__ import annotations

import sys
import warnings


def main() -> int:
    """Run the words of the command line and return the exit code."""
    try:
        from gtcoder.cli import main as run
        from gtcoder.cli.crash import report_and_exit

        sys.excepthook = report_and_exit
        if not sys.warnoptions:
            warnings.simplefilter("ignore")  # libraries' advice to programmers
        return run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command line was there to say more
        sys.stderr.write("gtcoder: stopped; nothing was begun\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
