"""Codebook, coded passages, coverage and ledger as tables."""

from __future__ import annotations

import json

import pytest

from gtcoder.actions import codebook, merging, project
from gtcoder.errors import NotFound
from gtcoder.reports import REPORTS
from tests.reports.groups import Groups, table


def test_the_codebook_with_attributes_and_further_categories(groups: Groups) -> None:
    codes = groups.codes
    groups.ann.perform(
        codebook.define_code, code=codes["Cost"], definition="What it costs.", rule="Money or time",
        reason="first definition",
    )  # fmt: skip
    groups.ann.perform(codebook.set_attribute, code=codes["Old"], name="item", value="007")
    groups.ann.perform(codebook.add_membership, code=codes["Old"], category=codes["Warmth"])
    report = groups.report("codebook")
    assert report.columns == (
        "code", "level", "definition", "rule", "origin", "also under", "item",
    )  # fmt: skip
    rows = table(report)
    assert rows["Cost"] == ("open", "What it costs.", "Money or time", "constructed", "", "")
    assert rows["Trust"][0] == "axial"
    assert rows["Old"][-2:] == ("Trust > Warmth", "007")
    assert report.rows[2][0] == ("Trust", "Warmth")
    assert report.provenance["counted"] == "5 codes and 1 category in use"


def test_the_codebook_as_of_a_label_and_an_entry(groups: Groups) -> None:
    codes = groups.codes
    groups.ann.perform(codebook.set_attribute, code=codes["Old"], name="item", value="7")
    groups.ann.perform(project.set_label, name="open coding")
    groups.ann.perform(codebook.set_attribute, code=codes["Old"], name="item", value="8")
    groups.ann.perform(codebook.rename_code, code=codes["Cost"], name="Price", reason="clearer")
    groups.ann.perform(
        merging.merge_codes, sources=[codes["Idle"]], target=codes["Old"], reason="same"
    )
    then = groups.report("codebook", at="open coding")
    assert "Cost" in table(then)
    assert "Idle" in table(then)
    assert table(then)["Old"][-1] == "7"
    assert then.title == "Codebook as of “open coding”"
    revision = then.provenance["as_of"]
    assert groups.report("codebook", at=str(revision)).rows == then.rows
    now = groups.report("codebook")
    assert {"Price", "Old"} <= set(table(now))
    assert "Idle" not in table(now)
    assert table(now)["Old"][-1] == "8"
    everything = table(groups.report("codebook", retired="yes"))
    assert everything["Idle"][-2] == "merged into Old"
    assert everything["Old"][-2] == "in use"


def test_an_unknown_moment_is_refused(groups: Groups) -> None:
    with pytest.raises(NotFound, match="no label “selective”"):
        groups.report("codebook", at="selective")
    with pytest.raises(NotFound, match="no entry 999"):
        groups.report("codebook", at="999")


def test_coded_passages(groups: Groups) -> None:
    report = groups.report("quotations", coders="Ann", code="Cost")
    assert report.columns == (
        "text", "document", "participant", "start", "end", "line", "code", "coder", "round",
        "origin", "weight",
    )  # fmt: skip
    assert report.rows == (
        ("I: aaaaaaa", "group", "unknown", 0, 10, 1, ("Cost",), "Ann", "Round 1", "by hand", None),
        ("P: bbbbbbb", "group", "Pat", 11, 21, 2, ("Cost",), "Ann", "Round 1", "by hand", None),
        (
            "bbbbbb\nQ: ccccc", "group", "Pat; Quinn", 15, 30, 2, ("Cost",), "Ann", "Round 1",
            "by hand", None,
        ),
    )  # fmt: skip
    everything = groups.report("quotations")
    assert len(everything.rows) == 11
    assert groups.report("quotations", code="Trust").rows == ()
    below = groups.report("quotations", code="Trust", rollup="yes", documents="alone")
    assert sorted(row[6][-1] for row in below.rows if isinstance(row[6], tuple)) == [
        "Silence", "Silence", "Warmth", "Warmth",
    ]  # fmt: skip


def test_coverage_counts_each_character_once(groups: Groups) -> None:
    report = groups.report("coverage")
    assert report.columns == ("coder", "document", "characters", "coded", "share")
    assert report.rows == (
        ("Ann", "group", 33, 29, 29 / 33),
        ("Ann", "alone", 40, 20, 0.5),
        ("Ann", "nobody", 20, 5, 0.25),
        ("Ann", "Total", 93, 54, 54 / 93),
        ("Ben", "group", 33, 10, 10 / 33),
        ("Ben", "alone", 40, 22, 22 / 40),
        ("Ben", "nobody", 20, 5, 0.25),
        ("Ben", "Total", 93, 37, 37 / 93),
    )
    assert report.totals == {3, 7}


def test_the_ledger_says_who_did_what_and_why(groups: Groups) -> None:
    codes = groups.codes
    groups.ann.perform(codebook.rename_code, code=codes["Cost"], name="Price", reason="clearer")
    undone = groups.ann.undo()
    report = groups.report("ledger")
    assert report.columns == ("revision", "at", "coder", "action", "on", "reason", "reverts")
    assert [row[0] for row in report.rows] == list(range(1, undone.revision + 1))
    renamed, reverted = report.rows[-2:]
    assert renamed[2:4] == ("Ann", "codebook.rename")
    assert renamed[5:] == ("clearer", None)
    assert "code Cost" in str(renamed[4])
    assert "name Price" in str(renamed[4])
    assert reverted[3] == "history.revert"
    assert reverted[6] == renamed[0]
    bens = groups.report("ledger", coder="Ben", action="coding")
    assert len(bens.rows) == 4
    assert groups.report("ledger", since=str(undone.revision)).rows == ()


def test_every_report_runs_on_an_empty_study_and_as_json(uncoded: Groups) -> None:
    names = REPORTS.names()
    assert {
        "frequencies", "codes-by-document", "codebook", "quotations", "ledger", "coverage",
    } <= set(names)  # fmt: skip
    for name in (
        "frequencies",
        "codes-by-document",
        "codebook",
        "quotations",
        "ledger",
        "coverage",
    ):
        record = uncoded.report(name).record()
        assert json.loads(json.dumps(record, allow_nan=False)) == record
        assert len({len(row) for row in record["rows"]} | {len(record["columns"])}) == 1
        assert {
            "counted", "whose", "round", "revision", "study", "program", "at",
        } <= set(record["provenance"])  # fmt: skip
    paths = [row[0] for row in uncoded.report("codebook").record()["rows"]]
    assert paths[2] == ["Trust", "Warmth"]


def test_a_report_as_a_frame(groups: Groups) -> None:
    frame = groups.report("frequencies", coders="Ann").frame()
    assert list(frame.columns)[:2] == ["code", "codings"]
    assert frame["codings"].sum() == 7
