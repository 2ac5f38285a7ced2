"""The codebook with all that is said of each code, to be printed, or taken into another study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gtcoder.codebook_draft import BookColumn
from gtcoder.codebook_headings import column_heading
from gtcoder.progress import Progress
from gtcoder.queries import people
from gtcoder.queries.attributes import ColumnRow, columns
from gtcoder.queries.codebook import CodeRow, attributes, codes, memberships
from gtcoder.queries.examples import ExampleRow, examples
from gtcoder.queries.frames import coders_codings
from gtcoder.reports.base import Basis, Report, Row, number_of, report
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodeLevel

COLUMNS = (
    "code", "level", "definition", "when to use", "when not to use", "example",
    "example passages", "origin", "colour", "domain", "also under", "codings", "documents",
    "coders",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodebookInFullOptions:
    """The codebook in full has no options: it holds every code in use."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """How often a code itself was given, in how many documents, and by whom."""

    codings: int = 0
    documents: int = 0
    coders: str = ""


@report("codebook-in-full", "Codebook in full", CodebookInFullOptions)
def codebook_in_full(reader: Reader, options: CodebookInFullOptions, progress: Progress) -> Report:
    """Return one row per code: meaning, rules, examples, origin, counts and all attributes."""
    progress.step(0, 2, "reading the codebook")
    every, given = codes(reader), columns(reader)
    values, shown, counts = attributes(reader), examples(reader), _counts(reader)
    progress.step(1, 2, "counting")
    also = _also_under(every, memberships(reader))
    basis = _basis(reader, every)
    return Report(
        name="codebook-in-full",
        title=f"Codebook of “{reader.study.title}”",
        columns=(*COLUMNS, *map(_heading, given)),
        rows=tuple(
            (
                *_row(code, shown.get(code.id, ()), counts.get(code.id, _Counts()), also),
                *(values.get(code.id, {}).get(column.name, "") for column in given),
            )
            for code in every
        ),
        sentences=basis.sentences(reader),
        provenance=basis.provenance(reader),
        outline=True,
    )


def _heading(column: ColumnRow) -> str:
    return column_heading(BookColumn(column.name, column.kind, column.choices, column.group))


def _row(
    code: CodeRow, shown: tuple[ExampleRow, ...], counts: _Counts, also: Mapping[CodeId, str]
) -> Row:
    return (
        code.path,
        str(code.level),
        code.definition,
        code.rule,
        code.when_not,
        code.example,
        "\n".join(each.cited for each in shown),
        code.origin,
        code.colour,
        "its codes exclude one another" if code.domain else "",
        also.get(code.id, ""),
        counts.codings,
        counts.documents,
        counts.coders,
    )


def _also_under(
    every: tuple[CodeRow, ...], members: Mapping[CodeId, tuple[CodeId, ...]]
) -> dict[CodeId, str]:
    paths = {code.id: code.written for code in every}
    found: dict[CodeId, list[str]] = {}
    for category, held in members.items():
        for member in held:
            if category in paths:
                found.setdefault(member, []).append(paths[category])
    return {code: "; ".join(categories) for code, categories in found.items()}


def _counts(reader: Reader) -> dict[CodeId, _Counts]:
    table = coders_codings(reader)
    names = {coder.id: coder.name for coder in people.coders(reader)}
    order = np.argsort(table.code, kind="stable")
    code, document, coder = table.code[order], table.document[order], table.coder[order]
    keys, starts = np.unique(code, return_index=True)
    ends = np.append(starts, len(code))[1:]
    found = {}
    for key, start, end in zip(keys.tolist(), starts.tolist(), ends.tolist(), strict=True):
        who = np.unique(coder[start:end]).tolist()
        found[CodeId(key)] = _Counts(
            end - start,
            len(np.unique(document[start:end])),
            "; ".join(names[each] for each in who if each in names),
        )
    return found


def _basis(reader: Reader, every: tuple[CodeRow, ...]) -> Basis:
    plain = sum(code.level is CodeLevel.OPEN for code in every)
    categories = number_of(len(every) - plain, "category", "categories")
    return Basis(
        counted=f"{number_of(plain, 'code')} and {categories} in use, with the codings that each "
        "carries itself",
        whose="all coders whose codings are in sight",
        more={"codes": plain, "categories": len(every) - plain},
    )
