"""The program's own source files, read once, and parsed where a test wants the tree of one."""

from __future__ import annotations

import ast
import gc
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file of the repository: its path from the top and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """Its syntax tree; that of all files together would be looked through at each collection.

        Parsing makes so many objects, none of which is garbage, that collecting meanwhile takes
        longer than the parsing.
        """
        collecting = gc.isenabled()
        gc.disable()
        try:
            return ast.parse(self.text, filename=self.path)
        finally:
            if collecting:
                gc.enable()


@cache
def sources(folder: str = "gtcoder") -> tuple[Source, ...]:
    """Return the Python files below a folder of the repository, by path."""
    found = []
    for path in sorted((TOP / folder).rglob("*.py")):
        name = path.relative_to(TOP).as_posix()
        found.append(Source(name, path.read_text(encoding="utf-8")))
    return tuple(found)
