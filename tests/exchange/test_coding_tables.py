"""Codings as tables of other tools, laid over the documents of a study; all texts are invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from gtcoder.actions import codebook, project, rounds
from gtcoder.actions.taking_in import take_in
from gtcoder.cli.command_line import main
from gtcoder.errors import InvalidInput, NotAllowed, NotFound, UnreadableFile
from gtcoder.exchange.coding_plans import CodingPlan, plan_codings
from gtcoder.exchange.coding_tables import heading_of, is_coding_table, read_coding_table
from gtcoder.exchange.reading import read_files
from gtcoder.queries.whole import whole_study
from gtcoder.store.location import FileLocation
from gtcoder.store.verify import state_digest, verify
from gtcoder.study_rows import Arrival, StudyRows
from gtcoder.vocabulary import RoundKind
from tests.exchange.projects.foreign import codings, memos, paths
from tests.studies import Study, draft, new_study

NAME = "Invented interview 1"
TEXT = draft().text
SILENT = "They went silent first"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return new_study(FileLocation(tmp_path / "study.gtc"))


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    def table(*rows: Sequence[object], name: str = "codings.csv") -> Path:
        path = tmp_path / name
        if name.endswith(".xlsx"):
            with Workbook(path) as book:
                sheet = book.add_worksheet()
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
            return path
        written = io.StringIO(newline="")
        csv.writer(written).writerows(rows)
        path.write_bytes(written.getvalue().encode("utf-8-sig"))
        return path

    return table


def state(study: Study) -> StudyRows:
    with study.ann.read() as reader:
        return whole_study(reader)


def plan(
    study: Study, path: Path, said: Mapping[str, str] | None = None, *, coder: str = "Ann",
    new_coders: bool = False, first_place: bool = False,
) -> CodingPlan:  # fmt: skip
    read = read_coding_table(path, said)
    return plan_codings(
        state(study), read, coder=coder, new_coders=new_coders, first_place=first_place
    )


def taken(study: Study, made: CodingPlan) -> StudyRows:
    study.ann.perform(take_in, arrival=made.arrival)
    assert verify(study.ann).ok
    return state(study)


def test_positions_quotes_and_occurrences(study: Study, table: Callable[..., Path]) -> None:
    start = TEXT.index(SILENT)
    second = [at for at in range(len(TEXT)) if TEXT.startswith("did you", at)][1]
    path = table(
        ("document", "start", "end", "quote", "occurrence", "code", "coder", "memo", "weight"),
        (NAME, start, start + len(SILENT), "", "", "Leaving > going silent", "Bob", "so soon", 80),
        (NAME, "", "", "did you", 2, "asking", "", "", ""),
        (NAME, "", "", "late» — the   queue", "", "Leaving", "", "", "7.0"),
        (NAME, start, start + 3, "They went", "", "asking", "", "", ""),
    )
    made = plan(study, path)
    assert (made.codings, made.memos, made.left_out) == (4, 1, 0)
    assert made.codes == ("Leaving", "Leaving > going silent", "asking")
    rows = taken(study, made)
    assert codings(rows) == {
        ("Bob", NAME, SILENT, "Leaving > going silent"),
        ("Ann", NAME, "did you", "asking"),
        ("Ann", NAME, "late» — the queue", "Leaving"),
        ("Ann", NAME, "They went", "asking"),
    }
    assert second in {row["start"] for row in rows.rows("quotation")}
    assert ("code", "so soon", SILENT) in memos(rows)
    assert sorted(row["weight"] or 0 for row in rows.rows("coding")) == [0, 0, 7, 80]
    assert {str(row["origin"]) for row in rows.rows("coding")} == {"imported"}


def test_all_of_a_table_is_one_entry_and_a_second_time_nothing(
    study: Study, table: Callable[..., Path]
) -> None:
    before = state_digest(study.ann)
    path = table(("document", "tag", "content"), (NAME, "a", "silent"), (NAME, "b", "recharging"))
    revision = study.ann.seen
    taken(study, plan(study, path))
    assert study.ann.seen == revision + 1
    again = plan(study, path)
    assert (again.codings, again.known, again.memos) == (0, 2, 0)
    study.ann.undo()
    assert state_digest(study.ann) == before


def test_a_coding_that_comes_twice_and_another_weight_are_told(
    study: Study, table: Callable[..., Path]
) -> None:
    header = ("document", "quote", "code", "weight")
    path = table(header, (NAME, "silent", "a", "7"), (NAME, "silent", "a", "7"),
                 (NAME, "silent", "a", "9"), (NAME, "queue", "a", ""))  # fmt: skip
    made = plan(study, path)
    assert (made.codings, made.known, made.left_out) == (2, 0, 0)
    assert [str(note) for note in made.notes] == [
        "row 3: row 2 brings the same coding; it came in once",
        "row 4: row 2 brings the same coding with the weight 7; the weight 9 was dropped",
    ]
    taken(study, made)
    later = table(header, (NAME, "silent", "a", "9"), (NAME, "queue", "a", "3"))
    made = plan(study, later)
    assert (made.codings, made.known) == (0, 2)
    assert [str(note) for note in made.notes] == [
        "row 2: the study has the same coding with the weight 7; the weight 9 was dropped",
        "row 3: the study has the same coding without a weight; the weight 3 was dropped",
    ]


def test_taguettes_highlights_and_qualcoders_report(
    study: Study, table: Callable[..., Path]
) -> None:
    highlights = table(
        ("id", "document", "tag", "content"),
        ("1", NAME, "leaving", SILENT), ("1", NAME, "silence", SILENT), ("2", NAME, "", "queue"),
        name="all_tags.xlsx",
    )  # fmt: skip
    made = plan(study, highlights)
    assert (made.codings, [str(note) for note in made.notes]) == (
        2, ["row 4: it says no document or no code"]
    )  # fmt: skip
    report = table(
        ("File", "Coder", "Coded", "Id", "Codename", "Coded_Memo", "Category", "Category"),
        (f"{NAME}.txt", "Bob", SILENT, "ctid:1", "leaving", "hm", "Time", "Life"),
        ("photo.jpg", "Bob", "image", "imid:2", "leaving", "", "Time", ""),
    )
    made = plan(study, report)
    assert codings(taken(study, made)) == {("Bob", NAME, SILENT, "leaving")}
    assert [str(note) for note in made.notes] == [
        "row 3: it is a coding of a picture or a recording"
    ]
    assert [str(note) for note in read_coding_table(report).notes] == [
        "columns not used: Id, Category"
    ]
    for_cases = table(
        ("Case", "Filename", "Coder", "Coded", "Id", "Codename", "Coded_Memo"),
        ("Mara", NAME, "Bob", "silent", "ctid:1", "leaving", ""),
    )
    assert plan(study, for_cases).codings == 1


def test_columns_are_said_where_they_are_not_known(
    study: Study, table: Callable[..., Path]
) -> None:
    path = table(("Wo", "Stelle", "Kode"), (NAME, "silent", "still"))
    assert heading_of(path) == ("Wo", "Stelle", "Kode")
    assert not is_coding_table(heading_of(path))
    said = {"document": "wo", "text": "Stelle", "code": "Kode"}
    assert plan(study, path, said).codings == 1
    with pytest.raises(UnreadableFile, match=r"hold document, code, text .*Wo, Stelle, Kode"):
        plan(study, path)
    with pytest.raises(InvalidInput, match="no column “Ort”"):
        plan(study, path, {"document": "Ort"})
    with pytest.raises(InvalidInput, match="Known: document, code"):
        plan(study, path, {"place": "Wo"})


def test_rows_that_do_not_fit_are_told_with_their_numbers(
    study: Study, table: Callable[..., Path]
) -> None:
    at = TEXT.index(SILENT)
    path = table(
        ("document", "start", "end", "quote", "occurrence", "code", "weight"),
        ("Interview 9", 1, 5, "", "", "a", ""),
        (NAME, 5, 99_999, "", "", "a", ""),
        (NAME, "", "", "words of nobody", "", "a", ""),
        (NAME, "", "", "did you", 3, "a", ""),
        (NAME, "five", 9, "", "", "a", ""),
        (NAME, "", "", "", "", "a", ""),
        (NAME, at + 9, at + 20, SILENT, "", "a", 101),
        (NAME, "", "", "did you", "", "a", ""),
        (NAME, 1, 5, "words of nobody", "", "a", ""),
        (),
        (NAME, TEXT.index("\n\n"), TEXT.index("\n\n") + 2, "", "", "a", ""),
    )
    made = plan(study, path)
    assert [str(note) for note in made.notes] == [
        f"row 2: there is no document “Interview 9”; nearest: {NAME}",
        f"row 3: 5:99999 lies outside “{NAME}”",
        f"row 4: its words do not stand in “{NAME}”",
        f"row 5: its words stand 2 times in “{NAME}”",
        "row 6: “five” in the column of its start is no whole number",
        "row 7: it says neither where the passage stands nor its words",
        f"row 8: its words stand at {at}:{at + len(SILENT)}, not at {at + 9}:{at + 20}",
        "row 8: its weight 101 is beyond 100; it came without one",
        f"row 9: its words “did you” stand 2 times in “{NAME}”; add a column with its start or "
        "which occurrence it is",
        f"row 10: “{NAME}” reads otherwise at 1:5, and the words do not stand elsewhere in it",
        "row 12: it holds no words",
    ]
    assert (made.codings, made.left_out, made.several) == (1, 9, 1)


def test_words_in_several_places_come_in_where_it_is_said_which(
    study: Study, table: Callable[..., Path]
) -> None:
    first, second = [at for at in range(len(TEXT)) if TEXT.startswith("did you", at)]
    path = table(
        ("document", "quote", "start", "code"),
        (NAME, "did you", "", "a"), (NAME, "did you", second - 2, "b"),
    )  # fmt: skip
    made = plan(study, path, first_place=True)
    assert [str(note) for note in made.notes] == [
        f"row 2: its words stand 2 times in “{NAME}”; the first place was taken",
        f"row 3: its words stand at {second}:{second + 7}, not at {second - 2}",
    ]
    assert (made.codings, made.left_out, made.several) == (2, 0, 0)
    assert {row["start"] for row in taken(study, made).rows("quotation")} == {first, second}


def test_codes_are_found_by_path_or_name(study: Study, table: Callable[..., Path]) -> None:
    above, other = study.code("Time"), study.code("Place")
    for parent in (above, other):
        study.ann.perform(codebook.create_code, name="waiting", parent=parent)
    old = study.code("old")
    study.ann.perform(codebook.retire_code, reason="it says nothing", code=old)
    path = table(
        ("document", "quote", "code"),
        (NAME, "silent", "TIME > Waiting"), (NAME, "queue", "Place > waiting"),
        (NAME, "silent", "waiting"), (NAME, "silent", "old"), (NAME, "silent", "old > new"),
        (NAME, "first", "Place > here > now"),
    )  # fmt: skip
    made = plan(study, path)
    assert [str(note) for note in made.notes] == [
        "row 4: several codes are called “waiting”; write the path, as in A > B",
        "row 5: the code “old” is retired; restore it first",
        "row 6: the code “old” is retired; restore it first",
    ]
    rows = taken(study, made)
    assert {(words, code) for _, _, words, code in codings(rows)} == {
        ("silent", "Time > waiting"), ("queue", "Place > waiting"), ("first", "Place > here > now"),
    }  # fmt: skip
    assert sorted(paths(rows).values()) == [
        "Place", "Place > here", "Place > here > now", "Place > waiting", "Time",
        "Time > waiting", "old",
    ]  # fmt: skip


def test_a_backslash_parts_paths_where_nothing_else_does_and_no_code_is_called_so(
    study: Study, table: Callable[..., Path]
) -> None:
    study.code("either\\or")
    path = table(
        ("document", "quote", "code"),
        (NAME, "silent", "Place\\waiting"), (NAME, "queue", "Either\\or"),
    )  # fmt: skip
    made = plan(study, path)
    assert made.codes == ("Place", "Place > waiting")
    assert "part the names" in str(read_coding_table(path).notes)
    assert {code for *_, code in codings(taken(study, made))} == {"Place > waiting", "either\\or"}
    path = table(
        ("document", "quote", "code"), (NAME, "silent", "one\\two"), (NAME, "queue", "A > B")
    )
    assert plan(study, path).codes == ("one\\two", "A", "A > B")
    assert not read_coding_table(path).notes


def test_only_the_ending_of_a_file_is_left_off_a_document(
    study: Study, table: Callable[..., Path]
) -> None:
    path = table(
        ("document", "quote", "code"),
        (f"{NAME}.DOCX", "silent", "a"), (f"{NAME}.2", "silent", "b"),
        (f"{NAME}.2.txt", "silent", "c"),
    )  # fmt: skip
    made = plan(study, path)
    assert made.codes == ("a",)
    assert [note.number for note in made.notes] == [3, 4]


def test_unknown_coders_are_refused_or_added(study: Study, table: Callable[..., Path]) -> None:
    path = table(("document", "quote", "code", "coder"), (NAME, "silent", "a", "Bop"))
    with pytest.raises(NotFound, match=r"no coder “Bop” \(nearest: Bob\)\. Nothing"):
        plan(study, path)
    made = plan(study, path, new_coders=True)
    assert made.coders == ("Bop",)
    assert codings(taken(study, made)) == {("Bop", NAME, "silent", "a")}


def test_only_coders_of_rows_that_fit_are_made_and_spellings_are_one(
    study: Study, table: Callable[..., Path]
) -> None:
    path = table(
        ("document", "quote", "code", "coder"),
        (NAME, "silent", "a", " bÓ b"), (NAME, "queue", "a", "Mina"), (NAME, "first", "a", "MINA"),
        (NAME, "words of nobody", "a", "Nobody"), (NAME, "did you", "lost", "Neither"),
        (NAME, "\n \n", "lost", "Nor"),
    )  # fmt: skip
    with pytest.raises(NotFound, match=r"“Mina” \(nearest: [^“]*Nothing"):
        plan(study, path)
    made = plan(study, path, new_coders=True)
    assert (made.coders, made.codes, made.left_out) == (("Mina",), ("a",), 3)
    assert [str(note) for note in made.notes if not note.left_out] == [
        "row 2: its coder “bÓ b” is taken to be “Bob”",
        "row 4: its coder “MINA” is taken to be “Mina”",
    ]
    assert codings(taken(study, made)) == {
        ("Bob", NAME, "silent", "a"), ("Mina", NAME, "queue", "a"), ("Mina", NAME, "first", "a"),
    }  # fmt: skip


def test_codings_go_to_the_newest_open_round(study: Study, table: Callable[..., Path]) -> None:
    study.ann.perform(rounds.open_new_round, name="Second look", kind=RoundKind.OPEN)
    path = table(("document", "quote", "code"), (NAME, "silent", "a"))
    rows = taken(study, plan(study, path))
    named = {row["guid"]: row["name"] for row in rows.rows("round")}
    assert [named[row["round_id"]] for row in rows.rows("coding")] == ["Second look"]


@pytest.mark.parametrize("data", [b"PK\x03\x04abc", b"SQLite format 3\0abc", b"%PDF-1.4"])
def test_a_file_of_another_kind_is_called_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="no table of codings"):
        read_coding_table(path)


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\0\0\0", b"document,code\n", b'document,code,quote\n"never closed', b"\xff\xfe\x00"],
)
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="Nothing"):
        read_coding_table(path)
    with pytest.raises(UnreadableFile, match="No such file"):
        read_coding_table(tmp_path / "gone.csv")


OWN = (("document", "quote", "code", "memo"), (NAME, "silent", "a", "Why silent?"))


def test_a_coder_brings_in_codings_of_their_own_with_codes_and_memos(
    study: Study, table: Callable[..., Path]
) -> None:
    before = state_digest(study.ann)
    study.bob.perform(take_in, arrival=plan(study, table(*OWN), coder="Bob").arrival)
    assert codings(state(study)) == {("Bob", NAME, "silent", "a")}
    assert verify(study.ann).ok
    study.bob.undo()
    assert state_digest(study.ann) == before


def forged(made: Arrival, guid: bytes) -> Arrival:
    """Return an arrival whose coding lies on a passage that is there already."""
    moved = {**made.new.tables["coding"], "quotation_id": [guid]}
    return Arrival(StudyRows({"code": made.new.tables["code"], "coding": moved}))


def test_what_is_not_ones_own_takes_a_lead(study: Study, table: Callable[..., Path]) -> None:
    theirs = plan(study, table(*OWN), coder="Ann").arrival
    with pytest.raises(NotAllowed, match="Only a lead"):
        study.bob.perform(take_in, arrival=theirs)
    study.ann.perform(take_in, arrival=theirs)
    guid = state(study).tables["quotation"]["guid"][0]
    made = plan(study, table(OWN[0][:3], (NAME, "silent", "b")), coder="Bob").arrival
    with pytest.raises(NotAllowed, match="a colleague marked"):
        study.bob.perform(take_in, arrival=forged(made, guid))
    study.ann.perform(project.change_setting, name="codebook_locked", value=1)
    with pytest.raises(NotAllowed, match="locked"):
        study.bob.perform(take_in, arrival=made)
    assert codings(state(study)) == {("Ann", NAME, "silent", "a")}


@pytest.mark.parametrize("name", ["codings.csv", "codings.xlsx"])
def test_among_other_files_it_is_sent_to_its_door(table: Callable[..., Path], name: str) -> None:
    for header in (
        ("id", "document", "tag", "content"),
        ("File", "Coder", "Coded", "Id", "Codename", "Coded_Memo", "Category"),
        ("document", "start", "end", "code"),
    ):
        batch = read_files([table(header, [1] * len(header), name=name)])
        assert "as a table of codings" in (batch.reports[0].error or "")
    batch = read_files([table(("tag", "parent", "description"), ("a", "", "b"), name=name)])
    assert [code.path for code in batch.books[0].codes] == [("a",)]
    assert not read_files([table(("document", "age"), ("A", 47), name=name)]).reports[0].error


def test_the_command_line_shows_and_stores(
    study: Study, table: Callable[..., Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    study.close()
    path = table(
        ("Wo", "Stelle", "Kode"), (NAME, "silent", "still"), (NAME, "nowhere to be found", "x"),
        (NAME, "did you", "still"),
    )  # fmt: skip
    words = ["import", str(tmp_path / "study.gtc"), str(path), "--map", "document=Wo"]
    words += ["--map", "text=Stelle", "--map", "code=Kode"]
    assert main([*words, "--dry-run"]) == 0
    told = capsys.readouterr()
    assert "1 coding, 1 new code would come in." in told.out
    assert "1 row fits, 1 stands in several places, 1 does not fit. 2 rows left out." in told.out
    assert "row 4: its words “did you” stand 2 times" in told.err
    assert main([*words, "--dry-run", "--first-place"]) == 0
    assert "2 codings, 1 new code would come in." in capsys.readouterr().out
    assert "row 3: its words do not stand in" in told.err
    assert main([*words, "--coder", "Ann"]) == 0
    assert "1 coding, 1 new code came in." in capsys.readouterr().out
    assert main([*words, "--coder", "Ann", "--json"]) == 0
    assert '"known": 1' in capsys.readouterr().out
    assert main([*words[:3], "--codings", "--coder", "Ann"]) != 0
    assert "Wo, Stelle, Kode" in capsys.readouterr().err
