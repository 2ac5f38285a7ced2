from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import DOCUMENT, Run, apply, digest, rows


def test_a_coder_is_added_by_the_first_lead(run: Run, study: Path) -> None:
    made = run("coder", study, "Cem", "--role", "lead", "--json").done().record
    assert (made["coder"], made["role"]) == ("Cem", "lead")
    assert rows(run, study, "history")[-1]["coder"] == "Ann"
    assert [row["name"] for row in rows(run, study, "coders")] == ["Ann", "Bob", "Cem"]


def test_adding_a_coder_is_refused_where_rules_say_so(run: Run, study: Path) -> None:
    before = digest(study)
    run("coder", study, "Bob").refused("a coder “Bob” already")
    run("coder", study, "Cem", "--role", "lead", "--coder", "Bob").refused("Only a lead")
    run("coder", study, "Cem", "--role", "boss").misused("--role")
    assert digest(study) == before


def test_a_viewer_may_only_read(run: Run, study: Path) -> None:
    run("coder", study, "Vic", "--role", "viewer").done()
    before = digest(study)
    run("memo", study, "--coder", "Vic", "--text", "x").refused("Vic is a viewer")
    assert digest(study) == before
    assert len(rows(run, study, "documents", "--as", "Vic")) == 1


def test_finishing_and_reopening(run: Run, study: Path) -> None:
    words = (study, "--coder", "Bob", "--document", DOCUMENT)
    done = run("finish", *words, "--json").done().record
    assert done["changed"] is True
    assert done["revision"] == rows(run, study, "history")[-1]["revision"]
    again = run("finish", *words, "--json").done().record
    assert again == {"revision": done["revision"], "changed": False}
    assert rows(run, study, "documents")[0]["finished"] == [{"coder": "Bob", "round": "Round 1"}]
    run("reopen", *words, "--round", "1").done()
    (row,) = rows(run, study, "assignments")
    assert (row["coder"], row["state"]) == ("Bob", "in work")
    run("finish", study, "--coder", "Bob", "--document", "other").refused("no document “other”")
    run("finish", *words, "--round", "9").refused("no round “9”", "Round 1")


def test_assigning(run: Run, study: Path) -> None:
    run("assign", study, "--to", "Bob", "--document", DOCUMENT).done()
    (row,) = rows(run, study, "assignments")
    assert (row["coder"], row["document"], row["state"]) == ("Bob", DOCUMENT, "assigned")
    run("assign", study, "--to", "Rob", "--document", DOCUMENT).refused("Nearest: Bob")


def test_a_blind_round_asks_who_reads(run: Run, study: Path) -> None:
    run("round", study, "open", "Blind", "--kind", "blind").done()
    apply(run, study, "hers")
    apply(run, study, "his", coder="Bob")
    run("list", study, "codings").refused("blind round", "--as NAME")
    run("screens", study.parent / "pictures", study).refused("blind round", "--as NAME")
    assert [row["code"] for row in rows(run, study, "codings", "--as", "Bob")] == [["his"]]
    counts = {row["path"][0]: row["codings"] for row in rows(run, study, "codes", "--as", "Ann")}
    assert counts == {"hers": 1}  # his code is a proposal that only he sees
    run("report", study, "frequencies").refused("--as NAME")
    run("verify", study).refused("--as NAME")
    run("verify", study, "--as", "Bob").done()
    run("coder", study, "Cem").done()
    run("round", study, "unblind", "Blind").refused("--reason")
    ended = run("round", study, "unblind", "Blind", "--reason", "both", "--json").done().record
    assert ended["unfinished"] == [[DOCUMENT, "Ann"], [DOCUMENT, "Bob"]]
    assert ended["proposed"] == ["hers", "his"]
    assert [row["proposed_by"] for row in rows(run, study, "codes")] == ["Ann", "Bob"]
    run("round", study, "close", "Blind").done()
    for who in ("Ann", "Bob"):  # closing asked nobody: they still say that they had finished
        run("finish", study, "--coder", who, "--document", DOCUMENT, "--round", "Blind").done()
    (row,) = rows(run, study, "disagreements")
    assert row["further"] == ""
    assert "Ann: hers" in row["first"]
    assert " Blind" in run("agreement", study).done().out  # which all finished, not Round 1
    assert len(rows(run, study, "codings")) == 2


def test_rounds_are_opened_and_closed(run: Run, study: Path) -> None:
    before = digest(study)
    run("round", study, "open", "Round 1").refused("already")
    run("round", study, "open", "B", "--kind", "blind", "--coder", "Bob").refused("Only a lead")
    run("round", study, "close", "Round 1", "--kind", "blind").misused("--kind")
    run("round", study, "close", "Round 7").refused("no round “Round 7”")
    assert digest(study) == before
    run("round", study, "open", "Second", "--kind", "given segments").done()
    run("round", study, "close", "2").done()
    run("round", study, "close", "Round 1").done()
    assert [row["closed"] is None for row in rows(run, study, "rounds")] == [False, False]
    run("apply", study, "--coder", "Ann", "--document", DOCUMENT, "--span", "5:9", "--code",
        "x").refused("Every round is closed")  # fmt: skip
