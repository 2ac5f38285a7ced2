"""Erasing for good from the command line: what would go, and that it is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gtcoder.cli.erasing_list import in_surroundings
from gtcoder.queries.erasure import Quote
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


def test_an_erased_file_is_refused_and_another_draft_is_told_of(run: Run, study: Path) -> None:
    said = "She kept the marmalade under the frozen lighthouse stairs, and nobody was to know it."
    files = {name: study.with_name(f"{name}.txt") for name in ("draft", "final")}
    for (name, file), when in zip(files.items(), ("dusk", "dawn"), strict=True):
        file.write_text(f"P1: {said} That was at {when}.\n\nP1: The {name}.\n", encoding="utf-8")
    who = ("--coder", "Ann")
    run("import", study, files["draft"], *who).done()
    run("undo", study, *who).done()
    run("import", study, files["final"], *who).done()
    what = ("erase", study, *who, "--document", "final")
    assert "“draft”" in run(*what, "--dry-run").done().out
    told = run(*what, "--confirm", "final", "--reason", "withdrawn").done().out
    assert "“draft”" in told
    run("undo", study, *who).refused("erased for good", "--revision")
    run("import", study, files["final"], *who).refused("erased", "“final”")
    listed = run("import", study, files["final"], *who, "--dry-run", "--json").done().record
    assert listed["imported"][0]["documents"] == 0
    run("import", study, files["final"], study.with_name("draft.txt"), *who).done()


def test_a_quote_is_shown_in_its_surroundings() -> None:
    text = f"{'before ' * 20}they went silent{' between' * 20} and nobody complained, I think."
    pieces = ("they went silent", "nobody complained", "no longer there")
    shown = in_surroundings(Quote(("memo", 1), "memo 1", pieces, text, standing=True))
    assert shown.startswith("…")
    assert "before [they went silent] between" in shown
    assert shown.endswith("between and [nobody complained], I think. earlier: [no longer there]")
    assert len(shown) < 250
