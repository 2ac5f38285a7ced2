"""What the names and numbers of a plan became in the study that is being built from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, select

from gtcoder.actions import team, transcripts
from gtcoder.errors import GtcoderError, InvalidInput
from gtcoder.model.team import Round
from gtcoder.model.transcripts import Participant, Quotation
from gtcoder.plan import PassageDraft, StudyPlan
from gtcoder.store.opening import find_coder
from gtcoder.store.project import OpenProject
from gtcoder.vocabulary import CodeId, CoderRole, DocumentId, ParticipantId, QuotationId, RoundId


class Cast:
    """The coders at work, each with the study open, the texts, and the codes made so far.

    The first coder of the plan is the lead, who keeps the codebook.
    """

    def __init__(self, engine: Engine, plan: StudyPlan) -> None:
        first, *others = plan.coders
        self.lead = OpenProject(engine, find_coder(engine, first.name))
        self.team = {first.name: self.lead}
        for draft in others:
            role = CoderRole.CODER if draft.role is CoderRole.VIEWER else draft.role
            key = self.lead.perform(team.add_coder, name=draft.name, role=role)
            self.team[draft.name] = OpenProject(engine, key)
        self.documents = self._store(plan)
        self.codes: dict[int, CodeId] = {}
        with self.lead.read() as reader:
            people = reader.rows(select(Participant.name, Participant.id))
            self.round: RoundId = reader.scalars(select(Round.id))[0]
        self.participants: dict[str, ParticipantId] = {row.name: row.id for row in people}

    def retire_viewers(self, plan: StudyPlan) -> None:
        """Make viewers of those who only look on by now; while they worked they were coders."""
        for draft in plan.coders:
            who = self.team[draft.name].coder
            if draft.role is CoderRole.VIEWER and who is not None:
                self.lead.perform(team.set_role, coder=who, role=draft.role)

    def _store(self, plan: StudyPlan) -> dict[str, DocumentId]:
        stored = self.lead.perform(transcripts.add_documents, batch=plan.transcripts)
        for name, why in stored.left_out:
            raise InvalidInput("“{name}”: {why}. Nothing was built.", name=name, why=why)
        return dict(stored.documents)

    def quotations(self) -> Quotations:
        """Return the passages that are coded by now."""
        with self.lead.read() as reader:
            rows = reader.rows(
                select(
                    Quotation.id,
                    Quotation.coder_id,
                    Quotation.document_id,
                    Quotation.start,
                    Quotation.end,
                )
            )
        return Quotations(self, {tuple(place): key for key, *place in rows})


class Quotations:
    """The coded passages of a study, found by coder, document and span."""

    def __init__(self, cast: Cast, keys: dict[tuple[int, ...], QuotationId]) -> None:
        self._cast = cast
        self._keys = keys

    def at(self, passage: PassageDraft) -> QuotationId:
        """Return the quotation of a passage that its coder has coded."""
        coder = self._cast.team[passage.coder].coder
        document = self._cast.documents[passage.document]
        assert coder is not None
        return self._keys[coder, document, passage.span.start, passage.span.end]


@contextmanager
def read_at(place: str) -> Iterator[None]:
    """Let an error say where the step was read that it refuses."""
    try:
        yield
    except GtcoderError as error:
        error.place = error.place or place
        raise
