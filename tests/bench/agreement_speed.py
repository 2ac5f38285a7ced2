"""Times agreement on the reference corpora and prints the figures beside their targets."""

from __future__ import annotations

import os
import sys
import time
import tracemalloc
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from gtcoder.analysis.agreement import measure
from gtcoder.analysis.coefficients import COEFFICIENTS, NOMINAL, PLAIN
from gtcoder.analysis.coefficients.characters import table_ratings
from gtcoder.analysis.coefficients.spanning import SPAN_COEFFICIENTS, SpanParameters
from gtcoder.analysis.comparison import Comparison, comparisons
from gtcoder.analysis.confusion import confusion
from gtcoder.analysis.other_tools.everything import what_others_print
from gtcoder.analysis.ratings import Ratings, coded_ratings
from gtcoder.analysis.spans import CodingSpans, TextSpans
from gtcoder.analysis.study import AgreementOptions, CodedStudy, Per
from gtcoder.analysis.units import character_table, unit_table

ROOT = Path(__file__).resolve().parents[2]
MILLION = 1_000_000
MEGABYTES = 100


def main() -> int:
    """Print one row per measurement: what, milliseconds of CPU, target; 1 where one is missed."""
    study = study_of(corpus("M"))
    rows = [
        ("M: character tables of all codes", cpu(lambda: character_table(study.spans)), 50),
        (
            "M: Cohen's kappa of all codes, 3 pairs",
            cpu(lambda: all_codes(study, "cohen_kappa")),
            50,
        ),
        (
            "M: alpha of all codes, 3 coders",
            cpu(lambda: all_codes(study, "krippendorff_alpha")),
            50,
        ),
        ("M: Holsti of all codes, 3 pairs", cpu(lambda: all_codes(study, "holsti_cr")), 50),
        ("M: the four coefficients as 8,016 records", cpu(lambda: records(study, 0)), None),
        ("M: the same with 2,000 resamples", cpu(lambda: records(study, 2000), times=1), None),
        ("M: alpha, 2,000 resamples, 1,000 codes", cpu(lambda: resampled(study), times=1), 5000),
        ("M: alpha of all codes by turn", cpu(lambda: by_turn(study)), None),
        ("M: code x code matrix of two coders", cpu(lambda: confusion(study), times=3), None),
        ("M: other programs, 3 pairs", cpu(lambda: what_others_print(study), times=1), None),
        (
            "M: segments of all codes, 3 pairs",
            cpu(lambda: of_spans(study, "segment_overlap", paired=True)),
            50,
        ),
        ("M: alpha of sets of codes", cpu(lambda: of_spans(study, "alpha_set"), times=3), None),
    ]
    million = million_characters()
    rows.append(("1M characters x 5 coders x 30 codes, alpha", cpu(lambda: alphas(million)), 25))
    many = twenty_coders()
    rows.append(("20 coders x 100,000 units, alpha", cpu(lambda: one_alpha(many)), 50))
    print(f"{'what':48} {'CPU ms':>9} {'target':>7}")
    for what, seconds, target in rows:
        print(f"{what:48} {1000 * seconds:9.1f} {target or '':>7}")
    megabytes = peak(lambda: alphas(million))
    print(f"peak memory of 1M characters x 5 x 30: {megabytes:.1f} MB, target < {MEGABYTES}")
    missed = [what for what, seconds, target in rows if target and 1000 * seconds > target]
    return int(bool(missed) or megabytes >= MEGABYTES)


