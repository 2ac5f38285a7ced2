"""Building a study from its plan: every step in the ledger, all of it or nothing."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.actions import codebook as verbs
from gtcoder.actions.many import set_attributes
from gtcoder.actions.play import open_plan, play
from gtcoder.errors import GtcoderError, InvalidInput, NotAllowed, NotFound, ReasonNeeded
from gtcoder.exchange.plain_study import read_study
from gtcoder.plan import StudyPlan
from gtcoder.progress import Cancelled
from gtcoder.queries.codebook import attributes, codebook_at, codes, find_code, memberships
from gtcoder.queries.ledger import entries, revision_of
from gtcoder.queries.models import models
from gtcoder.queries.passages import codings, documents
from gtcoder.queries.people import assignments, coders, participants, variables
from gtcoder.queries.theory import memos, paradigms, relations
from gtcoder.store.location import FileLocation, Location, ServerLocation
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.reader import Reader
from gtcoder.store.verify import verify
from gtcoder.vocabulary import CodeId, CodingOrigin, VariableScope
from tests.databases import KINDS, location_in
from tests.exchange.plain_folder import changed, write_folder


@pytest.fixture
def plan(tmp_path: Path) -> StudyPlan:
    return read_study(write_folder(tmp_path / "study"))


@pytest.fixture(params=KINDS)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    return location_in(request.param, tmp_path)


@pytest.fixture
def built(plan: StudyPlan) -> Iterator[OpenProject]:
    with open_plan(plan) as project:
        yield project


@pytest.fixture
def reader(built: OpenProject) -> Iterator[Reader]:
    with built.read() as reader:
        yield reader


def test_a_plan_is_built_on_either_database(plan: StudyPlan, location: Location) -> None:
    play(location, plan)
    with open_study(location, "Ben") as project:
        assert verify(project).ok
        assert project.warnings == []
        with project.read() as reader:
            assert reader.study.title == "Two shops"
            assert len(codings(reader)) == 7
    with pytest.raises(InvalidInput):
        play(location, plan)


def test_the_team_and_the_texts(reader: Reader) -> None:
    assert [(coder.name, coder.role.value) for coder in coders(reader)] == [
        ("Ana", "lead"),
        ("Ben", "coder"),
    ]
    assert [(row.name, row.turns) for row in documents(reader)] == [
        ("01_baker", 4),
        ("02_sisters", 3),
    ]
    people = {person.name: person for person in participants(reader)}
    assert people["P2b"].documents == ("02_sisters",)
    assert people["P2b"].variables == {"trade": "bookkeeper"}
    dates = variables(reader, VariableScope.DOCUMENT).values()
    assert [each["interview_date"] for each in dates] == ["2020-01-02", "2020-02-03"]


def test_the_codebook_at_the_end(reader: Reader) -> None:
    assert {code.written: code.level.value for code in codes(reader)} == {
        "Night work": "axial",
        "Money": "open",
        "Means": "axial",
        "Means > Bread": "open",
        "Means > Trust": "open",
        "Hope": "axial",
        "Going on": "core",
    }
    hope, money = (find_code(reader, name).id for name in ("Hope", "Money"))
    assert memberships(reader) == {hope: (money,)}
    assert attributes(reader) == {
        find_code(reader, "Bread").id: {"item": "7"},
        hope: {"item": "a=b"},
    }
    night = find_code(reader, "Night work")
    assert (night.definition, night.rule) == (
        "Working while others sleep.",
        "Not for a single late hour.",
    )
    assert (night.origin, night.colour) == ("in vivo", 3)


def test_the_codebook_as_of_a_label(reader: Reader) -> None:
    first = codebook_at(reader, revision_of(reader, "first codes"))
    assert [code.written for code in first] == ["Nights", "Bread", "Money"]
    second = codebook_at(reader, revision_of(reader, "second codes"))
    assert "Going on" not in [code.written for code in second]
    assert len(second) == 6


def test_codings_are_by_hand_and_their_coders_own(reader: Reader) -> None:
    found = {(c.coder, c.document, c.code[-1], c.text) for c in codings(reader)}
    assert found == {
        ("Ana", "01_baker", "Night work", "Long nights."),
        ("Ana", "01_baker", "Bread", "We had bread, and we had no money."),
        ("Ben", "01_baker", "Bread", "We had bread, and we had no money."),
        ("Ben", "01_baker", "Money", "money"),
        ("Ana", "02_sisters", "Bread", "I do, and I count the bread. Long nights."),
        ("Ben", "02_sisters", "Night work", "Long nights."),
        ("Ana", "02_sisters", "Means", "I count the bread"),
    }
    assert {coding.origin for coding in codings(reader)} == {CodingOrigin.HAND}
    assert {coding.round for coding in codings(reader)} == {"Round 1"}


def test_memos_hang_where_the_plan_says(reader: Reader) -> None:
    about, laugh, start, bread = memos(reader)
    assert (about.title, about.text) == ("About this study", "Invented for the tests.")
    assert (laugh.coder, laugh.text, laugh.kind) == ("Ana", "She laughs.", "code")
    quoted = next(c for c in codings(reader) if c.quotation == laugh.quotations[0])
    assert (quoted.coder, quoted.text) == ("Ana", "Long nights.")
    assert (start.coder, start.codes, start.documents) == ("Ben", (), ())
    assert bread.codes == (find_code(reader, "Bread").id,)
    assert len(bread.documents) == len(bread.participants) == 1


def test_relations_evidence_paradigm_and_model(reader: Reader) -> None:
    (relation,) = relations(reader)
    assert (relation.type, relation.inverse) == ("is a condition for", "depends on")
    assert relation.note == "No bread without flour."
    words = {coding.quotation: coding.text for coding in codings(reader)}
    assert [(words[quotation], stance.value) for quotation, stance in relation.evidence] == [
        ("I count the bread", "for"),
        ("We had bread, and we had no money.", "against"),
    ]
    (board,) = paradigms(reader)
    assert board.name == "Shops"
    assert Counter(place.role.value for place in board.placements) == {
        "phenomenon": 1,
        "causal condition": 1,
    }
    (model,) = models(reader)
    hope = find_code(reader, "Hope").id
    morning = next(node for node in model.nodes if node.key == "morning")
    assert (morning.kind, morning.label, morning.code, morning.parent, morning.rank) == (
        "step", "", hope, "work", 2,
    )  # fmt: skip
    assert [(edge.source, edge.target, edge.kind) for edge in model.edges] == [
        ("night", "morning", "step")
    ]


def test_everybody_finished_what_the_plan_says(reader: Reader) -> None:
    states = Counter((row.coder, row.state.value) for row in assignments(reader))
    assert sorted(states.values()) == [2, 2]
    assert {state for _, state in states} == {"finished"}


def test_the_ledger_tells_who_did_what_and_why(reader: Reader) -> None:
    told = entries(reader)
    reasons = {entry.action: entry.reason for entry in told if entry.reason}
    assert reasons["codebook.merge"] == "the same thing"
    assert reasons["codebook.rename"] == "it is work"
    assert reasons["codebook.add_membership"] == "money gives hope"
    by_whom = Counter((entry.action, entry.coder) for entry in told)
    assert by_whom["coding.apply_many", "Ana"] == 3  # two documents, then one of them again
    assert by_whom["coding.apply_many", "Ben"] == 2
    assert by_whom["theory.add_evidence", "Ben"] == 1
    assert by_whom["codebook.set_attributes", "Ana"] == 1
    assert by_whom["codebook.create", "Ana"] == 9
    assert by_whom["codebook.move", "Ana"] == 3


def test_a_plan_is_played_in_the_same_order_every_time(plan: StudyPlan) -> None:
    told = []
    for _ in range(2):
        with open_plan(plan) as project, project.read() as reader:
            told.append([(e.action, e.coder, e.reason, e.details) for e in entries(reader)])
    assert told[0] == told[1]


def test_a_step_that_is_refused_is_named_and_nothing_stays(
    tmp_path: Path, location: Location
) -> None:
    folder = write_folder(
        tmp_path / "study", changes=changed("changes", "label,,second", "label,,first")
    )
    plan = read_study(folder)
    with pytest.raises(InvalidInput, match=r"^changes\.csv row 15: There is a label “first codes”"):
        play(location, plan)
    left = [path.name for path in tmp_path.iterdir()]
    assert left == ["study"]
    if isinstance(location, ServerLocation):
        with pytest.raises(NotFound):
            open_study(location)


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        ("the same thing", "", ReasonNeeded, r"^changes\.csv row 2: The ledger keeps the reason"),
        ("Money,Hope", "Hope,Hope", InvalidInput, r"^changes\.csv row 14: “Hope” is in “Hope” alr"),
    ],
)
def test_the_verbs_rules_hold_for_plans(
    tmp_path: Path, old: str, new: str, kind: type[GtcoderError], said: str
) -> None:
    folder = write_folder(tmp_path / "study", changes=changed("changes", old, new))
    with pytest.raises(kind, match=said):
        play(FileLocation(tmp_path / "a.gtc"), read_study(folder))
    assert not (tmp_path / "a.gtc").exists()


class Impatient:
    """Progress of somebody who stops the work when the first steps are done."""

    def step(self, done: int, total: int, what: str = "") -> None:
        if done > 10:
            raise Cancelled


def test_a_play_that_is_stopped_leaves_nothing(plan: StudyPlan, location: Location) -> None:
    with pytest.raises(Cancelled):
        play(location, plan, Impatient())
    if isinstance(location, FileLocation):
        assert [path.name for path in location.path.parent.iterdir()] == ["study"]
    play(location, plan)  # the place is free


def test_a_text_twice_in_one_study_is_refused(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "study")
    same = (folder / "transcripts" / "01_baker.txt").read_text("utf-8")
    (folder / "transcripts" / "03_again.txt").write_text(same, encoding="utf-8")
    with pytest.raises(InvalidInput, match="03_again”: the same text is there as “01_baker”"):
        open_plan(read_study(folder))


def test_a_plan_opened_to_read_leaves_nothing_behind(
    plan: StudyPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    with open_plan(plan, "Ben") as project:
        assert len(list(folder.iterdir())) == 1
        with pytest.raises(NotAllowed, match="reading only"):
            project.perform(verbs.create_code, name="Flour")
        with project.read() as reader:
            assert reader.viewer == coders(reader)[1].id
    assert list(folder.iterdir()) == []
    with pytest.raises(NotFound, match="no coder “Bea”"):
        open_plan(plan, "Bea")
    assert list(folder.iterdir()) == []


def test_many_attributes_are_one_entry_that_can_be_taken_back(
    plan: StudyPlan, tmp_path: Path
) -> None:
    location = FileLocation(tmp_path / "a.gtc")
    play(location, plan)
    with open_study(location, "Ana") as project:
        with project.read() as reader:
            before = attributes(reader)
            bread, hope, money = (find_code(reader, n).id for n in ("Bread", "Hope", "Money"))
        values = [
            (bread, "item", ""),
            (hope, "item", "a=b"),
            (money, "who", "x"),
            (hope, "who", "y"),
        ]
        assert project.perform(set_attributes, values=values) == 3
        with project.read() as reader:
            assert attributes(reader) == {
                hope: {"item": "a=b", "who": "y"},
                money: {"who": "x"},
            }
        assert project.perform(set_attributes, values=[(hope, "item", "a=b")]) == 0
        assert project.undo_label == "codebook.set_attributes"
        project.undo()
        with project.read() as reader:
            assert attributes(reader) == before
        with pytest.raises(NotFound, match="no code with number 999"):
            project.perform(set_attributes, values=[(CodeId(999), "item", "1")])
        assert verify(project).ok
