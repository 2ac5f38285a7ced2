"""Memos as Notes, relations as Links, and the Notes that tell what Links have no place for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gtcoder.exchange.refi.beyond import legal
from gtcoder.exchange.refi.packed import Row
from gtcoder.exchange.refi.sources import quoted
from gtcoder.exchange.refi.study import Outgoing, packed
from gtcoder.exchange.refi.xml import (
    described,
    element,
    guid_text,
    moment_text,
    reference,
    text_element,
)
from gtcoder.queries.memos import first_words
from gtcoder.study_rows import Guid

_BY_ELEMENT = ("title", "text", "coder_id")
_OF_MEMOS = ("memo_link", "memo_tag")
_LONG, _NAMELESS, _STOPS = 60, "Memo", " .,;:–-"
_RESTS = "What this relation rests on."
_STRENGTHS = {1: "weak", 2: "moderate", 3: "strong"}


def notes(study: Outgoing) -> Iterator[str]:
    """Yield a Note for each memo, then one for each relation that says more than a Link can."""
    for memo in study.memos:
        yield element(
            "Note",
            {
                "guid": guid_text(memo["guid"]),
                "name": memo["title"] or _called(study, memo),
                "creatingUser": guid_text(memo["coder_id"]),
                "creationDateTime": moment_text(memo["created_at"]),
                "modifiedDateTime": moment_text(memo["changed_at"]),
            },
            (
                text_element("PlainTextContent", memo["text"]),
                study.notes_on(memo["guid"]),
            ),
        )
    yield from _evidence_notes(study)


def memo_rows(study: Outgoing) -> dict[str, Row]:
    """Return what the Notes do not say of the memos, for the extras of the project."""
    rows = {"memo": packed("memo", study.memos, *_BY_ELEMENT, seconds=("created_at", "changed_at"))}
    rows |= {table: packed(table, list(study.rows.rows(table))) for table in _OF_MEMOS}
    return {table: each for table, each in rows.items() if each}


def named(study: Outgoing) -> dict[str, str]:
    """Return the names that memos without a title are given, by their guid in hex."""
    untitled = (memo for memo in study.memos if not memo["title"])
    return {memo["guid"].hex(): legal(_called(study, memo)) for memo in untitled}


def _called(study: Outgoing, memo: Row) -> str:
    """Return the first words of a memo without a title, “…” after them if there are more."""
    words = first_words(memo["text"])
    if len(words) >= _LONG:
        words = (words[:_LONG].rpartition(" ")[0] or words[:_LONG]).rstrip(_STOPS) + "…"
    return study.said(words) or _NAMELESS


def made_notes(study: Outgoing) -> list[Guid]:
    """Return the guids of the Notes that only tell of a relation."""
    notes = map(study.evidence_note, study.sorted("relation", _by_guid))
    return [guid for guid in notes if guid is not None]


def links(study: Outgoing) -> Iterator[str]:
    """Yield a Link for each relation."""
    types = study.rows.by_guid("relation_type")
    for row in study.sorted("relation", _by_guid):
        kind, note = types[row["type_id"]], study.evidence_note(row)
        yield element(
            "Link",
            {
                "guid": guid_text(row["guid"]),
                "name": kind["name"],
                "direction": "OneWay" if kind["directed"] else "Associative",
                "originGUID": guid_text(row["source_id"]),
                "targetGUID": guid_text(row["target_id"]),
            },
            (study.notes_on(row["guid"]), reference("NoteRef", note) if note else ""),
        )


def _evidence_notes(study: Outgoing) -> Iterator[str]:
    for row, guid, text in evidence_notes(study):
        ends = (study.names[row[end]] for end in ("source_id", "type_id", "target_id"))
        yield element(
            "Note",
            {"guid": guid_text(guid), "name": study.said(" – ".join(ends))},
            (described(_RESTS), text_element("PlainTextContent", text)),
        )


def evidence_notes(study: Outgoing) -> Iterator[tuple[Row, Guid, str]]:
    """Yield each relation that says more than a Link can, with the guid and text of its Note."""
    quotations = study.rows.by_guid("quotation") if study.evidence else {}
    for row in study.sorted("relation", _by_guid):
        guid = study.evidence_note(row)
        if guid is not None:
            yield row, guid, study.said("\n".join(_told(study, row, quotations)))


def _told(study: Outgoing, relation: Row, quotations: dict[Guid, Row]) -> Iterator[str]:
    if relation["strength"]:
        yield f"Strength: {_STRENGTHS.get(relation['strength'], '?')}"
    if relation["note"]:
        yield relation["note"]
    for row in study.evidence.get(relation["guid"], ()):
        passage = quotations[row["quotation_id"]]
        words = quoted(study.texts[passage["document_id"]], passage["start"], passage["end"])
        note = f" – {row['note']}" if row["note"] else ""
        yield f"{row['stance']}: “{words}” ({study.names[passage['document_id']]}){note}"


def _by_guid(row: Row) -> Any:
    return row["guid"]