def cpu(work: Callable[[], object], times: int = 7) -> float:
    """Return the median CPU seconds of some runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return median(found)


def corpus(size: str) -> Any:
    """Return a corpus of the reference generator, made on first use in GT_DATA."""
    os.environ.setdefault("GT_DATA", "/tmp/gtcoder-bench")
    shared = Path(os.environ.get("GTCODER_SHARED", ROOT.parent / "shared"))
    sys.path.insert(0, str(shared / "bench"))
    import gen  # type: ignore[import-not-found]

    return gen.corpus(size)


def study_of(source: Any) -> CodedStudy:
    """Return a corpus as a study in which everybody finished everything."""
    document, coder, code, start, end = np.array(source.codings, dtype=np.int32).T.copy()
    spans = CodingSpans(
        document=document,
        code=code - 1,
        coder=coder,
        start=start,
        end=end,
        lengths=np.array([len(text) for _, text in source.docs], dtype=np.int32),
        n_codes=len(source.codes),
        n_coders=len(source.coders),
    )
    return CodedStudy(
        spans=spans,
        documents=tuple(name for name, _ in source.docs),
        codes=tuple(code["name"] for code in source.codes),
        coders=tuple(source.coders),
        units=turns([text for _, text in source.docs]),
    )


def turns(texts: list[str]) -> TextSpans:
    """Return the blocks between blank lines of each text."""
    rows = []
    for place, text in enumerate(texts):
        start = 0
        for block in text.split("\n\n"):
            if block:
                rows.append((place, start, start + len(block)))
            start += len(block) + 2
    return TextSpans(*np.array(rows, dtype=np.int32).T.copy())


def all_codes(study: CodedStudy, coefficient: str) -> None:
    """Compute one coefficient of every code for all coders or each pair, from the spans on."""
    for comparison in comparisons(study, AgreementOptions(coefficients=(coefficient,))):
        assert isinstance(comparison, Comparison)
        comparison.estimate(comparison.by_code())


def of_spans(study: CodedStudy, name: str, *, paired: bool = False) -> None:
    """Compute a coefficient of spans of every code for all coders or each pair."""
    coefficient = SPAN_COEFFICIENTS.get(name)
    parameters = SpanParameters(variant=coefficient.default_variant)
    everything = range(len(study.documents)), range(len(study.codes))
    coders = range(len(study.coders))
    for group in combinations(coders, 2) if paired else (coders,):
        spans = study.spans.chosen(documents=everything[0], codes=everything[1], coders=group)
        sums = coefficient.tabulate(spans, parameters).statistics.sum(axis=1)
        coefficient.estimate(sums, parameters)


def by_turn(study: CodedStudy) -> None:
    """Compute alpha of every code with the turn as unit."""
    assert study.units is not None
    table = unit_table(study.spans, study.units)
    COEFFICIENTS.get("krippendorff_alpha").estimate(table_ratings(table, table.by_code()), NOMINAL)


def records(study: CodedStudy, resamples: int) -> None:
    """Compute all that the command line prints for the default coefficients per code."""
    measure(study, AgreementOptions(per=Per.CODE, bootstrap=resamples))


def resampled(study: CodedStudy) -> None:
    """Compute alpha of every code with the interval of 2,000 resamples of 100 documents."""
    measure(study, AgreementOptions(coefficients=("krippendorff_alpha",), per=Per.CODE))


def million_characters() -> CodingSpans:
    """Return random codings of one text of a million characters by five coders, thirty codes."""
    rng = np.random.default_rng(1)
    codes, coders, each = 30, 5, 50
    total = codes * coders * each
    start = rng.integers(0, MILLION - 2000, total).astype(np.int32)
    return CodingSpans(
        document=np.zeros(total, dtype=np.int32),
        code=np.repeat(np.arange(codes, dtype=np.int32), coders * each),
        coder=np.tile(np.repeat(np.arange(coders, dtype=np.int32), each), codes),
        start=start,
        end=(start + rng.integers(1, 2000, total)).astype(np.int32),
        lengths=np.array([MILLION], dtype=np.int32),
        n_codes=codes,
        n_coders=coders,
    )


def alphas(spans: CodingSpans) -> None:
    """Compute alpha of each code on characters."""
    table = character_table(spans)
    COEFFICIENTS.get("char_alpha").estimate(table_ratings(table, table.by_code()), PLAIN)


def twenty_coders() -> Ratings:
    """Return ratings of 100,000 units by 20 coders in 10 categories, a tenth missing."""
    rng = np.random.default_rng(1)
    values = rng.integers(0, 10, (100_000, 20), dtype=np.int32)
    values[rng.random(values.shape) < 0.1] = -1
    return coded_ratings(values, tuple(range(10)))


def one_alpha(ratings: Ratings) -> None:
    """Compute alpha without what an earlier run tallied."""
    fresh = coded_ratings(ratings.values, ratings.categories)
    COEFFICIENTS.get("krippendorff_alpha").estimate(fresh, NOMINAL)


def peak(work: Callable[[], object]) -> float:
    """Return the megabytes that some work allocates at its peak."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 2**20


if __name__ == "__main__":
    sys.exit(main())
