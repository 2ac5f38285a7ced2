"""Writing a study as a plain-text folder: what was written builds the same study again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import codebook as codes_verbs
from gtcoder.actions import coding, team, theory, transcripts
from gtcoder.actions import models as drawn
from gtcoder.actions import paradigms as paradigms_verbs
from gtcoder.actions.model_nodes import add_node
from gtcoder.actions.play import open_plan, play
from gtcoder.actions.sampling import log_sampling
from gtcoder.batch import ImportBatch
from gtcoder.errors import InvalidInput
from gtcoder.exchange.formats import ImportOptions
from gtcoder.exchange.plain_study import read_study
from gtcoder.exchange.plain_writer import write_study
from gtcoder.exchange.reading import read_files
from gtcoder.queries import codebook, passages, people
from gtcoder.queries.attributes import columns
from gtcoder.queries.models import NodeRow, models
from gtcoder.queries.models import paths as model_paths
from gtcoder.queries.sampling import sampling
from gtcoder.queries.theory import memos, paradigms, relations
from gtcoder.queries.waivers import waivers
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.reader import Reader
from gtcoder.store.verify import verify
from gtcoder.storytext import plain_words
from gtcoder.vocabulary import (
    CheckRule,
    CodeId,
    CoderRole,
    ModelEdgeId,
    ModelNodeId,
    NodeKind,
    RelationId,
    Span,
    VariableScope,
)
from tests.exchange.plain_folder import write_folder
from tests.studies import draft


@pytest.fixture
def study(tmp_path: Path) -> Iterator[OpenProject]:
    """A study that can be changed, from the small folder."""
    location = FileLocation(tmp_path / "a.gtc")
    play(location, read_study(write_folder(tmp_path / "made")))
    with open_study(location, "Ana") as project:
        yield project


@contextmanager
def written(project: OpenProject, folder: Path) -> Iterator[tuple[Reader, tuple[str, ...]]]:
    """Write the study, build it again, and give a reader of that with the losses."""
    with project.read() as reader:
        losses = write_study(reader, folder).losses
    with open_plan(read_study(folder)) as again, again.read() as reader:
        assert verify(again).ok
        yield reader, losses


def told(reader: Reader) -> dict[str, Any]:
    """Return what a study holds, by names and words instead of keys."""
    paths = {code.id: code.written for code in codebook.codes(reader)}
    words = {c.quotation: (c.coder, c.document, c.start, c.end) for c in passages.codings(reader)}
    names = {row.id: row.name for row in passages.documents(reader)}
    return {
        "title": reader.study.title,
        "coders": {(coder.name, coder.role) for coder in people.coders(reader)},
        "texts": {names[key]: text for key, text in passages.texts(reader).items()},
        "speakers": {
            (row.document, row.label, row.role, row.participant) for row in people.speakers(reader)
        },
        "people": {row.name: (row.documents, row.variables) for row in people.participants(reader)},
        "dates": {
            names[key]: values  # type: ignore[index]
            for key, values in people.variables(reader, VariableScope.DOCUMENT).items()
        },
        "codes": [
            (c.written, c.level, c.origin, c.definition, c.rule, c.colour)
            for c in codebook.codes(reader)
        ],
        "attributes": {
            paths[key]: said
            for key, said in codebook.attributes(reader).items()
            if key in paths
        },
        "columns": [(c.name, c.group, c.kind) for c in columns(reader)],
        "members": {
            (paths[category], paths[member])
            for category, members in codebook.memberships(reader).items()
            for member in members
        },
        "codings": Counter(
            (*words[c.quotation], c.code, c.origin) for c in passages.codings(reader)
        ),
        "memos": Counter(
            (m.kind, m.title, plain_words(m.text), m.coder,
             frozenset(paths[code] for code in m.codes),
             frozenset(names[d] for d in m.documents), frozenset(words[q] for q in m.quotations))
            for m in memos(reader)
        ),
        "relations": {
            (paths[r.source], r.type, paths[r.target], r.note): {
                (words[quotation], stance) for quotation, stance in r.evidence
            }
            for r in relations(reader)
        },
        "paradigms": {
            (board.name, place.role, paths[place.category], place.rank)
            for board in paradigms(reader)
            for place in board.placements
        },
        "models": [
            (m.name, m.template, m.options, {node_told(n, paths) for n in m.nodes},
             {replace(e, id=ModelEdgeId(0), relation=e.relation and RelationId(1))
              for e in m.edges},
             {(way.name, way.visits) for way in model_paths(reader, m.id)})
            for m in models(reader)
        ],
        "finished": len(people.assignments(reader)),
    }  # fmt: skip


def node_told(node: NodeRow, paths: dict[CodeId, str]) -> tuple[object, ...]:
    """Return a node without the numbers of its row and code."""
    bare = replace(node, id=ModelNodeId(0), code=None)
    if node.key.startswith("code "):  # the key of a code that the template draws
        bare = replace(bare, key="code")
    return bare, node.code and paths[node.code]


def test_the_sample_study_comes_back(built_sample: Path, tmp_path: Path) -> None:
    with open_study(FileLocation(built_sample), None, read_only=True) as project:
        with project.read() as reader:
            before = told(reader)
        with written(project, tmp_path / "again") as (reader, losses):
            after = told(reader)
    for what, value in before.items():
        assert after[what] == value, what
    assert [loss.split(" ", 1)[1] for loss in losses] == ["codes retired or merged"]


def test_the_small_study_comes_back(study: OpenProject, tmp_path: Path) -> None:
    with study.read() as reader:
        before = told(reader)
    with written(study, tmp_path / "again") as (reader, _):
        assert told(reader) == before


def test_hard_words_come_back(study: OpenProject, tmp_path: Path) -> None:
    stored = study.perform(
        transcripts.add_documents,
        batch=ImportBatch((draft('CON/"1": a, b?', "tail, “x”\n\n=1+1"),)),
    )
    ((_, document),) = stored.documents
    with study.read() as reader:
        text = passages.text(reader, document)
    for words in ("🙂. Nobody", "«we were too late» — the", "tail, “x”\n\n=1+1", "a"):
        start = text.rindex(words)
        study.perform(
            coding.apply_new_code,
            document=document,
            span=Span(start, start + len(words)),
            path=('say "no", twice', "=SUM(A1)"),
            memo='on\n"two" lines',
        )
    with written(study, tmp_path / "again") as (reader, _):
        found = Counter(c.text for c in passages.codings(reader) if c.code[-1] == "=SUM(A1)")
        places = [c.start for c in passages.codings(reader) if c.text == "a"]
        notes = [memo.text for memo in memos(reader)]
        names = [row.name for row in passages.documents(reader)]
    assert found == Counter(["🙂. Nobody", "«we were too late» — the", "tail, “x”\n\n=1+1", "a"])
    assert places == [text.rindex("a")]
    assert notes.count('on\n"two" lines') == 4
    assert "CON_1_ a, b_" in names


def test_speakers_of_a_pattern_of_ones_own_do_not_hinder_the_folder(
    study: OpenProject, tmp_path: Path
) -> None:
    for name, asking in (("rain", ()), ("snow", ("Bea",))):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"<<Ada>> Invented {name}.\n<<Bea>> It did.\n<<Ada>> We left.\n")
        options = ImportOptions(
            speakers=r"^<<(?P<speaker>\w+)>>", who={"Ada": f"Person {name}"}, interviewers=asking
        )
        study.perform(transcripts.add_documents, batch=read_files([path], options))
    with written(study, tmp_path / "again") as (reader, losses):
        persons = {row.name for row in people.participants(reader)}
    assert "Person snow" in persons
    assert not {"Person rain", "Bea"} & persons
    words = "people speaking under labels that the texts do not show in a usual way"
    assert f"2 {words}" in losses


def test_what_the_folder_cannot_hold_is_said(study: OpenProject, tmp_path: Path) -> None:
    with study.read() as reader:
        document = passages.find_document(reader, "01_baker")
        means = codebook.find_code(reader, "Means").id
        hope = codebook.find_code(reader, "Hope").id
        quotation = passages.codings(reader)[0].quotation
        (_, ben) = people.coders(reader)
    study.perform(theory.write_memo, text="Two things.", codes=[hope], quotations=[quotation])
    study.perform(codes_verbs.retire_code, code=hope, reason="given up")
    study.perform(team.set_role, coder=ben.id, role=CoderRole.VIEWER)
    study.perform(team.open_new_round, name="Round 2")
    study.perform(coding.apply_code, document=document, span=Span(0, 5), code=means)
    with written(study, tmp_path / "again") as (reader, losses):
        kept = told(reader)
    assert losses == (
        "3 codes retired or merged",
        "1 link of memos to codes out of use",
        "1 node of codes out of use",
        "1 edge of nodes of codes out of use",
    )
    assert ("Ben", CoderRole.VIEWER) in kept["coders"]
    assert sum(kept["codings"].values()) == 8


def test_what_is_there_is_not_written_over(study: OpenProject, tmp_path: Path) -> None:
    with study.read() as reader:
        with pytest.raises(InvalidInput, match="is there and not empty"):
            write_study(reader, tmp_path / "made")
        with pytest.raises(InvalidInput, match="is there and not empty"):
            write_study(reader, tmp_path / "a.gtc")
        (tmp_path / "empty").mkdir()
        done = write_study(reader, tmp_path / "empty")
    assert tmp_path / "empty" / "codings.csv" in done.written
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_of_those_who_speak_nowhere_any_more_the_loss_is_said(
    study: OpenProject, tmp_path: Path
) -> None:
    batch = ImportBatch((draft("Gone"),))
    ((_, document),) = study.perform(transcripts.add_documents, batch=batch).documents
    with study.read() as reader:
        person = next(row.id for row in people.participants(reader) if row.name == "Gone")
        means = codebook.find_code(reader, "Means").id
        before = told(reader)
    made = study.perform(
        drawn.make_model, name="Way", template="stepwise", nodes=[drawn.NodeDraft("a", "step")]
    )
    study.perform(drawn.set_path, model=made, participant=person, steps=["a"])
    study.perform(log_sampling, gap="One.", decision="Ask.", participants=[person], codes=[means])
    study.perform(theory.write_memo, text="On one.", participants=[person])
    study.perform(transcripts.remove_document, document=document, reason="withdrawn")
    with written(study, tmp_path / "again") as (reader, losses):
        assert told(reader)["codings"] == before["codings"]
        (row,) = sampling(reader)
        assert (row.participants, len(row.codes)) == ((), 1)
    assert {
        "1 link of memos to participants who speak in no text",
        "1 link of sampling decisions to participants who speak in no text",
        "1 visit to nodes of codes out of use, or of participants in no text",
    } <= set(losses)


def test_models_without_nodes_and_with_hard_options_come_back(
    study: OpenProject, tmp_path: Path
) -> None:
    options = ["paradigm=First; with a half", "depth=2"]
    study.perform(drawn.make_model, name="Empty", template="stepwise")
    made = study.perform(drawn.make_model, name="Net", template="network", options=options)
    study.perform(drawn.make_model, name="Steps", template="stepwise", options=["level=axial"])
    study.perform(
        add_node, model=made, kind=NodeKind.BOX, label="Box", x=12345.678, y=-1.0, width=0.5
    )
    study.perform(paradigms_verbs.waive, rule=CheckRule.STEP_UNLINKED, model=made, reason="so")
    with study.read() as reader:
        before = {row.name: (row.template, row.options, row.nodes) for row in models(reader)}
    with written(study, tmp_path / "again") as (reader, losses):
        after = {row.name: (row.template, row.options, row.nodes) for row in models(reader)}
    assert after.keys() == before.keys()
    for name in ("Empty", "Net", "Steps"):
        assert after[name][:2] == before[name][:2]
    box, again = before["Net"][2][0], after["Net"][2][0]
    assert (again.x, again.y, again.width) == (box.x, box.y, box.width)
    assert not any("option" in loss for loss in losses)


def test_what_is_let_pass_on_an_empty_board_is_lost_with_it(
    study: OpenProject, tmp_path: Path
) -> None:
    board = study.perform(paradigms_verbs.make_paradigm, name="Empty")
    study.perform(
        paradigms_verbs.waive, rule=CheckRule.NO_PHENOMENON, paradigm=board, reason="not yet"
    )
    with written(study, tmp_path / "again") as (reader, losses):
        assert waivers(reader) == ()
    assert "1 paradigm without a category in use" in losses
    assert "1 finding let pass on what is not in the folder" in losses


def test_a_code_that_was_moved_below_what_it_serves_builds_again(
    study: OpenProject, tmp_path: Path
) -> None:
    with study.read() as reader:
        money, hope = (codebook.find_code(reader, path).id for path in ("Money", "Hope"))
        assert money in codebook.memberships(reader)[hope]
    study.perform(codes_verbs.move_code, code=money, parent=hope)
    with written(study, tmp_path / "again") as (reader, _):
        assert codebook.find_code(reader, "Hope > Money")
        assert codebook.memberships(reader) == {}
