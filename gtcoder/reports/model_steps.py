"""Steps drawn from the names of the categories, where the study keeps no stepwise model."""

from __future__ import annotations

from itertools import pairwise

from gtcoder.errors import NotFound
from gtcoder.queries.codebook import CodeRow
from gtcoder.reports.base import number_of
from gtcoder.reports.model_nodes import STEP_NAME, Drawing, code_name
from gtcoder.vocabulary import CodeLevel, NodeKind

_WORDS = frozenset(
    {"step", "stage", "phase", "schritt", "étape", "paso", "گام", "مرحله", "مرحلة", "خطوة"}
)


def draw_named_steps(drawing: Drawing) -> None:
    """Draw the categories called “Step 1: …”, “Step 2: …” in the order of their numbers.

    They lie in the core category where there is one. Raises NotFound where none is called so.
    """
    codes = drawing.counts.codes.values()
    named = sorted((code_name(code.name)[0], code.written, code) for code in codes if is_step(code))
    if not named:
        raise NotFound(
            "The study keeps no stepwise model, and no category is called “Step 1: …”. Nothing was "
            "drawn; make a model first."
        )
    drawing.say("No model is kept: the steps are the categories named by step, in their order.")
    core = next((code for code in codes if code.level is CodeLevel.CORE), None)
    if core is not None:
        drawing.add_code(core, kind=str(NodeKind.PHENOMENON), rank=1)
    shown = [(number, code) for number, _, code in named if drawing.counts.shows(code.id)]
    for number, code in shown:
        drawing.add_code(
            code,
            kind=str(NodeKind.STEP),
            label=code_name(code.name)[1],
            number=number,
            rank=number,
            parent=core.written if core else "",
        )
    for (_, one), (number, other) in pairwise(shown):
        edge = {"kind": "step", "label": "", "number": 0, "both_ways": False}
        drawing.graph.add_edge(one.written, other.written, key=f"s{number}", **edge)
    if len(shown) < len(named):
        drawing.say(f"{number_of(len(named) - len(shown), 'step')} left out by the filter.")


def is_step(code: CodeRow) -> bool:
    """Tell whether a code is called like a step."""
    found = STEP_NAME.fullmatch(code.name)
    return found is not None and found["word"].casefold() in _WORDS
