"""Which codes a comparison of coders is about: as coded then or today, rolled up, in domains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from gtcoder.analysis.spans import CodingSpans
from gtcoder.analysis.study import CodedStudy, Domain
from gtcoder.errors import NotComputable
from gtcoder.queries.codebook import CodeRow, find_code
from gtcoder.queries.reliability import domains
from gtcoder.queries.tree import every_code_under
from gtcoder.reports.base import number_of
from gtcoder.reports.selection import distinct
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId


class CodesAs(StrEnum):
    """Which code a coding counts for, where codes were merged, split or replaced since."""

    TODAY = "today"
    ORIGIN = "origin"


SAID = {
    CodesAs.TODAY: "Codes as they stand today, through merges and splits since.",
    CodesAs.ORIGIN: "Codes as they were applied then, before merges and splits.",
}


@dataclass(frozen=True, slots=True)
class ChosenCodes:
    """The codes to compare as rows of a study, and the sentence that says which they are."""

    study: CodedStudy
    sentence: str


def with_codes(
    reader: Reader,
    study: CodedStudy,
    every: Sequence[CodeRow],
    paths: Sequence[str],
    *,
    roll_up: bool,
    codes_as: CodesAs,
) -> ChosenCodes:
    """Return the study of the codes that are asked for, with its declared domains.

    `study` holds all codes, in the order of `every`. Without `paths` the codes are those that at
    least one of the coders applied; rolled up, they are the categories at the top.
    """
    if roll_up:
        kept, rolled = _rolled_up(reader, study, every, paths)
        what = "named" if paths else "at the top of the codebook"
        sentence = (
            f"Codes rolled up into {number_of(len(kept), 'category', 'categories')} {what}: text "
            "that a coder gave several codes of a category counts once for it."
        )
    else:
        kept, sentence = _as_named(reader, study, every, paths, codes_as)
        rolled = study
    chosen = rolled.chosen(
        documents=range(len(study.documents)), codes=kept, coders=range(len(study.coders))
    )
    held = [every[place].id for place in kept]
    found = replace(chosen, domains=_domains(reader, every, held, codes_as))
    return ChosenCodes(found, sentence)


def _as_named(
    reader: Reader,
    study: CodedStudy,
    every: Sequence[CodeRow],
    paths: Sequence[str],
    codes_as: CodesAs,
) -> tuple[list[int], str]:
    if paths:
        place = {code.id: number for number, code in enumerate(every)}
        then = codes_as is CodesAs.ORIGIN
        kept = [place[find_code(reader, path, retired=then).id] for path in paths]
        return list(dict.fromkeys(kept)), f"Codes compared: {len(set(kept))}, as named."
    applied = _applied(study)
    return applied, (
        f"Codes compared: {len(applied)}, those that at least one of the coders applied in the "
        "sample."
    )


def _applied(study: CodedStudy) -> list[int]:
    applied = distinct(study.spans.code)
    if not applied:
        raise NotComputable(
            "None of these coders has applied a code in these documents, so there is nothing to "
            "compare."
        )
    return applied


def _rolled_up(
    reader: Reader, study: CodedStudy, every: Sequence[CodeRow], paths: Sequence[str]
) -> tuple[list[int], CodedStudy]:
    """Return the categories, and the study whose codings count for each category they serve."""
    _applied(study)
    place = {code.id: number for number, code in enumerate(every)}
    under = every_code_under(reader)
    if paths:
        named = [find_code(reader, path).id for path in paths]
    else:
        named = [code.id for code in every if code.parent is None]
    targets: list[list[int]] = [[] for _ in every]
    for category in dict.fromkeys(named):
        for code in under.get(category, (category,)):
            if code in place:
                targets[place[code]].append(place[category])
    spans = _counted_for(study.spans, targets)
    used = set(distinct(spans.code))
    kept = [place[code] for code in dict.fromkeys(named) if paths or place[code] in used]
    return kept, replace(study, spans=spans)


def _counted_for(spans: CodingSpans, targets: Sequence[Sequence[int]]) -> CodingSpans:
    """Return each coding once for each of the codes that its own one counts for."""
    number = np.array([len(each) for each in targets], dtype=np.int64)
    flat = np.array([code for each in targets for code in each], dtype=np.int32)
    ends = np.cumsum(number)
    times = number[spans.code]
    source = np.repeat(np.arange(len(spans)), times)
    step = np.arange(len(source)) - np.repeat(np.cumsum(times) - times, times)
    code = flat[(ends - number)[spans.code[source]] + step]
    return replace(
        spans,
        document=spans.document[source],
        code=code,
        coder=spans.coder[source],
        start=spans.start[source],
        end=spans.end[source],
    )


def _domains(
    reader: Reader, every: Sequence[CodeRow], held: Sequence[CodeId], codes_as: CodesAs
) -> tuple[Domain, ...]:
    """Return the declared domains of the codes compared, codes by place among them.

    Codes out of use are in none, unless codes count as they were applied then.
    """
    place = {code: number for number, code in enumerate(held)}
    written = {code.id: code.written for code in every}
    found = (
        Domain(written[category], tuple(place[code] for code in codes if code in place))
        for category, codes in domains(reader, retired=codes_as is CodesAs.ORIGIN).items()
    )
    return tuple(domain for domain in found if domain.codes)
