from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gtcoder.cli import main
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.verify import state_digest
from tests.conftest import TOP
from tests.studies import new_study

DOCUMENT = "Invented interview 1"


@dataclass(frozen=True)
class Outcome:
    """What a command line gave: exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def record(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    def done(self) -> Outcome:
        assert self.code == 0, self.err
        return self

    def refused(self, *said: str) -> Outcome:
        """Check that it was refused with one line that says all this, and nothing on stdout."""
        assert self.code == 1, (self.code, self.err)
        assert self.out == ""
        return self._one_line(said)

    def misused(self, *said: str) -> Outcome:
        """Check that it was wrong usage."""
        assert self.code == 2, (self.code, self.err)
        assert self.out == ""
        assert all(words in self.err for words in said), self.err
        assert "Traceback" not in self.err
        return self

    def _one_line(self, said: tuple[str, ...]) -> Outcome:
        assert len(self.err.splitlines()) == 1, self.err
        assert self.err.startswith("gtcoder: ")
        assert all(words in self.err for words in said), self.err
        return self


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command line in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> Outcome:
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return run


@pytest.fixture
def environment() -> dict[str, str]:
    """Return the environment of a process of the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPATH": str(TOP)}


@pytest.fixture
def program(environment: dict[str, str], tmp_path: Path) -> Run:
    """Run a command line in a process of its own, in an empty folder."""

    def program(*words: object) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "gtcoder", *map(str, words)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return program


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a study with Ann (lead), Bob (coder) and one invented interview of four turns."""
    path = tmp_path / "study.gtc"
    new_study(FileLocation(path)).close()
    return path


def digest(study: Path) -> str:
    """Return the digest of a study's state."""
    with open_study(FileLocation(study), read_only=True) as project:
        return state_digest(project)


def apply(run: Run, study: Path, code: str, span: str = "5:20", coder: str = "Ann") -> int:
    """Apply a code and return the coding's number."""
    words = ("apply", study, "--coder", coder, "--document", DOCUMENT, "--span", span)
    coding: int = run(*words, "--code", code, "--json").done().record["coding"]
    return coding


def rows(run: Run, study: Path, what: str, *words: object) -> list[dict[str, Any]]:
    """Return the rows of a list."""
    found: list[dict[str, Any]] = run("list", study, what, "--json", *words).done().record[what]
    return found
