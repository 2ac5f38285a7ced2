from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import DOCUMENT, Run, apply, digest, rows

ME = ("--coder", "Ann")


def test_a_memo_about_many_things(run: Run, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apply(run, study, "Leaving > silence")
    coding = rows(run, study, "codings")[0]
    monkeypatch.setattr("sys.stdin", io.StringIO("An invented memo\nof two lines."))
    about = ["--code", "Leaving", "--code", "Leaving > silence", "--document", DOCUMENT]
    about += ["--participant", DOCUMENT, "--quotation", str(coding["quotation"])]
    words = ["--text", "-", "--title", "Why", "--kind", "reflexive", *about]
    wrote = run("memo", study, *ME, *words, "--json")
    (memo,) = rows(run, study, "memos")
    assert memo["id"] == wrote.done().record["memo"]
    assert memo["text"] == "An invented memo\nof two lines."
    assert memo["codes"] == [["Leaving"], ["Leaving", "silence"]]
    assert (memo["documents"], memo["participants"]) == ([DOCUMENT], [DOCUMENT])
    assert (memo["kind"], memo["quotations"]) == ("reflexive", [coding["quotation"]])


def test_a_memo_about_nothing_there_is_refused(run: Run, study: Path) -> None:
    before = digest(study)
    run("memo", study, *ME, "--text", " ").refused("needs a text")
    run("memo", study, *ME, "--text", "x", "--code", "none").refused("no code “none”")
    run("memo", study, *ME, "--text", "x", "--participant", "P").refused("no participant “P”")
    run("memo", study, *ME, "--text", "x", "--relation", "8").refused("no relation with number 8")
    run("memo", study, *ME, "--text", "x", "--kind", "odd").misused("--kind")
    assert digest(study) == before


def test_relating_with_evidence(run: Run, study: Path) -> None:
    for code in ("silence", "calling"):
        apply(run, study, code)
    words = ("relate", study, *ME, "--source", "silence", "--target", "calling")
    relation = run(*words, "--type", "leads to", "--json").done().record["relation"]
    quotation = rows(run, study, "codings")[0]["quotation"]
    run("do", study, *ME, "theory.add_evidence", f"relation={relation}",
        f"quotation={quotation}", "stance=against").done()  # fmt: skip
    (row,) = rows(run, study, "relations")
    assert (row["source"], row["type"], row["target"]) == (["silence"], "leads to", ["calling"])
    assert row["inverse"] == "follows from"
    (evidence,) = row["evidence"]
    assert (evidence["quotation"], evidence["stance"]) == (quotation, "against")
    run("do", study, *ME, "theory.remove_evidence", f"evidence={evidence['id']}").done()
    assert rows(run, study, "relations")[0]["evidence"] == []
    run("relate", study, *ME, "--from", "silence", "--to", "silence", "--type", "x").refused(
        "to itself"
    )


@pytest.fixture
def theory(run: Run, study: Path) -> Path:
    """Return a study with a phenomenon, a cause outside and one inside, two relations."""
    apply(run, study, "Leaving > silence", "5:20")
    apply(run, study, "Leaving > calls", "5:20")
    apply(run, study, "Leaving", "60:90", coder="Bob")
    apply(run, study, "queue", "100:120")
    apply(run, study, "elsewhere", "100:120")
    for category, role in (("Leaving", "phenomenon"), ("queue", "causal condition")):
        run("place", study, *ME, "--category", category, "--role", role).done()
    for source, target in (("queue", "Leaving"), ("elsewhere", "Leaving")):
        run("relate", study, *ME, "--source", source, "--target", target,
            "--type", "is a cause of").done()  # fmt: skip
    quotation = rows(run, study, "codings", "--code", "Leaving > silence")[0]["quotation"]
    run("do", study, *ME, "theory.add_evidence", "relation=1", f"quotation={quotation}").done()
    return study


def test_a_model_is_drawn_with_what_it_rests_on(run: Run, theory: Path, tmp_path: Path) -> None:
    drawn = run("model", theory, "--out", "m.svg", "--json").done()
    assert (drawn.record["nodes"], drawn.record["edges"]) == (2, 1)
    assert drawn.record["written"] == ["m.svg"]
    assert "1 relation with a category outside" in drawn.err
    assert (tmp_path / "m.svg").read_text("utf-8").startswith("<?xml")
    run("model", theory, "Paradigm 1", "--out", "m.json").done()
    graph = json.loads((tmp_path / "m.json").read_text("utf-8"))
    nodes = {node["label"]: node for node in graph["nodes"]}
    assert (nodes["Leaving"]["passages"], nodes["queue"]["passages"]) == (2, 1)
    assert (nodes["Leaving"]["role"], nodes["Leaving"]["participants"]) == ("phenomenon", 1)
    (edge,) = graph["edges"]
    assert (edge["type"], edge["evidence_for"]) == ("is a cause of", 1)


def test_a_model_counts_what_speaks_against_and_leaves_out_what_is_retired(
    run: Run, theory: Path, tmp_path: Path
) -> None:
    spoken = {tuple(row["code"]): row["quotation"] for row in rows(run, theory, "codings")}

    def say(code: str, stance: str) -> tuple[int, int, int]:
        """Let a code's passage speak; return passages for and against, and who speaks for."""
        words = ("relation=1", f"quotation={spoken[code,]}", f"stance={stance}")
        run("do", theory, *ME, "theory.add_evidence", *words).done()
        run("model", theory, "--out", "m.json").done()
        (edge,) = json.loads((tmp_path / "m.json").read_text("utf-8"))["edges"]
        return edge["evidence_for"], edge["evidence_against"], edge["participants"]

    assert say("queue", "against") == (1, 1, 0)  # the passage for it is a question
    assert say("Leaving", "negative case") == (1, 2, 0)
    assert say("Leaving", "for") == (2, 1, 1)
    run("retire", theory, *ME, "--code", "queue", "--reason", "too thin").done()
    drawn = run("model", theory, "--out", "m.json", "--json").done().record
    assert (drawn["nodes"], drawn["edges"]) == (1, 0)


def test_a_model_that_cannot_be_drawn(run: Run, theory: Path, tmp_path: Path) -> None:
    kept = sorted(path.name for path in tmp_path.iterdir())
    run("model", theory, "Other", "--out", "m.svg").refused("no model “Other”", "Paradigm 1")
    run("model", theory, "--out", "m.bmp").refused("bmp", "svg")
    run("model", theory).misused("--out")
    run("model", theory, "--out", "m.svg", "--template", "round").misused("--template")
    run("model", theory, "--out", "m.svg", "--template", "cycle").refused(
        "no model of the template"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == kept


def test_placing_needs_a_role_of_the_paradigm(run: Run, study: Path) -> None:
    apply(run, study, "queue")
    before = digest(study)
    run("place", study, *ME, "--category", "queue", "--role", "villain").misused("--role")
    run("place", study, *ME, "--category", "cue", "--role", "context").refused("Nearest: queue")
    run("model", study, "--out", "m.svg").refused("no paradigm yet")
    assert digest(study) == before


def test_check_tells_what_is_missing(run: Run, theory: Path) -> None:
    said = run("check", theory, "--json").done().record
    found = said["findings"]
    rules = [(finding["rule"], finding["subject"]) for finding in found]
    assert ("empty-role", "strategy") in rules
    assert ("category-without-definition", "Leaving") in rules
    assert ("code-without-definition", "Leaving > silence") in rules
    assert ("code-without-definition", "Leaving") not in rules
    bare = [subject for rule, subject in rules if rule == "relation-without-evidence"]
    assert bare == ["elsewhere is a cause of Leaving"]
    assert all(finding["message"] for finding in found)
    assert (said["feedback"], "waived" in said) == ([], False)


def test_a_finding_is_let_pass_by_the_words_that_check_gives(run: Run, theory: Path) -> None:
    def record(*more: str) -> dict[str, list[dict[str, Any]]]:
        return run("check", theory, *more, "--json").done().record

    for finding in record()["findings"]:
        run("do", theory, *ME, "paradigms.waive", *finding["waive"]).refused("say why")
        run("do", theory, *ME, "paradigms.waive", *finding["waive"], "--reason", "Not yet.").done()
    assert record()["findings"] == []
    waived = record("--waived")["waived"]
    assert {(row["reason"], row["coder"]) for row in waived} == {("Not yet.", "Ann")}
    assert "let pass (--waived lists them)" in run("check", theory).done().out
    assert "Not yet." in run("check", theory, "--waived").done().out
    first = waived[0]
    run("do", theory, *ME, "paradigms.unwaive", f"waiver={first['waiver']}").done()
    assert [row["rule"] for row in record()["findings"]] == [first["rule"]]
    run("do", theory, *ME, "paradigms.waive", "rule=odd", "--reason", "w").misused("rule takes")


def test_check_tells_loops_of_feedback(run: Run, theory: Path) -> None:
    run("relate", theory, *ME, "--source", "Leaving", "--target", "queue",
        "--type", "leads to").done()  # fmt: skip
    (loop,) = run("check", theory, "--json").done().record["feedback"]
    assert loop == {"loop": "Leaving → queue → Leaving", "relations": [3, 1]}
    assert "feedback: Leaving → queue → Leaving" in run("check", theory).done().out


def test_paradigms_are_made_renamed_and_removed(run: Run, theory: Path) -> None:
    def boards() -> dict[str, int]:
        found: dict[str, int] = {}
        for row in rows(run, theory, "placements"):
            found[row["paradigm"]] = found.get(row["paradigm"], 0) + 1
        return found

    make = ("do", theory, *ME, "paradigms.make", "copy_of=Paradigm 1")
    run(*make, "name=Second").done()
    run(*make, "name=Second").refused("paradigm “Second” already")
    run("do", theory, *ME, "paradigms.rename", "paradigm=Paradigm 1", "name=First").done()
    assert boards() == {"First": 2, "Second": 2}
    run("place", theory, *ME, "--category", "elsewhere", "--role", "context").done()
    assert boards() == {"First": 3, "Second": 2}
    versions = run("report", theory, "paradigm-versions", "--option", "other=Second", "--option",
                   "from=now", "--option", "changes_only=yes", "--json").done()  # fmt: skip
    assert [row[1] for row in versions.record["rows"]] == ["elsewhere",
        "elsewhere is a cause of Leaving"]  # fmt: skip
    run("do", theory, *ME, "paradigms.remove", "paradigm=First").refused("say why")
    run("do", theory, *ME, "paradigms.remove", "paradigm=First", "--reason", "w").done()
    assert boards() == {"Second": 2}
