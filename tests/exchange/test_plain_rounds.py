"""Rounds in a plain-text study: written, read, and built again as they were."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import adjudication, codebook, coding, proposals, relations, rounds, team
from gtcoder.actions.play import open_plan
from gtcoder.actions.transcripts import add_documents, remove_document
from gtcoder.batch import ImportBatch
from gtcoder.errors import GtcoderError
from gtcoder.exchange.plain_study import read_study
from gtcoder.exchange.plain_writer import write_study
from gtcoder.queries import people
from gtcoder.queries.adjudication import decisions
from gtcoder.queries.codebook import codes
from gtcoder.queries.names import names
from gtcoder.queries.passages import codings
from gtcoder.queries.relations import evidence
from gtcoder.reports.disagreements import queue
from gtcoder.store.location import FileLocation
from gtcoder.store.project import OpenProject
from gtcoder.store.reader import Reader
from gtcoder.store.verify import verify
from gtcoder.vocabulary import CodeId, QuotationId, RoundKind, SegmentSource, Span, Stance, Verdict
from tests.actions.test_adjudication import BOUNDARY, FIRST, coded, decide
from tests.exchange.plain_folder import changed, write_folder
from tests.studies import Study, draft, new_study


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    made.close()


def losses(study: Study, folder: Path) -> set[str]:
    """Return what the folder cannot hold of a study, as Ann writes it."""
    with study.ann.read() as reader:
        return set(write_study(reader, folder).losses)


@contextmanager
def built(folder: Path, viewer: str | None = None) -> Iterator[Reader]:
    """Build the study of a folder, and give a reader of it."""
    with open_plan(read_study(folder), viewer) as project, project.read() as reader:
        assert verify(project).ok
        yield reader


def told(reader: Reader) -> dict[str, Any]:
    """Return what a study holds of its rounds, by names instead of keys."""
    known, every = names(reader), people.rounds(reader)
    called: dict[int | None, str] = {row.id: row.name for row in every}
    where = {row.quotation: (row.round, row.coder, row.start) for row in codings(reader)}
    who: dict[int | None, str] = {coder.id: coder.name for coder in people.coders(reader)}
    return {
        "rounds": [
            (row.name, row.kind, row.opened_at, row.closed_at, row.unblinded_at, row.blind,
             called.get(row.of), row.segments, row.sample, row.note)
            for row in every
        ],
        "assignments": [
            (who[row.coder], known.documents[row.document], called[row.round], row.state)
            for row in people.assignments(reader)
        ],
        "segments": [
            (row.round, row.document, row.start, row.end) for row in people.given_segments(reader)
        ],
        "codings": sorted(
            (row.round, row.coder, row.code, row.start, row.end, row.origin, row.text)
            for row in codings(reader)
        ),
        "codes": [
            (row.written, who.get(row.proposed_by), called.get(row.proposed_in))
            for row in codes(reader)
        ],
        "decisions": [
            (called[row.round], row.start, row.end, row.verdict, row.reason, row.coder)
            for row in decisions(reader)
        ],
        "evidence": {(where[row.quotation], row.stance) for row in evidence(reader)},
    }  # fmt: skip


def apply(study: Study, who: OpenProject, code: CodeId, start: int, end: int) -> None:
    who.perform(coding.apply_code, document=study.document, span=Span(start, end), code=code)


def in_the_dark(one: Study) -> None:
    """Code a blind round with a proposal of each coder, of which one is accepted."""
    waiting, silence = one.code("Waiting"), one.code("Silence")
    apply(one, one.ann, waiting, 5, 20)
    one.ann.perform(team.assign, coder=one.bob.coder, document=one.document)
    blind = one.ann.perform(
        rounds.open_new_round, name="In the dark; 2", kind=RoundKind.BLIND, note="Two\nlines."
    )
    apply(one, one.ann, waiting, 5, 20)
    apply(one, one.bob, waiting, 5, 25)
    for who, name, start in ((one.ann, "Shame", 100), (one.bob, "Quiet", 30)):
        apply(one, who, silence, 60, 80)
        code = who.perform(codebook.create_code, name=name, parent=waiting)
        apply(one, who, code, start, start + 9)
        who.perform(team.finish_document, document=one.document)
    one.ann.perform(rounds.close_round, round=blind)
    one.code("Made after it")
    with one.ann.read() as reader:
        (shame,) = [row.id for row in codes(reader) if row.name == "Shame"]
        boundary = [row for row in queue(reader, "In the dark; 2").rows if row.end == 25]
    one.ann.perform(proposals.accept_proposals, codes=[shame])
    one.bob.perform(
        adjudication.decide,
        codings=[each.coding for each in boundary[0].said],
        verdict=Verdict.SECOND,
    )
    one.ann.perform(adjudication.take_agreed, round=blind)
    made = one.ann.perform(
        relations.relate, source=waiting, target=silence, type="is associated with"
    )
    for key, stance in ((1, Stance.AGAINST), (2, Stance.FOR)):
        with one.ann.read() as reader:
            rows = [row for row in codings(reader) if (row.start, row.coder) == (5, "Ann")]
        quotation: QuotationId = rows[key - 1].quotation
        one.ann.perform(relations.add_evidence, relation=made, quotation=quotation, stance=stance)


def code_again_and_by_lot(one: Study) -> None:
    """Repeat the blind round, then hand out the participant's turns of a drawn text."""
    again = one.ann.perform(rounds.open_new_round, name="Again", kind=RoundKind.RECODE, of=2)
    apply(one, one.ann, CodeId(1), 5, 20)
    one.bob.perform(team.reopen_document, document=one.document)
    one.ann.perform(rounds.close_round, round=again)
    turns = one.ann.perform(
        rounds.open_new_round,
        name="Turns",
        kind=RoundKind.GIVEN_SEGMENTS,
        segments=SegmentSource.PARTICIPANTS,
        blind=True,
    )
    one.ann.perform(team.draw_sample, coders=[one.bob.coder], size="1", round=turns, seed=-7)
    with one.ann.read() as reader:
        given = people.given_segments(reader)[0]
    apply(one, one.ann, CodeId(1), given.start, given.end)
    one.ann.perform(rounds.unblind, round=turns, reason="enough")
    one.ann.perform(rounds.close_round, round=1)


