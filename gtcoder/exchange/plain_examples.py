"""The passages of a plain-text study that show in the codebook what a code means."""

from __future__ import annotations

from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_pages import Pages
from gtcoder.exchange.plain_project import ProjectFile
from gtcoder.exchange.plain_steps import Steps
from gtcoder.exchange.plain_tables import Row, read_table
from gtcoder.exchange.plain_texts import Texts
from gtcoder.plan import ExampleDraft
from gtcoder.queries.examples import examples

EXAMPLES = "examples.csv"


def read_examples(
    folder: Path, project: ProjectFile, texts: Texts, done: Steps
) -> tuple[tuple[ExampleDraft, ...], list[FileNote]]:
    """Return the examples: passages that their coder has coded."""
    table = read_table(
        folder, EXAMPLES, needs=("code", "coder", "document", "quote"), may=("occurrence", "round")
    )
    return tuple(_example(row, project, texts, done) for row in table.rows), list(table.notes)


def _example(row: Row, project: ProjectFile, texts: Texts, done: Steps) -> ExampleDraft:
    code = done.paths.find(row.needed("code"), row.place)
    coder = project.coder(row.needed("coder"), row.place)
    passage = texts.passage(row, coder)
    if passage not in done.passages:
        raise UnreadableFile(
            "{coder} has coded no passage with exactly this quote in that round. Nothing was "
            "built; an example is a coded passage.",
            place=row.place,
            coder=coder,
        )
    return ExampleDraft(code, passage, row.place)


def write_examples(pages: Pages) -> None:
    """Write the examples of codes in use, where there are any."""
    every = [
        (code, each)
        for code, shown in examples(pages.reader).items()
        for each in shown
        if code in pages.paths
    ]
    if not every:
        return
    rows = []
    for code, each in every:
        quote = pages.quotes.get(each.quotation)
        if quote is not None:
            place = (quote.coder, quote.document, quote.words, quote.occurrence)
            rows.append((pages.paths[code], *place, *quote.round))
    header = ("code", "coder", "document", "quote", "occurrence", *pages.round_header)
    pages.table(EXAMPLES, header, rows)
    pages.lose(len(every) - len(rows), "examples of codes whose passages are no coding")
