"""Who may import whom: the contracts of pyproject.toml hold, and they bite."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import TOP, sources

LINT = (
    "import sys; from importlinter.cli import lint_imports;"
    "sys.exit(lint_imports(no_cache=True, no_logo=True))"
)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package in a folder, in a process that imports that package."""
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_contracts_hold() -> None:
    result = lint(TOP)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(TOP / "pyproject.toml", folder)
    shutil.copytree(
        TOP / "gtcoder", folder / "gtcoder", ignore=shutil.ignore_patterns("__pycache__")
    )
    return folder


@pytest.mark.parametrize(
    ("importer", "line", "contract"),
    [
        ("model/intruder.py", "import gtcoder.store", "A floor imports only floors below it"),
        ("actions/intruder.py", "import gtcoder.queries", "A floor imports only floors below it"),
        ("intruder.py", "", "A floor imports only floors below it"),
        ("store/intruder.py", "import PySide6.QtCore", "Only drawing and ui know Qt"),
        ("cli/intruder.py", "from PySide6 import QtGui", "Only drawing and ui know Qt"),
        ("resources.py", "import PySide6.QtCore", "Only drawing and ui know Qt"),
        ("analysis/intruder.py", "import sqlalchemy.orm", "Analysis knows no database"),
        ("analysis/intruder.py", "import gtcoder.model", "Analysis knows no database"),
        ("cli/intruder.py", "import sqlalchemy", "the study only through the store's doors"),
        ("cli/intruder.py", "import gtcoder.model.base", "only through the store's doors"),
        ("ui/intruder.py", "import gtcoder.model.base", "only through the store's doors"),
        ("exchange/intruder.py", "import gtcoder.actions", "files cannot change a study"),
        ("reports/intruder.py", "import gtcoder.actions", "files cannot change a study"),
    ],
)
def test_a_forbidden_import_breaks_its_contract(
    copy: Path, importer: str, line: str, contract: str
) -> None:
    path = copy / "gtcoder" / importer
    package = path.parent / "__init__.py"
    kept = {file: file.read_text("utf-8") if file.exists() else None for file in (package, path)}
    package.parent.mkdir(exist_ok=True)
    package.touch()
    path.write_text((kept[path] or "") + line + "\n", encoding="utf-8")
    try:
        result = lint(copy)
    finally:
        for file, text in kept.items():
            file.unlink() if text is None else file.write_text(text, encoding="utf-8")
    assert result.returncode == 1, result.stdout
    broken = [row for row in result.stdout.splitlines() if row.rstrip().endswith("BROKEN")]
    assert any(contract in row for row in broken), result.stdout


def test_pictures_are_drawn_without_widgets() -> None:
    """QtWidgets wants a QApplication; a QGuiApplication has to do on the command line."""
    found = [
        f"{source.path}:{node.lineno}"
        for source in sources("gtcoder/drawing")
        for node in ast.walk(source.tree)
        if isinstance(node, (ast.Import, ast.ImportFrom)) and "QtWidgets" in ast.unparse(node)
    ]
    assert found == []
