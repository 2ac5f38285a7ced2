"""What an import brought or, with --dry-run, would bring: documents, values, what stays out."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gtcoder.cli.study_argument import study_to_read
from gtcoder.vocabulary import VariableScope

if TYPE_CHECKING:
    from gtcoder.actions.transcripts import Stored
    from gtcoder.actions.variable_values import Differing
    from gtcoder.batch import DocumentDraft, ImportBatch


@dataclass(frozen=True, slots=True)
class Outcome:
    """The documents left out and why, what of the variables was, and how many values came.

    `differing` tells, by owner, of values of the study where the files say another.
    """

    twins: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    values: int = 0
    differing: tuple[tuple[str, str], ...] = ()


def outcome(batch: ImportBatch, stored: Stored) -> Outcome:
    """Return what became of a batch that was stored."""
    twins = len(batch.documents) - len(stored.documents)
    lost = tuple(_lost(name, why) for name, why in stored.left_out[twins:])
    told = tuple((each.draft.owner, _told(each)) for each in stored.differing)
    return Outcome(dict(stored.left_out[:twins]), lost, stored.values, told)


def propose(options: Namespace, batch: ImportBatch) -> Outcome:
    """Return what would become of a batch; the study is only read."""
    from gtcoder.queries.erasure import erased_texts
    from gtcoder.queries.passages import documents
    from gtcoder.queries.people import participants, variables

    options.viewer = options.coder
    with study_to_read(options) as project, project.read() as reader:
        known = _Known(erased_texts(reader))
        of_documents = variables(reader, VariableScope.DOCUMENT)
        for row in documents(reader):
            known.take(row.sha256, row.name)
            known.values[VariableScope.DOCUMENT, row.name] = of_documents.get(row.id, {})
        for person in participants(reader):
            known.people.add(person.name)
            known.values[VariableScope.PARTICIPANT, person.name] = person.variables
    twins: dict[str, str] = {}
    outside: set[str] = set()
    for draft in batch.documents:
        why = known.refusal(draft, batch, outside, again=options.again)
        if why is None:
            known.store(draft)
        else:
            twins[draft.name] = why
    return _with_values(batch, known, Outcome(twins), outside, replace=options.replace)


def _with_values(
    batch: ImportBatch, known: _Known, found: Outcome, outside: set[str], *, replace: bool
) -> Outcome:
    from gtcoder.actions.transcripts import no_owner, variables_of
    from gtcoder.actions.variable_values import ListedValues, take_values

    there = [(VariableScope.DOCUMENT, name) for name in known.names]
    there += [(VariableScope.PARTICIPANT, name) for name in known.people]
    values = ListedValues(there, known.drafts)
    for (scope, owner), kept in known.values.items():
        values.know(scope, owner, kept)
    taken = take_values(values, variables_of(batch, outside), replace=replace)
    lost = tuple(_lost(each.name, no_owner(each)) for each in taken.nobodys)
    told = tuple((each.draft.owner, _told(each, ahead=True)) for each in taken.differing)
    return Outcome(found.twins, lost, taken.values, told)


def _told(each: Differing, *, ahead: bool = False) -> str:
    return each.told(ahead=ahead) + ("" if each.taken else " (--replace takes the file's)")


def _lost(name: str, why: str) -> str:
    return f"variable {name} was left out: {why}"


@dataclass(slots=True)
class _Known:
    """What the study holds and would hold: texts with their documents, and names."""

    erased: frozenset[str]
    texts: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    drafts: set[str] = field(default_factory=set)
    values: dict[tuple[VariableScope, str], Mapping[str, str]] = field(default_factory=dict)

    def take(self, sha256: str, name: str) -> None:
        """Take in a document by its text and name."""
        self.texts.setdefault(sha256, []).append(name)
        self.names.add(name)

    def store(self, draft: DocumentDraft) -> None:
        """Take in a draft as the import would, with a number where its name is taken."""
        from gtcoder.actions.rules import clean_name

        free = wanted = clean_name(draft.name, "document")
        number = 1
        while free in self.names:
            number += 1
            free = f"{wanted} ({number})"
        self.take(draft.sha256, free)
        self.drafts.add(draft.name)
        people = (draft.participant, *(each.participant for each in draft.speakers))
        self.people |= {clean_name(name, "participant") for name in people if name is not None}

    def refusal(
        self, draft: DocumentDraft, batch: ImportBatch, outside: set[str], *, again: bool
    ) -> str | None:
        """Return why a draft stays out, None where it comes; its name joins those `outside`."""
        from gtcoder.actions.rules import clean_name
        from gtcoder.actions.transcripts import (
            ERASED_BEFORE,
            VARIABLES_TOO,
            has_variables,
            same_text,
        )

        name = clean_name(draft.name, "document")
        same = [] if again else self.texts.get(draft.sha256, [])
        if draft.is_answer:
            same = [each for each in same if each == name]
        erased = draft.sha256 in self.erased
        if not erased and not same:
            return None
        twin = None if erased else name if name in same else same[0]
        why = ERASED_BEFORE if twin is None else same_text(twin)
        if twin == draft.name:
            return why
        outside.add(draft.name)
        return why + (VARIABLES_TOO if has_variables(batch, draft) else "")
