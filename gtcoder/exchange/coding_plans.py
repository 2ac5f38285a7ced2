"""Codings of a table laid over the documents and codes of a study: what comes, and what does not.

Nothing is changed here: the plan holds the rows that are to come in, as one entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from gtcoder.errors import NotAllowed
from gtcoder.exchange import reading  # noqa: F401  (its readers register their endings)
from gtcoder.exchange.coding_coders import Coders
from gtcoder.exchange.coding_tables import CodingRow, CodingTable, RowNote
from gtcoder.exchange.formats import known_extensions
from gtcoder.exchange.projects.positions import Counting, Found, How, Passages, holds_words
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.queries.codebook import nearest
from gtcoder.store.naming import cleaned
from gtcoder.study_rows import Arrival, Guid, StudyRows
from gtcoder.vocabulary import (
    CodeLevel,
    CodeOrigin,
    CodingOrigin,
    MemoKind,
    RoundKind,
)

_WAYS = (Counting.CHARACTERS, Counting.UTF16)
_COLOURS = 20
_PATH = " > "
_QUOTED = 60  # letters of a row's words that are said again


@dataclass(frozen=True, slots=True)
class CodingPlan:
    """What a table does to a study: the rows that come, new codes and coders, and what to say.

    `known` counts codings that the study has already; `notes` name rows that were left out, or
    taken with a doubt.
    """

    arrival: Arrival
    codings: int
    known: int
    memos: int
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    notes: tuple[RowNote, ...]

    @property
    def left_out(self) -> int:
        """How many rows no coding came of."""
        return sum(note.left_out for note in self.notes)

    @property
    def several(self) -> int:
        """How many of them were left out for words that stand in several places."""
        return sum(note.places > 1 for note in self.notes)


def plan_codings(
    study: StudyRows,
    table: CodingTable,
    *,
    coder: str,
    new_coders: bool = False,
    first_place: bool = False,
) -> CodingPlan:
    """Return what the rows of a table come to in a study.

    Rows without a coder are the given one's work. Codings go to the newest open round; codes that
    are not there are made, paths and all. Words that stand in several places, with nothing said
    of which is meant, are left out, or with `first_place` taken where they stand first. Raises
    NotFound, naming the nearest, for coders of rows that fit whom the study does not have, unless
    new ones are wanted, and NotAllowed where no round is open.
    """
    drafts = RowDrafts()
    coders = Coders(study, drafts, coder, new_coders)
    over = _Over(study, _round_of(study), coders, drafts, first_place)
    over.notes += table.faults
    for row in table.rows:
        over.take(row)
    coders.refuse_unknown()
    told = {"file": table.file, "sha256": table.sha256, "codings": over.count["codings"]}
    return CodingPlan(
        Arrival(over.drafts.rows(), told={"table": told}),
        over.count["codings"],
        over.count["known"],
        over.count["memos"],
        tuple(over.made),
        tuple(over.drafts.rows().tables.get("coder", {}).get("name", ())),
        tuple(sorted(over.notes, key=lambda note: note.number)),
    )


@dataclass
class _Over:
    """A study, and the rows that are being laid over it."""

    study: StudyRows
    round: Guid
    coders: Coders
    drafts: RowDrafts
    first_place: bool
    notes: list[RowNote] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._texts = _texts(self.study)
        self._named = {name.casefold(): name for name in self._texts}
        self._passages: dict[str, Passages] = {}
        self._codes = _Codes(self.study, self.drafts, self.made)
        self._quotations = _by(
            self.study, "quotation", "document_id", "start", "end", "coder_id", "round_id"
        )
        self._codings = _by(self.study, "coding", "quotation_id", "code_id")
        self._weights = {row["guid"]: row["weight"] for row in self.study.rows("coding")}
        self._first: dict[Guid, int] = {}
        self._memos = _memos(self.study)

    def take(self, row: CodingRow) -> None:
        """Take a row in, or say why not; what it needs is made only if it comes in."""
        document = self._document(row)
        found = None if document is None else self._find(row, document)
        if document is None or found is None:
            return
        guid, text = self._texts[document]
        if not holds_words(text, found.start, found.end):
            self._leave(row, "it holds no words")
            return
        name = self._coder(row)
        code = None if name is None else self._code(row)
        coder = None if name is None or code is None else self.coders.at(name)
        if name is None or code is None or coder is None:
            return
        if self.coders.first_told(row.coder, name):
            self._say(row, f"its coder “{row.coder}” is taken to be “{name}”")
        key = (guid, found.start, found.end, coder, self.round)
        quotation = self._quotations.get(key)
        if quotation is None:
            quotation = self._quotations[key] = self.drafts.add(
                "quotation", document_id=guid, start=found.start, end=found.end, coder_id=coder,
                round_id=self.round,
            )  # fmt: skip
        coding = self._codings.get((quotation, code))
        if coding is None:
            self._give(row, quotation, code, coder)
        else:
            self._again(row, coding)
        self._note(row, quotation, coder)

    def _give(self, row: CodingRow, quotation: Guid, code: Guid, coder: Guid) -> None:
        weight = row.weight
        if weight is not None and weight > 100:
            self._say(row, f"its weight {weight} is beyond 100; it came without one")
            weight = None
        coding = self._codings[quotation, code] = self.drafts.add(
            "coding", quotation_id=quotation, code_id=code, origin_code_id=code, coder_id=coder,
            round_id=self.round, origin=CodingOrigin.IMPORTED, weight=weight,
        )  # fmt: skip
        self._weights[coding], self._first[coding] = weight, row.number
        self.count["codings"] += 1

    def _again(self, row: CodingRow, coding: Guid) -> None:
        """Count a coding that is there, or say which row of the table brought it before."""
        first, weight = self._first.get(coding), self._weights[coding]
        self.count["known"] += first is None
        there = f"row {first} brings" if first else "the study has"
        has = "without a weight" if weight is None else f"with the weight {weight}"
        if row.weight not in (None, weight):
            self._say(row, f"{there} the same coding {has}; the weight {row.weight} was dropped")
        elif first:
            self._say(row, f"{there} the same coding; it came in once")

    def _note(self, row: CodingRow, quotation: Guid, coder: Guid) -> None:
        """Write the memo of a row on its passage, once."""
        if not row.memo or (quotation, row.memo) in self._memos:
            return
        self._memos.add((quotation, row.memo))
        memo = self.drafts.add("memo", kind=MemoKind.CODE, text=row.memo, coder_id=coder)
        self.drafts.add("memo_link", memo_id=memo, quotation_id=quotation)
        self.count["memos"] += 1

    def _document(self, row: CodingRow) -> str | None:
        """Return the name of a row's document, which may be written with its file's ending."""
        for name in (row.document, _bare(row.document)):
            known = self._named.get(cleaned(name).casefold())
            if known is not None:
                return known
        stems = [name for name in self._texts if _bare(name) == row.document]
        if len(stems) == 1:
            return stems[0]
        near = nearest(row.document, self._texts)
        self._leave(row, f"there is no document “{row.document}”; nearest: {near}")
        return None

    def _find(self, row: CodingRow, document: str) -> Found | None:
        passages = self._passages.get(document)
        if passages is None:
            passages = self._passages[document] = Passages(self._texts[document][1], _WAYS)
        if row.start is None or row.end is None:
            return self._by_words(row, passages, document)
        found = passages.find(row.start, row.end, row.text)
        if found is None:
            where = f"{row.start}:{row.end} lies outside “{document}”"
            self._leave(row, where + (", and its words do not stand there" if row.text else ""))
        elif found.how is How.DOUBTFUL:
            self._leave(row, f"“{document}” reads otherwise at {row.start}:{row.end}, and the "
                             "words do not stand elsewhere in it")  # fmt: skip
            return None
        elif found.how is How.SEARCHED:
            self._say(row, f"its words stand at {found.start}:{found.end}, not at "
                           f"{row.start}:{row.end}")  # fmt: skip
        return found

    def _by_words(self, row: CodingRow, passages: Passages, document: str) -> Found | None:
        spans = passages.places(row.text)
        wanted = row.occurrence or 1
        unsaid = row.start is None and row.occurrence is None
        if row.start is not None and row.occurrence is None:
            near = row.start
            spans = sorted(spans, key=lambda span: abs(span[0] - near))
            if spans and spans[0][0] != near:
                self._say(row, f"its words stand at {spans[0][0]}:{spans[0][1]}, not at {near}")
        elif len(spans) > 1 and unsaid and not self.first_place:
            self._leave(row, f"its words “{_short(row.text)}” stand {len(spans):,} times in "
                             f"“{document}”; add a column with its start or which occurrence it is",
                        places=len(spans))  # fmt: skip
            return None
        elif len(spans) > 1 and unsaid:
            self._say(row, f"its words stand {len(spans)} times in “{document}”; the first place "
                           "was taken")  # fmt: skip
        if wanted > len(spans):
            stand = f"stand {len(spans)} times" if spans else "do not stand"
            self._leave(row, f"its words {stand} in “{document}”")
            return None
        return Found(*spans[wanted - 1], How.COUNTED)

    def _coder(self, row: CodingRow) -> str | None:
        """Return the name of whose work a row is."""
        name = self.coders.named(row.coder)
        if name is None:
            which = self.coders.alike(row.coder or self.coders.given)
            self._leave(row, f"its coder “{row.coder}” may be any of {which}; write the name alike")
        return name

    def _code(self, row: CodingRow) -> Guid | None:
        whole = self._codes.named(row.written) if len(row.code) > 1 else None
        code = whole or self._codes.at(row.code)
        if isinstance(code, str):
            self._leave(row, code)
            return None
        return code

    def _leave(self, row: CodingRow, why: str, places: int = 0) -> None:
        self.notes.append(RowNote(row.number, why, places=places))

    def _say(self, row: CodingRow, what: str) -> None:
        self.notes.append(RowNote(row.number, what, left_out=False))


class _Codes:
    """The codes of a study by their paths, and those that are made for a table."""

    def __init__(self, study: StudyRows, drafts: RowDrafts, made: list[str]) -> None:
        self._drafts, self._made = drafts, made
        self._rows = study.by_guid("code")
        self._below: dict[Guid | None, dict[str, list[Guid]]] = {}
        self._named: dict[str, list[Guid]] = {}
        self._count = len(self._rows)
        for guid, row in self._rows.items():
            self._know(guid, row["parent_id"], row["name"])

    def at(self, path: Sequence[str], *, root: bool = False) -> Guid | str:
        """Return the code of a path, made where there is none, or why it cannot be used.

        A name alone may be that of a code anywhere in the tree, unless it is the root of a path.
        """
        code = self._along(path)
        if code is None and len(path) == 1 and not root:
            found = [each for each in self._named.get(_key(path[0]), ()) if self._lives(each)]
            if len(found) > 1:
                return f"several codes are called “{path[0]}”; write the path, as in A > B"
            code = found[0] if found else None
        if code is None:
            return self._make(path)
        return self._used(code, path)

    def named(self, name: str) -> Guid | None:
        """Return the one code in use that has this name, whatever stands between its words."""
        found = [each for each in self._named.get(_key(name), ()) if self._lives(each)]
        return found[0] if len(found) == 1 else None

    def _along(self, path: Sequence[str]) -> Guid | None:
        at: Guid | None = None
        for name in path:
            here = self._below.get(at, {}).get(_key(name), [])
            living = [each for each in here if self._lives(each)]
            if not here:
                return None
            at = (living or here)[0]
        return at

    def _lives(self, code: Guid) -> bool:
        return not self._rows[code]["retired"]

    def _used(self, code: Guid, path: Sequence[str]) -> Guid | str:
        """Return the code that one was merged into, or why it is out of use."""
        passed: set[Guid] = set()
        while self._rows[code].get("merged_into_id") is not None and code not in passed:
            passed.add(code)
            code = self._rows[code]["merged_into_id"]
        if not self._lives(code):
            return f"the code “{_PATH.join(path)}” is retired; restore it first"
        return code

    def _make(self, path: Sequence[str]) -> Guid | str:
        names = [cleaned(name) for name in path]
        if not all(names):
            return "its code has no name"
        *above, last = names
        parent = self.at(above, root=True) if above else None
        if isinstance(parent, str):
            return parent
        code = self._drafts.add(
            "code", name=last, parent_id=parent, level=CodeLevel.OPEN, origin=CodeOrigin.IMPORTED,
            colour=self._count % _COLOURS + 1, position=len(self._below.get(parent, {})) + 1,
        )  # fmt: skip
        self._count += 1
        self._know(code, parent, last)
        self._made.append(_PATH.join(names))
        return code

    def _know(self, guid: Guid, parent: Guid | None, name: str) -> None:
        self._rows.setdefault(guid, {"retired": False, "merged_into_id": None})
        self._below.setdefault(parent, {}).setdefault(_key(name), []).append(guid)
        self._named.setdefault(_key(name), []).append(guid)


def _bare(name: str) -> str:
    """Return a name without the ending of a file that can hold a transcript."""
    path = PurePath(name)
    return path.stem if path.suffix.lower() in known_extensions() else name


def _key(name: str) -> str:
    return cleaned(name).casefold()


def _round_of(study: StudyRows) -> Guid:
    """Return the newest round that is open and no consensus."""
    rounds = [
        row
        for row in study.rows("round")
        if row["closed_at"] is None and row["kind"] != RoundKind.CONSENSUS
    ]
    if not rounds:
        raise NotAllowed("Every round is closed. Open a round first; nothing was changed.")
    guid: Guid = rounds[-1]["guid"]
    return guid


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"


def _texts(study: StudyRows) -> dict[str, tuple[Guid, str]]:
    """Return the documents by name, with the texts that their passages count in."""
    versions = study.by_guid("text_version")
    return {
        row["name"]: (row["guid"], study.texts[versions[row["version_id"]]["sha256"]])
        for row in study.rows("document")
    }


def _by(study: StudyRows, table: str, *columns: str) -> dict[tuple[Any, ...], Guid]:
    return {tuple(row[each] for each in columns): row["guid"] for row in study.rows(table)}


def _memos(study: StudyRows) -> set[tuple[Guid, str]]:
    """Return the texts of memos by the passages they are on."""
    texts = {row["guid"]: row["text"] for row in study.rows("memo")}
    return {
        (row["quotation_id"], texts[row["memo_id"]])
        for row in study.rows("memo_link")
        if row["quotation_id"] is not None
    }
