"""A plan for double coding from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.ui.placing import coded_study


def test_a_plan_is_printed_and_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "two.gtc"
    coded_study(path)
    quick = ("--option", "studies=100", "--option", "resamples=100", "--option", "most=12")
    plan = ("report", path, "agreement-planner", *quick)
    out = run(*plan, "--option", "width=0.2", "--option", "codes=silence").done().out
    assert "twice" in out.splitlines()[0]
    assert "for “silence”" in out.splitlines()[0]
    record = run(*plan, "--json").done().record
    assert record["columns"][0] == "documents"
    assert record["provenance"]["by"] == "documents"
    run(*plan, "--option", "width=0").refused("between 0 and 1")
