"""`./run bench window [S] [M] [H]`: what the window costs, beside the targets of the peers' table.

`./run bench window model` measures the canvas of large models.

Each corpus is built in one process and measured in another, without a screen. CPU time of the
whole process, its threads included; wall where the row says so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.printing import Row, show

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gtcoder.ui.desk.workspace import DeskWorkspace
    from gtcoder.ui.main_window import MainWindow

TOP = Path(__file__).resolve().parents[2]
SIZES = ("S", "M", "H")
STARTS, FRAMES, CODINGS = 5, 200, 60
QUIET = 0.3

# figure, unit, factor from seconds, target per corpus
ROWS: tuple[Row, ...] = (
    ("cold start", "s", 1, dict.fromkeys(SIZES, 0.6)),
    ("cold start, wall", "s", 1, dict.fromkeys(SIZES, 1.2)),
    ("open study with its first document", "s", 1, {}),
    ("open a document", "ms", 1e3, {"S": 30, "M": 30, "H": 150}),
    ("scroll frame, median", "ms", 1e3, {}),
    ("scroll frame, 95th percentile", "ms", 1e3, dict.fromkeys(SIZES, 12)),
    ("jump frame, 95th percentile", "ms", 1e3, {}),
    ("one coding until painted, median", "ms", 1e3, dict.fromkeys(SIZES, 8)),
    ("one coding until painted, 95th", "ms", 1e3, dict.fromkeys(SIZES, 16)),
    ("one coding until painted, wall", "ms", 1e3, {}),
    ("remove one until painted, median", "ms", 1e3, dict.fromkeys(SIZES, 10)),
    ("memory of the process", "MB", 1, {"S": 160, "H": 200}),
)


def main(words: list[str]) -> int:
    """Measure and print; 1 where a target is missed."""
    if words[:1] == ["--build"]:
        build(words[1], Path(words[2]))
        return 0
    if words[:1] == ["--one"]:
        print(json.dumps(measure(Path(words[1]), words[2])))
        return 0
    if words[:1] == ["--start"]:
        return start()
    if words == ["model"]:
        return models()
    sizes = [word for word in words if word in SIZES] or list(SIZES)
    started = cold_start()
    figures = {size: started | _in_own_process(size) for size in sizes}
    remark = "CPU time of the whole process; wall where said."
    return show("window", ROWS, figures, places=2, remark=remark)


def models() -> int:
    """Measure the canvas of large models, each in a process of its own."""
    from tests.bench.model_speed import MODEL_ROWS
    from tests.bench.model_speed import SIZES as MODELS

    figures = {}
    for size in MODELS:
        command = [sys.executable, "-m", "tests.bench.model_speed", size]
        done = subprocess.run(command, cwd=TOP, stdout=subprocess.PIPE, text=True, check=True)
        figures[size] = json.loads(done.stdout.splitlines()[-1])
    remark = "CPU time of the whole process; wall where said."
    return show("window model", MODEL_ROWS, figures, places=2, remark=remark)


def _in_own_process(size: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="gtcoder-bench-") as folder:
        path = str(Path(folder) / "study.gtc")
        base = [sys.executable, "-m", "tests.bench.window_speed"]
        subprocess.run([*base, "--build", size, path], cwd=TOP, check=True)
        done = subprocess.run(
            [*base, "--one", path, size], cwd=TOP, stdout=subprocess.PIPE, text=True, check=True
        )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def build(size: str, path: Path) -> None:
    """Build the corpus as a study, with a short document before the others to begin with."""
    from gtcoder.actions import transcripts
    from gtcoder.batch import ImportBatch
    from tests.bench.corpora import corpus, load, study_without_codings
    from tests.studies import draft

    project, columns = study_without_codings(path, corpus(size))
    load(project, columns)
    project.perform(transcripts.add_documents, batch=ImportBatch(documents=(draft("short"),)))
    project.close()


def cold_start() -> dict[str, float]:
    """Return CPU and wall seconds of a program that shows its window and ends; medians."""
    spent, wall = [], []
    for _ in range(STARTS):
        before, began = os.times(), time.perf_counter()
        command = [sys.executable, "-m", "tests.bench.window_speed", "--start"]
        subprocess.run(command, cwd=TOP, check=True, capture_output=True)
        after = os.times()
        wall.append(time.perf_counter() - began)
        spent.append(after.children_user + after.children_system
                     - before.children_user - before.children_system)  # fmt: skip
    return {"cold start": _quantile(spent, 0.5), "cold start, wall": _quantile(wall, 0.5)}


def start() -> int:
    """Show the start page as the program does, paint it and end."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from gtcoder.ui import app

    application = app.application()
    QTimer.singleShot(0, lambda: (QApplication.processEvents(), application.quit()))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GTCODER_STATE_DIR"] = folder
        return app.run(None, report=lambda _: Path(folder))


@dataclass
class Watch:
    """CPU and wall seconds of a piece of work."""

    cpu: float = 0.0
    wall: float = 0.0

    def of(self, work: Callable[[], Any]) -> None:
        """Run the work and keep its times."""
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        self.cpu, self.wall = time.process_time() - cpu, time.perf_counter() - wall


