"""The text that counts in a comparison of coders, and the units it is cut into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gtcoder.analysis.segments import text_units
from gtcoder.analysis.spans import TextSpans
from gtcoder.analysis.study import CodedStudy
from gtcoder.errors import NotComputable
from gtcoder.queries import frames, passages
from gtcoder.queries.reliability import given_segments
from gtcoder.reports.names import document_names
from gtcoder.reports.selection import distinct, places_of
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId, RoundId, UnitOfCoding


def with_units(
    reader: Reader,
    study: CodedStudy,
    documents: list[DocumentId],
    unit: UnitOfCoding,
    *,
    interviewer: bool,
    in_round: RoundId,
) -> CodedStudy:
    """Return the study with the unit's spans; without `interviewer` only others' words count.

    Quotations are the passages that were handed out in the round; where there are none, those of
    the coders themselves.
    """
    if not interviewer:
        study = replace(study, spans=study.spans.counting_only(_not_asked(reader, documents)))
    if unit is UnitOfCoding.TURN:
        turns = _turns(reader, documents, asked=interviewer)
        _refuse_without_turns(study, turns)
        return replace(study, units=turns)
    if unit in (UnitOfCoding.PARAGRAPH, UnitOfCoding.SENTENCE, UnitOfCoding.WORD):
        words = passages.texts(reader)
        return replace(study, units=text_units([words[key] for key in documents], unit))
    if unit is UnitOfCoding.QUOTATION:
        return replace(study, units=_given(reader, documents, in_round))
    return study


def left_out(reader: Reader, documents: Sequence[DocumentId]) -> str:
    """Say how much the interviewers' turns take away, and where there are none."""
    lengths = frames.document_lengths(reader)
    kept = _not_asked(reader, documents)
    total = sum(lengths[key] for key in documents)
    left = total - int((kept.end - kept.start).sum())
    table = frames.turn_table(reader)
    asked = set(table.document[table.spoken_by_interviewer].tolist())
    names = document_names(reader)
    bare = [names[key] for key in documents if key not in asked]
    tail = f" No interviewer's turn is known in {', '.join(bare)}." if bare else ""
    return f"Interviewers' turns are left out: {left:,} of {total:,} characters.{tail}"


def _given(reader: Reader, documents: Sequence[DocumentId], in_round: RoundId) -> TextSpans | None:
    place = {key: number for number, key in enumerate(documents)}
    rows = [
        (place[document], start, end)
        for document, start, end in given_segments(reader, in_round)
        if document in place
    ]
    return _text_spans(rows) if rows else None


def _turns(reader: Reader, documents: Sequence[DocumentId], *, asked: bool) -> TextSpans:
    """Return the turns of the documents; without `asked`, those of interviewers are left out."""
    table = frames.turn_table(reader)
    place = places_of(documents, table.document)
    kept = place >= 0
    if not asked:
        kept &= ~table.spoken_by_interviewer
    return TextSpans(place[kept].astype(np.int32), table.start[kept], table.end[kept])


def _not_asked(reader: Reader, documents: Sequence[DocumentId]) -> TextSpans:
    """Return the text that no interviewer speaks: headings and text without turns are in it."""
    table = frames.turn_table(reader)
    lengths = frames.document_lengths(reader)
    spans: list[tuple[int, int, int]] = []
    for place, key in enumerate(documents):
        mine = (table.document == key) & table.spoken_by_interviewer
        edges = np.stack([table.start[mine], table.end[mine]], axis=1).ravel().tolist()
        pieces = zip([0, *edges[1::2]], [*edges[0::2], lengths[key]], strict=True)
        spans.extend((place, start, end) for start, end in pieces if start < end)
    return _text_spans(spans)


def _text_spans(rows: Sequence[tuple[int, int, int]]) -> TextSpans:
    columns = np.array(rows, dtype=np.int32).reshape(-1, 3)
    return TextSpans(columns[:, 0].copy(), columns[:, 1].copy(), columns[:, 2].copy())


def _refuse_without_turns(study: CodedStudy, turns: TextSpans) -> None:
    with_turns = set(distinct(turns.document))
    for number, name in enumerate(study.documents):
        if number not in with_turns:
            raise NotComputable(
                "“{document}” has no turns, so turns cannot be the unit. Choose another unit, or "
                "leave the document out.",
                document=name,
            )
