from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, apply, digest, rows

ME = ("--coder", "Ann")
WHY = ("--reason", "they mean the same")


def code(run: Run, study: Path, *path: str) -> dict[str, Any]:
    """Return the row of the code at a path."""
    (found,) = (row for row in rows(run, study, "codes") if row["path"] == list(path))
    return found


def test_creating_below_a_code_that_is_there(run: Run, study: Path) -> None:
    run("create", study, *ME, "--code", "Leaving", "--level", "axial", "--definition", "d").done()
    made = run("create", study, *ME, "--code", "Leaving > silence", "--json").done().record
    assert made["revision"] == rows(run, study, "history")[-1]["revision"]
    assert code(run, study, "Leaving")["level"] == "axial"
    assert code(run, study, "Leaving", "silence")["origin"] == "constructed"
    run("create", study, *ME, "--code", "Nowhere > silence").refused("no code “Nowhere”")
    run("create", study, *ME, "--code", "leaving").refused("in that place already")


def test_defining_asks_for_a_reason_and_something_to_set(run: Run, study: Path) -> None:
    apply(run, study, "silence")
    before = digest(study)
    words = ("define", study, *ME, "--code", "silence")
    run(*words, *WHY).misused("--definition")
    assert digest(study) == before
    run(*words, "--rule", "r").done()
    run(*words, "--rule", "other").refused("--reason")
    run(*words, *WHY, "--definition", "d").done()
    found = code(run, study, "silence")
    assert (found["definition"], found["rule"]) == ("d", "r")


def test_renaming_moving_retiring_restoring(run: Run, study: Path) -> None:
    apply(run, study, "silence")
    run("create", study, *ME, "--code", "Leaving").done()
    run("rename", study, *ME, *WHY, "--code", "silence", "--name", "going silent").done()
    run("move", study, *ME, "--code", "going silent", "--parent", "Leaving").done()
    assert code(run, study, "Leaving", "going silent")["codings"] == 1
    run("retire", study, *ME, *WHY, "--code", "Leaving").refused("which is in use")
    run("move", study, *ME, "--code", "Leaving > going silent", "--top").done()
    run("retire", study, *ME, *WHY, "--code", "Leaving").done()
    assert code(run, study, "Leaving")["retired"] is True
    run("restore", study, *ME, *WHY, "--code", "Leaving").done()
    assert code(run, study, "Leaving")["retired"] is False
    run("move", study, *ME, "--code", "Leaving", "--top", "--parent", "x").misused("not allowed")
    run("move", study, *ME, "--code", "Leaving").misused("--parent", "--top")
    run("rename", study, *ME, *WHY, "--code", "silense", "--name", "x").refused("Nearest")


def test_merging_keeps_the_merged_code_in_sight(run: Run, study: Path) -> None:
    for number, name in enumerate(("silence", "quiet", "mute")):
        apply(run, study, name, f"{5 + number}:20")
    start = digest(study)
    merged = run("merge", study, *ME, *WHY, "--from", "quiet", "mute", "--into", "silence",
                 "--json").done().record  # fmt: skip
    assert merged["codings"] == 2
    assert code(run, study, "silence")["codings"] == 3
    gone = code(run, study, "quiet")
    assert (gone["merged_into"], gone["retired"], gone["codings"]) == (["silence"], True, 0)
    entry = rows(run, study, "history")[-1]
    assert (entry["revision"], entry["reason"]) == (merged["revision"], WHY[1])
    run("undo", study, *ME).done()
    assert digest(study) == start
    run("redo", study, *ME).done()
    back = run("unmerge", study, *ME, *WHY, "--code", "quiet", "--json").done().record
    assert back["codings"] == 1
    assert code(run, study, "quiet")["merged_into"] is None
    assert code(run, study, "mute")["merged_into"] == ["silence"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "quiet", "--into", "silence"), "--reason"),
        (("--from", "quiet", "--into", "quiet", *WHY), "into itself"),
        (("--from", "loud", "--into", "silence", *WHY), "no code “loud”"),
    ],
)
def test_a_merge_that_is_refused_changes_nothing(
    run: Run, study: Path, words: tuple[str, ...], said: str
) -> None:
    for name in ("silence", "quiet"):
        apply(run, study, name)
    before = digest(study)
    run("merge", study, *ME, *words).refused(said)
    run("unmerge", study, *ME, *WHY, "--code", "quiet").refused("not merged")
    assert digest(study) == before


def test_splitting(run: Run, study: Path) -> None:
    codings = [apply(run, study, "silence", f"{5 + number}:20") for number in range(3)]
    before = digest(study)
    words = ("split", study, *ME, *WHY, "--code", "silence", "--name", "quiet", "--codings")
    run(*words, "1,x").misused("“x”")
    run(*words, "77").refused("Coding 77")
    assert digest(study) == before
    run(*words, f"{codings[0]}, {codings[2]}").done()
    assert (code(run, study, "silence")["codings"], code(run, study, "quiet")["codings"]) == (1, 2)


def test_a_name_in_several_places_wants_its_path(run: Run, study: Path) -> None:
    apply(run, study, "Leaving > silence")
    apply(run, study, "Waiting > silence", "30:40")
    words = ("rename", study, *ME, *WHY, "--name", "quiet", "--code")
    run(*words, "silence").refused("several places", "Leaving > silence; Waiting > silence")
    run(*words, "Leaving > silence").done()
    assert code(run, study, "Leaving", "quiet")["codings"] == 1


def test_a_locked_codebook_is_for_leads(run: Run, study: Path) -> None:
    apply(run, study, "silence")
    run("do", study, *ME, "study.set", "name=codebook_locked", "value=1").done()
    before = digest(study)
    words = ("rename", study, "--coder", "Bob", *WHY, "--code", "silence", "--name", "quiet")
    run(*words).refused("lead")
    assert digest(study) == before
