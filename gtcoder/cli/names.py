"""Names on a command line as the study's numbers: codes by path, documents, coders, rounds."""

from __future__ import annotations

from collections.abc import Iterable

from gtcoder.actions.core import CriterionWeight
from gtcoder.actions.model_nodes import NodePlace
from gtcoder.cli.parsing import SEPARATOR, code_path, count
from gtcoder.errors import NotFound
from gtcoder.queries.codebook import CodeRow, codes, find_code, nearest
from gtcoder.queries.instruments import find_expert, find_instrument
from gtcoder.queries.models import find_model
from gtcoder.queries.passages import find_document
from gtcoder.queries.people import find_coder, find_round, participants
from gtcoder.queries.relations import find_relation_type
from gtcoder.queries.theory import find_paradigm
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    CodeId,
    DocumentId,
    ExpertId,
    InstrumentId,
    ModelId,
    ParadigmId,
    ParticipantId,
    RelationTypeId,
    RoundId,
)

__all__ = [
    "code_at",
    "code_id",
    "criterion_weight",
    "document_id",
    "expert_id",
    "find_coder",
    "find_round",
    "instrument_id",
    "model_id",
    "node_place",
    "paradigm_id",
    "participant_id",
    "relation_type_id",
    "round_id",
]


def document_id(reader: Reader, name: str) -> DocumentId:
    """Return the document of that name."""
    return find_document(reader, name)


def round_id(reader: Reader, name: str | None) -> RoundId | None:
    """Return the round of that name or number; None stays None, which verbs take as the newest."""
    return None if name is None else find_round(reader, name).id


def code_id(reader: Reader, written: str) -> CodeId:
    """Return the code at a path: one in use, or else a retired or merged one."""
    try:
        return find_code(reader, written).id
    except NotFound:
        every = (code for code in codes(reader, retired=True) if code.retired)
        gone = code_at(every, code_path(written))
        if gone is None:
            raise
        return gone.id


def code_at(every: Iterable[CodeRow], path: tuple[str, ...]) -> CodeRow | None:
    """Return the code exactly at a path, one in use before one that is not; None where none is."""
    wanted = _folded(path)
    at = [code for code in every if _folded(code.path) == wanted]
    return min(at, key=lambda code: (code.retired, -code.id), default=None)


def participant_id(reader: Reader, name: str) -> ParticipantId:
    """Return the participant of that name."""
    every = participants(reader)
    for row in every:
        if row.name == name:
            return row.id
    raise NotFound(
        "There is no participant “{name}”. Nearest: {near}.",
        name=name,
        near=nearest(name, (row.name for row in every)),
    )


def paradigm_id(reader: Reader, name: str) -> ParadigmId:
    """Return the paradigm of that name."""
    return find_paradigm(reader, name).id


def relation_type_id(reader: Reader, name: str) -> RelationTypeId:
    """Return the kind of relation of that name."""
    return find_relation_type(reader, name)


def model_id(reader: Reader, name: str) -> ModelId:
    """Return the model of that name."""
    return find_model(reader, name).id


def instrument_id(reader: Reader, name: str) -> InstrumentId:
    """Return the instrument of that name."""
    return find_instrument(reader, name).id


def expert_id(reader: Reader, written: str) -> ExpertId:
    """Return the expert written INSTRUMENT/NAME, by the name alone or by the number."""
    if written.isdecimal():
        return ExpertId(count(written))
    instrument, _, name = written.rpartition("/")
    return find_expert(reader, name.strip(), instrument.strip()).id


def criterion_weight(written: str) -> CriterionWeight:
    """Return CRITERION=WEIGHT as how much a criterion of the core category counts."""
    name, _, weight = written.rpartition("=")
    return CriterionWeight(name.strip(), float(weight))


def node_place(written: str) -> NodePlace:
    """Return NODE@X,Y as where a node of a model is to stand."""
    node, _, where = written.rpartition("@")
    x, y = (float(part) for part in where.split(","))
    return NodePlace(node, x, y)


def _folded(path: tuple[str, ...]) -> str:
    return SEPARATOR.join(" ".join(name.split()) for name in path).casefold()
