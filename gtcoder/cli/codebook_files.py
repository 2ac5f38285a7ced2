"""Codebooks from files on the command line: taken in by `import`, or shown as they would be."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gtcoder.cli.output import number_of, warn
from gtcoder.cli.performing import perform
from gtcoder.cli.study_argument import study_to_change, study_to_read

if TYPE_CHECKING:
    from gtcoder.batch import ImportBatch
    from gtcoder.queries.books import BookRow

_WORDS = {"new": "new", "changed": "filled in", "conflict": "different", "same": "the same"}


def add_replacing(parser: ArgumentParser) -> None:
    """Add the options of codebooks."""
    books = parser.add_argument_group("codebooks and projects")
    books.add_argument(
        "--replace",
        action="store_true",
        help="where a code, anything in a project, or a variable that came along with a text (in "
        "its file's name, in a survey) says something else in the file, take the file's words; "
        "else the study's stay. Tables of variables and --set replace without it, and name what "
        "stood there",
    )
    books.add_argument(
        "--reason",
        metavar="T",
        default="",
        help="needed where --replace changes what a code with codings means",
    )


def take_books(options: Namespace, batch: ImportBatch) -> list[tuple[BookRow, ...]]:
    """Store each codebook as one entry unless it is a dry run; return what each did, by code."""
    from gtcoder.actions.books import import_book
    from gtcoder.queries.books import compare_book

    done: list[tuple[BookRow, ...]] = []
    for book in batch.books:
        if options.dry_run:
            options.viewer = options.coder
            with study_to_read(options) as project, project.read() as reader:
                done.append(compare_book(reader, book))
            continue
        with study_to_change(options) as project:
            with project.read() as reader:
                done.append(compare_book(reader, book))
            replace = [row.code.path for row in done[-1] if row.both] if options.replace else []
            perform(project, import_book, book=book, replace=replace, reason=options.reason)
    return done


def add_books(rows: Sequence[dict[str, Any]], books: Sequence[Sequence[BookRow]]) -> None:
    """Add to the rows of files what their codebooks did."""
    waiting = iter(books)
    for row in rows:
        if row["kind"] == "codebook" and row["error"] is None:
            found = next(waiting)
            row["codes"] = len(found)
            row["codebook"] = {
                **dict.fromkeys(_WORDS, 0),
                **Counter(str(each.state) for each in found),
            }
            row["conflicts"] = [
                {"code": each.code.path, "what": both.name, "study": both.ours, "file": both.theirs}
                for each in found
                for both in each.both
                if both.ours
            ]


def tell_books(books: Sequence[Sequence[BookRow]]) -> None:
    """Say in words what codebooks did, and of which codes the study says something else."""
    for rows in books:
        states = Counter(str(row.state) for row in rows)
        parts = [f"{count} {_WORDS[state]}" for state, count in states.items()]
        print(f"Codebook: {number_of(len(rows), 'code')} ({', '.join(parts)}).")
        for row in rows:
            for both in row.both:
                if both.ours:
                    warn(
                        f"“{row.code.written}”, {both.name}: the study says “{both.ours}”, the "
                        f"file “{both.theirs}”"
                    )
