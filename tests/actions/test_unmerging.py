"""What a merge moved comes back with the unmerge: chains, interleaved work, and whole walks."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import (
    codebook,
    coding,
    core,
    domains,
    kept_apart,
    merging,
    model_nodes,
    models,
    properties,
    relations,
    sampling,
    storyline,
    theory,
)
from gtcoder.errors import InvalidInput
from gtcoder.queries.codebook import codes, memberships
from gtcoder.queries.ledger import entry_page, entry_sentences
from gtcoder.queries.passages import codings
from gtcoder.queries.relations import evidence, refused_relations, relation_cards
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.verify import state_digest, verify
from gtcoder.vocabulary import CodeId, DocumentId, JudgedCriterion, NodeKind, ParadigmRole
from tests.databases import ON_BOTH
from tests.studies import Study, new_study

NAMES = ("Rain", "Snow", "Wind", "Fog", "Sun", "Ice", "Heat", "Dew")


@dataclass
class Weather:
    """Eight codes of an invented study, two of them below others, with a theory around them."""

    study: Study
    codes: dict[str, CodeId]

    def merge(self, source: str, into: str) -> None:
        self.study.ann.perform(
            merging.merge_codes,
            sources=[self.codes[source]],
            target=self.codes[into],
            reason="the same act",
        )

    def unmerge(self, name: str) -> int:
        return self.study.ann.perform(
            merging.unmerge_code, code=self.codes[name], reason="two acts after all"
        )

    def said(self) -> str:
        with self.study.ann.read() as reader:
            page = entry_page(reader, limit=1)
            return entry_sentences(reader, page)[page[0].revision]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, CodeId], DocumentId]:
    """Build the study once; each test works on a copy."""
    path = tmp_path_factory.mktemp("weather") / "study.gtc"
    study = new_study(FileLocation(path))
    made = _weather(study)
    study.close()
    return path, made.codes, study.document


@pytest.fixture
def weather(built: tuple[Path, dict[str, CodeId], DocumentId], tmp_path: Path) -> Iterator[Weather]:
    path, made, document = built
    location = FileLocation(tmp_path / "copy.gtc")
    shutil.copy(path, location.path)
    ann, bob = open_study(location, "Ann"), open_study(location, "Bob")
    study = Study(location, ann, bob, document)
    yield Weather(study, made)
    study.close()


def _weather(study: Study) -> Weather:
    do = study.ann.perform
    made = {name: study.code(name) for name in NAMES}
    for child, parent in (("Dew", "Rain"), ("Ice", "Snow")):
        do(codebook.move_code, code=made[child], parent=made[parent])
    for place, name in enumerate(NAMES):  # each has a passage of its own, and shares two
        study.apply(made[name], 10 * place + 5, 10 * place + 12)
        study.apply(made[name], 120 + 5 * (place // 2), 140)
        study.apply(made[name], 150, 160)
    with study.ann.read() as reader:
        quotations = [row.quotation for row in codings(reader)]
    for source, target in (("Rain", "Sun"), ("Snow", "Sun"), ("Wind", "Rain"), ("Fog", "Sun")):
        relation = do(
            relations.relate,
            source=made[source],
            target=made[target],
            type="leads to",
            quotations=quotations[: 2 + len(source) % 3],
        )
        edge = quotations[len(target) + 1]
        do(theory.add_evidence, relation=relation, quotation=edge, note=f"see {source}")
    do(relations.relate, source=made["Heat"], target=made["Wind"], type="contradicts")
    do(relations.relate, source=made["Wind"], target=made["Ice"], type="contradicts")
    do(relations.refuse_relation, reason="chance", source=made["Ice"], target=made["Heat"])
    do(relations.refuse_relation, reason="chance", source=made["Snow"], target=made["Fog"])
    for one, other in (("Rain", "Heat"), ("Snow", "Heat"), ("Dew", "Wind"), ("Rain", "Fog")):
        do(kept_apart.refuse_merge, reason="differ", one=made[one], other=made[other])
    for member, category in (("Fog", "Rain"), ("Fog", "Snow"), ("Sun", "Fog"), ("Rain", "Heat")):
        do(codebook.add_membership, code=made[member], category=made[category])
    for number, name in enumerate(("Rain", "Snow", "Wind")):
        for what in ("strength", f"of {name}"):
            key = do(properties.define_property, category=made[name], name=what, low="a", high="b")
            chosen = quotations[number : number + 3]
            do(properties.place_passages, property=key, place=30, quotations=chosen)
        do(core.judge, category=made[name], criterion=next(iter(JudgedCriterion)), score=number)
        do(theory.place_in_paradigm, category=made[name], role=list(ParadigmRole)[number])
    do(core.judge, category=made["Rain"], criterion=list(JudgedCriterion)[1], score=4)
    do(sampling.log_sampling, gap="g", decision="d", codes=[made["Rain"], made["Dew"]])
    drawn = do(models.make_model, name="Drawn", template="network")
    free = do(models.make_model, name="Free", template="stepwise")
    for name in ("Rain", "Snow", "Fog"):
        do(model_nodes.add_node, model=drawn, kind=NodeKind.CODE, code=made[name], x=5.0, y=9.0)
        do(model_nodes.add_node, model=free, kind=NodeKind.STEP, code=made[name])
    do(domains.declare_domain, code=made["Rain"])
    do(storyline.write_storyline, text="First [[Rain – leads to – Sun]], then [[Snow]].")
    return Weather(study, made)


def test_all_that_a_merge_moved_comes_back(weather: Weather) -> None:
    ann, before = weather.study.ann, state_digest(weather.study.ann)
    weather.merge("Rain", "Snow")
    assert weather.unmerge("Rain") == 3
    assert state_digest(ann) == before
    assert verify(ann).ok
    assert weather.said() == "Unmerged “Rain” from “Snow”"
    ann.undo()
    assert state_digest(ann) != before
    ann.redo()
    assert state_digest(ann) == before


def test_a_merge_that_was_taken_back_is_not_the_one_to_unmerge(weather: Weather) -> None:
    ann = weather.study.ann
    weather.merge("Fog", "Wind")
    merged = ann.seen
    ann.undo()
    before = state_digest(ann)
    weather.merge("Fog", "Heat")
    ann.undo()
    ann.revert(merged + 1)  # the first undo: the first merge stands again
    weather.unmerge("Fog")
    assert state_digest(ann) == before


def test_a_code_above_its_target_comes_back_above_it(weather: Weather) -> None:
    before = state_digest(weather.study.ann)
    weather.merge("Rain", "Dew")
    weather.unmerge("Rain")
    assert state_digest(weather.study.ann) == before


def test_what_was_done_since_stays_and_is_told(weather: Weather) -> None:
    study, made = weather.study, weather.codes
    weather.merge("Rain", "Snow")
    study.ann.perform(codebook.move_code, code=made["Dew"], parent=made["Heat"])
    with study.ann.read() as reader:
        member = next(row for row in codings(reader, code=made["Snow"]) if row.start == 5)
    study.ann.perform(coding.recode, coding=member.id, code=made["Heat"])
    study.ann.perform(codebook.remove_membership, code=made["Fog"], category=made["Snow"])
    assert weather.unmerge("Rain") == 2
    said = weather.said()
    assert "1 coding" in said
    assert "1 code" in said
    assert "could not come back" in said
    with study.ann.read() as reader:
        parents = {row.name: row.parent for row in codes(reader)}
        heat = {row.start for row in codings(reader, code=made["Heat"])}
        members = memberships(reader)
    assert parents["Dew"] == made["Heat"]
    assert 5 in heat
    assert made["Fog"] in members.get(made["Rain"], ())
    assert verify(study.ann).ok


def test_refusals_and_relations_come_back_without_meeting(weather: Weather) -> None:
    study, made = weather.study, weather.codes
    weather.merge("Ice", "Wind")
    with study.ann.read() as reader:
        assert len(refused_relations(reader)) == 1  # “Wind” and “Heat” are related
    weather.unmerge("Ice")
    with study.ann.read() as reader:
        pairs = {(row.source_name, row.target_name) for row in refused_relations(reader)}
        reads = [card.reads for card in relation_cards(reader)]
        assert evidence(reader)
    assert ("Ice", "Heat") in pairs or ("Heat", "Ice") in pairs
    assert any("Ice" in each for each in reads)
    assert made["Ice"]


def test_several_sources_of_one_merge_come_back_one_by_one(weather: Weather) -> None:
    ann, made, before = weather.study.ann, weather.codes, state_digest(weather.study.ann)
    sources = [made[name] for name in ("Rain", "Snow", "Fog")]
    ann.perform(merging.merge_codes, sources=sources, target=made["Sun"], reason="one act")
    for name in ("Snow", "Fog", "Rain"):
        weather.unmerge(name)
        assert verify(ann).ok
    assert state_digest(ann) == before


@pytest.mark.parametrize("seed", range(4))
def test_walks_of_merges_lead_back(weather: Weather, seed: int) -> None:
    """Backwards all is as it was; in another order codes and codings are."""
    chance, ann = random.Random(seed), weather.study.ann
    before, coded = state_digest(ann), _coded(weather)
    live, merged = list(NAMES), list[str]()
    while len(merged) < 5:
        source, into = chance.sample(live, 2)
        weather.merge(source, into)
        live.remove(source)
        merged.append(source)
    backwards = seed % 2 == 0
    for name in reversed(merged) if backwards else chance.sample(merged, len(merged)):
        weather.unmerge(name)
    assert verify(ann).ok
    assert _coded(weather) == coded
    if backwards:
        assert state_digest(ann) == before


def _coded(weather: Weather) -> list[object]:
    with weather.study.ann.read() as reader:
        places = [(row.id, row.path, row.retired) for row in codes(reader, retired=True)]
        return [*places, *((row.id, row.code, row.start) for row in codings(reader))]


def test_a_split_leaves_passages_in_both_where_asked(weather: Weather) -> None:
    study, made = weather.study, weather.codes
    mine = study.apply(made["Heat"], 200, 205)
    with study.ann.read() as reader:
        every = {row.id: row.quotation for row in codings(reader, code=made["Heat"])}
    other = next(key for key in every if key != mine)
    before = state_digest(study.ann)
    new = study.ann.perform(
        merging.split_code,
        code=made["Heat"],
        name="Heat, dry",
        codings=[mine],
        both=[other],
        definition="Heat without rain.",
        rule="Only where no water is spoken of.",
        reason="two kinds",
    )
    with study.ann.read() as reader:
        kept = {row.quotation for row in codings(reader, code=made["Heat"])}
        given = {row.quotation for row in codings(reader, code=new)}
        made_code = next(row for row in codes(reader) if row.id == new)
    assert given == {every[mine], every[other]}
    assert kept == set(every.values()) - {every[mine]}
    assert made_code.rule == "Only where no water is spoken of."
    assert weather.said() == "Split “Heat, dry” off “Heat”, with 1 coding, 1 passage in both"
    study.ann.undo()
    assert state_digest(study.ann) == before


def test_codes_kept_apart(weather: Weather) -> None:
    ann, made = weather.study.ann, weather.codes
    before = state_digest(ann)
    pair: dict[str, Any] = {"one": made["Sun"], "other": made["Dew"]}
    ann.perform(kept_apart.refuse_merge, reason="not the same water", **pair)
    assert weather.said() == "Kept “Sun” and “Dew” apart"
    after = state_digest(ann)
    ann.undo()
    assert state_digest(ann) == before
    ann.redo()
    assert state_digest(ann) == after
    ann.perform(kept_apart.unrefuse_merge, one=made["Dew"], other=made["Sun"])
    assert state_digest(ann) == before
    with pytest.raises(InvalidInput, match="not kept apart"):
        ann.perform(kept_apart.unrefuse_merge, **pair)
    with pytest.raises(InvalidInput, match="itself"):
        ann.perform(kept_apart.refuse_merge, reason="x", one=made["Sun"], other=made["Sun"])


@ON_BOTH
def test_the_span_of_a_dropped_double_may_be_gone(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.apply(one, 5, 20)
    kept = study.apply(two, 5, 20)
    study.ann.perform(merging.merge_codes, sources=[one], target=two, reason="same")
    study.ann.perform(coding.remove_coding, coding=kept)
    assert study.ann.perform(merging.unmerge_code, code=one, reason="not the same") == 0
    with study.ann.read() as reader:
        page = entry_page(reader, limit=1)
        said = entry_sentences(reader, page)[page[0].revision]
    assert said == "Unmerged “One” from “Two”; 1 coding could not come back"
