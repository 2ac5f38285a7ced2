"""The verbs of the command line by their first word, each with its arguments and what it runs."""

from __future__ import annotations

import importlib
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

Run = Callable[[Namespace], None]
Arguments = Callable[[ArgumentParser], None]

_NOUNS = (
    "demo",
    "study",
    "team",
    "documents",
    "correcting",
    "erasing",
    "importing",
    "merging",
    "instruments",
    "listing",
    "coding",
    "search",
    "coding_changes",
    "codebook",
    "consolidation",
    "codebook_content",
    "memos",
    "theory",
    "diagrams",
    "checks",
    "reports",
    "exporting",
    "agreement",
    "screens",
    "any_verb",
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A first word: what it does in one line, what it takes, and the function that does it."""

    name: str
    about: str
    arguments: Arguments
    run: Run


_VERBS: dict[str, Verb] = {}


def verb(
    name: str, about: str, arguments: Callable[[ArgumentParser], None]
) -> Callable[[Run], Run]:
    """Register a function as a verb of the command line."""

    def register(run: Run) -> Run:
        _VERBS[name] = Verb(name, about, arguments, run)
        return run

    return register


def verbs() -> dict[str, Verb]:
    """Return all verbs by name, in the order of their nouns."""
    for noun in _NOUNS:
        importlib.import_module(f"gtcoder.cli.{noun}")
    return _VERBS
