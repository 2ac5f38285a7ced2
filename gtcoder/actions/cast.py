"""What the names and numbers of a plan became in the study that is being built from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Engine, select

from gtcoder.actions import team, transcripts
from gtcoder.errors import GtcoderError, InvalidInput
from gtcoder.model.team import Round
from gtcoder.model.transcripts import Participant, Quotation
from gtcoder.plan import PassageDraft, StudyPlan
from gtcoder.plan_rounds import FIRST_ROUND
from gtcoder.store.opening import find_coder
from gtcoder.store.project import OpenProject
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CoderRole, DocumentId, ParticipantId, QuotationId, RoundId


class Cast:
    """The coders at work, each with the study open, the texts, the codes and rounds made so far.

    The first coder of the plan is the lead, who keeps the codebook. Rounds go by name, the first
    one by `FIRST_ROUND`.
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
        with self.read() as reader:
            people = reader.rows(select(Participant.name, Participant.id))
            rounds = reader.scalars(select(Round.id))
        self.rounds: dict[str, RoundId] = {FIRST_ROUND: rounds[0]}
        self.participants: dict[str, ParticipantId] = {row.name: row.id for row in people}

    def read(self) -> AbstractContextManager[Reader]:
        """Give a snapshot as nobody: to a coder who codes again their own work is out of sight."""
        return OpenProject(self.lead.engine, None).read()

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
        with self.read() as reader:
            rows = reader.rows(
                select(
                    Quotation.id,
                    Quotation.coder_id,
                    Quotation.document_id,
                    Quotation.start,
                    Quotation.end,
                    Quotation.round_id,
                )
            )
        return Quotations(self, {tuple(place): key for key, *place in rows})


class Quotations:
    """The coded passages of a study, found by coder, document, span and round."""

    def __init__(self, cast: Cast, keys: dict[tuple[int, ...], QuotationId]) -> None:
        self._cast = cast
        self._keys = keys

    def has(self, passage: PassageDraft) -> bool:
        """Tell whether the coder of a passage has marked it."""
        return self._place(passage) in self._keys

    def at(self, passage: PassageDraft) -> QuotationId:
        """Return the quotation of a passage that its coder has coded."""
        return self._keys[self._place(passage)]

    def _place(self, passage: PassageDraft) -> tuple[int, ...]:
        coder = self._cast.team[passage.coder].coder
        document = self._cast.documents[passage.document]
        in_round = self._cast.rounds[passage.round]
        assert coder is not None
        return coder, document, passage.span.start, passage.span.end, in_round


@contextmanager
def read_at(place: str) -> Iterator[None]:
    """Let an error say where the step was read that it refuses."""
    try:
        yield
    except GtcoderError as error:
        error.place = error.place or place
        raise
