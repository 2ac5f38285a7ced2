"""Everything other programs would print for the same codings, program by program."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from gtcoder.analysis.coefficients.spanning import NINE_TENTHS
from gtcoder.analysis.other_tools.atlas import atlas_alphas, atlas_pair
from gtcoder.analysis.other_tools.counts import pair_counts
from gtcoder.analysis.other_tools.maxqda import maxqda
from gtcoder.analysis.other_tools.nvivo import nvivo
from gtcoder.analysis.other_tools.open_tools import dedoose, qualcoder, requal
from gtcoder.analysis.other_tools.printed import PrintedValue, Tool
from gtcoder.analysis.study import AgreementOptions, CodedStudy, narrowed

_ORDER = tuple(Tool)


def what_others_print(
    study: CodedStudy, *, overlap: Fraction = NINE_TENTHS, cells: bool = False
) -> tuple[PrintedValue, ...]:
    """Return what ATLAS.ti, MAXQDA, NVivo, QualCoder, Dedoose and requal would show.

    For each pair of coders, over the documents both finished, over all codes first and then code
    by code; ATLAS.ti's alphas are of all coders. `overlap` is MAXQDA's choice; `cells` adds NVivo's
    values of each node and source. Raises NotComputable where nothing can be compared.
    """
    narrow = narrowed(study, AgreementOptions())
    rows = list(atlas_alphas(narrow))
    for first, second in combinations(range(len(narrow.coders)), 2):
        counts = pair_counts(narrow, first, second)
        if not counts.study.documents:
            continue
        rows += atlas_pair(counts)
        rows += maxqda(counts, overlap)
        rows += nvivo(counts, cells=cells)
        rows += qualcoder(counts)
        rows += dedoose(counts)
        rows += requal(counts)
    if len(narrow.codes) == 1:  # all codes are that code
        rows = [row for row in rows if row.code is None or row.document is not None]
    return tuple(sorted(rows, key=lambda row: _ORDER.index(row.statistic.tool)))