def measure(path: Path, size: str) -> dict[str, float]:
    """Return the figures of a study in this process, in seconds and megabytes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["GTCODER_STATE_DIR"] = str(path.parent)
    from gtcoder.queries.passages import documents
    from gtcoder.ui import app
    from gtcoder.ui.look import look
    from gtcoder.ui.main_window import MainWindow
    from gtcoder.ui.session import Passage
    from gtcoder.ui.start import studies

    application = app.application()
    look().wear("light")
    window = MainWindow()
    window.resize(1440, 900)
    window.show()
    watch, found = Watch(), {}
    coder = studies.look_into(str(path)).coders[0]
    watch.of(lambda: window.show_study(studies.open_for(str(path), coder)))
    found["open study with its first document"] = watch.cpu
    assert window.session is not None
    with window.session.bridge.read() as reader:
        rows = documents(reader)
    short = next(row for row in rows if row.name == "short")
    window.go("open", Passage(short.id))
    _settle(application, window)
    times = []
    for row in sorted((row for row in rows if row != short), key=lambda row: -row.codings)[:5]:
        watch.of(lambda row=row: _shown(application, window, Passage(row.id)))  # type: ignore[misc]
        times.append(watch.cpu)
        _settle(application, window)
    found["open a document"] = _quantile(times, 0.5)
    found |= _frames(application, window)
    found |= _codings(application, window)
    _settle(application, window)
    found["memory of the process"] = _resident()
    window.close()
    return found


def _shown(application: QApplication, window: MainWindow, passage: Any) -> None:
    window.go("open", passage)
    application.processEvents()


def _frames(application: QApplication, window: MainWindow) -> dict[str, float]:
    view = _desk(window).view
    bar, watch = view.verticalScrollBar(), Watch()
    frames: dict[str, list[float]] = {"scroll": [], "jump": []}
    bar.setValue(bar.maximum() // 2)
    application.processEvents()
    for number in range(FRAMES):
        for kind, value in (
            ("scroll", bar.value() + 3),
            ("jump", (number * 7919) % max(bar.maximum(), 1)),
        ):
            watch.of(lambda value=value: _scrolled(application, bar, value))  # type: ignore[misc]
            frames[kind].append(watch.cpu)
    return {
        "scroll frame, median": _quantile(frames["scroll"], 0.5),
        "scroll frame, 95th percentile": _quantile(frames["scroll"], 0.95),
        "jump frame, 95th percentile": _quantile(frames["jump"], 0.95),
    }


def _scrolled(application: QApplication, bar: Any, value: int) -> None:
    bar.setValue(value)
    application.processEvents()


def _codings(application: QApplication, window: MainWindow) -> dict[str, float]:
    """Code passages in sight of the document that is open, then remove them again."""
    from gtcoder.actions.coding import apply_code, remove_coding
    from gtcoder.queries.codebook import codes
    from gtcoder.vocabulary import Span

    assert window.session is not None
    bridge, desk = window.session.bridge, _desk(window)
    with bridge.read() as reader:
        code = codes(reader)[0].id
    document, first = desk.view.page.document, desk.view.visible_span().start
    watch, made = Watch(), list[Any]()
    spent: dict[str, list[float]] = {"apply": [], "wall": [], "remove": []}
    for number in range(CODINGS):
        span = Span(first + number, first + number + 9)
        watch.of(lambda span=span: _acted(  # type: ignore[misc]
            application, window, apply_code, made, document=document, span=span, code=code
        ))  # fmt: skip
        spent["apply"].append(watch.cpu)
        spent["wall"].append(watch.wall)
        _settle(application, window)
    for coding in made[:]:
        watch.of(lambda coding=coding: _acted(  # type: ignore[misc]
            application, window, remove_coding, [], coding=coding
        ))  # fmt: skip
        spent["remove"].append(watch.cpu)
        _settle(application, window)
    return {
        "one coding until painted, median": _quantile(spent["apply"], 0.5),
        "one coding until painted, 95th": _quantile(spent["apply"], 0.95),
        "one coding until painted, wall": _quantile(spent["wall"], 0.5),
        "remove one until painted, median": _quantile(spent["remove"], 0.5),
    }


def _acted(
    application: QApplication, window: MainWindow, verb: Any, made: list[Any], **arguments: Any
) -> None:
    """Do a verb, sleep until it has come back, and paint."""
    from PySide6.QtCore import QEventLoop

    assert window.session is not None
    loop = QEventLoop()

    def back(result: Any) -> None:
        made.append(result)
        loop.quit()

    window.session.bridge.act(verb, done=back, **arguments)
    loop.exec()
    application.processEvents()


def _desk(window: MainWindow) -> DeskWorkspace:
    assert window.stack is not None
    desk: Any = window.stack.workspace
    return desk  # type: ignore[no-any-return]


def _settle(application: QApplication, window: MainWindow) -> None:
    """Let jobs come to rest, outside of what is measured."""
    for _ in _until_quiet():
        application.processEvents()
        if window.jobs.running:
            time.sleep(0.005)
        else:
            time.sleep(0.002)


def _until_quiet() -> Iterator[None]:
    end = time.monotonic() + QUIET
    while time.monotonic() < end:
        yield


def _resident() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
