"""Play the adjudication of a plan: decisions over disagreements, and what was agreed on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from gtcoder.actions import adjudication, team
from gtcoder.actions.cast import Cast, read_at
from gtcoder.model.codebook import Coding
from gtcoder.model.transcripts import Quotation
from gtcoder.plan import DecisionDraft, StudyPlan
from gtcoder.vocabulary import CodingId

_Place = tuple[int, int, int, int, int]


def finish_and_adjudicate(cast: Cast, plan: StudyPlan) -> None:
    """Say what is finished, decide, and take over what all coded alike, each by who did it.

    What is said last is kept for the end where it was not talked over: a study whose last entry
    says that a document is finished has not been worked on since, as `gtcoder demo` asks.
    """
    talked = {draft.document for draft in plan.adjudication.decisions}
    held = [each for each in plan.finished[-1:] if each[1] not in talked]
    _finish(cast, plan.finished[: len(plan.finished) - len(held)])
    _decide(cast, plan)
    _finish(cast, held)
    if plan.adjudication.agreed:
        who = cast.team[plan.adjudication.agreed]
        who.perform(adjudication.take_agreed, round=cast.round)


def _finish(cast: Cast, said: Sequence[tuple[str, str]]) -> None:
    for coder, document in said:
        cast.team[coder].perform(team.finish_document, document=cast.documents[document])


def _decide(cast: Cast, plan: StudyPlan) -> None:
    talked = plan.adjudication
    codings = _codings(cast) if talked.decisions else {}
    for draft in talked.decisions:
        with read_at(draft.place):
            cast.team[draft.coder].perform(
                adjudication.decide,
                reason=draft.reason,
                codings=_named(cast, draft, codings),
                verdict=draft.verdict,
                code=None if draft.code is None else cast.codes[draft.code],
                span=draft.span,
                rule=draft.rule,
                rule_code=None if draft.rule_code is None else cast.codes[draft.rule_code],
            )


def _codings(cast: Cast) -> dict[_Place, CodingId]:
    """Return the codings by coder, document, start, end and code as it is now."""
    rows = (
        select(
            Coding.id, Quotation.coder_id, Quotation.document_id, Quotation.start, Quotation.end,
            Coding.code_id,
        )
        .join(Quotation, Quotation.id == Coding.quotation_id)
        .where(Coding.round_id == cast.round)
    )  # fmt: skip
    with cast.lead.read() as reader:
        return {(row[1], row[2], row[3], row[4], row[5]): row[0] for row in reader.rows(rows)}


def _named(cast: Cast, draft: DecisionDraft, codings: dict[_Place, CodingId]) -> list[CodingId]:
    document = cast.documents[draft.document]
    return [
        codings[cast.team[coder].coder or 0, document, span.start, span.end, cast.codes[code]]
        for coder, span, code in draft.said
    ]
