"""Many files in one go: progress, cancelling, broken files, names, the same text twice.

All talk is invented.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from gtcoder.batch import DocumentDraft, FileReport, SourceFile
from gtcoder.errors import InvalidInput
from gtcoder.exchange.formats import IMPORTERS, FileResult, Importer, ImportOptions
from gtcoder.exchange.reading import read_files
from gtcoder.progress import Cancelled, Progress
from gtcoder.vocabulary import SpeakerRole
from tests.exchange import docx_made as made

TALK = "INT: How was day {n}?\nP{n:02d}: Long, and café closed.\nINT: And?\nP{n:02d}: Rain.\n"


class Watched:
    """Progress that remembers, and cancels where it is told to."""

    def __init__(self, cancel_at: int | None = None) -> None:
        self.steps: list[tuple[int, int, str]] = []
        self._cancel_at = cancel_at

    def step(self, done: int, total: int, what: str = "") -> None:
        self.steps.append((done, total, what))
        if done == self._cancel_at:
            raise Cancelled


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def fifty(folder: Path) -> list[Path]:
    paths = [write(folder, f"day{n}.txt", TALK.format(n=n)) for n in range(1, 50)]
    whole = made.package(folder / "broken.docx", made.EVERYTHING)
    whole.write_bytes(whole.read_bytes()[:1000])
    return [*paths[:20], whole, *paths[20:]]


def test_fifty_files_one_of_them_broken(tmp_path: Path) -> None:
    progress = Watched()
    paths = fifty(tmp_path)
    batch = read_files(paths, progress=progress)
    assert [report.source.file for report in batch.reports] == [path.name for path in paths]
    broken = [report for report in batch.reports if report.error]
    assert [report.source for report in broken] == [SourceFile("broken.docx", "docx", "", "")]
    assert str(broken[0].error).startswith("It is damaged or cut off")
    assert len(batch.documents) == 49
    assert all(len(document.turns) == 4 for document in batch.documents)
    assert progress.steps[20] == (20, 50, "broken.docx")
    assert progress.steps[-1] == (50, 50, "")
    assert [done for done, _, _ in progress.steps] == list(range(51))


def test_cancelling_passes_through(tmp_path: Path) -> None:
    progress = Watched(cancel_at=7)
    with pytest.raises(Cancelled):
        read_files(fifty(tmp_path), progress=progress)
    assert len(progress.steps) == 8


def test_a_document_says_where_it_comes_from(tmp_path: Path) -> None:
    text = "INT: Wie war’s?\r\nP07: Schön.\r\nINT: Und?\r\nP07: Müde.\r\n"
    path = write(tmp_path, "Tag 7.TXT", text, "cp1252")
    batch = read_files([path])
    (draft,) = batch.documents
    frozen = text.replace("\r\n", "\n")
    assert draft.name == "Tag 7"
    assert draft.text == frozen
    assert draft.sha256 == hashlib.sha256(frozen.encode()).hexdigest()
    source = SourceFile("Tag 7.TXT", "txt", "cp1252", hashlib.sha256(path.read_bytes()).hexdigest())
    assert draft.source == source
    assert [(one.label, one.role, one.participant) for one in draft.speakers] == [
        ("INT", SpeakerRole.INTERVIEWER, None),
        ("P07", SpeakerRole.PARTICIPANT, "Tag 7"),
    ]
    assert draft.participant is None
    (report,) = batch.reports
    assert report.source == source
    assert [str(note) for note in report.notes] == [
        "decoded as cp1252: chosen by its accented letters, which fit English; "
        "choose another encoding if letters look wrong",
        "line 1: 4 × CRLF became LF",
    ]


def test_without_turns_the_document_has_its_one_participant(tmp_path: Path) -> None:
    path = write(tmp_path, "diary.md", "# Monday\n\n**Rain** again.\n")
    (draft,) = read_files([path]).documents
    assert (draft.text, draft.source.kind) == ("# Monday\n\n**Rain** again.\n", "md")
    assert (draft.turns, draft.speakers, draft.participant) == ((), (), "diary")
    (draft,) = read_files([path], ImportOptions(participant="P07")).documents
    assert draft.participant == "P07"


@pytest.mark.parametrize(
    "options",
    [
        ImportOptions(participant="P07"),
        ImportOptions(who={"Ann": "P07"}),
        ImportOptions(files={f"{n}.txt": ImportOptions(participant="P07") for n in (1, 2, 3)}),
    ],
)
def test_three_interviews_with_one_person_give_one_participant(
    tmp_path: Path, options: ImportOptions
) -> None:
    talk = "INT: {n}?\nAnn: Yes {n}.\nINT: Why?\nAnn: So.\n"
    paths = [write(tmp_path, f"{n}.txt", talk.format(n=n)) for n in (1, 2, 3)]
    batch = read_files(paths, options)
    people = {one.participant for draft in batch.documents for one in draft.speakers}
    assert people == {None, "P07"}


def test_a_focus_group_in_one_file_gives_six_participants(tmp_path: Path) -> None:
    talk = "".join(f"P{n}: Something.\nModerator: Thanks. And you?\n" for n in range(1, 7))
    (draft,) = read_files([write(tmp_path, "group.txt", talk * 2)]).documents
    people = {one.participant for one in draft.speakers if one.participant}
    assert people == {f"group P{n}" for n in range(1, 7)}


def test_a_name_that_speaks_in_two_groups_is_said(tmp_path: Path) -> None:
    talk = "M: Who?\nAna: Me {n}.\nM: And?\nBo: Me.\nAna: Yes.\nM: Well?\nBo: No.\n"
    paths = [write(tmp_path, f"group{n}.txt", talk.format(n=n)) for n in (1, 2)]
    first, second = read_files(paths).reports
    assert not any("same participant" in note.message for note in first.notes)
    said = [note.message for note in second.notes if "same participant" in note.message]
    assert said == [
        "“Ana” is taken as the same participant as in group1",
        "“Bo” is taken as the same participant as in group1",
    ]


def test_names_are_unique_and_participants_follow_them(tmp_path: Path) -> None:
    paths = [
        write(tmp_path, "a/day.txt", TALK.format(n=1)),
        write(tmp_path, "b/Day.txt", TALK.format(n=2)),
        write(tmp_path, "b/day.md", "A diary."),
    ]
    drafts = read_files(paths).documents
    assert [draft.name for draft in drafts] == ["day", "Day (2)", "day (3)"]
    assert [draft.speakers[1].participant for draft in drafts[:2]] == ["day", "Day (2)"]
    assert drafts[2].participant == "day (3)"


def test_a_file_that_cannot_be_read_takes_no_name(tmp_path: Path) -> None:
    paths = [write(tmp_path, "day.docx", "no package"), write(tmp_path, "day.txt", "A diary.")]
    assert [draft.name for draft in read_files(paths).documents] == ["day"]


def test_a_given_name_of_the_document_is_obeyed(tmp_path: Path) -> None:
    path = write(tmp_path, "x.txt", "A diary.")
    named = ImportOptions(document="Ann, first diary")
    assert read_files([path], named).documents[0].name == "Ann, first diary"


def test_names_are_composed_and_without_control_characters(tmp_path: Path) -> None:
    path = write(tmp_path, "Cafe\u0301 \x07\udcff.txt", "A diary.")
    assert read_files([path]).documents[0].name == "Café \ufffd\ufffd"


def test_the_same_text_twice_is_said_and_both_stay(tmp_path: Path) -> None:
    paths = [
        write(tmp_path, "one.txt", "A diary.\nEnd."),
        write(tmp_path, "two.txt", "A diary.\r\nEnd."),
        made.package(tmp_path / "three.docx", made.document(made.p("A diary.") + made.p("End."))),
        write(tmp_path, "sub/one.txt", "A diary.\nEnd."),
    ]
    batch = read_files(paths)
    assert len({draft.sha256 for draft in batch.documents}) == 1
    assert len(batch.documents) == 4
    assert [[str(note) for note in report.notes] for report in batch.reports] == [
        [],
        ["line 1: 1 × CRLF became LF", "holds the same text as “one”"],
        ["holds the same text as “one”"],
        ["holds the same text as “one”"],
    ]


def test_folders_are_expanded_in_natural_order(tmp_path: Path) -> None:
    for name in ("P10.txt", "P2.txt", "sub/P1.md", "P1.docx", ".hidden.txt", ".git/x.txt",
                 "~$P1.docx"):  # fmt: skip
        write(tmp_path, name, f"A diary, {name}.")
    made.package(tmp_path / "P1.docx", made.EVERYTHING)
    write(tmp_path, "photo.jpg", "no text")
    batch = read_files([tmp_path])
    assert [draft.source.file for draft in batch.documents] == [
        "P1.docx", "P2.txt", "P10.txt", "P1.md",
    ]  # fmt: skip
    assert batch.reports[0].source.file == "photo.jpg"
    assert batch.reports[0].error is None
    assert batch.reports[0].notes[0].message.startswith("left out")


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "one.txt", "A diary.")
    assert len(read_files([path, tmp_path]).documents) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "It is empty"),
        ("blank.txt", b" \r\n\t\r\n", "It holds no text"),
        ("scan.pdf", b"%PDF-1.7\n%\xe2\xe3\n", "It is damaged, and no page of it can be read"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "old Word or Excel file"),
        ("page.txt", b"\n<!DOCTYPE html><html>", "It holds no text"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), "This is a picture"),
        ("tape.txt", b"ID3\x04" + bytes(99), "a recording"),
        ("study.gtc", b"SQLite format 3\x00" + bytes(99), "a database"),
        ("random.txt", bytes(range(32)) * 20, "no text and no known kind of file"),
        ("noise.txt", bytes(range(9, 256)) * 4, "No text encoding fits"),
        ("words.csv", b"word,weight\nx,y\n", "a table with columns unknown here"),
        ("cut.txt", "So what?".encode("utf-16")[:-1], "not written in utf-16"),
    ],
)
def test_what_is_no_transcript_is_refused_by_its_content(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    batch = read_files([tmp_path / name, write(tmp_path, "good.txt", "A diary.")])
    assert said in str(batch.reports[0].error)
    assert "Nothing of it was taken in" in str(batch.reports[0].error)
    assert [draft.name for draft in batch.documents] == ["good"]


def test_missing_and_odd_paths_are_reported(tmp_path: Path) -> None:
    batch = read_files([tmp_path / "nowhere.txt", Path("/dev/null")])
    first, second = (str(report.error) for report in batch.reports)
    assert first.startswith("There is no such file")
    assert second.startswith("It is no ordinary file")
    assert "save what it holds as a file" in second


def test_a_file_that_may_not_be_read_is_reported(tmp_path: Path) -> None:
    # A name longer than the system allows fails even for root, whom permissions do not stop.
    batch = read_files([tmp_path / ("x" * 300 + ".txt"), write(tmp_path, "good.txt", "A diary.")])
    assert batch.reports[0].error is not None
    assert len(batch.documents) == 1


def test_a_text_beyond_all_measure_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"text\n" * 1000)
    with path.open("r+b") as file:
        file.truncate(2**31)  # sparse: it takes no room on the disk
    (report,) = read_files([path]).reports
    assert "2048 MB large" in str(report.error)


@pytest.mark.parametrize(
    "options",
    [
        ImportOptions(speakers="("),
        ImportOptions(encoding="utf-99"),
        ImportOptions(files={"x.txt": ImportOptions(speakers="no group")}),
    ],
)
def test_wrong_options_are_refused_before_anything_is_read(
    tmp_path: Path, options: ImportOptions
) -> None:
    progress = Watched()
    with pytest.raises(InvalidInput):
        read_files([write(tmp_path, "x.txt", "A diary.")], options, progress)
    assert progress.steps == []


def test_an_encoding_that_does_not_fit_one_file_spares_the_others(tmp_path: Path) -> None:
    paths = [write(tmp_path, "a.txt", "schön", "cp1252"), write(tmp_path, "b.txt", "schön")]
    batch = read_files(paths, ImportOptions(encoding="utf-8"))
    assert "not written in utf-8" in str(batch.reports[0].error)
    assert [draft.text for draft in batch.documents] == ["schön"]


def test_control_characters_are_replaced_and_said(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "one\x00\ntwo\x0bthree\x01")
    batch = read_files([path])
    assert batch.documents[0].text == "one\ufffd\ntwo\nthree\ufffd"
    assert [str(note) for note in batch.reports[0].notes] == [
        "line 2: 1 × VT (vertical tab) became LF",
        "line 1: 2 control characters became U+FFFD (1 × U+0000, 1 × U+0001)",
    ]


def test_another_packages_importer_goes_before_plain_text(tmp_path: Path) -> None:
    def read(path: Path, options: ImportOptions, progress: Progress) -> FileResult:
        source = SourceFile(path.name, "oddity", "utf-8", "")
        draft = DocumentDraft("odd", path.read_text(), "", source)
        return FileResult(source, (draft,))

    odd = Importer("oddity", "Oddity", (".odd",), lambda head, _: head.startswith(b"ODD"), read)
    IMPORTERS.add("oddity", odd)
    try:
        batch = read_files([write(tmp_path, "x.txt", "ODD text")])
    finally:
        IMPORTERS._items.pop("oddity")
    assert batch.reports == (FileReport(SourceFile("x.txt", "oddity", "utf-8", "")),)


def test_no_files_give_an_empty_batch() -> None:
    progress = Watched()
    batch = read_files([], progress=progress)
    assert (batch.documents, batch.variables, batch.reports) == ((), (), ())
    assert progress.steps == [(0, 0, "")]
