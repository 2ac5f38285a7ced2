"""Relations of a plain-text study: written and read back alike, faults named by file and row."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_study import read_study
from gtcoder.exchange.plain_writer import write_study
from gtcoder.plan import StudyPlan
from gtcoder.resources import sample_project
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study


def told(plan: StudyPlan) -> tuple[object, ...]:
    """Return what a plan says of relations; codes are left out, as they are renamed on the way."""
    relations = [
        (
            each.type,
            each.note,
            each.strength,
            [(e.passage, e.stance, e.note) for e in each.evidence],
        )
        for each in plan.relations
    ]
    refused = sorted((each.coder, each.reason) for each in plan.refused)
    return [replace(kind, place="") for kind in plan.relation_types], relations, refused


def test_the_sample_is_written_and_read_back_alike(built_sample: Path, tmp_path: Path) -> None:
    plan = read_study(sample_project("cem_ict"))
    assert {kind.name for kind in plan.relation_types} >= {"leads to", "contradicts"}
    assert {relation.strength for relation in plan.relations} == {None, 1, 2, 3}
    negative = [e for r in plan.relations for e in r.evidence if e.stance == "negative case"]
    assert negative
    assert all(each.note for each in negative)
    location = FileLocation(built_sample)
    with open_study(location, None, read_only=True) as project, project.read() as reader:
        write_study(reader, tmp_path / "out")
    again = read_study(tmp_path / "out")
    assert told(again) == told(plan)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("relation_types.csv", "name,directed\nx,perhaps\n", "relation_types.csv row 2"),
        ("relation_types.csv", "name,grammar\nx,context > hero\n", "no role"),
        ("relation_types.csv", "name\n\nx\n,\n", ""),
        ("refused_relations.csv", "source,target,coder\nA,B,Nasrin Ravandi\n", "row 2"),
    ],
)
def test_faults_are_named(tmp_path: Path, name: str, text: str, words: str) -> None:
    folder = tmp_path / "study"
    shutil.copytree(sample_project("cem_ict"), folder)
    (folder / name).write_text(text, encoding="utf-8")
    if words:
        with pytest.raises(UnreadableFile) as refused:
            read_study(folder)
        assert words in f"{refused.value.place}: {refused.value}"
    else:
        assert [kind.name for kind in read_study(folder).relation_types] == ["x"]
