"""The study as a whole: title, settings, labels on revisions, results that are kept."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from gtcoder import __version__
from gtcoder.actions.rules import clean_name, refuse_taken
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.model.journal import Entry
from gtcoder.model.project import IMPORT_PROFILES, Label, Project
from gtcoder.model.results import SavedResult
from gtcoder.store.unit import Unit
from gtcoder.store.verbs import action
from gtcoder.vocabulary import LabelId, ResultId

_LONGEST_PROFILE = 20_000
_SETTINGS: dict[str, type] = {"backups": int, "codebook_locked": bool, "pseudonyms": bool}


@action("study.set_title")
def set_title(unit: Unit, *, title: str) -> None:
    """Give the study another title."""
    unit.scalars(select(Project)).one().title = clean_name(title, "study")


@action("study.set", lead=True)
def change_setting(unit: Unit, *, name: str, value: int) -> None:
    """Change a setting: `backups` (days kept), `codebook_locked` or `pseudonyms` (0 or 1).

    With `pseudonyms` nothing is exported without the list of pseudonyms, which lies outside.
    """
    if name not in _SETTINGS:
        raise InvalidInput(
            "There is no setting “{name}”. Known: {known}. Nothing was changed.",
            name=name,
            known=", ".join(_SETTINGS),
        )
    project = unit.scalars(select(Project)).one()
    project.settings = {**project.settings, name: _SETTINGS[name](value)}
    unit.tell(setting=name, value=value)


@action("study.save_import_profile")
def save_import_profile(unit: Unit, *, name: str, profile: dict[str, Any]) -> None:
    """Keep how files of a kind are read under a name; one of that name is replaced."""
    name = clean_name(name, "profile")
    if len(json.dumps(profile)) > _LONGEST_PROFILE:
        raise InvalidInput(
            "The import profile “{name}” is longer than {most} characters. Nothing was changed; "
            "make its patterns shorter.",
            name=name,
            most=f"{_LONGEST_PROFILE:,}",
        )
    project = unit.scalars(select(Project)).one()
    kept = {**project.settings.get(IMPORT_PROFILES, {}), name: profile}
    project.settings = {**project.settings, IMPORT_PROFILES: dict(sorted(kept.items()))}
    unit.tell(profile=name)


@action("study.remove_import_profile")
def remove_import_profile(unit: Unit, *, name: str) -> None:
    """Forget how files of a kind are read; what came in so stays as it is."""
    project = unit.scalars(select(Project)).one()
    kept = dict(project.settings.get(IMPORT_PROFILES, {}))
    if kept.pop(name, None) is None:
        raise NotFound(
            "There is no import profile “{name}”. Known: {known}. Nothing was changed.",
            name=name,
            known=", ".join(sorted(kept)) or "none",
        )
    rest = {key: value for key, value in project.settings.items() if key != IMPORT_PROFILES}
    project.settings = {**rest, IMPORT_PROFILES: kept} if kept else rest
    unit.tell(profile=name)


@action("study.label")
def set_label(unit: Unit, *, name: str, note: str = "") -> LabelId:
    """Name the study's state as it is now, to ask for it later ("axial coding").

    While a round is blind it is named by the newest entry that the coder may see.
    """
    name = clean_name(name, "label")
    refuse_taken(unit, Label.name, name, "label")
    unit.tell(label=name)
    seen = unit.numbers.shown(unit.revision - 1)
    label = Label(name=name, entry_guid=entry_at(unit, seen), coder_id=unit.me, note=note.strip())
    return LabelId(unit.make(label).id)


@action("study.keep_result")
def keep_result(
    unit: Unit,
    *,
    name: str,
    kind: str,
    options: dict[str, Any],
    record: dict[str, Any],
    revision: int,
) -> ResultId:
    """Keep a computed result with its options and the revision of the study it was made from."""
    name = clean_name(name, "result")
    unit.tell(result=name, kind=kind, revision=unit.numbers.real(revision))
    result = SavedResult(
        name=name,
        kind=kind,
        options=options,
        record=record,
        entry_guid=entry_at(unit, revision),
        program=__version__,
        coder_id=unit.me,
    )
    return ResultId(unit.make(result).id)


def entry_at(unit: Unit, revision: int) -> bytes:
    """Return the guid of an entry, by the coder's number: it names the state after it anywhere."""
    guid = select(Entry.guid).where(Entry.revision == unit.numbers.real(revision))
    found: bytes | None = unit.connection().execute(guid).scalar()
    if found is None:
        raise NotFound("There is no entry {revision} in the ledger.", revision=revision)
    return found
