"""What makes a folder of plain text whole: all rows of the study, a list of files, a page on it."""

from __future__ import annotations

from pathlib import Path

from gtcoder import __version__
from gtcoder.errors import NotAllowed
from gtcoder.exchange import door
from gtcoder.exchange.manifests import write_manifest
from gtcoder.exchange.masked_rows import masked_rows
from gtcoder.exchange.rows_folder import write_rows
from gtcoder.queries.record_words import counted_of
from gtcoder.queries.whole import whole_study
from gtcoder.store.reader import Reader
from gtcoder.study_rows import StudyRows

README = "README.txt"

_TOLD = """\
{title}

This folder holds a study of qualitative interviews, written by gtcoder {version}. Everything in it
is text in UTF-8 with line ends LF; tables are csv with commas, their first row names the columns.

To read and to edit
  project.toml         title, coders, phases
  transcripts/         the interviews, one file each; a passage is given by its words
  participants.csv     who speaks, with the variables of people and interviews
  codebook.csv         the codes with their definitions, and changes.csv what the table has no
                       column for
  codings.csv          who gave which code to which words, and which occurrence of them
  memos/, memos.csv    what was thought on the way
  and further tables of relations, models, rounds and decisions, where the study has them

To build the same study again
  rows/                every table of the study by the identities of its rows (guid), all columns;
                       rows/csv-metadata.json says what they are and where they point to (CSV on
                       the Web). Identities are hexadecimal, moments ISO 8601 in UTC, positions
                       count Unicode code points from 0, the end excluded.
  texts/               earlier versions of transcripts that were corrected; a version names the
                       SHA-256 of its text's file
{ledger}  manifest.csv         every file with its bytes and its SHA-256

"gtcoder import STUDY FOLDER" takes it in. While the files are as manifest.csv has them, the rows
are read, and the study is the same as the one that was written. After an edit of a page, the study
is built from the pages.

A cell that a spreadsheet program would run as a formula (it begins with = + - @, a tab or a line's
end) has an apostrophe before it, which is no part of the text; numbers stand as they are.
"""
_TOLD_LEDGER = "  ledger.csv           who did what, when and why; to be read\n"


def write_whole(reader: Reader, folder: Path) -> tuple[str, tuple[str, ...]]:
    """Write rows, texts, ledger and the list of files.

    Return why not, where they stay behind, and what the rows leave out.
    """
    mask = door.mask()
    try:
        whole = whole_study(reader, history=True)
    except NotAllowed:
        return (
            "a round is open in which coders do not see one another's work, so the folder has its "
            "pages alone, without the rows of the study"
        ), ()
    rows = masked_rows(whole, mask)
    title = next((str(row["title"]) for row in rows.rows("project")), "")
    ledger = _TOLD_LEDGER if rows.history else ""
    told = _TOLD.format(title=title, version=__version__, ledger=ledger)
    (folder / README).write_text(told, encoding="utf-8", newline="")
    write_rows(rows, folder)
    write_manifest(folder)
    return "", left_behind(whole)


def left_behind(rows: StudyRows) -> tuple[str, ...]:
    """Return in words what the rows of a study do not take along when they are written.

    Under a list of pseudonyms that is all in which names stand, the ledger too.
    """
    if not door.mask():
        return ("what undo needs: the ledger goes along to be read (ledger.csv)",)
    current = {row["version_id"] for row in rows.rows("document")}
    earlier = sum(row["guid"] not in current for row in rows.rows("text_version"))
    found = [
        (len(rows.history), "entries of the ledger"),
        (earlier, "earlier versions of texts"),
        (rows.count("label"), "labels of revisions"),
        (rows.count("saved_result"), "saved results"),
    ]
    left = (
        f"{counted_of(count, what)}: names stand in {'it' if count == 1 else 'them'}"
        for count, what in found
        if count
    )
    return ("what undo needs", *left)
