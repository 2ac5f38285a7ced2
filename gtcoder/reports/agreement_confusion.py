"""Which code one coder gave where the other gave which, and the passages behind each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from gtcoder.analysis.agreement_charts import HeatMatrix
from gtcoder.analysis.confusion import NOTHING, Confusion, Counted, confusion
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.progress import Progress
from gtcoder.queries.codebook import nearest
from gtcoder.queries.texts import frozen_texts
from gtcoder.reports.agreement_options import ComparedOptions
from gtcoder.reports.base import SEPARATOR, Basis, Report, listing, number_of, report
from gtcoder.reports.coded_sample import CodedSample, sample_of
from gtcoder.reports.names import document_names
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId

RULE = (
    "On text where both gave the same code, that code agrees; what is left of the one coder's "
    "codes stands against what is left of the other's, or against nothing."
)


@dataclass(frozen=True, slots=True)
class ConfusionOptions(ComparedOptions):
    """The options of the matrix of codes."""

    counted: Counted = field(default=Counted.CHARACTERS, metadata={"help": "what a cell counts"})
    most: int = field(
        default=25, metadata={"help": "at most so many codes, the most confused; 0: all"}
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage behind a cell of the matrix."""

    document_id: DocumentId
    document: str
    start: int
    end: int
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class StudyConfusion:
    """The matrix of two coders of a study, and the sentences that say what was compared."""

    matrix: Confusion
    round: str
    sample: str
    sentences: tuple[str, ...]


def study_confusion(reader: Reader, options: ConfusionOptions) -> StudyConfusion:
    """Return the matrix of the two coders compared; refuse more of them."""
    found = sample_of(reader, options.question())
    _refuse_other_than_two(found)
    return StudyConfusion(
        confusion(found.study, counted=options.counted),
        found.study.round,
        found.study.sample,
        found.sentences,
    )


def confusion_passages(
    reader: Reader, options: ConfusionOptions, first: str, second: str
) -> tuple[Stretch, ...]:
    """Return the passages where the first coder gave one code (by path) and the second another.

    “nothing” stands for no code. Raises NotFound for a code that was not compared.
    """
    matrix = study_confusion(reader, options).matrix
    for name in (first, second):
        if name != NOTHING and name not in matrix.codes:
            raise NotFound(
                "“{name}” is none of the codes compared. Nearest: {near}.",
                name=name,
                near=nearest(name, matrix.codes),
            )
    spans = matrix.passages(first, second)
    keys = {name: key for key, name in document_names(reader).items()}
    ids = [keys[matrix.documents[place]] for place in spans.document.tolist()]
    texts = frozen_texts(reader, sorted(set(ids)))
    names = {key: name for name, key in keys.items()}
    rows = zip(ids, spans.start.tolist(), spans.end.tolist(), strict=True)
    return tuple(
        Stretch(
            key, names[key], start, end, texts[key].lines([start])[0], texts[key].text[start:end]
        )
        for key, start, end in sorted(rows)
    )


@report("confusion", "Codes confused with one another", ConfusionOptions)
def confusion_report(reader: Reader, options: ConfusionOptions, progress: Progress) -> Report:
    """Return a row per code of the first coder, a column per code of the second."""
    progress.step(0, 1, "comparing")
    found = study_confusion(reader, options)
    matrix = found.matrix
    shown, dropped = _shown(matrix, options.most)
    labels = _labels(matrix, shown)
    first, second = matrix.coders
    counts = matrix.counts[np.ix_(shown, shown)]
    basis = Basis(
        counted=_counted(matrix),
        whose=f"{first} (rows) and {second} (columns)",
        round=found.round,
        sample=f"{number_of(len(matrix.documents), 'document')} ({found.sample})",
        more={"coders": [first, second], "codes": list(matrix.codes)},
    )
    left = (f"{number_of(dropped, 'code')} with less disagreement not shown.",) if dropped else ()
    return Report(
        name="confusion",
        title=f"Codes of {first} against codes of {second}",
        columns=(f"{first} gave", *(f"{second}: {name}" for name in labels)),
        rows=tuple((name, *row) for name, row in zip(labels, counts.tolist(), strict=True)),
        sentences=(*basis.sentences(reader), RULE, *left, *found.sentences),
        provenance=basis.provenance(reader),
        chart=_chart(matrix, labels, counts.tolist(), basis),
        groups={f"{second}: {name}": second for name in labels},
    )


def _refuse_other_than_two(found: CodedSample) -> None:
    coders = found.study.coders
    if len(coders) != 2:
        raise InvalidInput(
            "The matrix of codes compares two coders, and there are {count}: {coders}. Name two "
            "of them. Nothing was computed.",
            count=len(coders),
            coders=listing(list(coders)) or "nobody",
        )


def _counted(matrix: Confusion) -> str:
    if matrix.counted is Counted.CHARACTERS:
        return "characters to which the one coder gave the code of the row, the other the column's"
    return "pairs of overlapping codings of the code of the row and of the column"


def _shown(matrix: Confusion, most: int) -> tuple[list[int], int]:
    """Return the places of the codes to show with “nothing” last, and how many are not shown."""
    apart = matrix.counts.copy()
    np.fill_diagonal(apart, 0)
    trouble = (apart.sum(axis=0) + apart.sum(axis=1))[:-1]
    size = len(matrix.codes)
    if not most or size <= most:
        return list(range(size + 1)), 0
    kept = sorted(np.argsort(-trouble, kind="stable")[:most].tolist())
    return [*kept, size], size - most


def _labels(matrix: Confusion, shown: Sequence[int]) -> list[str]:
    """Return short names of codes, whole paths where a short one would stand twice."""
    paths = [(*matrix.codes, NOTHING)[place] for place in shown]
    short = [path.rpartition(SEPARATOR)[2] for path in paths]
    return [
        name if short.count(name) == 1 else path for name, path in zip(short, paths, strict=True)
    ]


def _chart(
    matrix: Confusion, labels: list[str], counts: list[list[int]], basis: Basis
) -> HeatMatrix:
    values = [[float(each) if each else None for each in row] for row in counts]
    values[-1][-1] = None
    first, second = matrix.coders
    return HeatMatrix(
        title=f"Codes of {first} against codes of {second}",
        measure=f"{matrix.counted.value}; rows {first}, columns {second}; diagonal: agreed",
        labels=tuple(labels),
        columns=tuple(labels),
        values=tuple(tuple(row) for row in values),
        share=False,
        diagonal=True,
        note=f"{basis.round}; {basis.sample}",
    )
