"""`./run bench [S] [M] [L]`: measured times beside their targets.

`./run bench window [S] [M] [H]` measures the window; `./run bench kill` kills a working process
100 times; `./run bench agreement` times the coefficients. Without words the corpora and then the
window are measured. Each corpus runs in a process of its own, so that memory is its own; times are
CPU time of that process unless the row says wall.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.search_speed import ROWS as SEARCHING
from tests.bench.search_speed import search_times

if TYPE_CHECKING:
    from tests.bench.printing import Row

TOP = Path(__file__).resolve().parents[2]
SIZES = ("S", "M", "L")
KILLS = 100

# operation, unit, factor from seconds, target per size (SPEED.md §7; bulk load: the issue)
ROWS: tuple[Row, ...] = (
    ("bulk load of all codings", "s", 1, {"L": 20}),
    ("peak memory of the load", "MB", 1, {"L": 1000}),
    ("open study", "ms", 1e3, {"S": 100, "M": 100, "L": 500}),
    ("one coding, median", "ms", 1e3, {"S": 8, "M": 8, "L": 8}),
    ("one coding, 95th percentile", "ms", 1e3, {"S": 16, "M": 16, "L": 16}),
    ("one coding, wall with fsync", "ms", 1e3, {}),
    ("one coding, wall without fsync", "ms", 1e3, {}),
    ("remove one coding, median", "ms", 1e3, {"S": 10, "M": 10, "L": 10}),
    ("frequency table, first", "ms", 1e3, {}),
    ("frequency table, warm", "ms", 1e3, {"M": 20, "L": 60}),
    ("code x interview table, warm", "ms", 1e3, {}),
    ("agreement of all codes: kappa", "ms", 1e3, {"M": 50}),
    ("agreement of all codes: alpha", "ms", 1e3, {"M": 50}),
    ("merge the most used code", "ms", 1e3, {}),
    ("undo that merge", "ms", 1e3, {}),
    *SEARCHING,
    ("verify", "s", 1, {}),
    ("size of the file", "MB", 1, {}),
)


def main(words: list[str]) -> int:
    """Run what is asked for; 0 when every target that was measured is met."""
    if words[:1] == ["kill"]:
        return kill(int(words[1]) if len(words) > 1 else KILLS)
    if words[:1] == ["window"]:
        return _module("window_speed", *words[1:])
    if words[:1] == ["exchange"]:
        return _module("exchange_speed", *words[1:])
    if words[:1] == ["copies"]:
        return _module("copies_speed")
    if words[:1] == ["merging"]:
        return _module("merging_speed")
    if words[:1] == ["agreement"]:
        return max(_module("agreement_speed"), _module("gamma_speed"))
    if words[:1] == ["--one"]:
        print(json.dumps(measure(words[1])))
        return 0
    from tests.bench.printing import show

    sizes = [word for word in words if word in SIZES] or list(SIZES)
    figures = {size: _in_own_process(size) for size in sizes}
    remark = "CPU time of one process; wall where said."
    missed = show("operation", ROWS, figures, places=1, remark=remark)
    return missed if words else max(missed, _module("window_speed"))


def _module(name: str, *words: str) -> int:
    return subprocess.call([sys.executable, "-m", f"tests.bench.{name}", *words], cwd=TOP)


def _in_own_process(size: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.run", "--one", size]
    done = subprocess.run(command, cwd=TOP, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


@dataclass
class Watch:
    """CPU and wall seconds of a piece of work."""

    cpu: float = 0.0
    wall: float = 0.0

    def of(self, work: Callable[[], Any]) -> Any:
        """Run the work and keep its times."""
        cpu, wall = time.process_time(), time.perf_counter()
        result = work()
        self.cpu, self.wall = time.process_time() - cpu, time.perf_counter() - wall
        return result


def measure(size: str) -> dict[str, float]:
    """Return the figures of one corpus, in seconds and megabytes."""
    from tests.bench.corpora import corpus, load, study_without_codings

    with tempfile.TemporaryDirectory(prefix="gtcoder-bench-") as folder:
        path = Path(folder) / "study.gtc"
        made = corpus(size)
        project, columns = study_without_codings(path, made)
        watch = Watch()
        watch.of(lambda: load(project, columns))
        figures = {
            "bulk load of all codings": watch.cpu,
            "peak memory of the load": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
        project.close()
        figures["size of the file"] = path.stat().st_size / 1e6
        figures |= _single_steps(path, made)
        figures |= _reports(path, made)
        figures |= search_times(path, made.coders[0])
        figures |= _whole(path)
    return figures


def _single_steps(path: Path, made: Any) -> dict[str, float]:
    from gtcoder.actions import coding
    from gtcoder.queries.codebook import codes
    from gtcoder.queries.passages import find_document
    from gtcoder.store.location import FileLocation
    from gtcoder.store.opening import open_study
    from gtcoder.vocabulary import Span

    watch = Watch()
    project = watch.of(lambda: open_study(FileLocation(path), made.coders[0]))
    opened = watch.cpu
    with project.read() as reader:
        code = codes(reader)[0].id
        document = find_document(reader, made.docs[0][0])
    applied: list[Any] = []
    spent: dict[str, list[float]] = {"cpu": [], "fsync": [], "none": [], "remove": []}
    for place in range(120):
        fast = place >= 100
        if place == 100:
            _without_fsync(project.engine)
        span = Span(place, place + 7)
        applied.append(
            watch.of(
                partial(project.perform, coding.apply_code, document=document, span=span, code=code)
            )
        )
        spent["none" if fast else "fsync"].append(watch.wall)
        if not fast:
            spent["cpu"].append(watch.cpu)
    for key in applied:
        watch.of(partial(project.perform, coding.remove_coding, coding=key))
        spent["remove"].append(watch.cpu)
    project.close()
    return {
        "open study": opened,
        "one coding, median": _quantile(spent["cpu"], 0.5),
        "one coding, 95th percentile": _quantile(spent["cpu"], 0.95),
        "one coding, wall with fsync": _quantile(spent["fsync"], 0.5),
        "one coding, wall without fsync": _quantile(spent["none"], 0.5),
        "remove one coding, median": _quantile(spent["remove"], 0.5),
    }


def _without_fsync(engine: Any) -> None:
    from sqlalchemy import event

    engine.dispose()
    event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous=OFF"))


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _reports(path: Path, made: Any) -> dict[str, float]:
    from gtcoder.progress import Silent
    from gtcoder.reports.base import REPORTS
    from gtcoder.store.location import FileLocation
    from gtcoder.store.opening import open_study

    found: dict[str, float] = {}
    watch = Watch()
    with open_study(FileLocation(path), made.coders[0]) as project:
        for name, title in (
            ("frequencies", "frequency table"),
            ("codes-by-document", "code x interview table"),
        ):
            kind = REPORTS.get(name)
            times = []
            for _ in range(5):
                with project.read() as reader:
                    options = kind.Options()
                    watch.of(partial(kind.run, reader, options, Silent()))
                times.append(watch.cpu)
            found[f"{title}, first"] = times[0]
            found[f"{title}, warm"] = _quantile(times[1:], 0.5)
        if len(made.coders) > 1:
            found |= _agreement(project)
    return found


def _agreement(project: Any) -> dict[str, float]:
    from gtcoder.reports.quality import coded_study
    from tests.bench.agreement_speed import all_codes

    with project.read() as reader:
        study = coded_study(reader, sample="all").study
    watch, found = Watch(), {}
    for name, coefficient in (("kappa", "cohen_kappa"), ("alpha", "krippendorff_alpha")):
        times = []
        for _ in range(5):
            watch.of(partial(all_codes, study, coefficient))
            times.append(watch.cpu)
        found[f"agreement of all codes: {name}"] = _quantile(times, 0.5)
    return found


def _whole(path: Path) -> dict[str, float]:
    import numpy as np

    from gtcoder.actions import merging
    from gtcoder.queries.codebook import codes
    from gtcoder.queries.frames import coding_table
    from gtcoder.store.location import FileLocation
    from gtcoder.store.opening import open_study
    from gtcoder.store.verify import verify

    watch = Watch()
    with open_study(FileLocation(path), _first_coder(path)) as project:
        with project.read() as reader:
            most = int(np.bincount(coding_table(reader).code).argmax())
            target = next(code.id for code in codes(reader) if code.id != most)
        watch.of(
            lambda: project.perform(
                merging.merge_codes, sources=[most], target=target, reason="a measurement"
            )
        )
        merged = watch.cpu
        watch.of(project.undo)
        undone = watch.cpu
        found = watch.of(lambda: verify(project))
        if not found.ok:
            raise SystemExit(f"the study does not verify: {found.problems}")
    return {
        "merge the most used code": merged,
        "undo that merge": undone,
        "verify": watch.cpu,
    }


def _first_coder(path: Path) -> str:
    from gtcoder.queries.people import coders
    from gtcoder.store.location import FileLocation
    from gtcoder.store.opening import open_study

    with (
        open_study(FileLocation(path), read_only=True) as project,
        project.read() as reader,
    ):
        return coders(reader)[0].name


def kill(times: int) -> int:
    """Kill a working process at random moments, again and again, and check what is left."""
    from gtcoder.store.location import FileLocation
    from tests.store.kill import kill_once
    from tests.studies import new_study

    chance = random.Random()
    told = 0
    with tempfile.TemporaryDirectory(prefix="gtcoder-kill-") as folder:
        for run in range(times):
            path = Path(folder) / f"study{run // 10}.gtc"
            if not path.exists():
                new_study(FileLocation(path)).close()
            told += kill_once(path, chance.uniform(0.0, 0.6))
    print(f"killed {times} times; {told} acknowledged entries, none lost; every study verifies")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(TOP))
    raise SystemExit(main(sys.argv[1:]))
