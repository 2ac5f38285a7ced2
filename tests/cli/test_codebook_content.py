"""The codebook's content, order and files on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run, apply, rows
from tests.cli.test_codebook import ME, WHY, code


def test_rules_examples_order_and_a_codebook_that_comes_back(
    run: Run, study: Path, tmp_path: Path
) -> None:
    run("create", study, *ME, "--code", "Leaving", "--when-not", "On holiday").done()
    run("define", study, *ME, "--code", "Leaving", "--rule", "For good").done()  # no reason needed
    apply(run, study, "silence")
    run("reorder", study, *ME, "--code", "silence", "--before", "Leaving").done()
    assert [row["path"] for row in rows(run, study, "codes")] == [["silence"], ["Leaving"]]
    run("reorder", study, *ME, "--code", "silence").misused("--before", "--after")
    coding = rows(run, study, "codings")[0]["id"]
    run("example", study, *ME, "--code", "silence", "--coding", coding).done()
    assert "line" in code(run, study, "silence")["examples"][0]
    run("example", study, *ME, "--code", "silence", "--coding", 99).refused("no coding 99")
    run("origin", study, *ME, "--code", "silence", "--origin", "in vivo").done()
    book = tmp_path / "codebook.docx"
    run("export", study, book).done()
    plan = run("import", study, book, *ME, "--dry-run", "--json").done().record["imported"][0]
    assert (plan["kind"], plan["codes"]) == ("codebook", 2)
    assert plan["codebook"]["same"] == 1  # the example passage would be a written example there
    table = tmp_path / "other.csv"
    table.write_text("code,memo\nLeaving,Going\nFresh,New\n", encoding="utf-8")
    told = run("import", study, table, *ME).done().out
    assert "2 codes (1 filled in, 1 new)" in told
    assert code(run, study, "Leaving")["definition"] == "Going"
    assert code(run, study, "Fresh")["origin"] == "imported"
    run("retire", study, *ME, *WHY, "--code", "Leaving", "Fresh").done()
    assert "2 codes retired or merged" in run("export", study, book).done().out
    assert rows(run, study, "history")[-1]["action"] == "codebook.retire_many"
