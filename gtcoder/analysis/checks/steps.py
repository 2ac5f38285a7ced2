"""Checks of stepwise models."""

from __future__ import annotations

from collections.abc import Iterator

from gtcoder.analysis.checks.records import Facts, Finding, Thing, Where
from gtcoder.vocabulary import CheckRule


def check_steps(facts: Facts) -> Iterator[Finding]:
    """Yield `step-unlinked`: a step of a stepwise model that nothing leads to or from."""
    for model in facts.models:
        for key, label in model.steps if len(model.steps) > 1 else ():
            if key not in model.linked:
                yield Finding(
                    CheckRule.STEP_UNLINKED,
                    label,
                    f"Nothing leads to this step of “{model.name}” or from it.",
                    Where(Thing.MODEL, model.key, key),
                )
