"""Properties of a plain-text study: written and read back alike, faults named by file and row."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gtcoder.actions.play import play
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_study import read_study
from gtcoder.exchange.plain_writer import write_study
from gtcoder.plan import StudyPlan
from gtcoder.resources import sample_project
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from tests.exchange.plain_folder import write_folder


def told(plan: StudyPlan) -> tuple[object, ...]:
    """Return what a plan says of properties; codes are left out, as they are renamed on the way."""
    properties = [(each.name, each.low, each.high, each.note) for each in plan.properties]
    placed = [
        (each.property, each.passage, each.place, each.negative, each.note) for each in plan.placed
    ]
    return sorted(properties), sorted(placed, key=repr)


def written_again(plan: StudyPlan, tmp_path: Path) -> StudyPlan:
    path = tmp_path / "study.gtc"
    play(FileLocation(path), plan)
    return written(path, tmp_path)


def written(path: Path, tmp_path: Path) -> StudyPlan:
    location = FileLocation(path)
    with open_study(location, None, read_only=True) as project, project.read() as reader:
        write_study(reader, tmp_path / "out")
    return read_study(tmp_path / "out")


def test_the_sample_is_written_and_read_back_alike(built_sample: Path, tmp_path: Path) -> None:
    plan = read_study(sample_project("cem_ict"))
    assert 8 <= len(plan.properties) <= 12
    assert all(each.low and each.high for each in plan.properties)
    assert {each.property for each in plan.placed} == {each.name for each in plan.properties}
    negative = [each for each in plan.placed if each.negative]
    assert 2 <= len(negative) <= 3
    assert all(each.note for each in negative)
    assert told(written(built_sample, tmp_path)) == told(plan)


def test_what_is_left_open_stays_open(tmp_path: Path) -> None:
    properties = "category,property,low,high,note\nNight work,length,,,\n"
    places = (
        "category,property,coder,document,quote,occurrence,place,case,note\n"
        "Night work,length,Ana,01_baker,Long nights.,1,90,negative case,\n"
    )
    files = {"properties.csv": properties, "property_places.csv": places}
    folder = write_folder(tmp_path / "two", **files)
    plan = read_study(folder)
    (placed,) = plan.placed
    assert (placed.place, placed.negative, placed.note) == (90, True, "")
    assert told(written_again(plan, tmp_path)) == told(plan)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("Nasrin Ravandi,01_marketing_manager", "Jonas Ahrendt,01_marketing_manager"), "coded no"),
        (("Feelings,tone,", "Feelings,temper,"), "no such property"),
        ((",negative case,", ",odd case,"), "“odd case” is no word"),
    ],
)
def test_faults_are_named_by_file_and_row(
    tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    folder = tmp_path / "study"
    shutil.copytree(sample_project("cem_ict"), folder)
    path = folder / "property_places.csv"
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(UnreadableFile) as refused:
        read_study(folder)
    said = f"{refused.value.place}: {refused.value}"
    assert words in said
    assert "property_places.csv row" in said
