"""What the study's verbs take, read from their annotations, and words as such arguments."""

from __future__ import annotations

import inspect
import re
import typing
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any

import gtcoder.actions  # noqa: F401  (registers the verbs)
from gtcoder import vocabulary
from gtcoder.actions.core import CriterionWeight
from gtcoder.actions.model_nodes import NodePlace
from gtcoder.cli import names
from gtcoder.cli.parsing import (
    SEPARATOR,
    WrongUsage,
    code_path,
    count,
    finite,
    number,
    span,
    yes_or_no,
)
from gtcoder.store.reader import Reader
from gtcoder.store.verbs import VERBS, Verb
from gtcoder.vocabulary import Span


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of argument: how a word for it looks, and how it becomes a value."""

    looks: str
    read: Callable[[Reader, str], Any]


_NAMED: dict[Any, Kind] = {
    str: Kind("text", lambda _, word: word),
    int: Kind("number", lambda _, word: number(word)),
    float: Kind("number", lambda _, word: finite(word)),
    bool: Kind("yes | no", lambda _, word: yes_or_no(word)),
    Span: Kind("START:END", lambda _, word: span(word)),
    tuple[str, ...]: Kind(f"A{SEPARATOR}B", lambda _, word: code_path(word)),
    vocabulary.CodeId: Kind("code path", names.code_id),
    vocabulary.DocumentId: Kind("document", names.document_id),
    vocabulary.CoderId: Kind("coder", lambda reader, name: names.find_coder(reader, name).id),
    vocabulary.RoundId: Kind("round", lambda reader, name: names.find_round(reader, name).id),
    vocabulary.ParticipantId: Kind("participant", names.participant_id),
    vocabulary.ParadigmId: Kind("paradigm", names.paradigm_id),
    vocabulary.ModelId: Kind("model", names.model_id),
    vocabulary.ModelEdgeId: Kind("number of an edge", lambda _, word: count(word)),
    date: Kind("YYYY-MM-DD", lambda _, word: date.fromisoformat(word)),
    CriterionWeight: Kind("CRITERION=WEIGHT", lambda _, word: names.criterion_weight(word)),
    NodePlace: Kind("NODE@X,Y", lambda _, word: names.node_place(word)),
    vocabulary.RelationTypeId: Kind("kind of relation", names.relation_type_id),
    vocabulary.InstrumentId: Kind("instrument", names.instrument_id),
    vocabulary.InstrumentItemId: Kind("number of an item in the list", lambda _, word: count(word)),
    vocabulary.ExpertId: Kind("INSTRUMENT/NAME of an expert, or number", names.expert_id),
}


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a verb; `several`: it takes any number of values."""

    name: str
    kind: Kind
    several: bool
    required: bool
    default: Any

    @property
    def looks(self) -> str:
        """What its words look like."""
        return f"{self.kind.looks} (several)" if self.several else self.kind.looks

    def __str__(self) -> str:
        need = "" if self.required else f"  (default: {self.shown_default})"
        return f"{self.name}={self.looks}{need}"

    @property
    def shown_default(self) -> str:
        """The default in words."""
        return str(self.default) if self.default not in (None, "", ()) else "none"

    def value(self, reader: Reader, words: Sequence[str]) -> Any:
        """Return the words given for the argument as its value."""
        if self.several:
            parts = [part.strip() for word in words for part in word.split(";") if part.strip()]
            return [self._single(reader, part) for part in parts]
        if len(words) > 1:
            raise WrongUsage(f"{self.name} is given twice")
        return self._single(reader, words[0])

    def _single(self, reader: Reader, word: str) -> Any:
        try:
            return self.kind.read(reader, word)
        except (ValueError, ArgumentTypeError):
            raise WrongUsage(f"{self.name} takes {self.kind.looks}, not “{word}”") from None


@dataclass(frozen=True, slots=True)
class Signature:
    """A verb as the command line knows it."""

    name: str
    about: str
    run: Callable[..., Any]
    arguments: tuple[Argument, ...]
    needs_reason: bool
    lead_only: bool

    def sorted_words(self, pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
        """Return the words by argument; unknown and missing names are wrong usage."""
        known = {argument.name for argument in self.arguments}
        given: dict[str, list[str]] = {}
        for name, word in pairs:
            if name not in known:
                takes = ", ".join(argument.name for argument in self.arguments) or "nothing"
                raise WrongUsage(f"{self.name} has no argument “{name}”; it takes {takes}")
            given.setdefault(name, []).append(word)
        for argument in self.arguments:
            if argument.required and argument.name not in given:
                raise WrongUsage(f"{self.name} needs {argument}")
        return given

    def resolve(self, reader: Reader, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """Return the arguments as values, names looked up in the study."""
        return {
            argument.name: argument.value(reader, given[argument.name])
            for argument in self.arguments
            if argument.name in given
        }

    def record(self) -> dict[str, Any]:
        """Return the signature for JSON."""
        return {
            "name": self.name,
            "function": self.run.__name__,
            "about": self.about,
            "arguments": [
                {
                    "name": each.name,
                    "type": each.looks,
                    "required": each.required,
                    "default": None if each.required else each.shown_default,
                }
                for each in self.arguments
            ],
            "needs_reason": self.needs_reason,
            "lead_only": self.lead_only,
        }


def signatures() -> Iterator[Signature]:
    """Yield the verbs whose arguments can be written on a command line."""
    for name, verb in VERBS:
        arguments = _arguments(verb)
        if arguments is not None:
            about = (inspect.getdoc(verb.run) or "").partition("\n")[0]
            yield Signature(name, about, verb.run, arguments, verb.needs_reason, verb.lead_only)


def unwritable() -> tuple[str, ...]:
    """Return the verbs that take tables or drafts, which no command line can hold."""
    return tuple(name for name, verb in VERBS if _arguments(verb) is None)


def _arguments(verb: Verb) -> tuple[Argument, ...] | None:
    types = typing.get_type_hints(verb.run)
    found = []
    for name, parameter in list(inspect.signature(verb.run).parameters.items())[1:]:
        kind, several = _kind(types[name])
        required = parameter.default is inspect.Parameter.empty
        if kind is None and required:
            return None
        if kind is None:  # drafts that may be left out: the rest of the verb can be written
            continue
        found.append(Argument(name, kind, several, required, parameter.default))
    return tuple(found)


def _kind(annotation: Any) -> tuple[Kind | None, bool]:
    """Return the kind of a single value, None where it cannot be written, and “several”."""
    if isinstance(annotation, UnionType) or typing.get_origin(annotation) is typing.Union:
        parts = [part for part in typing.get_args(annotation) if part is not NoneType]
        return _kind(parts[0]) if len(parts) == 1 else (None, False)
    if typing.get_origin(annotation) is Sequence:
        return _single_kind(typing.get_args(annotation)[0]), True
    return _single_kind(annotation), False


def _single_kind(annotation: Any) -> Kind | None:
    if annotation in _NAMED:
        return _NAMED[annotation]
    if isinstance(annotation, typing.NewType):
        return Kind(f"number of {_thing(annotation)}", lambda _, word: count(word))
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return Kind(" | ".join(annotation), lambda _, word: annotation(word))
    return None


def _thing(key: typing.NewType) -> str:
    """Return what a key is of, in words: PropertyPlacementId is “a property placement”."""
    words = re.sub("(?<=[a-z])(?=[A-Z])", " ", key.__name__.removesuffix("Id")).lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