def test_rounds_come_back_whole(one: Study, tmp_path: Path) -> None:
    in_the_dark(one)
    code_again_and_by_lot(one)
    assert losses(one, tmp_path / "out") == set()
    with one.ann.read() as reader:
        before = told(reader)
    with built(tmp_path / "out") as reader:
        after = told(reader)
        assert write_study(reader, tmp_path / "again").losses == ()
    for what, value in before.items():
        assert after[what] == value, what
    for path in (tmp_path / "out").glob("*.csv"):
        # in the order in which they were made; of this study alone, not of its pages
        if path.name not in ("codings.csv", "ledger.csv", "manifest.csv"):
            assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def test_one_open_round_loses_nothing_and_needs_no_table(one: Study, tmp_path: Path) -> None:
    one.ann.perform(team.finish_document, document=one.document)
    assert losses(one, tmp_path / "out") == set()
    written = {path.name for path in (tmp_path / "out").glob("*.csv")}
    assert not written & {"rounds.csv", "assignments.csv", "given_segments.csv"}
    assert "round" not in (tmp_path / "out" / "codings.csv").read_text("utf-8").split("\n")[0]


def test_while_a_round_is_blind_its_writer_sees_to_what_is_written(
    one: Study, tmp_path: Path
) -> None:
    coded(one)
    decide(one, BOUNDARY, FIRST)
    one.ann.perform(rounds.open_new_round, name="Blind", kind=RoundKind.BLIND)
    for who in (one.ann, one.bob):
        apply(one, who, CodeId(1), 0, 4)
    losses(one, tmp_path / "out")
    assert not (tmp_path / "out" / "decisions.csv").exists()
    with built(tmp_path / "out", "Ann") as reader:
        assert [row.coder for row in codings(reader) if row.round == "Blind"] == ["Ann"]
        assert people.rounds(reader)[-1].is_blind
    with built(tmp_path / "out", "Bob") as reader:
        assert codings(reader) == ()
    batch = ImportBatch(documents=(draft("Elsewhere", "More."),))
    ((_, other),) = one.ann.perform(add_documents, batch=batch).documents
    one.ann.perform(team.assign, coder=one.bob.coder, document=other)
    lost = losses(one, tmp_path / "of another text")
    assert "1 decision resting on codings that a blind round hides" in lost


def test_what_somebody_codes_again_is_said_to_be_left_out(one: Study, tmp_path: Path) -> None:
    apply(one, one.ann, one.code("Waiting"), 5, 20)
    one.ann.perform(rounds.open_new_round, name="Again", kind=RoundKind.RECODE, of=1)
    (lost,) = losses(one, tmp_path / "out")
    assert lost == "1 document that you code again, without what was marked in them before"


