"""The reliability sample: which documents were coded twice, by whom, and how they were drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gtcoder.progress import Progress
from gtcoder.queries import frames
from gtcoder.queries.codebook import codes
from gtcoder.queries.reliability import drawn_sample
from gtcoder.reports.base import Basis, Report, Row, listing, number_of, report
from gtcoder.reports.coded_codes import CodesAs
from gtcoder.reports.coded_groups import UNKNOWN, values_of
from gtcoder.reports.coded_sample import (
    coders_in,
    finished_in,
    round_of_coding,
    spans_of,
)
from gtcoder.reports.names import document_names
from gtcoder.store.reader import Reader


@dataclass(frozen=True, slots=True)
class SampleOptions:
    """The options of the table of the sample."""

    round: str = field(default="", metadata={"help": "a round by name or number; else the first"})
    coders: tuple[str, ...] = field(
        default=(), metadata={"help": "coders by name; without any: all of the round"}
    )
    variable: str = field(default="", metadata={"help": "a variable to show beside documents"})


@dataclass(frozen=True, slots=True)
class ReliabilitySample:
    """Who finished and coded what in a round; `codings` is documents × coders.

    `together` are the documents that all of two coders or more finished; `drawn` says how the
    round's documents were drawn, empty where by hand.
    """

    round: str
    coders: tuple[str, ...]
    documents: tuple[str, ...]
    characters: tuple[int, ...]
    finished: tuple[tuple[bool, ...], ...]
    codings: tuple[tuple[int, ...], ...]
    drawn: Mapping[str, Any]

    @property
    def together(self) -> tuple[bool, ...]:
        """Which documents all the coders finished."""
        return tuple(len(self.coders) > 1 and all(row) for row in self.finished)


def reliability_sample(
    reader: Reader, round: str | None = None, coders: tuple[str, ...] = ()
) -> ReliabilitySample:
    """Return how far the coders of a round are, document by document."""
    row = round_of_coding(reader, round)
    finished = finished_in(reader, row)
    who = coders_in(reader, coders, row, finished)
    names, lengths = document_names(reader), frames.document_lengths(reader)
    every = [code.id for code in codes(reader, retired=True)]
    keys = [coder.id for coder in who]
    spans = spans_of(reader, row, list(names), every, keys, CodesAs.TODAY)
    made = np.zeros((len(names), max(len(keys), 1)), dtype=np.int64)
    np.add.at(made, (spans.document, spans.coder), 1)
    return ReliabilitySample(
        round=row.name,
        coders=tuple(coder.name for coder in who),
        documents=tuple(names.values()),
        characters=tuple(lengths[key] for key in names),
        finished=tuple(tuple((key, coder) in finished for coder in keys) for key in names),
        codings=tuple(tuple(each[: len(keys)]) for each in made.tolist()),
        drawn=drawn_sample(reader, row.id),
    )


@report("reliability-sample", "Documents coded by several coders", SampleOptions)
def sample_report(reader: Reader, options: SampleOptions, progress: Progress) -> Report:
    """Return a row per document: its length, who finished it, how many codings each made."""
    progress.step(0, 1, "reading")
    found = reliability_sample(reader, options.round or None, options.coders)
    together = sum(found.together)
    basis = Basis(
        counted="documents, and codings made by hand or imported",
        whose=listing(list(found.coders)) or "nobody",
        round=found.round,
        sample=f"{together:,} of {number_of(len(found.documents), 'document')} finished by all of "
        "them",
        more={"coders": list(found.coders), "sample_drawn": dict(found.drawn)},
    )
    pairs = zip(found.characters, found.together, strict=True)
    share = sum(length for length, held in pairs if held) / max(1, sum(found.characters))
    rows = _rows(reader, found, options.variable)
    return Report(
        name="reliability-sample",
        title="Documents coded by several coders",
        columns=(
            "document",
            *((options.variable,) if options.variable else ()),
            "characters",
            "in the sample",
            "finished by",
            *(f"codings of {name}" for name in found.coders),
        ),
        rows=rows,
        sentences=(
            *basis.sentences(reader),
            f"The sample holds {share:.1%} of the characters.",
            drawn_in_words(found.drawn),
        ),
        provenance=basis.provenance(reader),
        totals=frozenset({len(rows) - 1}),
    )


def _rows(reader: Reader, found: ReliabilitySample, variable: str) -> tuple[Row, ...]:
    values = values_of(reader, variable) if variable else {}
    keys = list(document_names(reader))
    rows: list[Row] = []
    for place, name in enumerate(found.documents):
        pairs = zip(found.coders, found.finished[place], strict=True)
        rows.append(
            (
                name,
                *((values.get(keys[place], UNKNOWN),) if variable else ()),
                found.characters[place],
                "yes" if found.together[place] else "no",
                listing([coder for coder, done in pairs if done]) or None,
                *found.codings[place],
            )
        )
    total = (
        "Total",
        *((None,) if variable else ()),
        sum(found.characters),
        f"{sum(found.together)} of {len(found.documents)}",
        None,
        *(sum(row[g] for row in found.codings) for g in range(len(found.coders))),
    )
    return (*rows, total)


def drawn_in_words(sample: Mapping[str, Any]) -> str:
    """Say how the documents of a round were drawn."""
    if not sample:
        return "The documents were chosen by hand."
    kind = str(sample.get("kind", "random"))
    number = sample.get("n")
    how = f" by “{sample['variable']}”" if sample.get("variable") else ""
    of = f" of {sample['of']}" if sample.get("of") else ""
    drawn = f"{number}{of} documents were" if number else "The documents were"
    return f"{drawn} drawn at random ({kind}{how}, seed {sample.get('seed', '?')})."
