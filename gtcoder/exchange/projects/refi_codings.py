"""Passages as quotations and their codings: there may be half a million of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import numpy as np

from gtcoder.exchange.projects.refi_extras import told_by_guid, told_row
from gtcoder.exchange.projects.refi_intake import Intake, Thing
from gtcoder.exchange.projects.refi_offsets import Counting, Written, placed
from gtcoder.exchange.projects.refi_sources import add_coding, leave_out_said
from gtcoder.exchange.projects.refi_texts import Document
from gtcoder.exchange.projects.refi_xml import Node, Spans
from gtcoder.exchange.refi.beyond import read_beyond
from gtcoder.exchange.refi.packed import ORIGIN_CODE
from gtcoder.exchange.refi.xml import derived
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import CodingOrigin, MemoKind

_QUOTATION = ("guid", "document_id", "start", "end", "coder_id", "round_id")
_CODING = ("guid", "quotation_id", "code_id", "origin_code_id", "coder_id", "round_id", "origin",
           "weight", "created_at")  # fmt: skip
_PLACES = {name: place for place, name in enumerate(_CODING)}
_CODER = _QUOTATION.index("coder_id")
Row = dict[str, Any]


@dataclass
class Passages:
    """Takes the passages of documents in, one quotation for each span, coder and round.

    `by_selection` says that who coded, and when, stands on the passage: NVivo writes on each coding
    the person and time of the code instead.
    """

    intake: Intake
    codes: Mapping[Guid, Guid]
    round: Guid
    counting: Counting
    wanted: frozenset[Guid]
    by_selection: bool
    quotations: list[tuple[Any, ...]] = field(default_factory=list)
    codings: list[tuple[Any, ...]] = field(default_factory=list)
    by_words: int = 0
    cut: int = 0
    known: dict[tuple[int, int, Guid, Guid], Guid] = field(default_factory=dict)
    coded: set[tuple[Guid, Guid]] = field(default_factory=set)
    _by_span: defaultdict[tuple[Any, ...], list[tuple[Any, ...]]] | None = None

    def take(self, document: Document) -> None:
        """Take in all passages and codings of a document."""
        self.known, self.coded = {}, set()
        length = len(document.layout.frozen.text)
        for part in document.source.parts:
            starts, ends, found = placed(written(document, part), self.counting)
            self.by_words += found
            self._take_part(document, part, starts, [min(end, length) for end in ends])
            self.cut += sum(start < length < end for start, end in zip(starts, ends, strict=True))
        whole = [node for each in document.source.elements for node in each.all("Coding")]
        if whole and length:
            part = _whole(whole)
            self._take_part(document, part, [0], [length])
            self.intake.report.tell(
                "codings of whole texts became codings of a passage that holds the whole text",
                document.name,
            )

    def _take_part(
        self, document: Document, part: Spans, starts: Sequence[int], ends: Sequence[int]
    ) -> None:
        here = _Here(self, document, part, starts, ends)
        for place, of in enumerate(part.of):
            here.take_coding(place, of)
        coded = dict(zip(part.of, part.coding_users, strict=True))
        for of in range(len(part.guids)):
            if of not in here.used:
                here.take_uncoded(of, coded)

    def annotation(
        self, document: Document, selection: Guid, start: int, end: int, coder: Guid
    ) -> Guid:
        """Return a quotation for a note on a passage: the coder's own there, else a new one."""
        for row in self._at(document.guid, start, end):
            if row[_CODER] == coder:
                found: Guid = row[0]
                return found
        guid = self.intake.guids.take("quotation", selection)
        row = (guid, document.guid, start, end, coder, self.round)
        self.quotations.append(row)
        self._at(document.guid, start, end).append(row)
        return guid

    def _at(self, document: Guid, start: int, end: int) -> list[tuple[Any, ...]]:
        if self._by_span is None:
            self._by_span = defaultdict(list)
            for row in self.quotations:
                self._by_span[row[1:_CODER]].append(row)
        return self._by_span[document, start, end]

    def finish(self) -> None:
        """Hand the columns over, and tell of what was found on the way."""
        intake = self.intake
        tables = (("quotation", _QUOTATION, self.quotations), ("coding", _CODING, self.codings))
        for table, names, rows in tables:
            if rows:
                columns = map(list, zip(*rows, strict=True))
                intake.columns[table] = dict(zip(names, columns, strict=True))
        intake.report.came("passages, as quotations", len(self.quotations))
        intake.report.came("codings", len(self.codings))
        if self.cut:
            intake.report.tell(
                f"passages that reached beyond their text were cut there ({self.cut})"
            )
        if self.by_words:
            intake.report.tell(
                f"passages that are counted otherwise than the rest stand where their quoted words "
                f"are ({self.by_words})"
            )