def test_a_text_that_was_handed_out_and_drawn_can_be_withdrawn(one: Study, tmp_path: Path) -> None:
    one.ann.perform(rounds.open_new_round, name="Turns", kind=RoundKind.GIVEN_SEGMENTS)
    one.ann.perform(team.draw_sample, coders=[one.ann.coder], size="1")
    one.ann.perform(remove_document, document=one.document, reason="withdrawn")
    with one.ann.read() as reader:
        assert people.given_segments(reader) == ()
    one.ann.undo()
    with one.ann.read() as reader:
        assert len(people.given_segments(reader)) == 4


HEAD = "round,kind,of,blind,segments,closed,drawn,drawn_from,seed\n"
FIRST_ROW = "First look,,,,,,,,\n"


@pytest.mark.parametrize(
    ("file", "text", "place", "words"),
    [
        ("rounds.csv", HEAD + ",open,,,,,,,\n", 2, "“round” is empty"),
        ("rounds.csv", HEAD + FIRST_ROW + "First look,,,,,,,,\n", 3, "“round” names .* second"),
        ("rounds.csv", HEAD + "One,sideways,,,,,,,\n", 2, "no kind"),
        ("rounds.csv", HEAD + "One,recode,Two,,,,,,\n", 2, "“of” names no round above it"),
        ("rounds.csv", HEAD + "One,open,,,turns,,,,\n", 2, "“turns” in the column “segments”"),
        ("rounds.csv", HEAD + "One,consensus,,yes,,,,,\n", 2, "“yes” in the column “blind”"),
        ("rounds.csv", HEAD + "One,,,,,soon,,,\n", 2, "“soon” in the column “closed”"),
        ("rounds.csv", HEAD + "One,,,,,,3,,\n", 2, "“drawn_from” is empty"),
        ("rounds.csv", HEAD + "One,,,,,,3,9,x\n", 2, "“x” in the column “seed”"),
        ("rounds.csv", HEAD + "A,,,yes,,,,,\nB,,,yes,,,,,\n", 3, "Nobody may bring in a round"),
        ("given_segments.csv", "round,document,quote\nRound 1,01_baker,INT\n", 2, "“round” does"),
        ("given_segments.csv", "round,document,quote\nTwo,01_baker,INT\n", 2, "no round “Two”"),
        ("assignments.csv", "coder,document,state\nAna,01_baker,done\n", 2, "“done” is no state"),
        ("assignments.csv", "coder,document,state,round\nAna,01_baker,assigned,9\n", 2, "“9”"),
        ("assignments.csv", "coder,document,state\nBen,01_baker,assigned\n"
         "Ben,01_baker,in work\n", 3, "row 2 says that Ben has .* assigned, and not in work"),
        ("decisions.csv", "verdict,coder,round\nagreed,Ana,Two\n", 2, "no round “Two”"),
        ("codings.csv", "phase,coder,document,code,quote,round\n"
         "open coding,Ana,01_baker,Nights,Long nights.,Two\n", 2, "the column “round” says"),
        ("codebook.csv", "phase,path,proposed_by,proposed_in\nopen coding,Nights,Ben,\n", 2,
         "“proposed_in” is empty"),
    ],
)  # fmt: skip
def test_bad_rows_are_named_with_file_row_and_column(
    tmp_path: Path, file: str, text: str, place: int, words: str
) -> None:
    folder = write_folder(tmp_path / "study", **{file: text})
    with pytest.raises(GtcoderError, match=words) as raised:
        open_plan(read_study(folder))
    assert raised.value.place == f"{file} row {place}"


def test_a_folder_written_by_hand_needs_few_words(tmp_path: Path) -> None:
    table = (
        "round,kind,of,closed,drawn_documents,drawn,drawn_from,seed\nFirst look,,,2026-03-01,,,,\n"
    )
    table += "Again,recode,First look,yes,01_baker; gone,1,2,5\n"
    rows = changed("codings", "occurrence,memo\n", "occurrence,memo,round\n")
    rows = rows.replace("1,She laughs.\n", "1,She laughs.,Again\n")
    folder = write_folder(tmp_path / "study", **{"rounds.csv": table, "codings.csv": rows})
    plan = read_study(folder)
    assert [str(note) for note in plan.notes if "drawn_documents" in str(note)] == [
        "rounds.csv row 3: in the column “drawn_documents” “gone” is no document of the study"
    ]
    with open_plan(plan) as project, project.read() as reader:
        first, again = people.rounds(reader)
        assert (first.name, f"{first.closed_at:%Y-%m-%d}") == ("First look", "2026-03-01")
        assert (again.of, again.sample["documents"]) == (first.id, ["01_baker", "gone"])
        assert again.closed_at is not None
        assert [row.text for row in codings(reader) if row.round == "Again"] == ["Long nights."]
        states = {row.state for row in people.assignments(reader) if row.round == first.id}
    assert states == {"finished"}
