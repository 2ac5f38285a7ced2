"""Adjudication from the command line: list what is open, decide it, write the log."""

from __future__ import annotations

from pathlib import Path

from gtcoder.store.location import FileLocation
from tests.actions.test_adjudication import coded
from tests.cli.conftest import Run, rows
from tests.studies import new_study

ME = ("--coder", "Ann")


def test_disagreements_are_listed_decided_and_logged(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "two.gtc"
    made = new_study(FileLocation(path))
    coded(made)
    made.close()
    boundary, omission, confusion = rows(run, path, "disagreements")
    assert [row["kind"] for row in (boundary, omission, confusion)] == [
        "boundary", "omission", "confusion",
    ]  # fmt: skip
    assert omission["answers"][0] == {"coders": ["Ann"], "codings": []}
    named = f"codings={';'.join(map(str, confusion['codings']))}"
    run("do", path, "adjudication.decide", *ME, named, "verdict=none").refused("needs a reason")
    why = ("--reason", "It was the line (invented).")
    run("do", path, "adjudication.decide", *ME, named, "verdict=third", "code=Calling",
        "span=80:90", *why).done()  # fmt: skip
    assert [row["state"] for row in rows(run, path, "disagreements")] == ["open", "open", "decided"]
    (decision,) = rows(run, path, "decisions")
    assert decision["stands"] == [{"code": ["Calling"], "start": 80, "end": 90}]
    run("do", path, "adjudication.revise", *ME, f"decision={decision['id']}", "verdict=both").done()
    assert rows(run, path, "decisions")[0]["verdict"] == "both"
    taken = run("do", path, "take_agreed", *ME, "round=Round 1", "--json").done().record
    assert taken["result"] == 1
    for ending in ("csv", "xlsx", "docx", "html"):
        out = tmp_path / f"log.{ending}"
        run("report", path, "adjudication-log", "--out", out).done()
        assert out.stat().st_size
    assert "It was the line (invented)." in (tmp_path / "log.csv").read_text("utf-8-sig")
    assert rows(run, path, "rounds")[1]["name"] == "Consensus of Round 1"
    run("do", path, "adjudication.withdraw", *ME, "decision=1", "--reason", "again").done()
    assert rows(run, path, "decisions") == []
