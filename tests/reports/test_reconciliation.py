"""The sum of the codebook always comes out, and merges lead back; corpus S is in the bench."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gtcoder.actions import codebook, merging, project
from gtcoder.errors import GtcoderError
from gtcoder.exchange.writing import write_report
from gtcoder.progress import Silent
from gtcoder.queries.codebook import codes
from gtcoder.queries.folded import merges
from gtcoder.queries.passages import codings
from gtcoder.queries.reconciliation import Moment, Movement, moment, reconciliation
from gtcoder.reports.merges import MergeRows, MergesOptions, merged
from gtcoder.reports.reconciliation import ReconciliationOptions, reconcile
from gtcoder.store.location import FileLocation
from gtcoder.store.project import OpenProject
from gtcoder.store.verify import state_digest, verify
from gtcoder.vocabulary import CodeId
from tests.bench.corpora import load, study_without_codings
from tests.studies import Study, new_study

CODES, CODINGS, MERGES = 126, 290, 38  # a third of corpus S, where 112 merges leave 265


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "small.gtc"))
    yield made
    made.close()


def _in_use(ann: OpenProject) -> int:
    with ann.read() as reader:
        return len(codes(reader))


def _walk(study: Study, chance: random.Random, steps: int) -> dict[int, int]:
    """Do what comes, undo some of it, and return how many codes were in use after each entry."""
    ann = study.ann
    counts = {0: 0}
    for number in range(steps):
        with ann.read() as reader:
            every = codes(reader, retired=True)
        live = [row.id for row in every if not row.retired]
        gone = [row.id for row in every if row.retired and row.merged_into is None]
        merged_away = [row.id for row in every if row.merged_into is not None]
        with contextlib.suppress(GtcoderError):  # nothing was changed; the next step may fit
            _step(study, chance, number, (live, gone, merged_away))
        counts[ann.seen] = _in_use(ann)
    return counts


def _step(study: Study, chance: random.Random, number: int, kinds: Any) -> None:
    live, gone, merged_away = kinds
    do, what = study.ann.perform, chance.choice("ccmmmrsxuaU")
    if what == "c" or len(live) < 2:
        study.code(f"Code {number}")
    elif what == "m":
        source, into = chance.sample(live, 2)
        do(merging.merge_codes, sources=[source], target=into, reason="same")
    elif what == "r":
        do(codebook.retire_code, code=chance.choice(live), reason="no use")
    elif what == "s":
        coding = study.apply(chance.choice(live), number, number + 3)
        with study.ann.read() as reader:
            code = next(row.code_id for row in codings(reader) if row.id == coding)
        do(merging.split_code, code=code, name=f"Split {number}", codings=[coding], reason="two")
    elif what == "x" and gone:
        do(codebook.restore_code, code=chance.choice(gone), reason="of use")
    elif what == "u" and merged_away:
        do(merging.unmerge_code, code=chance.choice(merged_away), reason="two")
    elif what == "a":
        study.ann.undo()
    elif what == "U":
        study.ann.redo()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_sum_comes_out_between_any_two_entries(small: Study, seed: int) -> None:
    chance = random.Random(seed)
    counts = _walk(small, chance, 45)
    entries = sorted(counts)
    with small.ann.read() as reader:
        for _ in range(40):
            first, last = sorted(chance.sample(entries, 2))
            found = reconciliation(reader, Moment(first, ""), Moment(last, ""))
            assert found.comes_out
            assert (found.initial, found.now) == (counts[first], counts[last])
        whole = reconciliation(reader, Moment(0, ""), Moment(entries[-1], ""))
    assert whole.of(Movement.CREATED) > 0
    assert whole.of(Movement.MERGED) > 0


def test_moments_are_labels_entries_and_days(small: Study) -> None:
    small.code("One")
    small.ann.perform(project.set_label, name="after pilot")
    small.code("Two")
    with small.ann.read() as reader:
        labelled = moment(reader, "after pilot")
        assert labelled.name == "“after pilot”"
        assert moment(reader, str(labelled.revision)).revision == labelled.revision
        assert moment(reader, "2001-01-01").revision == 0
        assert moment(reader, "9999-12-31").revision == reader.revision
        with pytest.raises(GtcoderError, match="no entry 4711"):
            moment(reader, "4711")
        options = ReconciliationOptions(since="1", labels=True)
        made = reconcile(reader, options, Silent())
    assert [row[:2] for row in made.rows] == [
        ("entry 1", "“after pilot”"),
        ("“after pilot”", "now"),
        ("entry 1", "now"),
    ]
    assert [row[2] for row in made.rows] == [0, 1, 0]
    assert [row[-1] for row in made.rows] == [1, 2, 2]


def _corpus() -> Any:
    """Return an invented corpus: 12 texts, and codes that meet on the same passages."""
    chance = random.Random(265)
    texts = [(f"Invented {n}.txt", f"{n}: " + "word " * 400) for n in range(12)]
    names = [{"cid": n, "name": f"Code {n:03}"} for n in range(CODES)]
    rows: dict[tuple[int, ...], None] = {}
    first: dict[int, tuple[int, int, int]] = {}
    while len(rows) < CODINGS:
        code = len(rows) if len(rows) < CODES else chance.randrange(CODES)
        place = chance.randrange(12), chance.randrange(2), 5 * chance.randrange(380)
        if len(rows) >= CODES and len(rows) % 4 == 0:  # where the code it goes into lies as well
            place = first.get((code + 50) % CODES, place)
        first.setdefault(code, place)
        text, coder, start = place
        rows[text, coder, code, start, start + 15] = None
    return SimpleNamespace(docs=texts, coders=["Ann", "Bob"], codes=names, codings=list(rows))


def _script(reader: Any) -> list[tuple[CodeId, CodeId]]:
    """Return merges, some into codes that are merged later."""
    keys = [row.id for row in codes(reader)]
    pairs = [(keys[n], keys[n + 50]) for n in range(30)]
    return pairs + [(keys[50 + n], keys[100 + n]) for n in range(8)]


def test_merges_lead_to_the_sum_and_back(tmp_path: Path) -> None:
    made, columns = study_without_codings(tmp_path / "s.gtc", _corpus())
    load(made, columns)
    before = state_digest(made)
    with made.read() as reader:
        script = _script(reader)
        coded = {row.id: (row.quotation, row.code_id) for row in codings(reader)}
    assert len(coded) == CODINGS
    expected = _folded_by_hand(coded, script)
    for source, into in script:
        made.perform(merging.merge_codes, sources=[source], target=into, reason="the same act")
    with made.read() as reader:
        done = reconcile(reader, ReconciliationOptions(), Silent())
        early = reconcile(reader, ReconciliationOptions(until="1"), Silent())  # before any merge
        found = merged(reader, MergesOptions(), Silent())
        each = merged(reader, MergesOptions(rows=MergeRows.FOLDED), Silent())
        left = {row.id for row in codings(reader)}
    assert done.provenance["sum"] == "126 + 0 created − 38 merged − 0 retired = 88"
    assert early.rows[0][:2] == ("the beginning", "entry 1")
    assert len(expected) > 5
    assert {row[-2]: row[-1] for row in each.rows} == expected
    assert coded.keys() - left == expected.keys()
    assert found.provenance["folded"] == len(expected)
    assert len(found.rows) == MERGES
    for source, _ in script:
        made.perform(merging.unmerge_code, code=source, reason="two acts")
    with made.read() as reader:
        assert len(codes(reader)) == CODES
        assert len(codings(reader)) == CODINGS
        assert not any(row.merged_still for row in merges(reader))
    assert state_digest(made) == before
    assert verify(made).ok
    made.close()


def _folded_by_hand(
    coded: dict[Any, tuple[Any, Any]], script: list[tuple[CodeId, CodeId]]
) -> dict[Any, Any]:
    """Return which coding goes and which stays, told without the program."""
    code_of = dict(coded)
    gone: dict[Any, Any] = {}
    for source, into in script:
        there = {quotation: key for key, (quotation, code) in code_of.items() if code == into}
        for key, (quotation, code) in list(code_of.items()):
            if code == source and quotation in there:
                gone[key] = there[quotation]
                del code_of[key]
            elif code == source:
                code_of[key] = quotation, into
    return gone


def test_the_way_of_the_codes_is_drawn(small: Study, tmp_path: Path) -> None:
    keys = [small.code(name) for name in ("One", "Two", "Three", "Four")]
    small.ann.perform(merging.merge_codes, sources=keys[:1], target=keys[1], reason="same")
    small.ann.perform(codebook.retire_code, code=keys[2], reason="no use")
    small.code("Five")
    with small.ann.read() as reader:
        done = reconcile(reader, ReconciliationOptions(), Silent())
    assert done.provenance["sum"] == "4 + 1 created − 1 merged − 1 retired = 3"
    assert done.chart is not None
    for ending in ("svg", "pdf", "png", "csv", "xlsx"):
        path = tmp_path / f"sum.{ending}"
        write_report(done, path)
        assert path.stat().st_size > 100
