"""The pages of a plain-text study that is being written: names, paths, quotes, and losses."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gtcoder.errors import InvalidInput
from gtcoder.exchange.plain_texts import places_of
from gtcoder.exchange.transcripts import document_name
from gtcoder.queries import codebook, passages, people, theory
from gtcoder.queries.passages import CodingRow
from gtcoder.queries.theory import MemoRow
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, DocumentId, MemoKind, QuotationId, RoundId

ABOUT = "About this study"
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


@dataclass(frozen=True, slots=True)
class WrittenFolder:
    """The files that were written, and in words what the folder cannot hold of the study."""

    written: tuple[Path, ...]
    losses: tuple[str, ...]


@dataclass
class Pages:
    """A study on its way into a folder.

    `paths` are those of codes in use, `documents` the names that documents have as files,
    `codings` those that can be written: in the first round, with a code in use.
    """

    reader: Reader
    folder: Path
    round: RoundId
    paths: dict[CodeId, str]
    documents: dict[DocumentId, str]
    texts: dict[DocumentId, str]
    codings: tuple[CodingRow, ...]
    memos: tuple[MemoRow, ...]
    about: str
    losses: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, reader: Reader, folder: Path) -> Pages:
        """Read what every page needs."""
        codes = codebook.codes(reader)
        paths = {code.id: code.written for code in codes}
        _refuse_twins(list(paths.values()))
        texts = passages.texts(reader)
        documents = _file_names(reader)
        first = people.rounds(reader)[0]
        every = passages.codings(reader)
        kept = tuple(row for row in every if row.round == first.name and row.code_id in paths)
        memos = theory.memos(reader)
        about = next((memo for memo in memos if _tells_about(memo)), None)
        pages = cls(
            reader,
            folder,
            first.id,
            paths,
            documents,
            {key: texts[key] for key in documents},
            tuple(row for row in kept if row.text.strip()),
            tuple(memo for memo in memos if memo is not about),
            about.text if about else "",
        )
        pages.lose_some(len(every) - len(pages.codings), "coding(s) of later rounds or old codes")
        return pages

    def page(self, name: str, text: str) -> None:
        """Write a text file."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")

    def table(
        self,
        name: str,
        header: Sequence[str],
        rows: Sequence[Sequence[object]],
        *,
        even_if_empty: str = "",
    ) -> None:
        """Write a csv file, unless it would be empty."""
        if rows or even_if_empty:
            with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(header)
                writer.writerows(rows)

    def lose(self, what: str) -> None:
        """Say once what the folder cannot hold."""
        if what not in self.losses:
            self.losses.append(what)

    def lose_some(self, count: int, what: str) -> None:
        """Say of how many things the folder cannot hold, if any."""
        if count:
            self.lose(f"{count} {what}")

    def quote(self, quotation: QuotationId) -> tuple[str, str, int] | None:
        """Return document, words and occurrence of a passage that is coded, else None."""
        row = next((row for row in self.codings if row.quotation == quotation), None)
        if row is None:
            return None
        key = next(key for key, name in self.documents.items() if name == row.document)
        return "", row.text, places_of(self.texts[key], row.text).index(row.start) + 1
