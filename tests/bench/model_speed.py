"""What a large model costs: laid out, opened, moved, zoomed, a box carried; `bench window model`.

The canvas is that of the window, without a screen; CPU time of the whole process for each frame.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.bench.printing import Row

if TYPE_CHECKING:
    from gtcoder.ui.models.canvas import ModelCanvas

SIZES = {"300": (300, 900), "2000": (2_000, 6_000)}
FRAMES = 200
_FRAME = {"300": 16.0, "2000": 16.0}

MODEL_ROWS: tuple[Row, ...] = (
    ("layout by the template, off the window", "s", 1, {}),
    ("longest wait of the window meanwhile, wall", "ms", 1e3, {}),
    ("pieces and places, off the window", "s", 1, {}),
    ("first frame", "ms", 1e3, {}),
    ("pan frame, median", "ms", 1e3, {}),
    ("pan frame, 95th percentile", "ms", 1e3, _FRAME),
    ("jump frame, 95th percentile", "ms", 1e3, _FRAME),
    ("zoom frame, median", "ms", 1e3, {}),
    ("zoom frame, 95th percentile", "ms", 1e3, _FRAME),
    ("carry a box, frame, 95th percentile", "ms", 1e3, _FRAME),
)


def main(words: list[str]) -> int:
    """Print the figures of one size as JSON."""
    print(json.dumps(measure(words[0])))
    return 0


def measure(size: str) -> dict[str, float]:
    """Return the figures of a network of that size, in seconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from gtcoder.ui import app
    from gtcoder.ui.look import look
    from gtcoder.ui.models.canvas import ModelCanvas
    from gtcoder.ui.models.ink import Ink
    from gtcoder.ui.models.parts import Parts
    from tests.ui.many_boxes import graph_of, scene_of

    application = app.application()
    look().wear("light")
    graph = graph_of(*SIZES[size])
    found = _laid_out(application, graph)
    scene = scene_of(graph)
    began = time.process_time()
    ink, parts = Ink(scene), Parts(scene, graph)
    found["pieces and places, off the window"] = time.process_time() - began
    canvas = ModelCanvas()
    canvas.resize(1060, 760)
    canvas.show()
    found["first frame"] = _frame(application, lambda: canvas.show_figure(ink, parts))
    _sharpen(application, canvas)
    return found | _frames(application, canvas)


def _laid_out(application: Any, graph: Any) -> dict[str, float]:
    """Lay it out in a thread, as a job does, and let the window tick meanwhile."""
    from gtcoder.drawing.picture import by_template, laid_out, painted

    spent: list[float] = []

    def work() -> None:
        began = time.thread_time()
        painted(laid_out(by_template(graph)), graph)
        spent.append(time.thread_time() - began)

    thread = threading.Thread(target=work)
    thread.start()
    longest, last = 0.0, time.perf_counter()
    while thread.is_alive():
        application.processEvents()
        time.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    thread.join()
    return {
        "layout by the template, off the window": spent[0],
        "longest wait of the window meanwhile, wall": longest,
    }


def _frames(application: Any, canvas: ModelCanvas) -> dict[str, float]:
    from gtcoder.ui.models.gestures import Carry

    canvas.zoom_to(1.0)
    _sharpen(application, canvas)
    pan = [_frame(application, lambda: canvas.pan(9, 4)) for _ in range(FRAMES)]
    jump = [
        _frame(application, lambda k=k: canvas.pan(k * 173 % 900 - 450, k * 91 % 600 - 300))  # type: ignore[misc]
        for k in range(FRAMES)
    ]
    zoom = [
        _frame(application, lambda k=k: canvas.zoom_by(1 if k // 8 % 2 else -1))  # type: ignore[misc]
        for k in range(FRAMES)
    ]
    canvas.fit()
    _sharpen(application, canvas)
    key = canvas.parts.order()[len(canvas.parts.order()) // 2]
    box = canvas.parts.nodes[key].rect
    canvas.choice.take(key)
    carry = Carry(canvas, (box.cx, box.cy), (key,))
    canvas.begin(carry)

    def carried(k: int) -> None:
        carry.move((box.cx + 2 * k, box.cy + k))
        canvas.repaint_over()

    carries = [
        _frame(application, lambda k=k: carried(k))  # type: ignore[misc]
        for k in range(FRAMES)
    ]
    return {
        "pan frame, median": _quantile(pan, 0.5),
        "pan frame, 95th percentile": _quantile(pan, 0.95),
        "jump frame, 95th percentile": _quantile(jump, 0.95),
        "zoom frame, median": _quantile(zoom, 0.5),
        "zoom frame, 95th percentile": _quantile(zoom, 0.95),
        "carry a box, frame, 95th percentile": _quantile(carries, 0.95),
    }


def _frame(application: Any, act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    application.processEvents()
    return time.process_time() - began


def _sharpen(application: Any, canvas: ModelCanvas) -> None:
    canvas.viewport().repaint()
    while not canvas.sharp:
        application.processEvents()


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
