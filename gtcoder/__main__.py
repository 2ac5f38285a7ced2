"""The program's door: the command line, and what becomes of a fault nobody expected."""

from __future__ import annotations

import sys
import warnings

from gtcoder.cli import main as run
from gtcoder.cli.crash import report_and_exit


def main() -> int:
    """Run the words of the command line and return the exit code."""
    sys.excepthook = report_and_exit
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # libraries' advice to programmers
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
