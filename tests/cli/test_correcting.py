"""Correcting a text from the command line: what would change, and the change."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import DOCUMENT, Run, apply, digest, rows
from tests.studies import draft


def test_a_dry_run_lists_what_would_change_and_stores_nothing(run: Run, study: Path) -> None:
    text = draft().text
    start = text.index("silent")
    apply(run, study, "silence", f"{start - 10}:{start + 12}")
    before = digest(study)
    words = ("--span", f"{start}:{start + 6}", "--text", "quiet")
    who = ("correct", study, "--coder", "Ann", "--document", DOCUMENT)
    seen = run(*who, *words, "--dry-run", "--json").done().record
    assert digest(study) == before
    (passage,) = seen["passages"]
    assert passage["was"] == text[start - 10 : start + 12]
    assert passage["now"] == passage["was"].replace("silent", "quiet")
    done = run(*who, *words, "--json").done().record
    assert (done["changed"], done["version"], done["passages"]) == (True, 2, seen["passages"])
    assert rows(run, study, "codings")[0]["text"] == passage["now"]
    run("undo", study, "--coder", "Ann").done()
    assert digest(study) == before


def test_a_corrected_file_takes_the_place_of_the_text(
    run: Run, study: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new.txt"
    new.write_bytes(draft().text.replace("INT:", "Interviewer:").replace("\n", "\r\n").encode())
    who = ("correct", study, "--coder", "Ann", "--document", DOCUMENT)
    said = run(*who, "--file", new).done().out
    assert "Changed the text in 2 places" in said
    assert run("text", study, DOCUMENT, "--json").done().record["text"] == draft().text.replace(
        "INT:", "Interviewer:"
    )
    assert "like that already" in run(*who, "--file", new).done().out
    run(*who).misused()
