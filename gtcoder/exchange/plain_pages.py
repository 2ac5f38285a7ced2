"""The pages of a plain-text study that is being written: names, paths, quotes, and losses."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gtcoder.errors import InvalidInput
from gtcoder.exchange import door
from gtcoder.exchange.formulas import guarded
from gtcoder.exchange.free_names import FreeNames
from gtcoder.exchange.plain_texts import places_of
from gtcoder.exchange.plain_who import Who, who_speaks
from gtcoder.masking import Mask, MaskedText
from gtcoder.queries import codebook, passages, people
from gtcoder.queries.passages import CodingRow, DocumentRow
from gtcoder.queries.people import RoundRow
from gtcoder.queries.record_words import counted_of
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodingOrigin, DocumentId, QuotationId

PHASE = "coding"
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


@dataclass(frozen=True, slots=True)
class WrittenFolder:
    """The files that were written, and in words what the pages cannot hold of the study.

    `whole`: all else stands in the rows, so that the study can be built from the folder, but for
    `rows_losses`; else `why_not` says why there are none.
    """

    written: tuple[Path, ...]
    losses: tuple[str, ...]
    whole: bool = False
    why_not: str = ""
    rows_losses: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """What the folder does not hold of the study, in words: neither its pages nor its rows."""
        if not self.whole:
            ledger = "the ledger: who did what when, and what was taken back"
            return (*self.losses, self.why_not, ledger)
        aside = (f"on its pages, though its rows do: {loss}" for loss in self.losses)
        return (*self.rows_losses, *aside)


@dataclass(frozen=True, slots=True)
class Quote:
    """A coded passage as the folder gives it: who, in which file, which words, which occurrence.

    `round` is its cell of `Pages.round_header`: none where all is of one round.
    """

    coder: str
    document: str
    words: str
    occurrence: int
    round: tuple[str, ...] = ()


@dataclass
class Pages:
    """A study on its way into a folder.

    `documents` gives each document the name that its file has; `who` are participant, document and
    label of those who speak; `paths` holds the codes in use; `codings` are those that can be
    written, with a code in use. Listed names are replaced in all that is written: `texts` are the
    transcripts as the folder has them, and `quote` finds passages in those.
    """

    reader: Reader
    folder: Path
    rounds: tuple[RoundRow, ...]
    rows: tuple[DocumentRow, ...]
    documents: dict[str, str]
    who: tuple[Who, ...]
    paths: dict[CodeId, str]
    codings: tuple[CodingRow, ...]
    quotes: dict[QuotationId, Quote]
    mask: Mask
    texts: dict[DocumentId, MaskedText]
    losses: list[str] = field(default_factory=list)

    @property
    def persons(self) -> frozenset[str]:
        """The participants that the folder can name: who speaks in none of its texts is lost."""
        return frozenset(person for person, _, _ in self.who)

    @property
    def round_header(self) -> tuple[str, ...]:
        """The column that names a round, where there is more than one."""
        return ("round",) if len(self.rounds) > 1 else ()

    def page(self, name: str, text: str) -> None:
        """Write a text file."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(self.mask.text(text), encoding="utf-8", newline="")

    def table(self, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Write a csv file."""
        with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([guarded(self.mask.text(cell)) for cell in header])
            masked = (self.mask.all_in(tuple(row)) for row in rows)
            writer.writerows([guarded(cell) for cell in row] for row in masked)

    def quote(self, document: DocumentId, start: int, end: int) -> tuple[str, int]:
        """Return the words of a passage as the folder has them, and which occurrence it is."""
        return _quote(self.texts[document], self.mask, start, end)

    def lose(self, count: int, what: str) -> None:
        """Say of how many things the folder cannot hold, if any."""
        if count:
            self.losses.append(counted_of(count, what))


def pages_of(reader: Reader, folder: Path) -> Pages:
    """Read what every page of the folder needs."""
    mask = door.mask()
    paths = {code.id: mask.text(code.written) for code in codebook.codes(reader)}
    _refuse_twins(list(paths.values()))
    rows = passages.documents(reader)
    documents = _file_names([row.name for row in rows], mask)
    rounds = people.rounds(reader)
    every = [row for row in passages.codings(reader) if row.origin != CodingOrigin.CONSENSUS]
    in_use = [row for row in every if row.code_id in paths]
    codings = tuple(row for row in in_use if row.text.strip())
    texts = {key: mask.traced(text) for key, text in passages.texts(reader).items()}
    whole = {row.name: texts[row.id] for row in rows}
    quotes = {
        row.quotation: Quote(
            row.coder,
            documents[row.document],
            *_quote(whole[row.document], mask, row.start, row.end),
            round_cell(rounds, row.round),
        )
        for row in codings
    }
    who, unheard = who_speaks(reader, rows, texts, mask)
    pages = Pages(reader, folder, rounds, rows, documents, who, paths, codings, quotes, mask, texts)
    pages.lose(unheard, "people speaking under labels that the texts do not show in a usual way")
    pages.lose(len(every) - len(in_use), "codings of codes out of use")
    pages.lose(len(in_use) - len(codings), "codings of passages that hold no word")
    return pages


def round_cell(rounds: Sequence[RoundRow], name: str) -> tuple[str, ...]:
    """Return the cell of `Pages.round_header` for a round: empty for the first."""
    if len(rounds) == 1:
        return ()
    return ("" if name == rounds[0].name else name,)


def _refuse_twins(paths: Sequence[str]) -> None:
    seen: set[str] = set()
    for path in paths:
        if path.casefold() in seen:
            raise InvalidInput(
                "Two codes stand at “{path}”, so a path would not tell them apart. Nothing was "
                "written; rename or merge one of them.",
                path=path,
            )
        seen.add(path.casefold())


def _quote(text: MaskedText, mask: Mask, start: int, end: int) -> tuple[str, int]:
    first, last = text.span(start, end)
    while mask.names.find(text.text[first:last]):  # cut out of a longer word, which is taken in
        first, last = max(first - 1, 0), last + 1
    words = text.text[first:last]
    return words, places_of(text.text, words).index(first) + 1


def _file_names(names: Sequence[str], mask: Mask) -> dict[str, str]:
    """Return for each document a name that a file can have on any system, no two alike."""
    free = FreeNames(any_case=True)
    plain = {name: mask.text(_UNFIT.sub("_", mask.text(name)).strip(". ")) for name in names}
    return {name: free.take(kept or "document") for name, kept in plain.items()}
