"""A coder who does anything that can be done, drawn by lot: for copies of a study to be merged."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from random import Random
from typing import Any

from sqlalchemy import select

import gtcoder.actions  # noqa: F401  (registers the verbs)
from gtcoder import vocabulary
from gtcoder.actions.model_nodes import NodePlace
from gtcoder.actions.models import EdgeDraft, NodeDraft
from gtcoder.batch import ImportBatch
from gtcoder.errors import GtcoderError
from gtcoder.store.images import journaled_tables
from gtcoder.store.project import OpenProject
from gtcoder.store.verbs import VERBS
from gtcoder.textdiff import LostPassages
from gtcoder.vocabulary import CodeId, RoundKind, Span
from tests.studies import draft

WORDS = ("alpha", "Alpha", "beta", "gamma", "alpha\nand more", "beta, said Ann")
NAMES = ("alpha", "Alpha", "beta", "gamma", "delta")
TABLES = {
    "CodeId": "code", "CodingId": "coding", "DocumentId": "document", "CoderId": "coder",
    "RoundId": "round", "MemoId": "memo", "QuotationId": "quotation", "RelationId": "relation",
    "RelationTypeId": "relation_type", "ParadigmId": "paradigm", "PropertyId": "property",
    "PropertyPlacementId": "property_placement", "ModelId": "model", "ModelEdgeId": "model_edge",
    "EvidenceId": "evidence", "WaiverId": "waiver", "DecisionId": "decision",
    "InstrumentId": "instrument", "InstrumentItemId": "instrument_item", "ExpertId": "expert",
    "BookmarkId": "bookmark", "ComparisonId": "comparison", "SpeakerId": "speaker",
    "ParticipantId": "participant", "SamplingDecisionId": "sampling_decision",
}  # fmt: skip
LEFT_OUT = frozenset(
    {"study.create", "study.take_in", "history.revert", "transcripts.erase", "team.join",
     "codebook.import_book", "coding.autocode", "instruments.take_in", "instruments.rate_many",
     "team.draw_sample", "team.set_role", "coding.apply_many", "team.bring_round",
     "core.set_weights", "team.unblind", "team.close_round", "study.rebuild"}
)  # fmt: skip
OFTEN = ("coding.apply", "coding.apply_new", "coding.remove", "coding.recode", "coding.resize",
         "codebook.create", "codebook.rename", "codebook.move", "codebook.define",
         "codebook.merge", "codebook.unmerge", "codebook.retire", "codebook.restore",
         "transcripts.correct", "transcripts.add", "transcripts.remove", "theory.write_memo",
         "theory.change_memo", "theory.relate", "theory.add_evidence", "team.add_coder",
         "undo", "revert")  # fmt: skip


@dataclass(frozen=True)
class Act:
    """Something to be done: a verb, and the lot by which its arguments are drawn."""

    verb: str
    lot: int


@cache
def verbs() -> tuple[str, ...]:
    """Return the names of what may be done."""
    return tuple(sorted(name for name in dict(VERBS) if name not in LEFT_OUT))


def do(project: OpenProject, act: Act) -> bool:
    """Do it as far as it can be done; tell whether it was."""
    lot = Random(act.lot)
    try:
        if act.verb == "undo":
            project.undo()
        elif act.verb == "revert":
            project.revert(lot.randint(max(1, project.seen - 8), project.seen))
        else:
            run = dict(VERBS)[act.verb].run
            arguments = _Drawing(project, lot).arguments(act.verb, run)
            project.perform(run, reason="because", **arguments)
    except (GtcoderError, _Nothing):
        return False
    return True


class _Nothing(Exception):
    """There is no row of the kind that is wanted."""


class _Drawing:
    def __init__(self, project: OpenProject, lot: Random) -> None:
        self.project, self.lot = project, lot

    def arguments(self, verb: str, run: Callable[..., Any]) -> dict[str, Any]:
        if verb == "transcripts.correct":
            return self._correction()
        if verb == "transcripts.add":
            name = self.lot.choice(["Invented interview 2", "Invented interview 3"])
            extra = self.lot.choice(["More words of it.", "Other words."])
            return {"batch": ImportBatch(documents=(draft(name, extra),))}
        if verb == "theory.make_model":
            return self._model()
        found: dict[str, Any] = {}
        for one in list(inspect.signature(run).parameters.values())[1:]:
            if one.default is not inspect.Parameter.empty and self.lot.random() < 0.4:
                continue
            try:
                value = self._value(one.name, str(one.annotation))
            except _Nothing:
                value = _SKIP
            if value is not _SKIP:
                found[one.name] = value
            elif one.default is inspect.Parameter.empty:
                raise _Nothing
        if verb in ("coding.apply", "coding.in_vivo", "coding.apply_new", "reading.bookmark"):
            found.pop("round", None)
        return found

    def _correction(self) -> dict[str, Any]:
        at = self.lot.randint(0, 160)
        words = self.lot.choice(["", "well ", "🙂", "they went", "\n"])
        pieces = [(at, at + self.lot.randint(0, 9), words)]
        more = {"edits": pieces, "lost": LostPassages.DROP}
        return {"document": self._key("document"), **more}

    def _model(self) -> dict[str, Any]:
        nodes = (NodeDraft("own", "box", self.lot.choice(NAMES)),
                 NodeDraft("c", "code", code=CodeId(self._key("code"))))  # fmt: skip
        template = self.lot.choice(["stepwise", "network", "tree", "fields"])
        edges = (EdgeDraft("own", "c"),) if template == "stepwise" else ()
        name = self.lot.choice(NAMES)
        return {"name": name, "template": template, "nodes": nodes, "edges": edges}

    def _key(self, table: str) -> int:
        target = journaled_tables()[table]
        with self.project.snapshot() as connection:
            keys: list[int] = list(connection.execute(select(target.c.id)).scalars())
        if not keys:
            raise _Nothing
        return self.lot.choice(sorted(keys))

    def _column(self, table: str, column: str) -> str:
        target = journaled_tables()[table]
        with self.project.snapshot() as connection:
            values = sorted(connection.execute(select(target.c[column])).scalars())
        if not values:
            raise _Nothing
        return str(self.lot.choice(values))

    def _value(self, name: str, kind: str) -> Any:
        plain = kind.removesuffix(" | None")
        if plain != kind and self.lot.random() < 0.3:
            return None
        if plain.startswith("Sequence["):
            inner = plain.removeprefix("Sequence[").removesuffix("]")
            if inner == "NodePlace":
                return [NodePlace(self._column("model_node", "key"), 1.5, 2.0)]
            if inner == "tuple[str, ...]":
                return [(self.lot.choice(NAMES),)]
            if inner == "tuple[CodeId, str, str]":
                return [(self._key("code"), self.lot.choice(NAMES), self.lot.choice(NAMES))]
            if inner.startswith("tuple["):
                return _SKIP
            return list(
                dict.fromkeys(self._value(name, inner) for _ in range(self.lot.choice((1, 2))))
            )
        if plain in TABLES:
            return self._key(TABLES[plain])
        enum = getattr(vocabulary, plain, None)
        if isinstance(enum, type) and issubclass(enum, StrEnum):
            if enum is RoundKind:
                return self.lot.choice([RoundKind.OPEN, RoundKind.CONSENSUS])
            return self.lot.choice(list(enum))
        return self._plain(name, plain)

    def _plain(self, name: str, kind: str) -> Any:
        if kind == "Span":
            start = self.lot.choice((5, 7, 9, 40, 60))
            return Span(start, start + self.lot.choice((2, 5, 30)))
        if kind == "bool":
            return False if name == "blind" else self.lot.choice((True, False))
        if kind == "int":
            low, high = {"weight": (0, 9), "strength": (1, 3), "score": (0, 4)}.get(name, (1, 5))
            return self.project.seen if "revision" in name else self.lot.randint(low, high)
        if kind == "float":
            return float(self.lot.randint(1, 300))
        if kind == "date":
            return date(2026, 1, self.lot.randint(1, 3))
        if kind.startswith("tuple[str"):
            return tuple(self.lot.sample(NAMES, self.lot.choice((1, 2))))
        if kind == "dict[str, Any]":
            return {"alpha": self.lot.randint(1, 3)}
        if kind == "str":
            return self._text(name)
        return _SKIP

    def _text(self, name: str) -> str:
        known = {"owner": ("document", "name"), "attribute": ("attribute", "name"),
                 "instrument": ("instrument", "name"), "paradigm": ("paradigm", "name"),
                 "node": ("model_node", "key"), "nodes": ("model_node", "key"),
                 "source": ("model_node", "key"), "target": ("model_node", "key"),
                 "group": ("model_node", "key"), "parent": ("model_node", "key"),
                 "steps": ("model_node", "key")}  # fmt: skip
        if name in known and self.lot.random() < 0.8:
            return self._column(*known[name])
        if name == "options":
            return f"by={self.lot.choice(NAMES)}"
        if name == "type":
            return self.lot.choice(["leads to", "contradicts"])
        if name in ("text", "definition", "rule", "note", "memo"):
            return self.lot.choice(WORDS)
        return self.lot.choice(NAMES)


_SKIP = object()
