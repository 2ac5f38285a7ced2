"""Who may import whom: the contracts of pyproject.toml hold, and they bite."""

from __future__ import annotations

import ast
import re
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
FLOORS = "A floor imports only floors below it"
QT = "Only drawing and ui know Qt"
NUMBERS = "Analysis knows no database"
DOORS = "Command line and window see the study only through the store's doors"
FILES = "Reading and writing files cannot change a study"
INTRUDERS = [  # module, what it imports, which contract must object
    ("model.climber", "gtcoder.store", FLOORS),
    ("store.climber", "gtcoder.actions", FLOORS),
    ("actions.sibling", "gtcoder.queries", FLOORS),
    ("drawing.climber", "gtcoder.cli", FLOORS),
    ("store.painter", "PySide6", QT),
    ("cli.painter", "PySide6", QT),
    ("analysis.reader", "sqlalchemy", NUMBERS),
    ("analysis.thinker", "gtcoder.model", NUMBERS),
    ("cli.reader", "sqlalchemy", DOORS),
    ("cli.thinker", "gtcoder.model", DOORS),
    ("ui.thinker", "gtcoder.model", DOORS),
    ("exchange.writer", "gtcoder.actions", FILES),
    ("reports.writer", "gtcoder.actions", FILES),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package in a folder, in a process that imports that package."""
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_contracts_hold() -> None:
    result = lint(TOP)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def objections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what each contract says of a copy of the program with all intruders in it."""
    folder = tmp_path_factory.mktemp("copy")
    package = folder / "gtcoder"
    shutil.copy(TOP / "pyproject.toml", folder)
    shutil.copytree(TOP / "gtcoder", package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "nowhere.py").touch()
    for module, imported, _ in INTRUDERS:
        path = package.joinpath(*module.split(".")).with_suffix(".py")
        path.parent.mkdir(exist_ok=True)
        path.parent.joinpath("__init__.py").touch()
        path.write_text(f"import {imported}\n", encoding="utf-8")
    result = lint(folder)
    assert result.returncode == 1, result.stdout + result.stderr
    _, _, said = result.stdout.partition("Broken contracts")
    pieces = re.split(r"^(.+)\n-{5,}\n", said, flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


@pytest.mark.parametrize(("module", "imported", "contract"), INTRUDERS)
def test_a_forbidden_import_breaks_its_contract(
    objections: dict[str, str], module: str, imported: str, contract: str
) -> None:
    assert f"gtcoder.{module} -> {imported} (l.1)" in objections[contract]


def test_a_module_on_no_floor_is_named(objections: dict[str, str]) -> None:
    assert "nowhere" in objections[FLOORS]


def test_pictures_are_drawn_without_widgets() -> None:
    """QtWidgets wants a QApplication; a QGuiApplication has to do on the command line."""
    drawing = sources("gtcoder/drawing")
    found = [
        f"{source.path}:{node.lineno}"
        for source in drawing
        for node in ast.walk(source.tree)
        if isinstance(node, (ast.Import, ast.ImportFrom)) and "QtWidgets" in ast.unparse(node)
    ]
    assert drawing
    assert found == []
