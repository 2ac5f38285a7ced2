"""How files of one kind are read, under a name: a study keeps such profiles and uses them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from gtcoder.errors import InvalidInput
from gtcoder.exchange.decoding import known_encoding
from gtcoder.exchange.file_names import name_pattern
from gtcoder.exchange.formats import (
    AUTO,
    NONE,
    PDF_LINES,
    ImportOptions,
    SurveyColumns,
    speaker_pattern,
)

_UNSAID = ImportOptions()


@dataclass(frozen=True, slots=True)
class ImportProfile:
    """What is the same for all files of a kind; names of documents and persons are not in it."""

    speakers: str = AUTO
    interviewers: tuple[str, ...] = ()
    encoding: str = AUTO
    times: str = AUTO
    pdf_lines: str = AUTO
    names: str = ""
    survey: SurveyColumns | None = field(default=None)

    def options(self, said: ImportOptions = _UNSAID) -> ImportOptions:
        """Return `said` with what it leaves open as the profile has it."""
        given = {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if getattr(said, each.name) == getattr(_UNSAID, each.name)
        }
        return replace(said, **given)

    def record(self) -> dict[str, Any]:
        """Return what differs from reading without a profile, as a study keeps it."""
        kept: dict[str, Any] = {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if getattr(self, each.name) != getattr(_UNSAID, each.name)
        }
        if self.interviewers:
            kept["interviewers"] = list(self.interviewers)
        if self.survey is not None:
            kept["survey"] = {"who": self.survey.who, "texts": list(self.survey.texts)}
        return kept


def profile_of(options: ImportOptions) -> ImportProfile:
    """Return the profile that reads as these options do."""
    names = [each.name for each in fields(ImportProfile)]
    return ImportProfile(**{name: getattr(options, name) for name in names})


def profile_from(record: Mapping[str, Any], name: str) -> ImportProfile:
    """Return the profile that a study keeps; raises InvalidInput for one that makes no sense."""
    known = {each.name for each in fields(ImportProfile)}
    try:
        given = dict(record)
        unknown = set(given) - known
        if unknown:
            raise ValueError(", ".join(sorted(unknown)))
        given["interviewers"] = tuple(map(_text, given.get("interviewers", ())))
        survey = given.pop("survey", None)
        if survey is not None:
            texts = tuple(map(_text, survey.get("texts", ())))
            given["survey"] = SurveyColumns(_text(survey.get("who", "")), texts)
        for each in known - {"interviewers", "survey"}:
            given[each] = _text(given.get(each, getattr(_UNSAID, each)))
        profile = ImportProfile(**given)
    except (TypeError, ValueError, AttributeError) as error:
        raise InvalidInput(
            "The import profile “{name}” holds something that is unknown here ({what}). Nothing "
            "was read; save it anew.",
            name=name,
            what=error,
        ) from None
    check(profile.options())
    return profile


def check(options: ImportOptions) -> None:
    """Raise InvalidInput where options make no sense, before anything is read."""
    speaker_pattern(options.speakers)
    if options.names:
        name_pattern(options.names)
    if options.encoding != AUTO:
        known_encoding(options.encoding)
    for what, value, choices in (
        ("time stamps", options.times, (AUTO, NONE)),
        ("the lines of a PDF", options.pdf_lines, PDF_LINES),
    ):
        if value not in choices:
            raise InvalidInput(
                "“{value}” is no way to read {what}. Nothing was read; say one of: {choices}.",
                value=value,
                what=what,
                choices=", ".join(choices),
            )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(repr(value)[:60])
    return value
