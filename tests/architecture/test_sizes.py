"""Files, functions and classes stay small enough to be read in one go."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Source, sources

FILE_LINES = 400
FUNCTION_LINES = 50
CLASS_METHODS = 20

type_of_function = (ast.FunctionDef, ast.AsyncFunctionDef)


def oversized(source: Source) -> Iterator[str]:
    """Yield what is too big in one file."""
    lines = len(source.text.splitlines())
    if lines > FILE_LINES:
        yield f"{source.path}: {lines} lines"
    if lines < CLASS_METHODS:
        return  # too short for a giant, and there are many such files
    for node in ast.walk(source.tree):
        if isinstance(node, type_of_function):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{source.path}:{node.lineno}: {node.name} has {length} lines"
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(child, type_of_function) for child in node.body)
            if methods > CLASS_METHODS:
                yield f"{source.path}:{node.lineno}: {node.name} has {methods} methods"


def test_the_program_has_no_giants() -> None:
    assert len(sources()) > 5
    assert [found for source in sources() for found in oversized(source)] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("x = 1\n" * 400, 0),
        ("x = 1\n" * 401, 1),
        ("def f():\n" + "    x = 1\n" * 49, 0),
        ("async def f():\n" + "    x = 1\n" * 50, 1),
        ("class A:\n" + "".join(f"    def f{n}(self): ...\n" for n in range(20)), 0),
        ("class A:\n" + "".join(f"    def f{n}(self): ...\n" for n in range(21)), 1),
    ],
)
def test_what_counts_as_a_giant(text: str, count: int) -> None:
    assert len(list(oversized(Source("a.py", text)))) == count
