from __future__ import annotations

from pathlib import Path

import pytest

from gtcoder.cli.any_verb import _ELSEWHERE
from gtcoder.store.verbs import VERBS
from tests.cli.conftest import DOCUMENT, Run, apply, digest, rows

ME = ("--coder", "Ann")


def test_the_list_knows_every_verb(run: Run) -> None:
    listed = run("do", "--list", "--json").done().record
    named = {verb["name"] for verb in listed["verbs"]}
    assert named | set(listed["elsewhere"]) == set(VERBS.names())
    assert not named & set(listed["elsewhere"])
    assert set(_ELSEWHERE) <= set(VERBS.names())
    assert "coding.apply_many" in listed["elsewhere"]
    merge = next(verb for verb in listed["verbs"] if verb["name"] == "codebook.merge")
    assert (merge["function"], merge["needs_reason"]) == ("merge_codes", True)
    assert merge["arguments"][0] == {
        "name": "sources",
        "type": "code path (several)",
        "required": True,
        "default": None,
    }
    printed = run("do", "--list").done().out
    assert all(f"\n{name}  " in f"\n{printed}" for name in named)


def test_verbs_are_done_by_either_name(run: Run, study: Path) -> None:
    apply(run, study, "silence")
    run("do", study, "codebook.recolour", *ME, "code=silence", "colour=7").done()
    assert rows(run, study, "codes")[0]["colour"] == 7
    done = run("do", study, *ME, "set_level", "code=silence", "level=axial", "--json").done()
    assert done.record["changed"] is True
    assert rows(run, study, "codes")[0]["level"] == "axial"


def test_arguments_of_every_kind(run: Run, study: Path) -> None:
    do = ("do", study, *ME)
    made = run(*do, "coding.apply_new", f"document={DOCUMENT}", "span=5:20",
               "path=Leaving > silence", "origin=in vivo", "round=1", "--json").done()  # fmt: skip
    coding = made.record["result"]
    run(*do, "coding.resize", f"coding={coding}", "span=5:25").done()
    assert [(row["end"], row["code"]) for row in rows(run, study, "codings")] == [
        (25, ["Leaving", "silence"])
    ]
    run(*do, "theory.write_memo", "text=a = b; c", f"documents={DOCUMENT}", "kind=document").done()
    run(*do, "theory.change_memo", "memo=1", "text=changed").done()
    (memo,) = rows(run, study, "memos")
    assert (memo["text"], memo["documents"]) == ("changed", [DOCUMENT])
    for code in ("a", "b"):
        apply(run, study, code)
    run(*do, "codebook.merge", "sources=a; b", "target=Leaving", "--reason", "w").done()
    assert [row["retired"] for row in rows(run, study, "codes")] == [False, False, True, True]
    run(*do, "transcripts.set_variable", "scope=document", f"owner={DOCUMENT}", "name=date",
        "value=2021").done()  # fmt: skip
    assert rows(run, study, "documents")[0]["variables"] == {"date": "2021"}
    speaker = next(row["id"] for row in rows(run, study, "speakers") if row["label"] == "P1")
    run(*do, "transcripts.set_speaker", f"speaker={speaker}", "role=other").done()
    run(*do, "transcripts.rename_participant", f"participant={DOCUMENT}", "name=Person 1").done()
    assert rows(run, study, "participants")[0]["name"] == "Person 1"
    run(*do, "theory.place", "category=Leaving", "role=phenomenon", "paradigm=P").done()
    run(*do, "theory.unplace", "category=Leaving", "paradigm=P").done()
    run(*do, "team.set_role", "coder=Bob", "role=lead").done()
    assert [row["role"] for row in rows(run, study, "coders")] == ["lead", "lead"]


def test_several_codes_at_once(run: Run, study: Path) -> None:
    do = ("do", study, *ME)
    for code in ("a", "b", "c"):
        apply(run, study, code)
    made = run(*do, "codebook.gather", "name=Both", "codes=a; b", "--json").done().record
    assert [row["path"] for row in rows(run, study, "codes")] == [
        ["c"], ["Both"], ["Both", "a"], ["Both", "b"]
    ]  # fmt: skip
    moved = run(*do, "move_codes", "codes=Both > a", "codes=Both > b", "--json").done().record
    assert (moved["result"], moved["revision"]) == (2, made["revision"] + 1)
    run(*do, "codebook.move_many", "codes=a; b", "parent=c").done()
    run(*do, "codebook.add_memberships", "codes=c > a; c > b", "category=Both").done()
    run(*do, "codebook.choose_core", "category=Both").refused("reason")
    run(*do, "codebook.choose_core", "category=Both", "--reason", "it explains most").done()
    levels = {row["path"][-1]: row["level"] for row in rows(run, study, "codes")}
    assert levels == {"a": "open", "b": "open", "c": "open", "Both": "core"}


def test_what_was_so_before_is_said(run: Run, study: Path) -> None:
    apply(run, study, "silence")
    run("do", study, *ME, "codebook.recolour", "code=silence", "colour=7").done()
    again = run("do", study, *ME, "codebook.recolour", "code=silence", "colour=7")
    assert "Nothing was to be changed" in again.done().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("codebook.recolor",), "Nearest: codebook.recolour"),
        (("codebook.recolour", "code=silence"), "needs colour=number"),
        (("codebook.recolour", "code=silence", "colour=red"), "takes number, not “red”"),
        (
            ("codebook.recolour", "code=silence", "colour=2147483648"),
            "largest number is 2147483647",
        ),
        (("theory.write_memo", "text=x", f"relations={2**63}"), "takes number of a relation"),
        (("theory.remove_evidence", "evidence=x"), "takes number of an evidence"),
        (("instruments.remove_expert", "expert=9223372036854775808"), "or number, not"),
        (("codebook.recolour", "code=silence", "color=3"), "it takes code, colour"),
        (("codebook.recolour", "code=silence", "colour=3", "colour=4"), "twice"),
        (("codebook.recolour", "silence"), "NAME=VALUE"),
        (("codebook.set_level", "code=silence", "level=high"), "open | axial | selective | core"),
        (("coding.resize", "coding=1", "span=5"), "START:END"),
        (("transcripts.add",), "gtcoder import"),
        (("coding.apply_many",), "table or drafts"),
        ((), "NAME of a verb"),
    ],
)
def test_wrong_usage(run: Run, study: Path, words: tuple[str, ...], said: str) -> None:
    apply(run, study, "silence")
    before = digest(study)
    run("do", study, *ME, *words).misused(said)
    assert digest(study) == before


def test_refusals(run: Run, study: Path) -> None:
    apply(run, study, "silence")
    before = digest(study)
    run("do", study, *ME, "codebook.recolour", "code=silense", "colour=3").refused("Nearest")
    run("do", study, *ME, "codebook.recolour", "code=silence", "colour=30").refused("1 to 20")
    run("do", study, "--coder", "Bob", "team.set_role", "coder=Bob", "role=lead").refused(
        "Only a lead"
    )
    run("do", study, "codebook.recolour", "code=silence", "colour=3").misused("--coder")
    assert digest(study) == before
