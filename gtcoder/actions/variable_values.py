"""Values of variables as an import brings them: which are set, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import select

from gtcoder.actions.rules import clean_name, one_where
from gtcoder.batch import VariableDraft
from gtcoder.model.transcripts import Document, Participant, Variable, VariableValue
from gtcoder.store.unit import Unit
from gtcoder.vocabulary import VariableScope

_Key = tuple[VariableScope, str, str]


@dataclass(frozen=True, slots=True)
class Differing:
    """A value that stood in the study where an import brought another; `taken` where that won."""

    draft: VariableDraft
    was: str
    taken: bool

    def told(self, *, ahead: bool = False) -> str:
        """Say what was and what is now, or, `ahead` of an import, what would be."""
        draft = self.draft
        whose = f"{draft.name} of {draft.scope} “{draft.owner}”"
        now = f"“{draft.value}”" if draft.value else "empty"
        if self.taken and ahead:
            return f"{whose} is “{self.was}”, would be {now}"
        if self.taken:
            return f"{whose} was “{self.was}”, is {now} now"
        return f"{whose} {'would stay' if ahead else 'stays'} “{self.was}”; the file says {now}"


@dataclass(slots=True)
class TakenValues:
    """What became of the values of an import; `values` counts those set, the same ones not."""

    values: int = 0
    differing: list[Differing] = field(default_factory=list)
    nobodys: list[VariableDraft] = field(default_factory=list)


class Values(Protocol):
    """The values a study has, or would have."""

    def was(self, draft: VariableDraft) -> str | None:
        """Return the value that stands where a draft would, empty if none, None without owner."""

    def put(self, draft: VariableDraft) -> None:
        """Set the value of a draft; an empty one takes it away."""


def take_values(
    values: Values, drafts: Iterable[VariableDraft], *, replace: bool = False
) -> TakenValues:
    """Set values one by one.

    What came along with a text fills only what is empty, unless `replace`; it stands back where
    a table of the same import, or a person, names a value.
    """
    listed = list(drafts)
    said = {_key(draft) for draft in listed if not draft.with_text}
    found = TakenValues()
    for draft in listed:
        if draft.with_text and _key(draft) in said:
            continue
        was = values.was(draft)
        if was is None:
            found.nobodys.append(draft)
            continue
        if was == draft.value:
            continue
        taken = not was or replace or not draft.with_text
        if was:
            found.differing.append(Differing(draft, was, taken))
        if taken:
            values.put(draft)
            found.values += 1
    return found


def _key(draft: VariableDraft) -> _Key:
    return draft.scope, draft.owner, clean_name(draft.name, "variable")


class StudyValues:
    """The values of the study in hand; `here` gives documents that a name stands for by key."""

    def __init__(self, unit: Unit, here: Mapping[tuple[VariableScope, str], int]) -> None:
        self._unit = unit
        self._owners: dict[tuple[VariableScope, str], int | None] = {**here}
        self._variables: dict[tuple[VariableScope, str], int] = {}

    def was(self, draft: VariableDraft) -> str | None:
        """Return the value that stands where a draft would, empty if none, None without owner."""
        if self._owner(draft) is None:
            return None
        found = self._value(draft)
        return "" if found is None else found.value

    def put(self, draft: VariableDraft) -> None:
        """Set the value of a draft; an empty one takes it away."""
        found = self._value(draft)
        if found is not None and draft.value:
            found.value = draft.value
        elif found is not None:
            self._unit.delete(found)
        elif draft.value:
            if self._variable(draft) is None:
                name = clean_name(draft.name, "variable")
                self._unit.make(Variable(name=name, scope=str(draft.scope)))
            self._unit.add(VariableValue(**self._keys(draft), value=draft.value))

    def _owner(self, draft: VariableDraft) -> int | None:
        whose = (draft.scope, draft.owner)
        if whose not in self._owners:
            kind = Document if draft.scope is VariableScope.DOCUMENT else Participant
            found = self._unit.scalar(select(kind.id).where(kind.name == draft.owner))
            self._owners[whose] = found
        return self._owners[whose]

    def _variable(self, draft: VariableDraft) -> int | None:
        name = clean_name(draft.name, "variable")
        if (draft.scope, name) not in self._variables:
            found = one_where(self._unit, Variable, name=name, scope=str(draft.scope))
            if found is None:
                return None
            self._variables[draft.scope, name] = found.id
        return self._variables[draft.scope, name]

    def _value(self, draft: VariableDraft) -> VariableValue | None:
        if self._variable(draft) is None:
            return None
        return one_where(self._unit, VariableValue, **self._keys(draft))

    def _keys(self, draft: VariableDraft) -> dict[str, Any]:
        return {"variable_id": self._variable(draft), f"{draft.scope}_id": self._owner(draft)}


class ListedValues:
    """Values held by scope, owner and name, to see ahead what an import would set.

    `new` are documents that the import itself brings: they have no values yet, whoever had their
    name; `owners` are all others.
    """

    def __init__(self, owners: Iterable[tuple[VariableScope, str]], new: Iterable[str]) -> None:
        self._new = {(VariableScope.DOCUMENT, name) for name in new}
        self._owners = {*owners} | self._new
        self._values: dict[_Key, str] = {}

    def know(self, scope: VariableScope, owner: str, values: Mapping[str, str]) -> None:
        """Take in what the study has of a document or participant."""
        if (scope, owner) not in self._new:
            self._values |= {(scope, owner, name): value for name, value in values.items()}

    def was(self, draft: VariableDraft) -> str | None:
        """Return the value that stands where a draft would, empty if none, None without owner."""
        if (draft.scope, draft.owner) not in self._owners:
            return None
        return self._values.get(_key(draft), "")

    def put(self, draft: VariableDraft) -> None:
        """Set the value of a draft; an empty one takes it away."""
        self._values[_key(draft)] = draft.value
