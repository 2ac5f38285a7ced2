"""Each coder against the consensus, and the next blind round beside the one talked over."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gtcoder.analysis.against import Found, found_of
from gtcoder.analysis.records import Over
from gtcoder.analysis.spans import CodingSpans
from gtcoder.analysis.study import AgreementOptions
from gtcoder.errors import GtcoderError, NotComputable
from gtcoder.progress import Progress
from gtcoder.queries import people
from gtcoder.queries.codebook import CodeRow, codes
from gtcoder.queries.frames import CodingTable, coding_table, document_lengths
from gtcoder.queries.people import RoundRow
from gtcoder.reports.adjudication import RoundOptions
from gtcoder.reports.base import Basis, Cell, Report, Row, number_of, report
from gtcoder.reports.disagreements import Queue, codings_of_coders, queue
from gtcoder.reports.quality import StudyAgreementOptions, agreement
from gtcoder.reports.selection import places_of
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, DocumentId, RoundId, RoundKind

NOT_RELIABILITY = (
    "Not a reliability figure: the coders took part in the consensus. Only new, independent coding "
    "shows whether they came closer."
)
TOGETHER = "all codes, pooled"
_MEANING = (
    "Precision: share of the coder's text that the consensus keeps. Recall: share of the consensus "
    "that the coder had. F1: their harmonic mean. Kappa: Cohen (1960), unit character, uncoded "
    "text counted. Empty: 0/0, undefined."
)
_COEFFICIENTS = ("percent_agreement", "krippendorff_alpha")


@dataclass(frozen=True, slots=True)
class AgainstOptions(RoundOptions):
    """The options of the comparison with the consensus."""

    incomplete: bool = field(
        default=False,
        metadata={"help": "count documents whose disagreements are not all decided as well"},
    )


@report("coders-against-consensus", "Coders against the consensus", AgainstOptions)
def coders_against_consensus(reader: Reader, options: AgainstOptions, progress: Progress) -> Report:
    """Return for each coder and code what of the consensus they had, by characters."""
    progress.step(0, 1, "comparing")
    found = queue(reader, options.round or None)
    documents = [key for key in found.documents if options.incomplete or key in found.complete]
    if found.consensus is None or not documents:
        raise NotComputable(
            "There is no document of “{round}” whose consensus is complete. Decide its "
            "disagreements and take the agreed codings over, or count incomplete ones too.",
            round=found.round.name,
        )
    rows, totals = _rows(reader, found, found.consensus, documents)
    basis = Basis(
        counted="characters under a code",
        whose="each coder beside the consensus",
        round=found.round.name,
        sample=f"{len(documents):,} of {number_of(len(found.documents), 'document')}, those with a "
        + ("consensus, complete or not" if options.incomplete else "complete consensus"),
        more={"documents": len(documents), "incomplete": options.incomplete},
    )
    return Report(
        name="coders-against-consensus",
        title="Coders against the consensus",
        columns=(
            "coder", "code", "characters of the coder", "of the consensus", "of both",
            "precision", "recall", "F1", "kappa",
        ),
        rows=rows,
        sentences=(NOT_RELIABILITY, *basis.sentences(reader), _MEANING),
        provenance=basis.provenance(reader),
        totals=totals,
        repeats=("coder",),
    )  # fmt: skip


def _rows(
    reader: Reader, found: Queue, consensus: RoundId, documents: list[DocumentId]
) -> tuple[tuple[Row, ...], frozenset[int]]:
    """Return a row per coder and code, each coder's last one over all codes."""
    mine = codings_of_coders(reader, found.round.id, documents, found.coders)
    table = coding_table(reader)
    table = table.where((table.round == consensus) & np.isin(table.document, documents))
    every = _codes(reader, {*mine.code.tolist(), *table.code.tolist()})
    spans = _spans(reader, found, documents, [code.id for code in every], (mine, table))
    called = {coder.id: coder.name for coder in people.coders(reader)}
    rows: list[Row] = []
    totals = []
    for place, coder in enumerate(found.coders):
        each = found_of(spans, place, len(found.coders))
        rows += [
            (called[coder], code.path, *_values(one))
            for code, one in zip(every, each, strict=True)
            if one.coder or one.consensus
        ]
        totals.append(len(rows))
        rows.append((called[coder], TOGETHER, *_values(sum(each, Found(0, 0, 0, 0)))))
    return tuple(rows), frozenset(totals)


