"""Documents grouped by a variable of theirs, or of the participants who speak in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gtcoder.analysis.study import CodedStudy
from gtcoder.errors import NotFound
from gtcoder.queries import people
from gtcoder.queries.codebook import nearest
from gtcoder.reports.names import document_names
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId, VariableScope

UNKNOWN = "not known"


def with_variable(
    reader: Reader, study: CodedStudy, documents: Sequence[DocumentId], variable: str
) -> tuple[CodedStudy, tuple[str, ...]]:
    """Return the study with what each document has of the variable, and a sentence about it.

    A document in which participants of several values speak is a group of its own. Raises NotFound
    for a variable the study does not hold.
    """
    if not variable:
        return study, ()
    found = values_of(reader, variable)
    groups = tuple(found.get(key, UNKNOWN) for key in documents)
    number = len(set(groups))
    said = f"Documents grouped by “{variable}”: {number} {'value' if number == 1 else 'values'}."
    return replace(study, variable=variable, groups=groups), (said,)


def values_of(reader: Reader, variable: str) -> dict[DocumentId, str]:
    """Return the value of a variable for each document that has one, by document."""
    every = values_of_all(reader)
    if variable not in every:
        raise NotFound(
            "There is no variable “{name}”. Nearest: {near}.",
            name=variable,
            near=nearest(variable, sorted(every)),
        )
    return every[variable]


def values_of_all(reader: Reader) -> dict[str, dict[DocumentId, str]]:
    """Return of each variable the value for each document that has one, by document.

    A variable of documents holds before one of the same name of the participants who speak.
    """
    own = people.variables(reader, VariableScope.DOCUMENT)
    found: dict[str, dict[DocumentId, str]] = {name: {} for each in own.values() for name in each}
    keys = {name: key for key, name in document_names(reader).items()}
    spoken: dict[tuple[str, DocumentId], set[str]] = {}
    for person in people.participants(reader):
        for variable, value in person.variables.items():
            found.setdefault(variable, {})
            for name in person.documents:
                spoken.setdefault((variable, keys[name]), set()).add(value)
    for (variable, key), values in spoken.items():
        found[variable][key] = "; ".join(sorted(values))
    for number, each in own.items():
        for variable, value in each.items():
            found[variable][DocumentId(number)] = value
    return found
