"""Saeedi, Danaei & Zargar (2021), Table 1: a study built from its cells gives them back."""

from __future__ import annotations

import csv
from pathlib import Path

from gtcoder.actions import codebook, many, transcripts
from gtcoder.batch import ImportBatch
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from tests.reports.groups import plain_draft, run, table

INTERVIEWS = [f"interview_{number}" for number in range(1, 21)]
WIDTH = 20


def test_the_printed_cells_come_back_as_presence(shared: Path, tmp_path: Path) -> None:
    source = shared / "data" / "cem_ict_2021" / "table1_open_codes.csv"
    with source.open(encoding="utf-8", newline="") as file:
        printed = [row for row in csv.DictReader(file) if row["row"]]
    assert len(printed) == 33
    location = FileLocation(tmp_path / "table1.gtc")
    create_study(location, coder="Ann", title="Table 1")
    with open_study(location, "Ann") as project:
        drafts = [
            plain_draft(name, f"{name}, invented for this test. " + "x" * WIDTH * len(printed))
            for name in INTERVIEWS
        ]
        stored = project.perform(
            transcripts.add_documents, batch=ImportBatch(documents=tuple(drafts))
        )
        documents = dict(stored.documents)
        codes = [project.perform(codebook.create_code, name=row["open_code"]) for row in printed]
        cells = [
            (documents[name], place)
            for place, row in enumerate(printed)
            for name in INTERVIEWS
            if row[name] == "1"
        ]
        columns = many.CodingColumns(
            document=[document for document, _ in cells],
            start=[WIDTH * place for _, place in cells],
            end=[WIDTH * place + 7 for _, place in cells],
            code=[codes[place] for _, place in cells],
            coder=[1] * len(cells),
            round=[1] * len(cells),
        )
        project.perform(many.apply_many, codings=columns)
        report = run(project, "codes-by-document", {"cells": "presence"})
    rows = table(report)
    assert report.columns == ("code", *INTERVIEWS, "total")
    for row in printed:
        expected = tuple(int(row[name]) for name in (*INTERVIEWS, "total"))
        assert rows[row["open_code"]] == expected, row["row"]
    nothing = {row["row"]: rows[row["open_code"]] for row in printed if row["row"] in ("17", "369")}
    assert nothing == {"17": (0,) * 21, "369": (0,) * 21}
    sums = [sum(int(row[name]) for row in printed) for name in INTERVIEWS]
    assert rows["Total"] == (*sums, sum(sums))
