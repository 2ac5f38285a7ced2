"""What is shipped: the program, its resources and sample studies, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.architecture.source import TOP


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the names of the files in a wheel built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=TOP, check=True, capture_output=True)
    (wheel,) = folder.glob("gtcoder-*.whl")
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def shipped(folder: Path) -> set[str]:
    """Return the files below a folder, by path from it, without what Python left there."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found if path.suffix != ".pyc"}


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("gtcoder", "gtcoder/"),
        ("resources", "gtcoder/_resources/"),
        ("sample_projects", "gtcoder/_sample_projects/"),
    ],
)
def test_every_file_of_the_program_is_in_the_wheel(
    names: set[str], folder: str, place: str
) -> None:
    files = shipped(TOP / folder)
    assert files
    assert {place + name for name in files} <= names


def test_nothing_else_is_in_the_wheel(names: set[str]) -> None:
    others = {name for name in names if not name.startswith("gtcoder/")}
    assert others
    assert {Path(name).parts[0].rpartition(".")[2] for name in others} == {"dist-info"}
