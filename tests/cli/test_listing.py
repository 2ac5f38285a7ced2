from __future__ import annotations

from pathlib import Path

from gtcoder.cli.listing import _KINDS
from tests.cli.conftest import DOCUMENT, Run, apply, rows
from tests.studies import draft


def test_documents(run: Run, study: Path) -> None:
    apply(run, study, "silence")
    (row,) = rows(run, study, "documents")
    expected = draft()
    assert {"name", "characters", "turns", "codings", "version", "sha256"} <= set(row)
    assert (row["name"], row["characters"]) == (DOCUMENT, len(expected.text))
    assert (row["turns"], row["codings"], row["version"]) == (4, 1, 1)
    assert row["sha256"] == expected.sha256


def test_people_and_turns(run: Run, study: Path) -> None:
    (person,) = rows(run, study, "participants")
    assert {"name", "documents", "turns", "variables"} <= set(person)
    assert (person["documents"], person["turns"]) == ([DOCUMENT], 2)
    labels = {row["label"]: (row["role"], row["turns"]) for row in rows(run, study, "speakers")}
    assert labels == {"INT": ("interviewer", 2), "P1": ("participant", 2)}
    turns = rows(run, study, "turns", "--document", DOCUMENT)
    assert [(turn["start"], turn["end"], turn["speaker"]) for turn in turns] == [
        (turn.start, turn.end, turn.speaker) for turn in draft().turns
    ]
    run("list", study, "turns", "--document", "other").refused("no document “other”")


def test_codes_with_those_out_of_use(run: Run, study: Path) -> None:
    apply(run, study, "Leaving > silence")
    apply(run, study, "quiet")
    run("merge", study, "--coder", "Ann", "--from", "quiet", "--into", "Leaving > silence",
        "--reason", "the same").done()  # fmt: skip
    found = {tuple(row["path"]): row for row in rows(run, study, "codes")}
    assert {"path", "codings", "origin", "merged_into"} <= set(found["quiet",])
    assert found["quiet",]["merged_into"] == ["Leaving", "silence"]
    assert found["Leaving",]["merged_into"] is None
    table = run("list", study, "codes").done().out.splitlines()
    assert [line.split("  ")[0] for line in table[2:]] == ["Leaving", "Leaving > silence", "quiet"]


def test_codings_are_narrowed(run: Run, study: Path) -> None:
    apply(run, study, "silence", "5:20")
    apply(run, study, "calls", "30:40")
    apply(run, study, "silence", "30:40", coder="Bob")
    wanted = {
        ("--code", "silence"): 2,
        ("--coder", "Bob"): 1,
        ("--document", DOCUMENT): 3,
        ("--round", "1"): 3,
        ("--code", "calls", "--coder", "Bob"): 0,
    }
    for words, count in wanted.items():
        assert len(rows(run, study, "codings", *words)) == count, words
    run("list", study, "codings", "--coder", "Rob").refused("Nearest: Bob")
    run("list", study, "documents", "--coder", "Bob").misused("--coder does not narrow documents")


def test_history(run: Run, study: Path) -> None:
    apply(run, study, "silence")
    entries = rows(run, study, "history")
    assert set(entries[0]) >= {"revision", "at", "coder", "action", "reason", "reverts"}
    assert [entry["revision"] for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[0]["action"] == "study.create"
    assert entries[-1]["at"].endswith("+00:00")


def test_every_list_shows_what_its_table_promises(run: Run, sample_path: Path) -> None:
    sample = sample_path
    words = ("--unit", "turn", "--bootstrap", "0", "--keep", "turns")
    lead = rows(run, sample, "coders")[0]["name"]
    run("agreement", sample, *words, "--coder", lead).done()
    given = ("--kind", "given segments", "--segments", "turns")
    run("round", sample, "open", "By turns", *given, "--coder", lead).done()
    used = {" > ".join(row["code"]) for row in rows(run, sample, "codings")}
    one, other = sorted(used)[:2]
    run("refuse-merge", sample, "--one", one, "--other", other, "--reason", "apart", "--coder",
        lead).done()  # fmt: skip
    me, document = ("--coder", lead), rows(run, sample, "documents")[0]["name"]
    run("do", sample, *me, "reading.bookmark", f"document={document}", "span=0:9").done()
    run("memo", sample, *me, "--text", "an invented memo", "--tag", "invented").done()
    talk = sample.with_name("talk.txt")
    talk.write_text("INT: Invented?\nAnn: Yes.\nINT: All?\nAnn: No.\n", encoding="utf-8")
    run("import", sample, talk, *me, "--interviewer", "INT", "--save-profile", "Talk").done()
    for what, kind in _KINDS.items():
        # the sample has none; test_coding_changes and test_merge_study make some
        if what in ("comparisons", "history-elsewhere"):
            continue
        listed = rows(run, sample, what)
        assert listed, what
        assert set(kind.columns.split()) <= set(listed[0])
        table = run("list", sample, what).done().out.splitlines()
        assert table[0].split() == kind.columns.replace("_", " ").split()
        assert len(table) == len(listed) + 2


def test_a_reader_who_is_not_known(run: Run, study: Path) -> None:
    run("list", study, "codes", "--as", "Rob").refused("knows no coder “Rob”", "Bob")


def test_a_kind_that_is_not_there(run: Run, study: Path) -> None:
    run("list", study, "towers").misused("invalid choice")
