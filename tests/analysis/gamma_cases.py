"""Asks gamma, gamma-cat and gamma-k what a file of agreement cases asks."""

from __future__ import annotations

from typing import Any

import numpy as np

from gtcoder.analysis.gamma.continuum import Codings, Continuum
from gtcoder.analysis.gamma.disorder import aligned, disorders
from gtcoder.analysis.gamma.parameters import GammaParameters, Sampler
from gtcoder.analysis.gamma.sums import category_sums, gamma_sums
from gtcoder.progress import Silent

COEFFICIENTS = ("gamma",)
SEED = 1


def answer(case: dict[str, Any]) -> tuple[float | None, str]:
    params, codes = dict(case["params"]), _codes(case["data"])
    output, code = params.pop("output", "gamma"), params.pop("code", None)
    if "sampler" in params:
        params["sampler"] = Sampler(params["sampler"])
    parameters, continuum = GammaParameters(**params), _continuum(case["data"], codes)
    if not continuum.units:
        return None, "no_units"
    if output in ("n_unitary_alignments", "observed_disorder"):
        best = aligned(continuum, parameters, len(codes))
        return (best.unitary if output == "n_unitary_alignments" else best.disorder), ""
    found = disorders([continuum], parameters, codes=len(codes), seed=SEED, progress=Silent())
    if output == "gamma":
        sums = gamma_sums(found)
    elif output == "gamma_k" and str(code) not in codes:
        return None, "category_unused"
    else:
        element = codes[str(code)] if output == "gamma_k" else None
        sums = category_sums(found, code=element, delta_empty=parameters.delta_empty)
    if why := sums.reason():
        return None, why.value
    return float(sums.values(np.ones((1, 1)))[0]), ""


def _codes(data: dict[str, Any]) -> dict[str, int]:
    names = {str(span["code"]) for spans in data["coders"].values() for span in spans}
    return {name: place for place, name in enumerate(sorted(names))}


def _continuum(data: dict[str, Any], codes: dict[str, int]) -> Continuum:
    return Continuum(tuple(_codings(spans, codes) for spans in data["coders"].values()))


def _codings(spans: list[dict[str, Any]], codes: dict[str, int]) -> Codings:
    rows = sorted((span["start"], span["end"], codes[str(span["code"])]) for span in spans)
    start, end, code = np.array(rows, dtype=np.float64).reshape(-1, 3).T
    return Codings(start, end, code.astype(np.int64))
