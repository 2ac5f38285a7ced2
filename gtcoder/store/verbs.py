"""The mark of a verb: its stable name in the ledger and what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from gtcoder.registry import Registry

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Verb:
    """A function that changes the study, by its stable name."""

    name: str
    run: Callable[..., Any]
    needs_reason: bool
    lead_only: bool


VERBS: Registry[Verb] = Registry("verbs")
_BY_FUNCTION: dict[Callable[..., Any], Verb] = {}


def action(name: str, *, reason: bool = False, lead: bool = False) -> Callable[[F], F]:
    """Register a verb under its stable name; `reason`: it demands a why; `lead`: leads only."""

    def register(function: F) -> F:
        verb = Verb(name, function, reason, lead)
        VERBS.add(name, verb)
        _BY_FUNCTION[function] = verb
        return function

    return register


def verb_of(function: Callable[..., Any]) -> Verb:
    """Return the verb a function was registered as."""
    return _BY_FUNCTION[function]
