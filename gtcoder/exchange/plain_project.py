"""The file project.toml of a plain-text study: title, coders, interviewer and phases."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_tables import text_of, word_of
from gtcoder.plan import CoderDraft
from gtcoder.queries.codebook import nearest
from gtcoder.vocabulary import CoderRole

PROJECT = "project.toml"
_PHASES = ("open coding", "axial coding", "selective coding")
_LATER = "theory"
_MODEL = "Nine steps"


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """What project.toml says; the first of the coders is a lead."""

    title: str
    about: str
    coders: tuple[CoderDraft, ...]
    interviewers: tuple[str, ...]
    phases: tuple[str, ...]
    document_variables: tuple[str, ...]
    model: str

    def coder(self, name: str, place: str) -> str:
        """Return the name of a coder of the study, or refuse with the nearest."""
        return known_name(name, [coder.name for coder in self.coders], what="coder", place=place)


def is_plain_study(path: Path) -> bool:
    """Tell whether a path is the folder of a plain-text study."""
    return (path / PROJECT).is_file()


def read_project(folder: Path) -> ProjectFile:
    """Return what the folder's project.toml says."""
    if not is_plain_study(folder):
        raise UnreadableFile(
            "The folder “{folder}” is no plain-text study: it holds no {file}. Nothing was built.",
            folder=folder,
            file=PROJECT,
        )
    text, _ = text_of(folder / PROJECT, PROJECT)
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(
            "It cannot be read: {reason}. Nothing was built.", place=PROJECT, reason=error
        ) from None
    phases = _words(said, "phases", _PHASES)
    return ProjectFile(
        title=_word(said, "title", folder.name),
        about=_word(said, "about", "").strip(),
        coders=_coders(said),
        interviewers=_words(said, "interviewer", ()),
        phases=phases if _LATER in phases else (*phases, _LATER),
        document_variables=_words(said, "document_variables", ("interview_date",)),
        model=_word(said, "model", _MODEL),
    )


def known_name(name: str, known: Iterable[str], *, what: str, place: str) -> str:
    """Return a name that is known (a document's with or without its file ending), or refuse."""
    names = list(known)
    for candidate in (name, name.rpartition(".")[0]):
        if candidate in names:
            return candidate
    raise UnreadableFile(
        "There is no {what} “{name}”. Nearest: {near}. Nothing was built.",
        place=place,
        what=what,
        name=name,
        near=nearest(name, names),
    )


def _coders(said: dict[str, Any]) -> tuple[CoderDraft, ...]:
    listed = said.get("coders")
    rows = listed if isinstance(listed, list) else []
    if not rows or not all(isinstance(row, dict) and row.get("name") for row in rows):
        raise UnreadableFile(
            "It names no coders. Nothing was built; write coders = "
            '[{{ name = "Ana", role = "lead" }}].',
            place=PROJECT,
        )
    coders = [
        CoderDraft(str(row["name"]).strip(), _role(str(row.get("role", CoderRole.CODER))))
        for row in rows
    ]
    coders.sort(key=lambda coder: coder.role is not CoderRole.LEAD)
    if coders[0].role is not CoderRole.LEAD:
        raise UnreadableFile(
            "None of its coders has the role lead. Nothing was built; a study has at least one.",
            place=PROJECT,
        )
    return tuple(coders)


def _role(word: str) -> CoderRole:
    return word_of(CoderRole, word, place=PROJECT, what="role of a coder")


def _word(said: dict[str, Any], key: str, default: str) -> str:
    value = said.get(key, default)
    if not isinstance(value, str):
        raise _wrong_kind(key, "a text")
    return value


def _words(said: dict[str, Any], key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    value = said.get(key, default)
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        raise _wrong_kind(key, "a list of texts")
    return tuple(words)


def _wrong_kind(key: str, wanted: str) -> UnreadableFile:
    return UnreadableFile(
        "What it says of “{key}” is not {wanted}. Nothing was built.",
        place=PROJECT,
        key=key,
        wanted=wanted,
    )
