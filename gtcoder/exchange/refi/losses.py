"""What a REFI-QDA file does not hold of a study, and what in it only this program reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import String

from gtcoder.exchange.refi.beyond import ILLEGAL, REPLACEMENT
from gtcoder.exchange.refi.project import OF_THE_LEDGER
from gtcoder.exchange.refi.study import Outgoing, Positions
from gtcoder.queries.record_words import counted_rows
from gtcoder.store.images import columns_of
from gtcoder.study_rows import Columns, StudyRows

LEDGER = "the ledger: who did what when, what was taken back, and the hashes of erased texts"
# What the other tables belong to and is told of in their stead.
_TOLD = ("document", "participant", "coding", "memo", "attribute", "round", "assignment",
         "given_segment", "decision", "bookmark", "comparison", "code_example", "property",
         "property_placement", "relation", "evidence", "paradigm", "model", "step_visit",
         "core_judgement", "sampling_decision", "instrument", "waiver", "refused_merge",
         "refused_relation")  # fmt: skip
_SHOWN = frozenset({"document", "participant", "coding", "memo", "attribute", "relation",
                    "evidence", "paradigm", "model"})  # fmt: skip
_ILLEGAL = re.compile(f"[{ILLEGAL}]")


def of_project(rows: StudyRows) -> tuple[str, ...]:
    """Return what of a study a .qdpx does not hold."""
    lost = [LEDGER]
    lost += [
        f"{counted_rows(rows.count(table), table)}, which "
        f"{'names' if rows.count(table) == 1 else 'name'} entries of the ledger"
        for table in sorted(OF_THE_LEDGER)
        if rows.count(table)
    ]
    earlier = rows.count("text_version") - rows.count("document")
    if earlier:
        lost.append(f"{earlier:,} earlier version{'' if earlier == 1 else 's'} of texts")
    return tuple(lost)


def of_codebook(rows: StudyRows) -> tuple[str, ...]:
    """Return what of a study a .qdc does not hold."""
    retired = sum(map(bool, rows.tables.get("code", {}).get("retired", ())))
    lost = [f"{retired:,} code{'' if retired == 1 else 's'} retired or merged"] if retired else []
    left = [table for table in _TOLD if rows.count(table)]
    if left:
        every = ", ".join(counted_rows(rows.count(table), table) for table in left)
        lost.append(f"all but the codes: {every}")
    return (*lost, LEDGER)


def notes_of(study: Outgoing) -> Iterator[str]:
    """Yield what to know of a .qdpx that was written: what others do not show, and offsets."""
    hidden = [table for table in _TOLD if table not in _SHOWN and study.rows.count(table)]
    if hidden:
        every = ", ".join(counted_rows(study.rows.count(table), table) for table in hidden)
        them = "it" if sum(map(study.rows.count, hidden)) == 1 else "them"
        yield f"Other programs do not show {every}. gtcoder reads {them} again."
    if study.attributes:
        yield "Attributes of codes are lines in their descriptions: REFI-QDA has none for codes."
    astral = {guid for guid, text in study.texts.items() if Positions(text)}
    apart = sum(
        map(astral.__contains__, study.rows.tables.get("quotation", {}).get("document_id", ()))
    )
    if apart and not study.utf16:
        yield (
            f"{apart:,} {'passage lies' if apart == 1 else 'passages lie'} in texts with "
            "characters such as emoji, which NVivo counts as two; for NVivo write the project with "
            "UTF-16 offsets."
        )
    odd = sum(_odd_in(table, columns) for table, columns in study.rows.tables.items())
    if odd:
        yield (
            f"In {odd:,} {'name or text' if odd == 1 else 'names or texts'} a character that XML "
            f"cannot hold became “{REPLACEMENT}”."
        )
    if study.mask:
        yield "Listed names were replaced, and places in the texts moved with them."


def _odd_in(table: str, columns: Columns) -> int:
    """Return how many names and texts of a table XML cannot hold as they are."""
    odd = 0
    for column in columns_of(table):
        if not isinstance(column.type, String) or column.name not in columns:
            continue
        texts = list(filter(None, columns[column.name]))
        if _ILLEGAL.search("".join(texts)):
            odd += sum(_ILLEGAL.search(text) is not None for text in texts)
    return odd
