"""The coefficients of agreement, registered by name and year; one module for each family.

May import `ratings`, `spans`, `units`, `overlaps`, `domains`; knows nothing of studies, options or
resampling.
"""

from __future__ import annotations

from gtcoder.analysis.coefficients import (
    alpha,
    catalogue,
    characters,
    holsti,
    kappa,
    percent,
    reference,
    segments,
    set_values,
    u_alpha,
    unitizing,
)
from gtcoder.analysis.coefficients.base import (
    COEFFICIENTS,
    NOMINAL,
    PLAIN,
    Coefficient,
    Estimates,
    Level,
    Parameters,
    register,
)
from gtcoder.analysis.coefficients.outcome import Outcome, evaluate
from gtcoder.analysis.coefficients.reasons import Reason

__all__ = [
    "COEFFICIENTS",
    "NOMINAL",
    "PLAIN",
    "Coefficient",
    "Estimates",
    "Level",
    "Outcome",
    "Parameters",
    "Reason",
    "alpha",
    "catalogue",
    "characters",
    "evaluate",
    "holsti",
    "kappa",
    "percent",
    "reference",
    "register",
    "segments",
    "set_values",
    "u_alpha",
    "unitizing",
]
