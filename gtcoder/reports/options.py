"""Options of reports as data: what a form asks and `--option NAME=VALUE` says."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from gtcoder.errors import InvalidInput
from gtcoder.reports.base import ReportKind

_YES = frozenset({"yes", "true", "on", "1"})
_NO = frozenset({"no", "false", "off", "0"})
_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class OptionField:
    """One option as a form needs it: the kind of one value, and whether it takes several.

    `choices` is empty where any text will do.
    """

    name: str
    kind: type[Any]
    several: bool
    default: Any
    choices: tuple[str, ...]
    help: str


def option_fields(kind: ReportKind) -> tuple[OptionField, ...]:
    """Return the options of a report in their order.

    One that is a word of Python is written with a low line at its end, which is not of its name.
    """
    types = get_type_hints(kind.Options)
    return tuple(
        _field(each.name.rstrip("_"), types[each.name], each.default, each.metadata.get("help", ""))
        for each in fields(kind.Options)
    )


def _field(name: str, annotation: Any, default: Any, help: str) -> OptionField:
    several = get_origin(annotation) is tuple
    of: type[Any] = get_args(annotation)[0] if several else annotation
    choices: tuple[str, ...] = ()
    if issubclass(of, StrEnum):
        choices = tuple(of)
    elif of is bool:
        choices = ("yes", "no")
    return OptionField(name, of, several, default, choices, help)


def options_from(kind: ReportKind, given: Mapping[str, str]) -> Any:
    """Return a report's options from written values; what is not given keeps its default.

    Several names are parted by commas; a name that holds a comma stands in quotation marks.
    Raises InvalidInput with the names and values there are.
    """
    known = {each.name: each for each in option_fields(kind)}
    for name in given:
        if name not in known:
            raise InvalidInput(
                "The report “{report}” has no option “{name}”. It has: {known}. Nothing was "
                "computed.",
                report=kind.name,
                name=name,
                known=", ".join(known) or "none",
            )
    of = {each.name.rstrip("_"): each.name for each in fields(kind.Options)}
    return kind.Options(**{of[name]: _value(known[name], text) for name, text in given.items()})


def _value(option: OptionField, text: str) -> Any:
    if option.several:
        parts = next(csv.reader([text], skipinitialspace=True), [])
        return tuple(_single(option, part.strip()) for part in parts if part.strip())
    return _single(option, text.strip())


def _single(option: OptionField, text: str) -> Any:
    if option.kind is bool:
        return _yes_or_no(option, text)
    if issubclass(option.kind, StrEnum) and text not in option.choices:
        raise _unknown_value(option, text)
    try:
        value = option.kind(text)
    except ValueError:
        raise InvalidInput(
            "The option {name} takes a number; “{value}” is none. Nothing was computed.",
            name=option.name,
            value=text,
        ) from None
    if isinstance(value, int | float) and not 0 <= value <= _LARGEST:
        raise InvalidInput(
            "The option {name} takes a number from 0 to {most}, not {value}. Nothing was computed.",
            name=option.name,
            most=_LARGEST,
            value=text,
        )
    return value


def _yes_or_no(option: OptionField, text: str) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise _unknown_value(option, text)
    return word in _YES


def _unknown_value(option: OptionField, text: str) -> InvalidInput:
    return InvalidInput(
        "The option {name} cannot be “{value}”. It takes {choices}. Nothing was computed.",
        name=option.name,
        value=text,
        choices=" or ".join(option.choices),
    )
