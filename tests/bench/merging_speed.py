"""Times consolidation, and proves on corpus S that 112 merges leave 265 codes and lead back.

`./run bench merging`: a merge of 5,000 codings and its undo, proposals on 2,000 codes, the proof.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from gtcoder.actions import merging
from gtcoder.analysis.similar import CodeCard, CodedSpans, proposals
from gtcoder.progress import Silent
from gtcoder.queries.codebook import codes
from gtcoder.queries.passages import codings
from gtcoder.queries.reconciliation import before_merging, moment, reconciliation
from gtcoder.reports.merges import MergesOptions, merged
from gtcoder.store.project import OpenProject
from gtcoder.store.verify import state_digest
from tests.bench.corpora import corpus, load, study_without_codings

MERGES, CODINGS, CODES = 112, 5_000, 2_000
GOALS = {"merge": 0.5, "undo": 0.5, "proposals": 1.0}


def main() -> int:
    """Print each time beside its goal; 0 when all are met and the proof holds."""
    with tempfile.TemporaryDirectory() as folder:
        times = {**_one_merge(Path(folder)), "proposals": _proposals()}
        for name, seconds in times.items():
            print(f"{name:44} {seconds:8.3f} s   goal {GOALS[name]:.1f} s")
        holds = _proof(Path(folder))
    return int(not holds or any(times[name] > goal for name, goal in GOALS.items()))


def timed(work: Callable[[], Any]) -> float:
    """Return the CPU seconds of a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _one_merge(folder: Path) -> dict[str, float]:
    made, columns = study_without_codings(folder / "one.gtc", _invented())
    load(made, columns)
    with made.read() as reader:
        source, target = (row.id for row in codes(reader))
    done = timed(
        lambda: made.perform(
            merging.merge_codes, sources=[source], target=target, reason="a measurement"
        )
    )
    undone = timed(made.undo)
    made.close()
    return {"merge": done, "undo": undone}


def _invented() -> Any:
    """Return one text with two codes, one of them on 5,000 passages."""
    rows = [(0, 0, 0, 8 * place, 8 * place + 6) for place in range(CODINGS)]
    rows += [(0, 0, 1, 8 * place, 8 * place + 6) for place in range(0, CODINGS, 10)]
    names = [{"cid": key, "name": f"Code {key}"} for key in range(2)]
    texts = [("Invented.txt", "waiting " * (CODINGS + 1))]
    return SimpleNamespace(docs=texts, coders=["Ann"], codes=names, codings=rows)


def _proposals() -> float:
    import numpy as np

    chance = random.Random(1)
    letters = "abcdefghilmnoprstu"
    words = ["".join(chance.choices(letters, k=chance.randint(4, 9))) for _ in range(1_500)]
    cards = [
        CodeCard(key, " ".join(chance.sample(words, 3)), " ".join(chance.sample(words, 20)), 10)
        for key in range(1, CODES + 1)
    ]
    count = 10 * CODES
    start = np.array([chance.randrange(200_000) for _ in range(count)], dtype=np.int64)
    spans = CodedSpans(
        np.repeat(np.arange(1, CODES + 1), 10), np.arange(count) % 40, start, start + 120
    )
    proposals(cards[:20], spans)  # libraries are loaded
    return timed(lambda: proposals(cards, spans))


def _proof(folder: Path) -> bool:
    """Merge 112 pairs of corpus S, count, take all apart again, and compare."""
    made, columns = study_without_codings(folder / "s.gtc", corpus("S"))
    load(made, columns)
    before = state_digest(made)
    with made.read() as reader:
        keys = [row.id for row in codes(reader)]
        first = len(codings(reader))
        script = _script(keys, codings(reader))
    merging_time = timed(lambda: _merge_all(made, script))
    with made.read() as reader:
        total = reconciliation(reader, before_merging(reader), moment(reader, ""))
        report = merged(reader, MergesOptions(), Silent())
    back = timed(lambda: _unmerge_all(made, script))
    with made.read() as reader:
        counts = len(codes(reader)), len(codings(reader))
    same = state_digest(made) == before
    made.close()
    print(f"{total.written}; {report.provenance['folded']} of {first} codings folded")
    print(f"back: {counts[0]} codes, {counts[1]} codings, the digest is {'' if same else 'not '}"
          f"the same; {merging_time:.1f} s there, {back:.1f} s back")  # fmt: skip
    return same and total.comes_out and (total.initial, total.now) == (377, 265)


def _script(keys: list[Any], rows: Any) -> list[tuple[Any, Any]]:
    """Return 112 pairs, first those that share a passage, each code in one of them."""
    on: dict[Any, list[Any]] = {}
    for row in rows:
        on.setdefault(row.quotation, []).append(row.code_id)
    sharing = [pair[:2] for pair in on.values() if len(pair) > 1]
    every = [*sharing, *zip(keys[::2], keys[1::2], strict=False)]
    used: set[Any] = set()
    script: list[tuple[Any, Any]] = []
    for source, into in every:
        if not {source, into} & used and len(script) < MERGES:
            used |= {source, into}
            script.append((source, into))
    return script


def _merge_all(made: OpenProject, script: list[tuple[Any, Any]]) -> None:
    for source, into in script:
        made.perform(merging.merge_codes, sources=[source], target=into, reason="a measurement")


def _unmerge_all(made: OpenProject, script: list[tuple[Any, Any]]) -> None:
    for source, _ in script:
        made.perform(merging.unmerge_code, code=source, reason="a measurement")


if __name__ == "__main__":
    sys.exit(main())
