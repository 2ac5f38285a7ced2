from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from gtcoder.actions import codebook, coding
from gtcoder.exchange.merging.plan import Conflict, MergeOptions, MergePlan
from gtcoder.store.images import journaled_tables
from gtcoder.store.location import FileLocation
from gtcoder.store.project import OpenProject
from gtcoder.store.verify import verify
from gtcoder.vocabulary import CodeId, DocumentId, Span
from tests.exchange.merging.copies import ONE_BEN, Copies
from tests.studies import new_study


@dataclass(frozen=True)
class Pair(Copies):
    """Two copies of a study with one interview and one code, “loss”, that Ann applied once."""

    document: DocumentId
    loss: CodeId

    @contextmanager
    def ours(self) -> Iterator[OpenProject]:
        with self.open("ours") as project:
            yield project

    @contextmanager
    def theirs(self, coder: str = "Ann") -> Iterator[OpenProject]:
        with self.open("theirs", coder) as project:
            yield project

    def both(self, options: MergeOptions = ONE_BEN) -> MergePlan:
        """Merge either into the other, check that the same comes of it, and return our plan."""
        plan = self.merge(self.copy("ours", "one"), "theirs", options)
        self.merge(self.copy("theirs", "two"), "ours", options)
        with self.open("one", None) as one:
            found = verify(one)
        assert (found.digest, found.problems) == (self.digest("two"), ())
        return plan

    def table(self, table: str, name: str = "one") -> list[dict[str, Any]]:
        target = journaled_tables()[table]
        with self.open(name, None) as project, project.snapshot() as connection:
            return [dict(row._mapping) for row in connection.execute(select(target))]

    def apply(self, project: OpenProject, code: CodeId, start: int, end: int) -> int:
        span = Span(start, end)
        return project.perform(coding.apply_code, document=self.document, span=span, code=code)


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pair:
    monkeypatch.setenv("GTCODER_STATE_DIR", str(tmp_path / "state"))
    study = new_study(FileLocation(tmp_path / "ours.gtc"))
    loss = study.ann.perform(codebook.create_code, name="loss", definition="Customers go.")
    study.apply(loss, 60, 70)
    study.close()
    made = Pair(tmp_path, study.document, loss)
    made.copy("ours", "theirs")
    return made


def only(conflicts: tuple[Conflict, ...]) -> Conflict:
    (found,) = conflicts
    return found
