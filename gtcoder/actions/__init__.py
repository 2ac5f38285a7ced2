"""What a coder can do: one function per verb, the first argument the unit it works in.

Verbs check their rules on records inside the transaction and never read through queries. They
import the store and the model; every one is registered under a stable name in `store.verbs`.
Importing this package registers them all.
"""

from gtcoder.actions import (
    adjudication,
    attributes,
    codebook,
    coding,
    core,
    domains,
    instruments,
    many,
    merging,
    model_edges,
    model_nodes,
    models,
    paradigms,
    project,
    properties,
    proposals,
    ratings,
    relation_types,
    relations,
    sampling,
    storyline,
    team,
    theory,
    transcripts,
    whole_rounds,
)

__all__ = [
    "adjudication",
    "attributes",
    "codebook",
    "coding",
    "core",
    "domains",
    "instruments",
    "many",
    "merging",
    "model_edges",
    "model_nodes",
    "models",
    "paradigms",
    "project",
    "properties",
    "proposals",
    "ratings",
    "relation_types",
    "relations",
    "sampling",
    "storyline",
    "team",
    "theory",
    "transcripts",
    "whole_rounds",
]
