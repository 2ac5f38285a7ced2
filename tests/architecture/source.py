"""The program's own source files, read once and parsed, for the tests that look at them."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file of the repository: its path from the top, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module


@cache
def sources(folder: str = "gtcoder") -> tuple[Source, ...]:
    """Return the Python files below a folder of the repository, by path."""
    found = []
    for path in sorted((TOP / folder).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(TOP).as_posix()
        found.append(Source(name, text, ast.parse(text, filename=name)))
    return tuple(found)
