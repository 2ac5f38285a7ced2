"""What the ledger keeps, as rows of a list: history, labels, results."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from gtcoder.queries.elsewhere import entries_elsewhere
from gtcoder.queries.ledger import entries, labels, results
from gtcoder.store.reader import Reader

Row = dict[str, Any]


_NAMES = (
    *("code", "names", "category", "source", "target", "into", "name", "document", "documents"),
    *("coder", "round", "label", "title", "owner", "variable", "speaker", "participant", "model"),
    *("copy", "source", "result", "setting", "attribute", "taken_back", "profile"),
)


def what_of(details: dict[str, Any]) -> str:
    """Return what an entry was about, in the names of that day."""
    said: list[str] = []
    for name in _NAMES:
        value = details.get(name)
        if isinstance(value, list):
            said.extend(str(each) for each in value[:3] if isinstance(each, str))
        elif isinstance(value, str) and value:
            said.append(value)
    return " · ".join(dict.fromkeys(said))


def list_labels(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the labels and the revisions they name."""
    for row in labels(reader):
        yield {
            "name": row.name,
            "revision": row.revision,
            "coder": row.coder,
            "at": row.at.isoformat(),
            "note": row.note,
        }


def list_results(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the results kept in the study."""
    for row in results(reader):
        yield {
            "name": row.name,
            "kind": row.kind,
            "revision": row.revision,
            "coder": row.coder,
            "at": row.at.isoformat(),
            "program": row.program,
            "options": row.options,
            "record": row.record,
        }


def list_history_elsewhere(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the entries of copies that were merged, oldest first."""
    for row in entries_elsewhere(reader):
        yield {
            "number": row.number,
            "at": row.at.isoformat(),
            "coder": row.coder,
            "action": row.action,
            "reason": row.reason,
            "copy": row.copy,
            "brought": row.brought,
        }


def list_history(reader: Reader, _options: Namespace) -> Iterator[Row]:
    """Yield the entries of the ledger, oldest first."""
    for entry in entries(reader):
        yield {
            "revision": entry.revision,
            "at": entry.at.isoformat(),
            "coder": entry.coder,
            "action": entry.action,
            "what": what_of(entry.details),
            "reason": entry.reason,
            "reverts": entry.reverts,
            "details": entry.details,
        }
