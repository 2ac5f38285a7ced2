"""The sample study as the program builds it: verified, and at its labels the printed tables."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.actions.play import ABOUT
from gtcoder.exchange.plain_study import read_study
from gtcoder.queries.adjudication import decisions
from gtcoder.queries.codebook import CodeRow, codebook_at, codes, memberships
from gtcoder.queries.ledger import entries, revision_of
from gtcoder.queries.models import models, paths
from gtcoder.queries.passages import codings, documents
from gtcoder.queries.people import assignments, coders, participants, rounds, speakers
from gtcoder.queries.theory import memos, paradigms, relations
from gtcoder.reports.disagreements import queue
from gtcoder.store.history import fold
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.reader import Reader
from gtcoder.store.verify import verify
from tests.sample.replay import STUDY, Row, alive, played, rows, texts

ILLEGIBLE = "[illegible in the printed table, item 30]"


@pytest.fixture(scope="module")
def built(built_sample: Path) -> Iterator[OpenProject]:
    assert read_study(STUDY).notes == ()
    with open_study(FileLocation(built_sample), None, read_only=True) as project:
        yield project


@pytest.fixture
def reader(built: OpenProject) -> Iterator[Reader]:
    with built.read() as reader:
        yield reader


def printed(shared: Path, name: str) -> list[Row]:
    with (shared / "data" / "cem_ict_2021" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def attributes_at(reader: Reader, revision: int) -> dict[int, dict[str, str]]:
    """Return the attributes of codes as they stood after an entry."""
    tables = ["attribute", "attribute_value"]
    state = fold(reader.session.connection(), last=revision, tables=tables)
    names = {key: row["name"] for key, row in state["attribute"].items()}
    values: dict[int, dict[str, str]] = {}
    for row in state["attribute_value"].values():
        values.setdefault(row["code_id"], {})[names[row["attribute_id"]]] = row["value"]
    return values


def leaves_at(reader: Reader, label: str) -> dict[tuple[str, ...], dict[str, str]]:
    """Return path → attributes of the codes that hold no other code, as of a label."""
    revision = revision_of(reader, label)
    book = codebook_at(reader, revision)
    parents = {code.parent for code in book}
    said = attributes_at(reader, revision)
    return {code.path: said.get(code.id, {}) for code in book if code.id not in parents}


def axial(book: tuple[CodeRow, ...]) -> list[str]:
    return [code.name for code in book if code.level == "axial"]


def test_the_study_holds_together(built: OpenProject) -> None:
    result = verify(built)
    assert result.problems == ()
    assert result.ok


def test_texts_and_people_are_those_of_the_files(reader: Reader) -> None:
    assert {row.name: row.characters for row in documents(reader)} == {
        name: len(text) for name, text in texts().items()
    }
    assert [person.name for person in participants(reader)] == [
        row["participant"] for row in rows("participants.csv")
    ]
    assert {row.label for row in speakers(reader) if row.role == "interviewer"} == {"INT"}
    focus = [row for row in speakers(reader) if row.document.startswith("08")]
    assert [(row.label, row.participant) for row in focus] == [
        ("INT", None),
        ("P08a", "P08a"),
        ("P08b", "P08b"),
    ]


def test_at_the_label_axial_coding_the_codebook_is_table_2(reader: Reader, shared: Path) -> None:
    table = printed(shared, "table2_axial_codes.csv")
    assert leaves_at(reader, "axial coding") == {
        (row["axial_code"], row["open_code"]): {"item (axial coding)": row["item"]} for row in table
    }
    book = codebook_at(reader, revision_of(reader, "axial coding"))
    assert axial(book) == list(dict.fromkeys(row["axial_code"] for row in table))
    assert len(book) == 14 + 67


def test_at_the_label_selective_coding_it_is_table_3(reader: Reader, shared: Path) -> None:
    table = printed(shared, "table3_selective_coding.csv")
    expected = {}
    for row in table:
        structures = [row["axial_code"], row["selective_structure"], row["sub_structure"]]
        path = (*filter(None, structures), row["open_code"] or ILLEGIBLE)
        expected[path] = {
            "item (selective coding)": row["item"],
            "active stakeholder: customer": row["stakeholder_customer"],
            "active stakeholder: company": row["stakeholder_company"],
        }
    found = {
        path: {name: value for name, value in said.items() if name != "item (axial coding)"}
        for path, said in leaves_at(reader, "selective coding").items()
    }
    assert found == expected
    assert len(found) == 113
    assert len(axial(codebook_at(reader, revision_of(reader, "selective coding")))) == 14


def test_codings_are_the_rows_of_the_file(reader: Reader) -> None:
    own = [each for each in codings(reader) if each.round == "Round 1"]
    stored = Counter((c.coder, c.document, c.start, c.end, " > ".join(c.code)) for c in own)
    assert stored == Counter(
        (c.coder, c.document, c.start, c.end, c.code.today.path) for c in played().codings
    )
    said = {(row["coder"], row["document"], row["quote"]) for row in rows("codings.csv")}
    assert {(c.coder, c.document, c.text) for c in own} == said


def test_disagreements_were_talked_over_as_the_file_says(reader: Reader) -> None:
    decided = decisions(reader)
    said = rows("decisions.csv")
    assert Counter(row.reason for row in decided) == Counter(row["reason"] for row in said)
    found = queue(reader)
    assert (found.decided, found.outdated) == (len(said), ())
    held = [each for each in codings(reader) if each.round == "Consensus of Round 1"]
    assert len(held) == sum(len(row.stands) for row in decided)


def test_the_codebook_at_the_end_is_the_one_replayed_from_the_files(reader: Reader) -> None:
    assert {code.written for code in codes(reader)} == alive()
    every = {(c.name, c.parent): c for c in codes(reader, retired=True)}
    merged = [code for code in every.values() if code.merged_into is not None]
    assert len(merged) == sum(row["verb"] == "merge" for row in rows("changes.csv"))
    assert sum(map(len, memberships(reader).values())) == len(played().memberships)


def test_every_change_is_an_entry_with_its_reason(reader: Reader) -> None:
    told = Counter((entry.action, entry.reason) for entry in entries(reader))
    verbs = {"rename": "codebook.rename", "merge": "codebook.merge", "retire": "codebook.retire"}
    for row in rows("changes.csv"):
        if row["verb"] in verbs:
            assert told[verbs[row["verb"]], row["reason"]] >= 1
    moves = sum(count for (action, _), count in told.items() if action == "codebook.move")
    assert moves == sum(row["verb"] == "move" for row in rows("changes.csv"))


def test_theory_and_memos_are_those_of_the_files(reader: Reader) -> None:
    evidence = sum(len(relation.evidence) for relation in relations(reader))
    assert (len(relations(reader)), evidence) == (
        len(rows("relations.csv")),
        len(rows("evidence.csv")),
    )
    (board,) = paradigms(reader)
    assert len(board.placements) == len(rows("paradigm.csv"))
    model, matrix = models(reader)
    assert (matrix.template, len(matrix.nodes)) == ("matrix", len(rows("model_nodes.csv")))
    visits = [visit.node for path in paths(reader, model.id) for visit in path.visits]
    assert visits == [row["step"] for row in rows("paths.csv")]
    assert (model.name, model.template) == ("Nine steps", "stepwise")
    assert (len(model.nodes), len(model.edges)) == (
        len(rows("steps.csv")),
        len(rows("step_edges.csv")),
    )
    files = len(list((STUDY / "memos").glob("*.md")))
    on_codings = sum(bool(row["memo"]) for row in rows("codings.csv"))
    assert len(memos(reader)) == 1 + files + on_codings
    assert [memo.title for memo in memos(reader)].count(ABOUT) == 1


def test_both_coders_have_finished_all_documents_in_round_1(reader: Reader) -> None:
    assert [round_.name for round_ in rounds(reader)] == ["Round 1", "Consensus of Round 1"]
    done = {(row.coder, row.document) for row in assignments(reader) if row.state == "finished"}
    assert len(done) == len(coders(reader)) * len(documents(reader)) == 24
