"""The runner of case files understands all that the schema allows, not only what one file holds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.analysis.case_files import Record, answer, covered


def spans(coders: dict[str, Any], **more: Any) -> Record:
    return {"type": "spans", "continuum_length": 100, "coders": coders, **more}


def span(start: int, end: int, code: str = "n") -> Record:
    return {"start": start, "end": end, "code": code}


def patterns(*rows: tuple[list[Any], int]) -> Record:
    return {"type": "patterns", "patterns": [{"values": v, "count": n} for v, n in rows]}


def matrix(*coders: list[Any]) -> Record:
    return {"type": "matrix", "missing": "null", "values": list(coders)}


SQUARE = {"type": "contingency", "categories": ["+", "-"], "table": [[4, 1], [0, 5]]}
LATE = spans({"A": [span(150, 170)], "B": [span(150, 160)]}, continuum_begin=150)
DOCUMENTS = {
    "type": "documents",
    "documents": [
        spans({"A": [span(0, 10)], "B": [span(0, 10)]}),
        spans({"B": [span(50, 60)]}),
        spans({"A": [], "B": None}),
    ],
}
SHARED = spans({"A": [span(0, 20)], "B": [span(0, 10), span(10, 20)]})
HALF = {"threshold": 0.5, "matching": "one_to_one"}

CASES: list[tuple[str, Record, Record, float | None]] = [
    ("percent_agreement", matrix([1, 2, None], [1, 1, None]), {"variant": "unit_mean"}, 0.5),
    ("percent_agreement", matrix([], []), {}, None),
    ("krippendorff_alpha", matrix([None], [None]), {"level": "ordinal"}, None),
    ("cohen_kappa", matrix([None], [None]), {"weights": "linear_value"}, None),
    ("cohen_kappa", SQUARE, {"categories": ["+", "0", "-"]}, 0.8),
    ("cohen_kappa", SQUARE, {"categories": ["+", "0", "-"], "weights": "quadratic"}, 0.8),
    ("cohen_kappa", SQUARE, {"weights": [[0, 3], [3, 0]]}, 0.8),
    ("brennan_prediger", SQUARE, {"q": 6}, 0.88),
    ("brennan_prediger", SQUARE, {"categories": ["-", "+"]}, 0.8),
    ("fleiss_kappa", matrix([1, 2, 3], [1, 2, 2]), {"category": "1", "output": "category"}, 1),
    ("fleiss_kappa", patterns((["a", "a"], 2), (["b", "b"], 1), (["c", "a"], 0)), {}, 1),
    ("brennan_prediger", patterns((["a", "a"], 3), (["a", "b"], 1), (["c", "c"], 0)), {}, 0.5),
    ("conger_kappa", patterns((["a", "b"], 0)), {"output": "se"}, None),
    ("gwet_ac1", matrix([1], [2]), {"output": "se"}, None),
    ("fleiss_kappa", {"type": "unit_counts", "categories": ["a"], "table": [[1]]}, {}, None),
    ("krippendorff_alpha", matrix([1, 2], [1, 2]), {"level": "ratio", "category": 2}, 1),
    ("krippendorff_alpha", matrix([1, 1], [1, 1]),
     {"level": "nominal", "output": "boot_ci_low", "n_boot": 10}, None),
    ("specific_agreement", matrix([1, 0], [1, 1], [1, None]), {"category": 1}, 0.75),
    ("alpha_set", {"type": "sets_matrix", "values": [[None], [None]]}, {"distance": "masi"}, None),
    ("char_kappa", LATE, {"code": "n", "output": "percent_agreement"}, 0.9),
    ("char_kappa", LATE, {"code": "absent"}, None),
    ("char_kappa", DOCUMENTS, {"code": "n", "average": "weighted"}, 1),
    ("char_kappa", DOCUMENTS, {"code": "n", "output": "jaccard", "average": "unweighted"}, 1),
    ("char_kappa", spans({"A": [], "B": []}), {"code": None}, None),
    ("segment_overlap", DOCUMENTS, {}, 1),
    ("segment_overlap", SHARED, {"threshold": 0.5}, 1),
    ("segment_overlap", SHARED, HALF, 2 / 3),
    ("segment_overlap", SHARED, {**HALF, "output": "kappa", "n_codes": 1}, None),
    ("segment_overlap", SHARED, {"threshold": "any", "denominator": "max", "code": "n"}, 1),
    ("segment_overlap", spans({"A": [], "B": []}), {"output": "kappa"}, None),
    ("prf", LATE, {"code": "n", "output": "recall", "reference": "B", "coder": "A"}, 1),
    ("prf", LATE, {"code": "n", "output": "precision", "reference": "B", "coder": "A"}, 0.5),
    ("prf", matrix(["y", "n"], ["y", "y"]), {"category": "y", "output": "f1"}, 2 / 3),
    ("alpha_u_1995", spans({"A": [], "B": []}), {"code": None}, None),
    ("u_alpha_2016", spans({"A": [], "B": []}), {"variant": "ku", "code": "7"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("coefficient", "data", "params", "expected"), CASES)
def test_what_the_schema_allows(
    coefficient: str, data: Record, params: Record, expected: float | None
) -> None:
    value, reason = answer({"coefficient": coefficient, "data": data, "params": params})
    assert value == (None if expected is None else pytest.approx(expected))
    assert bool(reason) == (expected is None)


def test_an_unknown_coefficient_is_seen() -> None:
    case = {"id": "x", "coefficient": "benini_beta", "data": SQUARE, "params": {}}
    assert not covered(case)
    with pytest.raises(AssertionError, match="without a runner: benini_beta"):
        answer(case)


def test_an_unknown_output_is_seen() -> None:
    with pytest.raises(AssertionError, match="unknown output: beauty"):
        answer({"coefficient": "cohen_kappa", "data": SQUARE, "params": {"output": "beauty"}})
