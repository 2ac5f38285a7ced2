"""Read the sample study's files and play its codebook through, without the program."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from gtcoder.resources import sample_project

STUDY = sample_project("cem_ict")
PATH = " > "
Row = dict[str, str]


@dataclass(eq=False)
class Code:
    """A code as the replay holds it."""

    name: str
    parent: Code | None
    level: str
    alive: bool = True
    into: Code | None = None
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Return the names from the root down."""
        return self.name if self.parent is None else self.parent.path + PATH + self.name

    @property
    def today(self) -> Code:
        """Return the code that this one was merged into, or itself."""
        return self if self.into is None else self.into.today


@dataclass(frozen=True)
class Entry:
    """A code at a label: where it stood, what it was."""

    path: str
    level: str
    is_leaf: bool
    attributes: Row


@dataclass(eq=False, frozen=True)
class Coding:
    """A row of codings.csv with the place of its quote and its code."""

    phase: str
    coder: str
    document: str
    start: int
    end: int
    code: Code

    def overlaps(self, other: Coding) -> bool:
        """Tell whether two codings of one document share a character."""
        return self.document == other.document and (
            self.start < other.end and other.start < self.end
        )


@dataclass(eq=False)
class Replay:
    """The codebook while the files are played, and what it was at each label."""

    codes: list[Code] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    labels: dict[str, list[Entry]] = field(default_factory=dict)
    memberships: list[tuple[Code, Code]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)

    def at(self, path: str) -> Code:
        """Return the one living code of a path."""
        found = [code for code in self.codes if code.alive and code.path == path]
        assert len(found) == 1, f"{len(found)} codes at {path!r}"
        return found[0]

    def place(self, path: str) -> tuple[str, Code | None]:
        """Return name and parent of a path that must be free."""
        taken = {code.path.casefold() for code in self.codes if code.alive}
        assert path.casefold() not in taken, f"taken: {path!r}"
        parent, _, name = path.rpartition(PATH)
        return name, self.at(parent) if parent else None

    def create(self, path: str, level: str) -> None:
        """Add a code."""
        name, parent = self.place(path)
        self.codes.append(Code(name, parent, level))

    def change(self, row: Row) -> None:
        """Play one row of changes.csv."""
        verb, subject, argument = row["verb"], row["subject"], row["argument"]
        if verb == "label":
            self.labels[argument] = list(self.entries())
        elif verb == "create":
            self.create(subject, argument)
        elif verb == "column":
            assert subject not in self.columns, f"{subject} twice"
            self.columns[subject] = argument
        else:
            getattr(self, f"_{verb}")(self.at(subject), argument)

    def entries(self) -> Iterator[Entry]:
        """Yield the living codes."""
        living = [code for code in self.codes if code.alive]
        parents = {code.parent for code in living}
        for code in living:
            yield Entry(code.path, code.level, code not in parents, dict(code.attributes))

    def _rename(self, code: Code, name: str) -> None:
        root = "" if code.parent is None else code.parent.path + PATH
        assert name != code.name
        if name.casefold() != code.name.casefold():
            self.place(root + name)
        code.name = name

    def _move(self, code: Code, parent: str) -> None:
        target = self.at(parent) if parent else None
        assert target is not code.parent, f"{code.path} is there already"
        self.place((parent + PATH if parent else "") + code.name)
        code.parent = target

    def _merge(self, code: Code, target: str) -> None:
        into = self.at(target)
        assert into is not code
        self._close(code)
        code.into = into

    def _retire(self, code: Code, _: str) -> None:
        assert all(coding.code.today is not code for coding in self.codings), code.path
        self._close(code)

    def _close(self, code: Code) -> None:
        assert all(child.parent is not code for child in self.codes if child.alive), code.path
        code.alive = False

    def _level(self, code: Code, level: str) -> None:
        assert level in {"open", "axial", "selective", "core"}
        assert level != code.level
        code.level = level

    def _attribute(self, code: Code, argument: str) -> None:
        name, _, value = argument.rpartition("=")
        assert name
        assert name not in code.attributes, f"{code.path}: {name} twice"
        code.attributes[name] = value

    def _membership(self, code: Code, category: str) -> None:
        self.memberships.append((code, self.at(category)))


def rows(name: str) -> list[Row]:
    """Return the rows of one of the study's csv files."""
    with (STUDY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def project() -> dict[str, object]:
    """Return project.toml."""
    return tomllib.loads((STUDY / "project.toml").read_text("utf-8"))


def phases() -> list[str]:
    """Return the phases in their order."""
    named = project()["phases"]
    assert isinstance(named, list)
    return [str(phase) for phase in named]


def coders() -> list[str]:
    """Return the names of the two coders."""
    named = project()["coders"]
    assert isinstance(named, list)
    assert [coder["role"] for coder in named] == ["lead", "coder"]
    return [coder["name"] for coder in named]


@cache
def texts() -> dict[str, str]:
    """Return the transcripts by document name."""
    files = sorted((STUDY / "transcripts").glob("*.txt"))
    return {file.stem: file.read_bytes().decode("utf-8") for file in files}


def place_of(document: str, quote: str, occurrence: str) -> int:
    """Return where the quote begins, -1 if it does not occur that often."""
    start = -1
    for _ in range(int(occurrence)):
        start = texts()[document].find(quote, start + 1)
        if start < 0:
            break
    return start


@cache
def played() -> Replay:
    """Return the study after its last step; fails where a path is not valid at its time."""
    replay = Replay()
    for phase in phases():
        for row in rows("codebook.csv"):
            if row["phase"] == phase:
                replay.create(row["path"], row["level"])
        for row in rows("codings.csv"):
            if row["phase"] == phase:
                replay.codings.append(_coding(replay, row))
        for row in rows("changes.csv"):
            if row["phase"] == phase:
                replay.change(row)
    return replay


def alive() -> set[str]:
    """Return the paths of the codebook after the last step."""
    return {code.path for code in played().codes if code.alive}


def coding_of(row: Row) -> tuple[str, str, int, int]:
    """Return coder, document, start and end of a row that names a quotation."""
    start = place_of(row["document"], row["quote"], row["occurrence"])
    return row["coder"], row["document"], start, start + len(row["quote"])


def _coding(replay: Replay, row: Row) -> Coding:
    coder, document, start, end = coding_of(row)
    return Coding(row["phase"], coder, document, start, end, replay.at(row["code"]))
