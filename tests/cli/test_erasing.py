"""Erasing for good from the command line: what would go, and that it is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.conftest import DOCUMENT, Run, apply, digest

if TYPE_CHECKING:
    from pathlib import Path

QUOTE = "Nobody complained, they just stopped"


def test_it_lists_first_asks_for_the_name_and_names_the_copies(run: Run, study: Path) -> None:
    apply(run, study, "silence", "50:70")
    run("memo", study, "--coder", "Ann", "--text", f"Telling: {QUOTE}").done()
    before = digest(study)
    what = ("erase", study, "--coder", "Ann", "--document", DOCUMENT)
    listed = run(*what, "--dry-run", "--json").done().record
    assert (listed["name"], listed["codings"]) == (DOCUMENT, {"Ann": 1})
    assert [(quote["thing"], quote["pieces"]) for quote in listed["quotes"][:1]] == [
        ("memo:1", [QUOTE])
    ]
    assert "kept as it is" in run(*what, "--dry-run", "--keep", "memo:1").done().out
    run(*what, "--reason", "withdrawn").refused("--dry-run", f"--confirm “{DOCUMENT}”")
    run(*what, "--keep", "memo:9").misused("--dry-run")
    assert digest(study) == before
    sure = (*what, "--confirm", DOCUMENT, "--reason", "withdrawn")
    done = run(*sure, "--json").done().record
    assert (done["texts"], done["codings"], done["quotes"]) == (1, 1, 1)
    assert [name.endswith(".gtc") for name in done["copies"]] == [True]
    assert QUOTE.encode() not in study.read_bytes()
    run("verify", study).done()
    run("erase", study, "--coder", "Ann", "--finish").done()
    run(*sure).refused(DOCUMENT)
