"""Themes with subtotals and the documents that cover them: a framework paper of 23 documents.

The counts of the themes are printed in the paper (`cem_framework_2016`); which document holds
which is invented here, as the paper gives no table of it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.actions import codebook, coding, many, transcripts
from gtcoder.batch import ImportBatch
from gtcoder.errors import InvalidInput
from gtcoder.queries.codebook import codes
from gtcoder.queries.passages import find_document
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.project import OpenProject
from gtcoder.vocabulary import CodeId, CodeLevel, DocumentId, Span
from tests.reports.groups import plain_draft, run

# Typed from table 2 of the paper: high-level theme, theme, occurrences.
DESIGN, FACTORS = (
    "Customer experience design and implementation process",
    "Organisational factors influencing customer experience",
)
PRINTED = (
    (DESIGN, "Customer understanding", 20),
    (DESIGN, "Experience design", 26),
    (DESIGN, "Experience implementation", 22),
    (DESIGN, "Experience measurement", 16),
    (FACTORS, "Leadership", 10),
    (FACTORS, "Organisational design", 4),
    (FACTORS, "Strategy", 19),
    (FACTORS, "Culture", 22),
    (FACTORS, "Systems / Technology / Processes", 10),
)
DOCUMENTS = 23
WIDTH = 12


@pytest.fixture
def approaches(tmp_path: Path) -> Iterator[OpenProject]:
    """The nine themes in 23 invented documents, 149 codings, none of them with all nine."""
    location = FileLocation(tmp_path / "approaches.gtc")
    create_study(location, coder="Ann", title="Approaches (invented)")
    with open_study(location, "Ann") as project:
        text = "An invented approach. " + "x" * WIDTH * 40
        drafts = [plain_draft(f"approach_{n:02}", f"{n} {text}") for n in range(1, DOCUMENTS + 1)]
        stored = project.perform(
            transcripts.add_documents, batch=ImportBatch(documents=tuple(drafts))
        )
        documents = [key for _, key in stored.documents]
        heads = {
            name: project.perform(codebook.create_code, name=name, level=CodeLevel.AXIAL)
            for name in (DESIGN, FACTORS)
        }
        themes = [
            project.perform(codebook.create_code, name=theme, parent=heads[head])
            for head, theme, _ in PRINTED
        ]
        project.perform(many.apply_many, codings=_columns(documents, themes))
        yield project


def _columns(documents: list[DocumentId], codes: list[CodeId]) -> many.CodingColumns:
    """Spread the printed counts over the documents; document n leaves out theme n modulo nine."""
    cells: list[tuple[int, int, int]] = []
    taken = dict.fromkeys(documents, 0)
    for place, (_, _, count) in enumerate(PRINTED):
        able = [each for n, each in enumerate(documents) if n % len(PRINTED) != place]
        for turn in range(count):
            document = able[turn % len(able)]
            cells.append((document, 30 + WIDTH * taken[document], codes[place]))
            taken[document] += 1
    return many.CodingColumns(
        document=[document for document, _, _ in cells],
        start=[start for _, start, _ in cells],
        end=[start + WIDTH - 2 for _, start, _ in cells],
        code=[code for _, _, code in cells],
        coder=[1] * len(cells),
        round=[1] * len(cells),
    )


def test_the_printed_table_comes_back_with_subtotals_and_149(approaches: OpenProject) -> None:
    report = run(approaches, "themes")
    assert report.columns == ("high-level theme", "theme", "codings", "documents")
    body = [row[:3] for place, row in enumerate(report.rows) if place not in report.totals]
    assert body == [(head, theme, count) for head, theme, count in PRINTED]
    totals = [report.rows[place] for place in sorted(report.totals)]
    assert [(row[0], row[1], row[2]) for row in totals] == [
        (DESIGN, "Subtotal", 84),
        (FACTORS, "Subtotal", 65),
        ("Total", "", 149),
    ]
    assert totals[-1][3] == DOCUMENTS


def test_the_printed_table_is_that_of_the_paper(shared: Path) -> None:
    source = shared / "data" / "cem_framework_2016" / "table2_themes.csv"
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    themes = [(row["high_level_theme"], row["theme"], int(row["occurrences"])) for row in rows]
    assert tuple(themes[:-1]) == PRINTED
    assert themes[-1][2] == sum(count for _, _, count in PRINTED) == 149


def test_no_document_covers_all_nine(approaches: OpenProject) -> None:
    report = run(approaches, "theme-coverage")
    assert len(report.rows) == DOCUMENTS + 1
    assert report.columns[1:-1] == tuple(theme for _, theme, _ in PRINTED)
    assert report.sentences[0].startswith("No document covers all 9 themes; the most is ")
    most = max(int(str(row[-1])) for row in report.rows[:-1])
    assert f"the most is {most}" in report.sentences[0]


def test_a_document_that_covers_all_is_named(approaches: OpenProject) -> None:
    with approaches.read() as reader:
        document = find_document(reader, "approach_07")
        themes = [code.id for code in codes(reader) if code.parent is not None]
    for place, code in enumerate(themes):
        span = Span(2 + place, 12 + place)
        approaches.perform(coding.apply_code, document=document, span=span, code=code)
    said = run(approaches, "theme-coverage").sentences[0]
    assert said == "1 document of 23 covers all 9 themes: approach_07."


def test_one_passage_in_two_themes_counts_once_in_their_subtotal(approaches: OpenProject) -> None:
    """The category counts distinct passages; a sentence says why its themes hold more."""
    before = run(approaches, "themes", {"cells": "passages"})
    with approaches.read() as reader:
        document = find_document(reader, "approach_01")
        themes = [code.id for code in codes(reader) if code.parent is not None][:2]
    for code in themes:
        approaches.perform(coding.apply_code, document=document, span=Span(2, 12), code=code)
    after = run(approaches, "themes", {"cells": "passages"})
    place = min(before.totals)
    assert int(str(after.rows[place][2])) == int(str(before.rows[place][2])) + 1
    assert any("counted once" in sentence for sentence in after.sentences)
    assert not any("counted once" in sentence for sentence in before.sentences)


def test_presence_is_there_once_in_all(approaches: OpenProject) -> None:
    found = run(approaches, "themes", {"cells": "presence"})
    assert {row[2] for row in found.rows if row[1] != "documents"} <= {0, 1}
    assert not any("one by one" in sentence for sentence in found.sentences)


def test_a_code_that_serves_a_category_without_a_theme_is_told(approaches: OpenProject) -> None:
    with approaches.read() as reader:
        document = find_document(reader, "approach_01")
        head = next(code.id for code in codes(reader) if code.parent is None)
    apart = approaches.perform(codebook.create_code, name="Apart")
    approaches.perform(codebook.add_membership, code=apart, category=head)
    approaches.perform(coding.apply_code, document=document, span=Span(2, 12), code=apart)
    said = run(approaches, "themes").sentences
    assert any("codes that serve it without a theme" in sentence for sentence in said)
    assert not any("counted once" in sentence for sentence in said)


def test_without_themes_the_coverage_says_so(tmp_path: Path) -> None:
    location = FileLocation(tmp_path / "bare.gtc")
    create_study(location, coder="Ann", title="Bare")
    with open_study(location, "Ann") as project, pytest.raises(InvalidInput, match="no theme"):
        run(project, "theme-coverage")
