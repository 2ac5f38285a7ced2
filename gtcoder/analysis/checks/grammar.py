"""Which links the paradigm has: the grammar of Strauss & Corbin."""

from __future__ import annotations

from collections.abc import Mapping

from gtcoder.vocabulary import ParadigmRole

Grammar = Mapping[ParadigmRole, frozenset[ParadigmRole]]

# Strauss & Corbin (1990, ch. 7): conditions give rise to the phenomenon or bear on what is done
# about it, strategies answer the phenomenon, consequences follow from strategies and may become
# conditions of a later round. Links inside one role are refinements of it.
PARADIGM_GRAMMAR: Grammar = {
    ParadigmRole.CAUSAL_CONDITION: frozenset(
        {ParadigmRole.CAUSAL_CONDITION, ParadigmRole.PHENOMENON}
    ),
    ParadigmRole.CONTEXT: frozenset(
        {ParadigmRole.CONTEXT, ParadigmRole.PHENOMENON, ParadigmRole.STRATEGY}
    ),
    ParadigmRole.INTERVENING_CONDITION: frozenset(
        {ParadigmRole.INTERVENING_CONDITION, ParadigmRole.PHENOMENON, ParadigmRole.STRATEGY}
    ),
    ParadigmRole.PHENOMENON: frozenset({ParadigmRole.PHENOMENON, ParadigmRole.STRATEGY}),
    ParadigmRole.STRATEGY: frozenset({ParadigmRole.STRATEGY, ParadigmRole.CONSEQUENCE}),
    ParadigmRole.CONSEQUENCE: frozenset(
        {
            ParadigmRole.CONSEQUENCE,
            ParadigmRole.CAUSAL_CONDITION,
            ParadigmRole.CONTEXT,
            ParadigmRole.INTERVENING_CONDITION,
        }
    ),
}


def has_link(
    grammar: Grammar, start: ParadigmRole, end: ParadigmRole, *, directed: bool = True
) -> bool:
    """Tell whether a grammar joins two roles; an undirected link may be read either way."""
    if end in grammar.get(start, frozenset()):
        return True
    return not directed and start in grammar.get(end, frozenset())
