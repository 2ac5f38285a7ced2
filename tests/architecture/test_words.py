"""Words that have no place in the repository: promises for later, names that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import TOP, sources

PROMISES = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")  # apart, to pass itself
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "handler", "misc", "common"}
PLACES = ("gtcoder", "tests", "resources", "sample_projects", ".ci", ".github")
OWN_ENDINGS = {".py", ".md", ".toml", ".json", ".j2", ".html", ".sh", ""}


def own_files() -> Iterator[Path]:
    """Yield the text files of the repository that people wrote."""
    top = (path for path in TOP.iterdir() if path.is_file() and path.suffix in OWN_ENDINGS)
    yield from (path for path in top if not path.name.startswith(".coverage"))
    for place in PLACES:
        for path in sorted((TOP / place).rglob("*")):
            if path.is_file() and path.suffix in OWN_ENDINGS and "data" not in path.parts:
                yield path


def test_nothing_is_promised_for_later() -> None:
    found = [
        f"{path.relative_to(TOP)}:{number}: {line.strip()[:80]}"
        for path in own_files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if PROMISES.search(line)
    ]
    assert found == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = [(source.path, set(source.path.removesuffix(".py").split("/"))) for source in sources()]
    assert [path for path, words in named if words & EMPTY_NAMES] == []
