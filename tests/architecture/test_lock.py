"""The lock files: hashed, free of addresses, and in step with pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.architecture.source import TOP

LOCKS = ("requirements.lock", "requirements-dev.lock")
PYTHONS = ("3.11", "3.12", "3.13")


@cache
def project() -> dict[str, Any]:
    """Return pyproject.toml."""
    return tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))


@cache
def entries(lock: str) -> tuple[str, ...]:
    """Return the entries of a lock file without comments, each on one line."""
    text = (TOP / lock).read_text("utf-8").replace("\\\n", " ")
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def versions(lock: str, python: str) -> dict[str, Version]:
    """Return what a lock file installs on Linux with one Python, by canonical name."""
    here = {"python_version": python, "python_full_version": f"{python}.2", "extra": ""}
    here |= {"sys_platform": "linux", "platform_machine": "x86_64"}
    here |= {"platform_python_implementation": "CPython", "implementation_name": "cpython"}
    found: dict[str, Version] = {}
    for entry in entries(lock):
        requirement = Requirement(entry.split(" --hash")[0])
        if requirement.marker is None or requirement.marker.evaluate(here):
            name = canonicalize_name(requirement.name)
            assert name not in found, f"{name} twice for Python {python}"
            (pin,) = requirement.specifier
            found[name] = Version(pin.version)
    return found


def wanted(*extras: str) -> list[Requirement]:
    """Return the requirements of the program, of its build and of some extras."""
    metadata = project()["project"]
    rows = [*metadata["dependencies"], *project()["build-system"]["requires"]]
    for extra in extras:
        rows += metadata["optional-dependencies"][extra]
    return [Requirement(row) for row in rows if not row.startswith("gtcoder[")]


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_of_any_host(lock: str) -> None:
    text = (TOP / lock).read_text("utf-8")
    assert re.findall(r"\w+://\S+|^\s*-\S*(?:index|find-links)\S*.*| @ ", text, re.M) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_one_version_with_hashes(lock: str) -> None:
    shape = re.compile(r"[a-z0-9-]+==[^\s;]+( ; [^#]+?)?( --hash=sha256:[0-9a-f]{64})+")
    assert len(entries(lock)) > 20
    assert [entry for entry in entries(lock) if not shape.fullmatch(entry)] == []


@pytest.mark.parametrize("python", PYTHONS)
def test_the_locks_answer_every_requirement(python: str) -> None:
    runtime, dev = (versions(lock, python) for lock in LOCKS)
    for have, asked in ((runtime, wanted()), (dev, wanted("team", "gamma", "dev"))):
        for requirement in asked:
            version = have.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement.name} is not in the lock"
            assert requirement.specifier.contains(version), f"{requirement} but {version} locked"
    assert runtime.items() <= dev.items()


@pytest.mark.parametrize("lock", LOCKS)
def test_pyside_stays_below_the_version_that_aborts(lock: str) -> None:
    for python in PYTHONS:
        version = versions(lock, python)["pyside6-essentials"]
        assert Version("6.8.3") <= version < Version("6.12")
    (asked,) = (row for row in wanted() if row.name == "PySide6-Essentials")
    assert not asked.specifier.contains("6.12.0")
    assert not asked.specifier.contains("6.12.1")
