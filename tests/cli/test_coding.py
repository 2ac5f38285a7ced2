from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import DOCUMENT, Run, apply, digest, rows
from tests.studies import draft


def test_a_coding_makes_the_path_of_its_code(run: Run, study: Path) -> None:
    coding = apply(run, study, "Leaving > going silent", "5:20")
    (row,) = rows(run, study, "codings")
    assert row == {
        "id": coding,
        "document": DOCUMENT,
        "start": 5,
        "end": 20,
        "code": ["Leaving", "going silent"],
        "coder": "Ann",
        "round": "Round 1",
        "origin": "by hand",
        "text": draft().text[5:20],
        "quotation": row["quotation"],
        "applied": ["Leaving", "going silent"],
        "at": row["at"],
        "weight": None,
    }
    assert [row["path"] for row in rows(run, study, "codes")] == [
        ["Leaving"],
        ["Leaving", "going silent"],
    ]


def test_offsets_are_code_points_also_behind_an_emoji(run: Run, study: Path) -> None:
    text = draft().text
    start = text.index("Nobody")
    assert text[start - 3] == "🙂"
    apply(run, study, "silence", f"{start}:{start + 6}")
    assert rows(run, study, "codings")[0]["text"] == "Nobody"


def test_the_same_coding_again_is_there_already(run: Run, study: Path) -> None:
    coding = apply(run, study, "silence")
    again = run(
        "apply", study, "--coder", "Ann", "--document", DOCUMENT, "--span", "5:20",
        "--code", "SILENCE", "--json",
    ).done()  # fmt: skip
    assert again.record["coding"] == coding
    assert (again.record["changed"], again.record["code"]) == (False, ["silence"])
    assert apply(run, study, "silence", coder="Bob") != coding


def test_a_memo_goes_to_the_passage(run: Run, study: Path) -> None:
    run("apply", study, "--coder", "Ann", "--document", DOCUMENT, "--span", "5:20",
        "--code", "silence", "--memo", "An invented memo.").done()  # fmt: skip
    (memo,) = rows(run, study, "memos")
    assert (memo["text"], memo["quotations"]) == (
        "An invented memo.",
        [rows(run, study, "codings")[0]["quotation"]],
    )


def test_a_new_code_of_a_known_name_is_pointed_out(run: Run, study: Path) -> None:
    apply(run, study, "Leaving > silence")
    told = run("apply", study, "--coder", "Ann", "--document", DOCUMENT, "--span", "30:40",
               "--code", "silence").done()  # fmt: skip
    assert "Leaving > silence" in told.err
    assert ["silence"] in [row["path"] for row in rows(run, study, "codes")]


def test_a_merged_code_is_not_made_again(run: Run, study: Path) -> None:
    for code in ("silence", "quiet"):
        apply(run, study, code)
    run("merge", study, "--coder", "Ann", "--from", "quiet", "--into", "silence",
        "--reason", "the same").done()  # fmt: skip
    before = digest(study)
    run("apply", study, "--coder", "Ann", "--document", DOCUMENT, "--span", "30:40",
        "--code", "quiet").refused("merged into “silence”")  # fmt: skip
    assert digest(study) == before


@pytest.mark.parametrize(
    ("document", "span", "code", "said"),
    [
        (DOCUMENT, "5:99999", "x", "does not lie in"),
        (DOCUMENT, "20:5", "x", "runs backwards"),
        (DOCUMENT, "5:5", "x", "is empty"),
        ("other", "5:9", "x", "no document “other”"),
        (DOCUMENT, "5:9", "x > ", "needs a name"),
    ],
)
def test_what_cannot_be_applied_changes_nothing(
    run: Run, study: Path, document: str, span: str, code: str, said: str
) -> None:
    before = digest(study)
    run("apply", study, "--coder", "Ann", "--document", document, "--span", span,
        "--code", code).refused(said)  # fmt: skip
    assert digest(study) == before


def test_a_span_is_two_numbers(run: Run, study: Path) -> None:
    run("apply", study, "--coder", "Ann", "--document", DOCUMENT, "--span", "5-9",
        "--code", "x").misused("START:END")  # fmt: skip


def test_removing(run: Run, study: Path) -> None:
    start = digest(study)
    coding = apply(run, study, "silence")
    applied = digest(study)
    run("remove", study, "--coder", "Bob", "--coding", coding).refused("a colleague's")
    run("remove", study, "--coder", "Ann", "--coding", 99).refused("no coding with number 99")
    assert digest(study) == applied
    told = run("remove", study, "--coder", "Ann", "--coding", coding, "--json").done().record
    assert told["revision"] == rows(run, study, "history")[-1]["revision"]
    assert rows(run, study, "codings") == []
    assert rows(run, study, "codes")[0]["codings"] == 0
    for _ in range(2):
        run("undo", study, "--coder", "Ann").done()
    assert digest(study) == start