def _codes(reader: Reader, used: set[int]) -> list[CodeRow]:
    return [code for code in codes(reader, retired=True) if code.id in used]


def _spans(
    reader: Reader,
    found: Queue,
    documents: list[DocumentId],
    every: list[CodeId],
    tables: tuple[CodingTable, CodingTable],
) -> CodingSpans:
    """Return the codings of the coders, and those of the consensus as a coder after the last."""
    mine, agreed = tables
    lengths = document_lengths(reader)
    column = {
        name: np.concatenate([getattr(table, name) for table in tables])
        for name in ("document", "code", "start", "end")
    }
    voice = [places_of(found.coders, mine.coder), np.full(len(agreed), len(found.coders))]
    looked = [
        [*(coder in found.finished[key] for coder in found.coders), True] for key in documents
    ]
    return CodingSpans(
        document=places_of(documents, column["document"]).astype(np.int32),
        code=places_of(every, column["code"]).astype(np.int32),
        coder=np.concatenate(voice).astype(np.int32),
        start=column["start"],
        end=column["end"],
        lengths=np.array([lengths[key] for key in documents], dtype=np.int32),
        n_codes=len(every),
        n_coders=len(found.coders) + 1,
        looked=np.array(looked, dtype=np.bool_),
    )


def _values(found: Found) -> tuple[Cell, ...]:
    return (
        found.coder, found.consensus, found.both,
        found.precision, found.recall, found.f1, found.kappa,
    )  # fmt: skip


@report("next-blind-round", "This round and the next blind one", RoundOptions)
def next_blind_round(reader: Reader, options: RoundOptions, progress: Progress) -> Report:
    """Return the agreement of a round and of the next blind one, side by side."""
    found = queue(reader, options.round or None)
    named = tuple(coder.name for coder in people.coders(reader) if coder.id in set(found.coders))
    later = next_blind(reader, found.round)
    rounds = [found.round, *([] if later is None else [later])]
    rows = []
    for place, row in enumerate(rounds):
        progress.step(place, len(rounds), "comparing")
        rows.append(_agreement_row(reader, row, named))
    basis = Basis(
        counted="agreement, unit character",
        whose=", ".join(named) or "nobody",
        round=" and ".join(row.name for row in rounds),
        more={"coefficients": list(_COEFFICIENTS)},
    )
    none = "" if later is not None else " No blind round was opened after this one."
    return Report(
        name="next-blind-round",
        title="This round and the next blind one",
        columns=(
            "round", "kind", "opened", "documents", "percent agreement", "Krippendorff's alpha",
            "from", "to", "remark",
        ),
        rows=tuple(rows),
        sentences=(
            *basis.sentences(reader),
            f"Talking a round over changes no figure of it: only new, independent coding shows "
            f"whether the coders came closer.{none}",
        ),
        provenance=basis.provenance(reader),
    )  # fmt: skip


def next_blind(reader: Reader, of: RoundRow) -> RoundRow | None:
    """Return the first blind round after a round; one that recodes shows no new, free coding."""
    later = (row for row in people.rounds(reader) if row.id > of.id)
    return next((row for row in later if row.blind and row.kind != RoundKind.RECODE), None)


def _agreement_row(reader: Reader, row: RoundRow, coders: tuple[str, ...]) -> Row:
    """Return the figures of a round, or why there are none."""
    asked = AgreementOptions(coders=coders, coefficients=_COEFFICIENTS, bootstrap=1000)
    head = (row.name, str(row.kind), row.opened_at.date().isoformat())
    try:
        made = agreement(reader, StudyAgreementOptions(asked=asked, round=row.name)).results
    except GtcoderError as error:
        return (*head, None, None, None, None, None, str(error))
    pooled = {record.coefficient: record for record in made.records if record.over is Over.POOLED}
    percent, alpha = (pooled.get(name) for name in _COEFFICIENTS)
    low, high = (None, None) if alpha is None or alpha.interval is None else alpha.interval
    return (
        *head,
        None if alpha is None else len(alpha.documents),
        None if percent is None else percent.value,
        None if alpha is None else alpha.value,
        low,
        high,
        "" if alpha is None or alpha.value is not None else alpha.note,
    )
