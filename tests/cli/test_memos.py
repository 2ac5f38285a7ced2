"""Memos on the command line: tags, kinds, links to anything, and lists narrowed by them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import DOCUMENT, Run, apply, rows

ME = ("--coder", "Ann")


def test_memos_are_tagged_linked_changed_and_narrowed(run: Run, study: Path) -> None:
    apply(run, study, "Leaving > silence")
    do = ("do", study, *ME)
    run("memo", study, *ME, "--text", "Wörter", "--kind", "diary", "--tag", "field").done()
    words = ("--tag", "Field", "--tag", "#late", "--memo", "1", "--speaker", "1", "--round", "1")
    run("memo", study, *ME, "--text", "two", "--code", "Leaving", *words).done()
    first, second = rows(run, study, "memos")
    assert (first["kind"], first["tags"]) == ("diary", ["field"])
    assert second["tags"] == ["field", "late"], "spelt as the first one is"
    assert {link["about"] for link in second["links"]} == {"code", "memo", "speaker", "round"}
    assert rows(run, study, "tags") == [
        {"tag": "field", "memos": 2}, {"tag": "late", "memos": 1}
    ]  # fmt: skip
    run(*do, "theory.change_memo", "memo=2", "kind=reflexive").done()
    run(*do, "theory.tag_memo", "memo=2", "remove=late", "add=calm; slow").done()
    run(*do, "theory.link_memo", "memo=1", f"documents={DOCUMENT}").done()
    run(*do, "theory.unlink_memo", "memo=2", "codes=Leaving", "memos=1").done()
    first, second = rows(run, study, "memos")
    assert (second["kind"], second["tags"]) == ("reflexive", ["calm", "field", "slow"])
    assert (first["documents"], second["codes"]) == ([DOCUMENT], [])

    def listed(*narrowed: str) -> list[int]:
        found = run("list", study, "memos", "--json", *narrowed).done().record
        return [row["id"] for row in found["memos"]]

    assert listed("--tag", "calm", "--tag", "field") == [2]
    assert listed("--kind", "diary") == [1]
    assert listed("--document", DOCUMENT) == [1]
    assert listed("--words", "WORTER") == [1]
    assert listed("--coder", "Ann", "--since", "2020-01-31") == [1, 2]
    assert listed("--until", "2020-01-31") == []
    run("list", study, "codes", "--tag", "calm").misused("does not narrow")
    run("list", study, "memos", "--since", "soon").misused("no day")
