"""Relations on the command line: kinds, strength, evidence, suggestions and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, apply, digest, rows

ME = ("--coder", "Ann")


@pytest.fixture
def related(run: Run, study: Path) -> Path:
    """Return a study whose codes overlap, with one relation."""
    for code, span in (("silence", "5:20"), ("calling", "10:25"), ("queue", "60:75")):
        apply(run, study, code, span)
    run("relate", study, *ME, "--source", "silence", "--target", "queue", "--type", "leads to",
        "--strength", "2").done()  # fmt: skip
    return study


def test_kinds_of_relation_are_defined_renamed_and_removed(run: Run, related: Path) -> None:
    do = ("do", related, *ME)
    run(*do, "relations.define_type", "name=shadows", "inverse=is shadowed by", "acyclic=yes",
        "grammar=context > strategy; strategy > consequence").done()  # fmt: skip
    kinds = {row["name"]: row for row in rows(run, related, "relation-types")}
    assert kinds["shadows"]["grammar"] == ["context > strategy", "strategy > consequence"]
    assert (kinds["shadows"]["acyclic"], kinds["shadows"]["used"]) == (True, 0)
    assert (kinds["leads to"]["used"], kinds["contradicts"]["id"]) == (1, None)
    run(*do, "relations.define_type", "name=shadows", "grammar=").done()
    run(*do, "rename_type", "type=shadows", "name=veils").done()
    kinds = {row["name"]: row for row in rows(run, related, "relation-types")}
    assert kinds["veils"]["grammar"] == []
    before = digest(related)
    run(*do, "relations.remove_type", "type=leads to").refused("“leads to”: 1")
    run(*do, "relations.remove_type", "type=veil").refused("Nearest: veils")
    run(*do, "relations.define_type", "name=x", "directed=perhaps").misused("yes | no")
    run(*do, "relations.define_type", "name=x", "grammar=context > hero").refused("pair of roles")
    assert digest(related) == before
    run(*do, "relations.remove_type", "type=veils").done()


def test_a_relation_is_listed_with_what_is_said_of_it(run: Run, related: Path) -> None:
    quotation = rows(run, related, "codings")[0]["quotation"]
    do = ("do", related, *ME)
    run(*do, "theory.add_evidence", "relation=1", f"quotation={quotation}",
        "stance=negative case", "note=Odd.").done()  # fmt: skip
    (row,) = rows(run, related, "relations")
    assert (row["strength"], row["for"], row["against"], row["negative_cases"]) == (2, 0, 0, 1)
    assert [(each["stance"], each["note"]) for each in row["evidence"]] == [
        ("negative case", "Odd.")
    ]
    run(*do, "relations.change", "relation=1", "type=is a cause of", "reversed=yes",
        "strength=0").done()  # fmt: skip
    (row,) = rows(run, related, "relations")
    assert (row["source"], row["type"], row["strength"]) == (["queue"], "is a cause of", None)
    run("relate", related, *ME, "--source", "silence", "--target", "calling", "--type", "x",
        "--strength", "9").refused("1 (weak)")  # fmt: skip


def test_a_suggestion_is_refused_and_taken_back(run: Run, related: Path) -> None:
    def suggested() -> list[list[list[str]]]:
        words = ("report", related, "relation-suggestions", "--option", "between=codes", "--json")
        return [row[:2] for row in run(*words).done().record["rows"]]

    assert suggested()[0] == [["silence"], ["calling"]]
    do, ends = ("do", related, *ME), ("source=silence", "target=calling")
    run(*do, "relations.refuse", *ends, "--reason", "One story.").done()
    (row,) = rows(run, related, "refused")
    assert (row["reason"], row["coder"]) == ("One story.", "Ann")
    assert [["silence"], ["calling"]] not in suggested()
    run(*do, "relations.unrefuse", *ends).done()
    assert suggested()[0] == [["silence"], ["calling"]]
