"""Small invented studies of documents of 100 characters, and their records found again."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.analysis.spans import CodingSpans, TextSpans
from gtcoder.analysis.study import AgreementOptions, CodedStudy

LETTERS = ("Ana", "Ben", "Cho", "Dua")
PLAIN = AgreementOptions(bootstrap=0)


def named(spans: CodingSpans) -> CodedStudy:
    return CodedStudy(
        spans=spans,
        documents=tuple(f"interview {d + 1}" for d in range(spans.n_documents)),
        codes=tuple(f"code {k + 1}" for k in range(spans.n_codes)),
        coders=LETTERS[: spans.n_coders],
    )


def study(
    rows: Iterable[tuple[int, int, int, int, int]],
    *,
    documents: int = 6,
    codes: int = 2,
    coders: int = 2,
    counted: TextSpans | None = None,
) -> CodedStudy:
    """Codings (document, code, coder, start, end) of documents of 100 characters."""
    columns = np.array(list(rows), dtype=np.int32).reshape(-1, 5).T.copy()
    return named(
        CodingSpans(
            document=columns[0],
            code=columns[1],
            coder=columns[2],
            start=columns[3],
            end=columns[4],
            lengths=np.full(documents, 100, dtype=np.int32),
            n_codes=codes,
            n_coders=coders,
            counted=counted,
        )
    )


def disagreeing(documents: int = 6) -> CodedStudy:
    """Two coders who agree on most of the first code and little of the second."""
    rows = []
    for d in range(documents):
        rows += [(d, 0, 0, 10, 40), (d, 0, 1, 10 + d, 40), (d, 1, 0, 50, 60), (d, 1, 1, 55, 70 + d)]
    return study(rows, documents=documents)


def only(
    records: Iterable[AgreementRecord],
    coefficient: str,
    over: Over,
    *,
    code: str | None = None,
    coders: tuple[str, ...] | None = None,
) -> AgreementRecord:
    [found] = [
        each
        for each in records
        if (each.coefficient, each.over, each.code) == (coefficient, over, code)
        and coders in (None, each.coders)
    ]
    return found
