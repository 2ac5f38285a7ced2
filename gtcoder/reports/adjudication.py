"""The disagreements of a round, and the log of what was decided over them, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from gtcoder.progress import Progress
from gtcoder.queries import people
from gtcoder.queries.adjudication import DecisionRow, Note, decisions, memos_on
from gtcoder.queries.codebook import codes
from gtcoder.queries.names import names
from gtcoder.queries.texts import FrozenText, frozen_texts
from gtcoder.reports.base import Basis, Report, number_of, report
from gtcoder.reports.disagreements import DisagreementRow, Queue, queue
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CoderId, DisagreementKind, DocumentId

NOTHING = "–"


class State(StrEnum):
    """Which disagreements are listed."""

    ALL = "all"
    OPEN = "open"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class RoundOptions:
    """The option that says whose work is looked at."""

    round: str = field(
        default="", metadata={"help": "a round by name or number; else the newest to adjudicate"}
    )


@dataclass(frozen=True, slots=True)
class DisagreementOptions(RoundOptions):
    """The options of the list of disagreements."""

    state: State = field(default=State.ALL, metadata={"help": "open ones, decided ones, or all"})


@dataclass(frozen=True, slots=True)
class _Words:
    """What keys are called, and the texts."""

    documents: dict[int, str]
    coders: dict[int, str]
    paths: dict[CodeId, str]
    texts: dict[DocumentId, FrozenText]

    @classmethod
    def of(cls, reader: Reader, documents: Iterable[DocumentId]) -> _Words:
        known = names(reader)
        paths = {code.id: code.written for code in codes(reader, retired=True)}
        return cls(dict(known.documents), known.coders, paths, frozen_texts(reader, set(documents)))

    def lines(self, document: DocumentId, start: int, end: int) -> str:
        first, last = self.texts[document].lines([start, end - 1])
        return str(first) if first == last else f"{first}–{last}"

    def passage(self, document: DocumentId, start: int, end: int) -> str:
        return self.texts[document].text[start:end]

    def coded(
        self, document: DocumentId, whole: tuple[int, int], given: Iterable[tuple[CodeId, int, int]]
    ) -> str:
        """Return codes, with the words of each that does not cover the whole stretch."""
        said = []
        for code, start, end in given:
            path = self.paths.get(code, f"code {code}")
            words = "" if (start, end) == whole else f": “{self.passage(document, start, end)}”"
            said.append(path + words)
        return "; ".join(said) or NOTHING


@report("disagreements", "Disagreements of coders", DisagreementOptions)
def disagreements(reader: Reader, options: DisagreementOptions, progress: Progress) -> Report:
    """Return a row per disagreement: where, which kind, what each coder said, how it stands."""
    progress.step(0, 1, "comparing")
    found = queue(reader, options.round or None)
    words = _Words.of(reader, found.documents)
    rows = [row for row in found.rows if _listed(row, options.state)]
    basis = _basis(reader, found, options.state)
    return Report(
        name="disagreements",
        title="Disagreements of coders",
        columns=(
            "document", "lines", "start", "end", "kind", "passage",
            *(words.coders[coder] for coder in found.coders), "state",
        ),
        rows=tuple(
            (
                words.documents[row.document],
                words.lines(row.document, row.start, row.end),
                row.start,
                row.end,
                str(row.kind),
                words.passage(row.document, row.start, row.end),
                *(_answer(words, row, coder) for coder in found.coders),
                "open" if row.decision is None else f"decided: {row.decision.verdict}",
            )
            for row in rows
        ),
        sentences=(*basis.sentences(reader), *_sentences(found)),
        provenance=basis.provenance(reader),
    )  # fmt: skip


def _listed(row: DisagreementRow, state: State) -> bool:
    return state is State.ALL or (row.decision is None) == (state is State.OPEN)


def _answer(words: _Words, row: DisagreementRow, coder: CoderId) -> str:
    if coder not in row.coders:
        return ""
    given = ((each.code, each.start, each.end) for each in row.said if each.coder == coder)
    return words.coded(row.document, (row.start, row.end), given)


@report("adjudication-log", "Log of adjudication", RoundOptions)
def adjudication_log(reader: Reader, options: RoundOptions, progress: Progress) -> Report:
    """Return a row per decision: what each coder had said and noted, what holds since, and why."""
    progress.step(0, 1, "reading decisions")
    found = queue(reader, options.round or None)
    decided = decisions(reader, found.round.id)
    words = _Words.of(reader, {row.document for row in decided})
    notes = _notes(reader, found)
    basis = _basis(reader, found, State.DECIDED)
    coders = sorted({who for row in decided for who, *_ in row.said} | set(found.coders))
    return Report(
        name="adjudication-log",
        title="Log of adjudication",
        columns=(
            "document", "lines", "passage", "kind", *(words.coders[coder] for coder in coders),
            "memos", "verdict", "stands", "reason", "new rule", "decided by", "date", "remark",
        ),
        rows=tuple(
            (
                words.documents[row.document],
                words.lines(row.document, row.start, row.end),
                words.passage(row.document, row.start, row.end),
                str(row.kind),
                *(_said(words, row, coder) for coder in coders),
                "\n".join(f"{note.coder}: {note.text}" for note in notes.get(row.id, ())),
                str(row.verdict),
                words.coded(row.document, (row.start, row.end), row.stands),
                row.reason,
                row.rule,
                row.coder,
                row.at.date().isoformat(),
                "codings changed since" if row in found.outdated else "",
            )
            for row in decided
        ),
        sentences=(*basis.sentences(reader), *_sentences(found)),
        provenance=basis.provenance(reader),
    )  # fmt: skip


def _said(words: _Words, row: DecisionRow, coder: CoderId) -> str:
    given = ((code, start, end) for who, code, start, end in row.said if who == coder)
    return words.coded(row.document, (row.start, row.end), given)


def _notes(reader: Reader, found: Queue) -> dict[int, tuple[Note, ...]]:
    """Return the memos on the codings of decided disagreements, by decision, each once."""
    decided = [row for row in found.rows if row.decision is not None]
    notes = memos_on(reader, [each.coding for row in decided for each in row.said])
    return {
        row.decision.id: tuple(
            dict.fromkeys(note for each in row.said for note in notes.get(each.coding, ()))
        )
        for row in decided
        if row.decision is not None
    }


def _basis(reader: Reader, found: Queue, state: State) -> Basis:
    called = {coder.id: coder.name for coder in people.coders(reader)}
    return Basis(
        counted=f"{number_of(len(found.rows), 'disagreement')}, {found.decided:,} of them decided",
        whose=", ".join(called[coder] for coder in found.coders) or "nobody",
        round=found.round.name,
        sample=f"{number_of(len(found.documents), 'document')} that two or more finished",
        more={
            "state": str(state),
            "disagreements": len(found.rows),
            "decided": found.decided,
            "agreed": found.agreed,
            "taken": found.taken,
            "outdated": len(found.outdated),
        },
    )


def _sentences(found: Queue) -> Sequence[str]:
    count = {kind: sum(row.kind is kind for row in found.rows) for kind in DisagreementKind}
    said = [
        "Boundary: the same code on overlapping text with other ends. Omission: a code that not "
        "all gave. Confusion: other codes on overlapping text.",
        ", ".join(f"{kind} {number:,}" for kind, number in count.items()).capitalize() + ".",
        f"{number_of(found.agreed, 'coding')} made alike by all who finished the document, "
        f"{found.taken:,} of them in the consensus.",
    ]
    if found.afresh:
        noun = number_of(found.afresh, "document")
        said.append(
            f"Left out: {noun} that the viewer is coding afresh; what was coded and decided there "
            "is out of sight until that is finished."
        )
    if found.outdated:
        noun = number_of(len(found.outdated), "decision fits", "decisions fit")
        said.append(f"{noun} no disagreement any more: codings or codes changed since.")
    return said
