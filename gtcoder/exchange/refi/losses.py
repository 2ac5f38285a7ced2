"""What a REFI-QDA file does not hold of a study, and what in it only this program reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gtcoder.exchange.refi.beyond import ILLEGAL, REPLACEMENT
from gtcoder.exchange.refi.project import OF_THE_LEDGER
from gtcoder.exchange.refi.study import Outgoing, Positions
from gtcoder.study_rows import Columns, StudyRows

LEDGER = "the ledger: who did what when, what was taken back, and the hashes of erased texts"
_SEVERAL = {"evidence": "passages of evidence", "other_guid": "further identities"}
_ONE = {"evidence": "passage of evidence", "other_guid": "further identity"}
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
        f"{counted(rows.count(table), table)}, which name entries of the ledger"
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
        every = ", ".join(counted(rows.count(table), table) for table in left)
        lost.append(f"all but the codes: {every}")
    return (*lost, LEDGER)


def notes_of(study: Outgoing) -> Iterator[str]:
    """Yield what to know of a .qdpx that was written: what others do not show, and offsets."""
    hidden = [table for table in _TOLD if table not in _SHOWN and study.rows.count(table)]
    if hidden:
        every = ", ".join(counted(study.rows.count(table), table) for table in hidden)
        yield f"Other programs do not show {every}. gtcoder reads them again."
    if study.attributes:
        yield "Attributes of codes are lines in their descriptions: REFI-QDA has none for codes."
    astral = {guid for guid, text in study.texts.items() if Positions(text)}
    apart = sum(
        map(astral.__contains__, study.rows.tables.get("quotation", {}).get("document_id", ()))
    )
    if apart and not study.utf16:
        yield (
            f"{apart:,} passages lie in texts with characters such as emoji, which NVivo counts as "
            "two; for NVivo write the project with UTF-16 offsets."
        )
    odd = sum(map(_odd_in, study.rows.tables.values()))
    if odd:
        yield (
            f"In {odd:,} names or texts a character that XML cannot hold became “{REPLACEMENT}”."
        )
    if study.mask:
        yield "Listed names were replaced, and places in the texts moved with them."


def counted(count: int, table: str) -> str:
    """Return how many rows of a table there are, in words."""
    words = table.replace("_", " ")
    if count == 1:
        return f"1 {_ONE.get(table, words)}"
    several = f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"
    return f"{count:,} {_SEVERAL.get(table, several)}"


def _odd_in(columns: Columns) -> int:
    """Return how many values of a table XML cannot hold as they are."""
    odd = 0
    for values in columns.values():
        texts = [value for value in values if isinstance(value, str)]
        if texts and _ILLEGAL.search("".join(texts)):
            odd += sum(_ILLEGAL.search(text) is not None for text in texts)
    return odd
