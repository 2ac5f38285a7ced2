"""Work per coding of a project that goes out and comes in, counted: calls and SQL statements."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from gtcoder.actions.many import CodingColumns, apply_many
from gtcoder.actions.taking_in import take_in
from gtcoder.exchange.arriving import planned
from gtcoder.exchange.project_files import read_project
from gtcoder.exchange.refi.writing import write_project
from gtcoder.queries.whole import whole_study
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.project import OpenProject
from gtcoder.study_rows import StudyRows
from tests.bench.test_counted_work import counted
from tests.studies import new_study

FEW, MANY = 120, 320
# Of calls per coding there were 51 out, 146 in and 120 back when this was written.
MOST_CALLS = {"out": 100, "in": 290, "undo": 240}
MOST_STATEMENTS = {"out": 100, "in": 200, "undo": 200}


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def whole(opened: OpenProject) -> StudyRows:
    with opened.read() as reader:
        return whole_study(reader, history=True)


def walked(folder: Path, count: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return calls and statements of a study with so many codings out, in and taken back."""
    folder.mkdir()
    made = new_study(FileLocation(folder / "out.gtc"))
    code, spans = made.code("Waiting"), [(n % 100, 101 + n // 100) for n in range(count)]
    starts, ends = zip(*spans, strict=True)
    ones = [1] * count
    columns = CodingColumns([made.document] * count, starts, ends, [code] * count, ones, ones)
    made.ann.perform(apply_many, codings=columns)
    project, work, said = folder / "study.qdpx", {}, {}
    with counted(made.ann.engine) as statements:
        work["out"] = calls(lambda: write_project(whole(made.ann), project))
    said["out"] = len(statements)
    made.close()
    create_study(FileLocation(folder / "in.gtc"), coder="Zoe", title="In")
    with open_study(FileLocation(folder / "in.gtc"), "Zoe") as opened:

        def bring() -> None:
            plan = planned(whole(opened), read_project(project))
            opened.perform(take_in, arrival=plan.arrival)

        for name, act in (("in", bring), ("undo", opened.undo)):
            with counted(opened.engine) as statements:
                work[name] = calls(act)
            said[name] = len(statements)
            assert len(whole(opened).tables.get("coding", {"guid": ()})["guid"]) == (
                count if name == "in" else 0
            )
    return work, said


def test_a_coding_costs_few_calls_and_no_statement_on_its_way_out_and_in(tmp_path: Path) -> None:
    walked(tmp_path / "warm", 10)  # what is made once is not counted
    few, said_of_few = walked(tmp_path / "few", FEW)
    many, said_of_many = walked(tmp_path / "many", MANY)
    per = {name: (many[name] - few[name]) / (MANY - FEW) for name in many}
    print(f"calls per coding: {per}; statements for {MANY} codings: {said_of_many}")
    assert all(said_of_many[name] - said_of_few[name] < 10 for name in said_of_many)
    assert all(said_of_many[name] <= most for name, most in MOST_STATEMENTS.items())
    assert all(per[name] <= most for name, most in MOST_CALLS.items())