def written(document: Document, part: Spans) -> Written:
    """Return the passages of a document as the file has them."""
    starts, ends = np.array(part.starts, np.int64), np.array(part.ends, np.int64)
    return Written(document.layout, starts, ends, part.names)


def _whole(codings: list[Node]) -> Spans:
    """Return codings of a whole source as codings of one passage."""
    spans = Spans([None], [0], [0], [""], [None], [""])
    for coding in codings:
        add_coding(spans, coding, 0)
    return spans


class _Here:
    """The passages of one part of a document on their way in."""

    def __init__(
        self, passages: Passages, document: Document, part: Spans, starts: Sequence[int],
        ends: Sequence[int],
    ) -> None:  # fmt: skip
        self.all, self.intake, self.document, self.part = passages, passages.intake, document, part
        self.starts, self.ends = starts, ends
        self.known, self.coded = passages.known, passages.coded
        self.used: set[int] = set()
        extra = document.said.extra
        self.round, self.rounds = _rounds(extra, passages.round)
        self.told = told_by_guid("coding", extra)
        self.coders: dict[Guid, Guid] = {}
        elements = document.source.elements
        self.makers = [Node("", {"guid": each.get("creatingUser")}).guid for each in elements]

    def take_coding(self, place: int, of: int) -> None:
        """Take in a coding with its passage."""
        part, passages = self.part, self.all
        wanted = part.codes[place]
        code = passages.codes.get(wanted) if wanted is not None else None
        if code is None:
            self._skip_coding(place, "the code they name is not in the file")
            return
        on_coding, on_passage = part.coding_users[place], part.users[of]
        if passages.by_selection:
            on_coding, on_passage = on_passage, on_coding
        coder = self._coder(on_coding, on_passage)
        quotation = self._quotation(of, coder)
        if quotation is None:
            self._skip_coding(place, self._why_not(of))
            return
        self._note(part.coding_beside.get(place), quotation, coder)
        if (quotation, code) in self.coded:
            self.intake.report.skip(
                "codings", "the same coder gave the same code to the same passage twice"
            )
            return
        self.coded.add((quotation, code))
        self._add_coding(place, of, quotation, code, coder)

    def _add_coding(self, place: int, of: int, quotation: Guid, code: Guid, coder: Guid) -> None:
        part, passages = self.part, self.all
        on_coding, on_passage = part.coding_times[place], part.times[of]
        if passages.by_selection:
            on_coding, on_passage = on_passage, on_coding
        guid = self.intake.guids.take("coding", part.coding_guids[place])
        when = self.intake.moment(on_coding, on_passage)
        row = (guid, quotation, code, code, coder, self._round(of), CodingOrigin.IMPORTED, None,
               when)  # fmt: skip
        told = self.told.get(guid)
        if told is not None:
            row = _completed(row, told)
        passages.codings.append(row)

    def _coder(self, first: Guid | None, second: Guid | None) -> Guid:
        """Return the coder of the first of two users that is known."""
        known = self.coders.get(first) if first is not None else None
        if known is None:
            known = self.intake.coder(first, second, *self.makers)
            if first is not None and first in self.intake.coders.known:
                self.coders[first] = known
        return known

    def take_uncoded(self, of: int, coded: Mapping[int, Guid | None]) -> None:
        """Take in a passage without a coding that came in; `coded` names the coders of others."""
        if self._is_there(of):
            self._quotation(of, self._coder(self.part.users[of], coded.get(of)))
            return
        why = self._why_not(of)
        if of not in coded:
            self.intake.report.skip("passages without codings", why)
        leave_out_said(self.intake, self.part.beside.get(of, ()), "passages", why)

    def _skip_coding(self, place: int, why: str) -> None:
        self.intake.report.skip("codings", why)
        beside = self.part.coding_beside.get(place, ())
        leave_out_said(self.intake, beside, "codings", why)

    def _round(self, of: int) -> Guid:
        guid = self.part.guids[of] if self.rounds else None
        return (self.rounds.get(guid) if guid is not None else None) or self.round

    def _quotation(self, of: int, coder: Guid) -> Guid | None:
        """Return the quotation of a passage and coder, None where the passage is none."""
        start, end = self.starts[of], self.ends[of]
        if start < 0 or end <= start:
            return None
        key = (start, end, coder, self._round(of))
        guid = self.known.get(key)
        if guid is None:
            guid = self.known[key] = self._new(of, coder)
            self.all.quotations.append((guid, self.document.guid, *key))
        selection = self.part.guids[of]
        if selection in self.all.wanted:
            self.intake.became(selection, "quotation_id", guid)
        if of not in self.used:
            self.used.add(of)
            self._note(self.part.beside.get(of), guid, coder, self.part.times[of])
        return guid

    def _new(self, of: int, coder: Guid) -> Guid:
        """Return the guid of a new quotation; of a passage by two coders the second follows."""
        selection = self.part.guids[of]
        if selection is not None and of in self.used:
            selection = derived(selection, f"quotation of {coder.hex()}")
        return self.intake.guids.take("quotation", selection)

    def _note(
        self, beside: Sequence[Node] | None, quotation: Guid, coder: Guid, at: str = ""
    ) -> None:
        """Keep descriptions as memos, and the notes that are referred to."""
        if not beside:
            return
        thing = Thing("quotation_id", quotation)
        self.intake.notes_in(beside, thing)
        for child in beside:
            if child.tag == "Description" and child.text.strip():
                plain, _ = read_beyond(child.text)
                self.intake.comment(quotation, "", plain, MemoKind.THEORETICAL, thing,
                                    coder=coder, at=at)  # fmt: skip

    def _is_there(self, of: int) -> bool:
        return 0 <= self.starts[of] < self.ends[of]

    def _why_not(self, of: int) -> str:
        start, end = self.part.starts[of], self.part.ends[of]
        if start == end and start >= 0:
            return "the passage they stand on holds no character"
        if 0 <= start < end:
            return "the passage they stand on lies beyond its text"
        return "where the passage begins and ends is no place in a text"


def _completed(row: tuple[Any, ...], told: Row) -> tuple[Any, ...]:
    """Return a coding with what our own export tells of it (see `packed.completed`)."""
    whole = list(row)
    for name, value in told.items():
        if name == "created_at" and value is not None:
            whole[-1] = whole[-1] + timedelta(microseconds=value) if type(value) is int else value
        elif value is not None or name not in ("created_at", ORIGIN_CODE):
            whole[_PLACES[name]] = value
    return tuple(whole)


def _rounds(extra: Mapping[str, Any], usual: Guid) -> tuple[Guid, dict[Guid, Guid | None]]:
    """Return the round of all passages of a text, and of those that our own export tells apart."""
    packed = extra.get("quotation")
    told = packed.get("round_id") if isinstance(packed, Mapping) else None
    if isinstance(told, Mapping):
        row = told_row("quotation", {"round_id": told.get("all")})
        return row.get("round_id") or usual, {}
    rows = told_by_guid("quotation", extra)
    return usual, {guid: row.get("round_id") for guid, row in rows.items()}
