"""The log of theoretical sampling as a table."""

from __future__ import annotations

from dataclasses import dataclass

from gtcoder.progress import Progress
from gtcoder.queries.codebook import codes
from gtcoder.queries.names import names
from gtcoder.queries.sampling import sampling
from gtcoder.reports.base import Basis, Report, number_of, report
from gtcoder.store.reader import Reader


@dataclass(frozen=True, slots=True)
class SamplingOptions:
    """The sampling log takes no options."""


@report("sampling-log", "Log of theoretical sampling", SamplingOptions)
def sampling_log(reader: Reader, options: SamplingOptions, progress: Progress) -> Report:
    """Return a row per decision, by date: gap, decision, what was sampled, what changed."""
    progress.step(0, 1, "reading the log")
    log, known = sampling(reader), names(reader)
    paths = {code.id: code.written for code in codes(reader, retired=True)}
    joined = sum(bool(row.documents or row.participants or row.codes) for row in log)
    basis = Basis(
        counted=number_of(len(log), "decision on sampling", "decisions on sampling"),
        whose="all coders",
        more={"decisions": len(log), "joined": joined},
    )
    return Report(
        name="sampling-log",
        title="Log of theoretical sampling",
        columns=(
            "date", "gap", "decision", "sampled", "documents", "participants",
            "categories changed", "outcome", "coder",
        ),
        rows=tuple(
            (
                row.decided_on.isoformat(),
                row.gap,
                row.decision,
                row.sampled,
                "; ".join(known.documents[key] for key in row.documents),
                "; ".join(known.participants[key] for key in row.participants),
                "; ".join(paths[key] for key in row.codes),
                row.outcome,
                row.coder,
            )
            for row in log
        ),
        sentences=(
            *basis.sentences(reader),
            f"{joined:,} of them joined to documents, participants or categories.",
        ),
        provenance=basis.provenance(reader),
    )  # fmt: skip
