"""Play the adjudication of a plan: decisions over disagreements, and what was agreed on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from gtcoder.actions import adjudication, team
from gtcoder.actions.cast import Cast, read_at
from gtcoder.model.codebook import Coding
from gtcoder.model.transcripts import Quotation
from gtcoder.plan import StudyPlan
from gtcoder.plan_rounds import AssignmentDraft, DecisionDraft
from gtcoder.vocabulary import AssignmentState, CoderId, CodingId

_Place = tuple[int, ...]


def finish_and_adjudicate(cast: Cast, plan: StudyPlan) -> None:
    """Say how far the work is, decide, and take over what all coded alike, each by who did it.

    What is said last is kept for the end where it was not talked over: a study whose last entry
    says that a document is finished has not been worked on since, as `gtcoder demo` asks.
    """
    talked = {(draft.round, draft.document) for draft in plan.adjudication.decisions}
    said = plan.assignments
    held = [each for each in said[-1:] if (each.round, each.document) not in talked]
    _assign(cast, said[: len(said) - len(held)])
    _decide(cast, plan)
    _assign(cast, held)
    for round_, coder in plan.adjudication.agreed.items():
        cast.team[coder].perform(adjudication.take_agreed, round=cast.rounds[round_])


def _assign(cast: Cast, said: Sequence[AssignmentDraft]) -> None:
    """Let the lead give out what is assigned, and coders say of their own work how far it is."""
    for each in said:
        document, in_round = cast.documents[each.document], cast.rounds[each.round]
        who = cast.team[each.coder]
        with read_at(each.place):
            if each.state is AssignmentState.FINISHED:
                who.perform(team.finish_document, document=document, round=in_round)
            elif each.state is AssignmentState.IN_WORK:
                who.perform(team.reopen_document, document=document, round=in_round)
            else:
                coder = CoderId(who.coder or 0)
                cast.lead.perform(team.assign, coder=coder, document=document, round=in_round)


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
    """Return the codings by coder, document, start, end, code as it is now, and round."""
    rows = (
        select(
            Coding.id, Quotation.coder_id, Quotation.document_id, Quotation.start, Quotation.end,
            Coding.code_id, Coding.round_id,
        )
        .join(Quotation, Quotation.id == Coding.quotation_id)
    )  # fmt: skip
    with cast.read() as reader:
        return {tuple(place): key for key, *place in reader.rows(rows)}


def _named(cast: Cast, draft: DecisionDraft, codings: dict[_Place, CodingId]) -> list[CodingId]:
    document, in_round = cast.documents[draft.document], cast.rounds[draft.round]
    places = (
        (cast.team[coder].coder or 0, document, span.start, span.end, cast.codes[code], in_round)
        for coder, span, code in draft.said
    )
    return [codings[place] for place in places]
