"""Times gamma on invented codings and prints CPU seconds beside what pygamma-agreement takes."""

from __future__ import annotations

import time

import numpy as np

from gtcoder.analysis.gamma.measure import GammaOptions, measure_gamma
from gtcoder.analysis.gamma.parameters import GammaParameters
from gtcoder.analysis.given import SpanRow, study_of_spans
from gtcoder.analysis.study import CodedStudy

SIZES = ((2, 200, None), (3, 100, 9.1), (3, 500, None), (5, 50, None))  # coders, codings, target


def main() -> None:
    """Print one row per size, precision .05, scipy loaded before."""
    options = GammaOptions(parameters=GammaParameters(precision=0.05), bootstrap=0)
    measure_gamma(invented(3, 10), options)
    print(f"{'gamma, precision .05':36} {'CPU s':>7} {'pygamma':>8}")
    for coders, codings, target in SIZES:
        study = invented(coders, codings)
        start = time.process_time()
        (record,) = measure_gamma(study, options)
        taken = time.process_time() - start
        what = f"{coders} coders x {codings} codings ({record.value:.2f})"
        print(f"{what:36} {taken:7.2f} {target or '':>8}")


def invented(coders: int, codings: int) -> CodedStudy:
    """Return one document whose coders marked about the same passages with about the same codes."""
    random = np.random.default_rng(1)
    start = np.cumsum(random.integers(20, 200, codings))
    length, code = random.integers(30, 150, codings), random.integers(0, 12, codings)
    rows = []
    for coder in range(coders):
        moved = np.maximum(start + random.integers(-15, 15, codings), 0)
        other = random.random(codings) < 0.2
        codes = np.where(other, random.integers(0, 12, codings), code)
        for s, n, k in np.column_stack([moved, length, codes]).tolist():
            rows.append(SpanRow("one", f"coder {coder}", s, s + n, f"code {k}"))
    return study_of_spans(rows, {"one": int(start[-1]) + 400})


if __name__ == "__main__":
    main()
