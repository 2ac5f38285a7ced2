"""The coded passages as a list: words, place, code, coder."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from gtcoder.analysis.tallies import expanded
from gtcoder.progress import Progress
from gtcoder.queries.codebook import find_code
from gtcoder.queries.comparisons import weights
from gtcoder.queries.frames import ORIGINS
from gtcoder.queries.passages import text
from gtcoder.queries.people import coders, rounds
from gtcoder.reports.base import Basis, Report, Row, report
from gtcoder.reports.code_rows import all_codes, codes_under
from gtcoder.reports.columns import UNKNOWN_NAME, whose_words
from gtcoder.reports.names import participant_names
from gtcoder.reports.selection import Chosen, Selection, choose
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, ParticipantId


@dataclass(frozen=True, slots=True)
class QuotationOptions(Selection):
    """The options of the list of coded passages."""

    code: str = field(
        default="", metadata={"help": "only this code, by name or path; without one: all"}
    )
    rollup: bool = field(
        default=False, metadata={"help": "with a category: also what lies below it"}
    )


COLUMNS = (
    "text", "document", "participant", "start", "end", "line", "code", "coder", "round", "origin",
    "weight",
)  # fmt: skip

LINE_END = re.compile("\n")


@report("quotations", "Coded passages", QuotationOptions)
def quotations(reader: Reader, options: QuotationOptions, progress: Progress) -> Report:
    """Return a row per coding in the text's order, with the words it stands on."""
    chosen = choose(reader, options)
    rows = tuple(_rows(reader, chosen, wanted(reader, options), progress))
    basis = Basis(
        counted="codings, one a row",
        whose=chosen.whose,
        round=chosen.round,
        sample=chosen.sample,
        more={"coders": list(chosen.voices), "codings": len(rows), "code": options.code},
    )
    sentences = [*basis.sentences(reader), f"{len(rows):,} codings.", *chosen.sentences]
    if options.code:
        below = " and what lies below it" if options.rollup else ""
        sentences.insert(2, f"Only the code {options.code}{below}.")
    return Report(
        name="quotations",
        title="Coded passages",
        columns=COLUMNS,
        rows=rows,
        sentences=tuple(sentences),
        provenance=basis.provenance(reader),
    )


def wanted(reader: Reader, options: QuotationOptions) -> frozenset[CodeId] | None:
    """Return the codes to list, None for all."""
    if not options.code:
        return None
    code = find_code(reader, options.code, retired=True)
    return codes_under(reader, code.id) if options.rollup else frozenset({code.id})


def _rows(
    reader: Reader, chosen: Chosen, wanted: frozenset[CodeId] | None, progress: Progress
) -> Iterator[Row]:
    table = chosen.table
    paths = {code.id: code.path for code in all_codes(reader)}
    coder_names = {coder.id: coder.name for coder in coders(reader)}
    round_names = {row.id: row.name for row in rounds(reader)}
    who, weighed = participants_behind(reader, chosen), weights(reader)
    words, breaks, current = "", [0], -1
    columns = (table.document, table.start, table.end, table.code, table.coder, table.round,
               table.origin, table.id)  # fmt: skip
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for place, (document, start, end, code, coder, pass_, origin, key) in enumerate(rows):
        if wanted is not None and code not in wanted:
            continue
        if document != current:
            progress.step(place, len(table), "reading passages")
            words, current = text(reader, document), document
            breaks = [found.end() for found in LINE_END.finditer(words)]
        yield (
            words[start:end],
            chosen.documents[document],
            "; ".join(who[place]),
            start,
            end,
            bisect_right(breaks, start) + 1,
            paths[code],
            coder_names[coder],
            round_names[pass_],
            str(ORIGINS[origin]),
            weighed.get(key),
        )


def participants_behind(reader: Reader, chosen: Chosen) -> list[list[str]]:
    """Return whose words each chosen coding stands on, by name."""
    whole = whose_words(reader)
    source, person = expanded(chosen.place, whole.ends, whole.participant)
    names = participant_names(reader)
    found: list[list[str]] = [[] for _ in range(len(chosen.place))]
    for place, key in zip(source.tolist(), person.tolist(), strict=True):
        found[place].append(names.get(ParticipantId(key), UNKNOWN_NAME))
    return found
