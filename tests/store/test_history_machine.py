"""Any sequence of acts, undo and redo: the state is exact, and the ledger folds to the tables."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from gtcoder.actions import (
    codebook,
    coding,
    correcting,
    merging,
    models,
    properties,
    relations,
    theory,
)
from gtcoder.actions.model_edges import connect
from gtcoder.actions.model_nodes import NodePlace, group_nodes, move_nodes, remove_nodes, set_field
from gtcoder.errors import InvalidInput
from gtcoder.queries.codebook import CodeRow, codes
from gtcoder.queries.models import models as kept_models
from gtcoder.queries.passages import codings, text
from gtcoder.queries.properties import placed_passages
from gtcoder.queries.properties import properties as kept_properties
from gtcoder.queries.relations import relations as kept_relations
from gtcoder.queries.theory import memos
from gtcoder.store.verify import verify
from gtcoder.textdiff import LostPassages
from gtcoder.vocabulary import CodeId, Span
from tests.databases import location_in
from tests.studies import new_study

ASTRAL = st.text(st.sampled_from("ab 🙂𝔄👩‍🔧e\u0301\n"), max_size=6)
LONG = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)


class History(RuleBasedStateMachine):
    """One coder at work; `past` and `future` hold the digests undo and redo must reach."""

    kind: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.state = tempfile.mkdtemp(prefix="gtcoder-machine-")
        os.environ["GTCODER_STATE_DIR"] = self.state
        self.study = new_study(location_in(self.kind, Path(self.state)))
        self.me = self.study.ann
        with self.me.read() as reader:
            full = text(reader, self.study.document).replace("e", "𝔄").replace(" ", " 🙂")
        self.me.perform(correcting.correct, document=self.study.document, text=full)
        self.digest = verify(self.me).digest
        self.past: list[str] = []
        self.future: list[str] = []
        self.number = 0
        for _ in range(2):
            self.create()
            self.digest = verify(self.me).digest
        self.past.clear()  # undo stops short of these, for every rule needs a code

    def act(self, verb: object, **arguments: object) -> None:
        revision = self.me.seen
        try:
            self.me.perform(verb, reason="because", **arguments)  # type: ignore[arg-type]
        except InvalidInput:
            assert verify(self.me).digest == self.digest
            return
        if self.me.seen != revision:
            self.past.append(self.digest)
            self.future.clear()

    def codes(self) -> list[CodeRow]:
        with self.me.read() as reader:
            return list(codes(reader))

    @rule()
    def create(self) -> None:
        self.number += 1
        self.act(codebook.create_code, name=f"code {self.number}")

    @rule(data=st.data(), start=st.integers(0, 6), length=st.integers(1, 3))
    def apply(self, data: st.DataObject, start: int, length: int) -> None:
        code = data.draw(st.sampled_from(self.codes())).id
        span = Span(start, start + length)
        self.act(coding.apply_code, document=self.study.document, span=span, code=code)

    @rule(data=st.data(), which=st.sampled_from(["remove", "resize", "recode"]))
    def change_coding(self, data: st.DataObject, which: str) -> None:
        with self.me.read() as reader:
            rows = codings(reader)
        if not rows:
            return
        row = data.draw(st.sampled_from(rows))
        if which == "remove":
            self.act(coding.remove_coding, coding=row.id)
        elif which == "resize":
            start = max(0, row.start + data.draw(st.integers(-2, 2)))
            end = max(start + 1, row.end + data.draw(st.integers(-2, 2)))
            self.act(coding.resize, coding=row.id, span=Span(start, end))
        else:
            code = data.draw(st.sampled_from(self.codes())).id
            self.act(coding.recode, coding=row.id, code=code)

    @precondition(lambda self: len(self.codes()) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        first, second = data.draw(st.permutations([code.id for code in self.codes()]))[:2]
        self.act(merging.merge_codes, sources=[first], target=second)

    @rule(data=st.data())
    def unmerge(self, data: st.DataObject) -> None:
        with self.me.read() as reader:
            merged = [code.id for code in codes(reader, retired=True) if code.merged_into]
        if merged:
            self.act(merging.unmerge_code, code=data.draw(st.sampled_from(merged)))

    @rule(data=st.data(), text=LONG)
    def describe(self, data: st.DataObject, text: str) -> None:
        code = data.draw(st.sampled_from(self.codes())).id
        self.act(codebook.define_code, code=code, definition=text, rule=text[::-1])

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        ids: list[CodeId] = [code.id for code in self.codes()]
        parent = data.draw(st.sampled_from([None, *ids]))
        self.act(codebook.move_code, code=data.draw(st.sampled_from(ids)), parent=parent)

    @rule(data=st.data(), text=LONG.filter(str.strip))
    def write(self, data: st.DataObject, text: str) -> None:
        with self.me.read() as reader:
            known = [memo.id for memo in memos(reader)]
        change, anew = data.draw(st.booleans()), data.draw(st.booleans())
        if known and change:
            memo = data.draw(st.sampled_from(known))
            if anew:
                self.act(theory.change_memo, memo=memo, text=text)
            else:
                self.act(theory.remove_memo, memo=memo)
            return
        code = data.draw(st.sampled_from(self.codes())).id
        self.act(theory.write_memo, text=text, codes=[code])

    @rule(start=st.integers(0, 12), length=st.integers(0, 6), words=ASTRAL)
    def correct(self, start: int, length: int, words: str) -> None:
        with self.me.read() as reader:
            was = text(reader, self.study.document)
            before = {row.id: row for row in codings(reader)}
        end = min(start + length, len(was))
        piece = (min(start, end), end, words)
        where = {"document": self.study.document, "edits": [piece], "lost": LostPassages.DROP}
        self.act(correcting.correct, **where)
        with self.me.read() as reader:
            now = text(reader, self.study.document)
            after = codings(reader)
        assert now in (was, was[: piece[0]] + words + was[end:])
        assert all(row.text == now[row.start : row.end] for row in after)
        for row in after:
            if before[row.id].end < piece[0] or end < before[row.id].start:
                assert row.text == before[row.id].text

    @rule(data=st.data(), place=st.integers(0, 100), start=st.integers(0, 6))
    def place(self, data: st.DataObject, place: int, start: int) -> None:
        with self.me.read() as reader:
            known, placed = kept_properties(reader), placed_passages(reader)
        which = data.draw(st.sampled_from(["define", "place", "place", "move", "off", "remove"]))
        if which == "define" or not known:
            code = data.draw(st.sampled_from(self.codes())).id
            self.act(properties.define_property, category=code, name=f"property {place}")
        elif which == "remove":
            self.act(properties.remove_property, property=data.draw(st.sampled_from(known)).id)
        elif which == "place" or not placed:
            at = {"document": self.study.document, "span": Span(start, start + 2)}
            key = data.draw(st.sampled_from(known)).id
            self.act(properties.place_passages, property=key, place=place, **at)
        elif which == "move":
            one = data.draw(st.sampled_from(placed)).id
            self.act(properties.change_place, placement=one, place=place, negative=place > 50)
        else:
            self.act(properties.take_off_property, placements=[placed[0].id])

    @rule(data=st.data(), kind=st.sampled_from(["leads to", "contradicts"]))
    def relate(self, data: st.DataObject, kind: str) -> None:
        with self.me.read() as reader:
            known, coded = kept_relations(reader), codings(reader)
        which = data.draw(st.sampled_from(["relate", "relate", "change", "unrelate", "refuse"]))
        ids = data.draw(st.permutations([code.id for code in self.codes()]))
        if len(ids) > 1 and (which in ("relate", "refuse") or not known):
            ends = {"source": ids[0], "target": ids[1]}
            if which == "refuse":
                self.act(relations.refuse_relation, **ends)
            else:
                said = [row.quotation for row in coded[:2]]
                self.act(relations.relate, type=kind, quotations=said, **ends)
        elif known and which == "change":
            one = data.draw(st.sampled_from(known)).id
            self.act(relations.change_relation, relation=one, type=kind, reversed=True)
        elif known:
            self.act(relations.unrelate, relation=data.draw(st.sampled_from(known)).id)

    @rule(data=st.data(), template=st.sampled_from(["stepwise", "network"]))
    def draw(self, data: st.DataObject, template: str) -> None:
        with self.me.read() as reader:
            known = [model for model in kept_models(reader) if len(model.nodes) > 1]
        which = data.draw(
            st.sampled_from(["make", "move", "connect", "group", "field", "take", "copy", "remove"])
        )
        if which == "make" or not known:
            self.number += 1
            code = data.draw(st.sampled_from(self.codes())).id
            nodes = [
                models.NodeDraft("own", "box", "Own"),
                models.NodeDraft("c", "code", code=code),
            ]
            name = f"model {self.number}"
            self.act(models.make_model, name=name, template=template, nodes=nodes)
            return
        model = data.draw(st.sampled_from(known))
        first, second = (node.key for node in data.draw(st.permutations(model.nodes))[:2])
        acts: dict[str, tuple[object, dict[str, object]]] = {
            "move": (move_nodes, {"places": [NodePlace(first, 1.5, 2.0)]}),
            "connect": (connect, {"source": first, "target": second}),
            "group": (group_nodes, {"nodes": [first, second]}),
            "field": (set_field, {"node": first, "name": "tools", "value": template}),
            "take": (remove_nodes, {"nodes": [first]}),
            "copy": (models.copy_model, {"name": f"{model.name} again"}),
            "remove": (models.remove_model, {}),
        }
        verb, more = acts[which]
        self.act(verb, model=model.id, **more)

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        self.me.undo()
        self.future.append(self.digest)
        assert verify(self.me).digest == self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self.me.redo()
        self.past.append(self.digest)
        assert verify(self.me).digest == self.future.pop()

    @invariant()
    def the_ledger_folds_to_the_tables(self) -> None:
        found = verify(self.me)
        assert found.problems == ()
        self.digest = found.digest

    def teardown(self) -> None:
        self.study.close()
        shutil.rmtree(self.state)


class OnSqlite(History):
    kind = "sqlite"


class OnPostgres(History):
    kind = "postgresql"


_QUIET = list(HealthCheck)
TestOnSqlite = OnSqlite.TestCase
TestOnSqlite.settings = settings(
    max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=_QUIET
)
TestOnPostgres = OnPostgres.TestCase
TestOnPostgres.settings = settings(
    max_examples=2, stateful_step_count=20, deadline=None, suppress_health_check=_QUIET
)
