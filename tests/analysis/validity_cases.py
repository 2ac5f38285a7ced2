"""Asks the coefficients of content validity what a file of agreement cases asks."""

from __future__ import annotations

from typing import Any

from gtcoder.analysis import validity
from gtcoder.analysis.validity import Measure

COEFFICIENTS = ("cvr", "cvr_critical", "i_cvi", "modified_kappa", "s_cvi_ave", "s_cvi_ua")


def answer(case: dict[str, Any]) -> tuple[float | None, str]:
    found = _measure(case["coefficient"], case["data"], case["params"])
    return found.value, str(found.reason)


def _measure(coefficient: str, data: dict[str, Any], params: dict[str, Any]) -> Measure:
    relevant, output = params.get("relevant", [3, 4]), params.get("output", "")
    match coefficient:
        case "cvr":
            return validity.cvr(data["n_essential"], data["n_experts"])
        case "cvr_critical":
            level = params.get("alpha", 0.05)
            found = validity.cvr_critical(data["n_experts"], level)
            if output != "n_critical":
                return found
            return Measure(validity.critical_count(data["n_experts"], level), found.reason)
        case "modified_kappa":
            function = validity.chance_agreement if output == "pc" else validity.modified_kappa
            return function(data["n_agree"], data["n_experts"])
        case "i_cvi":
            return validity.i_cvi(data["ratings"], relevant)
        case "s_cvi_ave":
            return validity.s_cvi_ave(data["items"], relevant)
        case "s_cvi_ua":
            return validity.s_cvi_ua(data["items"], relevant)
    raise AssertionError(f"no coefficient of content validity: {coefficient}")
