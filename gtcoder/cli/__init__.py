"""The command line: one verb per word, registered by the file of its noun.

May import every floor below it (`ui` only to open the window) but no database library and no
record; prints, and is the only floor besides the window that joins reading files with changing a
study. Heavy libraries are imported by the verb that needs them, so that the others start at once.
"""

from gtcoder.cli.command_line import main

__all__ = ["main"]
