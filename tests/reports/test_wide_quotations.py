"""Coded passages with all that is known of them, one a row."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions import codebook, coding, merging, transcripts
from gtcoder.batch import ImportBatch
from gtcoder.exchange.writing import exporter_for, write_report
from gtcoder.vocabulary import Span, VariableScope
from tests.reports.groups import Groups, group_draft


def _rows(groups: Groups, **options: str) -> list[dict[str, Any]]:
    report = groups.report("quotations-wide", **options)
    return [dict(zip(report.columns, row, strict=True)) for row in report.rows]


def test_a_row_knows_its_levels_people_and_variables(groups: Groups) -> None:
    for name, scope, owner, value in (
        ("place", VariableScope.DOCUMENT, "group", "=Graz"),
        ("age", VariableScope.PARTICIPANT, "Pat", "31"),
        ("age", VariableScope.PARTICIPANT, "Quinn", "45"),
    ):
        groups.ann.perform(
            transcripts.set_variable, name=name, scope=scope, owner=owner, value=value
        )
    rows = _rows(groups, coders="Ann")
    shared = next(row for row in rows if row["participant"] == "Pat; Quinn")
    assert shared["speaker"] == "P; Q"
    assert shared["participant: age"] == "31; 45"
    assert shared["document: place"] == "=Graz"
    asked = next(row for row in rows if row["participant"] == "unknown")
    assert asked["speaker"] == "I"
    assert asked["participant: age"] is None
    deep = [row for row in _rows(groups) if len(row["code"]) == 2]
    assert deep
    assert all((row["level 1"], row["level 2"]) == row["code"] for row in deep)
    flat = next(row for row in rows if row["code"] == ("Cost",))
    assert (flat["level 1"], flat["level 2"]) == ("Cost", None)


def test_a_merged_coding_says_what_it_was_applied_as_and_a_memo_stands_beside(
    groups: Groups,
) -> None:
    codes = groups.codes
    groups.ann.perform(
        coding.apply_code, document=groups.documents["group"], span=Span(0, 10), code=codes["Cost"],
        memo="why", weight=70,
    )  # fmt: skip
    groups.ann.perform(
        merging.merge_codes, sources=[codes["Cost"]], target=codes["Old"], reason="same"
    )
    row = next(
        row for row in _rows(groups, coders="Ann", round="1")
        if (row["start"], row["applied as"]) == (0, ("Cost",))
    )  # fmt: skip
    assert row["code"] == ("Old",)
    assert row["memo"] == "why"


def test_times_are_those_of_the_turns(uncoded: Groups) -> None:
    timed = group_draft()
    turns = tuple(
        replace(turn, begins=turn.start * 1000, ends=turn.end * 1000 + 5) for turn in timed.turns
    )
    text = f"{timed.text}\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    draft = replace(timed, name="timed", text=text, sha256=digest, turns=turns)
    stored = uncoded.ann.perform(
        transcripts.add_documents, batch=ImportBatch(documents=(draft,))
    ).documents
    for start, end in ((0, 10), (15, 30)):
        uncoded.ann.perform(
            coding.apply_code, document=stored[0][1], span=Span(start, end),
            code=uncoded.codes["Cost"],
        )  # fmt: skip
    times = {(row["from"], row["to"]) for row in _rows(uncoded)}
    assert times == {(0.0, 10.005), (11.0, 32.005)}


@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx", "html", "md", "json", "tex"])
def test_every_format_takes_it(groups: Groups, tmp_path: Path, ending: str) -> None:
    groups.ann.perform(codebook.rename_code, code=groups.codes["Cost"], name="=Cost", reason="x")
    out = tmp_path / f"wide.{ending}"
    assert exporter_for(out)
    path = write_report(groups.report("quotations-wide"), out).path
    assert path.stat().st_size > 100
