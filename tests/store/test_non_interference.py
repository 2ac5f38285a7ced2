"""In a blind round nothing that Bob may ask depends on what Ann does."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions.project import set_label
from gtcoder.store.location import FileLocation, Location
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.reader import Reader
from gtcoder.store.verify import verify
from tests.databases import location_in
from tests.store import blind_doors, blind_verbs
from tests.store.blind_worlds import (
    asked,
    beginning,
    plain,
    refused,
    said,
    same_making,
    work,
)


def _idle(_ann: OpenProject) -> None:
    """Ann does nothing."""


def _much(ann: OpenProject) -> None:
    refused(ann)
    work(ann, "Beta", shift=3)
    work(ann, "Bob's word", shift=40)  # Bob has a proposal of that name
    ann.undo()


ANN: tuple[Callable[[OpenProject], None], ...] = (_idle, _much)


@dataclass
class World:
    """A copy of the study in which Ann worked in her own way, and Bob in the same."""

    location: Location
    told: list[Any]

    @property
    def path(self) -> str:
        return str(self.location)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> list[World]:
    top = tmp_path_factory.mktemp("worlds")
    first = FileLocation(top / "start.gtc")
    beginning(first)
    made = []
    with pytest.MonkeyPatch.context() as patch:
        for number, ann_works in enumerate(ANN):
            folder = top / str(number)
            folder.mkdir()
            location = FileLocation(folder / "study.gtc")
            shutil.copy(first.path, location.path)
            made.append(World(location, _lived(location, ann_works, patch)))
    return made


def _lived(
    location: Location, ann_works: Callable[[OpenProject], None], patch: pytest.MonkeyPatch
) -> list[Any]:
    """Let Ann work before, between and after what Bob does; return all that Bob was told."""
    told: list[Any] = []
    with open_study(location, "Ann") as ann, open_study(location, "Bob") as bob:
        bob.listeners.append(lambda change: told.append(plain(change)))
        before = bob.seen
        same_making(patch, 100)
        ann_works(ann)
        same_making(patch, 1)
        work(bob, "Bob's word")
        told.append((bob.labels, bob.seen))
        told.append([plain(change) for change in bob.poll()])
        same_making(patch, 200)
        if ann_works is not _idle:
            refused(ann)
            ann.redo()
        same_making(patch, 2)
        refused(bob)
        bob.perform(set_label, name="Bob's label")
        told.append(said(bob.revert, bob.seen - 3))
        told.append((bob.labels, bob.seen))
        told.append([plain(change) for change in bob.poll()])
        if isinstance(location, FileLocation):
            told.extend(said(bob.revert, entry) for entry in range(1, before, 2))
            told.extend(blind_verbs.tried(bob))  # all verbs there are
        told.append(verify(bob).digest)
    return [plain(each) for each in told]


def _same(answers: list[dict[str, Any]]) -> None:
    """Tell which questions are answered differently, and how."""
    first, *others = answers
    for other in others:
        assert first.keys() == other.keys()
        odd = [name for name in first if first[name] != other[name]]
        for name in odd[:1]:
            path = _first_difference(first[name], other[name])
            raise AssertionError(f"{odd} tell what Ann did; {name}: {path}")


def _first_difference(one: Any, other: Any) -> str:
    """Return where two answers begin to differ."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        key = next(key for key in one if one[key] != other[key])
        return f"{key}: {_first_difference(one[key], other[key])}"
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        at = next(at for at in range(len(one)) if one[at] != other[at])
        return f"{at}: {_first_difference(one[at], other[at])}"
    return f"{one!r} and {other!r}"


def test_what_bob_does_is_answered_alike(worlds: list[World]) -> None:
    _same([{"told": world.told} for world in worlds])


def _answers(
    worlds: list[World], door: Callable[[Reader], Iterator[tuple[str, Any]]]
) -> list[dict[str, Any]]:
    """Return what Bob is told at a door, world by world."""
    answers = []
    for world in worlds:
        with open_study(world.location, "Bob", read_only=True) as bob, bob.read() as reader:
            answers.append({name: blind_doors.timeless(answer) for name, answer in door(reader)})
    return answers


def test_every_question_is_answered_alike(worlds: list[World]) -> None:
    """Also to a reader who stays: answers that are kept are as good as those read afresh."""
    answers = _answers(worlds[:1], asked)
    assert len(answers[0]) > 80
    with open_study(worlds[1].location, "Bob", read_only=True) as bob:
        for _ in range(2):
            with bob.read() as reader:
                answers.append({name: blind_doors.timeless(each) for name, each in asked(reader)})
    _same(answers)


@pytest.mark.parametrize("location", ["postgresql"], indirect=True)
def test_every_question_is_answered_alike_on_a_server(
    location: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worlds are made apart there, alike but for what Ann does."""
    made = []
    for ann_works, place in zip(ANN, (location, location_in("postgresql", Path())), strict=True):
        same_making(monkeypatch, 1000)
        beginning(place)
        made.append(World(place, _lived(place, ann_works, monkeypatch)))
    _same([{"told": world.told} for world in made])
    _same(_answers(made, lambda reader: asked(reader, "passages", "codebook", "ledger", "counts")))


def test_every_report_is_made_alike_with_every_choice(worlds: list[World]) -> None:
    answers = _answers(worlds, blind_doors.reports)
    assert len(answers[0]) > 150
    for name in ("agreement", "agreement-planner", "confusion", "disagreements", "other-tools"):
        assert "“Blind” is a blind round that is still open" in answers[0][name]
    _same(answers)


@pytest.mark.parametrize("door", [blind_doors.report_files, blind_doors.models])
def test_every_file_is_written_alike(
    worlds: list[World], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, door: Any
) -> None:
    import matplotlib

    monkeypatch.setitem(matplotlib.rcParams, "svg.hashsalt", "one for all")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    answers = _answers(worlds, lambda reader: door(reader, tmp_path))
    assert len(answers[0]) > 12
    _same(answers)


def test_the_study_is_written_alike_as_plain_text(worlds: list[World], tmp_path: Path) -> None:
    folders = iter((tmp_path / "one", tmp_path / "two"))
    answers = _answers(worlds, lambda reader: blind_doors.study_folder(reader, next(folders)))
    assert "codings.csv" in answers[0]
    _same(answers)


def test_every_reading_command_answers_alike(
    worlds: list[World],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    answers = [
        dict(blind_doors.commands(world.path, lambda: "".join(capsys.readouterr())))
        for world in worlds
    ]
    assert all(code in (0, 1) for code, *_ in answers[0].values()), answers[0]
    _same(answers)
