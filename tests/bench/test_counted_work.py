"""Speed as counted work and ratios: no floor here is crossed but by a real regression."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine, event

from gtcoder.actions import coding
from gtcoder.actions.many import CodingColumns, apply_many
from gtcoder.analysis.spans import CodingSpans
from gtcoder.analysis.units import character_table
from gtcoder.queries.frames import coding_table
from gtcoder.store.location import FileLocation
from gtcoder.vocabulary import Span
from tests.studies import Study, new_study

STATEMENTS_PER_CODING = 20


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    made.close()


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect the SQL statements that an engine runs."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def many(study: Study, count: int) -> CodingColumns:
    code = study.code(f"code of {count}")
    return CodingColumns(
        [study.document] * count,
        [place % 100 for place in range(count)],
        [101 + place // 100 for place in range(count)],
        [code] * count,
        [1] * count,
        [1] * count,
    )


def test_one_coding_costs_the_same_in_a_small_and_in_a_large_study(study: Study) -> None:
    code = study.code("Waiting")
    work = []
    for start in (0, 1):
        with counted(study.ann.engine) as said:
            study.ann.perform(
                coding.apply_code, document=study.document, span=Span(start, 9), code=code
            )
        work.append(len(said))
        if start == 0:
            study.ann.perform(apply_many, codings=many(study, 5_000))
    print(f"statements for one coding: {work[0]} in an empty study, {work[1]} after 5,000 codings")
    assert work[0] == work[1] <= STATEMENTS_PER_CODING


def test_thousands_of_codings_take_no_statement_each(study: Study) -> None:
    columns = many(study, 5_000)
    with counted(study.ann.engine) as said:
        study.ann.perform(apply_many, codings=columns)
    print(f"statements for 5,000 codings in one entry: {len(said)}")
    assert len(said) <= 60


def test_codings_are_read_once_per_revision(study: Study) -> None:
    study.ann.perform(apply_many, codings=many(study, 600))
    with study.ann.read() as reader, counted(study.ann.engine) as first:
        coding_table(reader)
    with study.ann.read() as reader, counted(study.ann.engine) as second:
        assert len(coding_table(reader)) == 600
    print(f"statements for all codings: {len(first)}, the second time {len(second)}")
    assert len(first) <= 3
    assert second == []


def test_agreement_does_not_feel_the_length_of_the_texts() -> None:
    """A thousand times the text, the same codings: run lengths, never characters."""
    rng = np.random.default_rng(1)
    count = 20_000
    place = rng.integers(0, 900, count).astype(np.int32)

    def spans(factor: int) -> CodingSpans:
        return CodingSpans(
            document=rng.integers(0, 20, count).astype(np.int32),
            code=rng.integers(0, 50, count).astype(np.int32),
            coder=rng.integers(0, 3, count).astype(np.int32),
            start=place * factor,
            end=(place + 50) * factor,
            lengths=np.full(20, 1_000 * factor, dtype=np.int32),
            n_codes=50,
            n_coders=3,
        )

    short, long = (fastest(partial(character_table, spans(factor))) for factor in (1, 1_000))
    print(f"character table: {1e3 * short:.1f} ms, {1e3 * long:.1f} ms for 1,000 times the text")
    assert long < 5 * short


def fastest(work: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)
