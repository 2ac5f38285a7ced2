"""Domains from the command line: declared, listed, checked and let pass."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import DOCUMENT, Run, rows

ME = ("--coder", "Ann")


def overlaps(run: Run, study: Path) -> list[dict[str, object]]:
    found = run("check", study, "--json").done().record["findings"]
    return [each for each in found if each["rule"] == "domain-overlap"]


def test_a_domain_is_declared_and_what_overlaps_in_it_is_found(run: Run, study: Path) -> None:
    for code in ("Mood", "Mood > Anger", "Mood > Calm"):
        run("create", study, *ME, "--code", code).done()
    run("do", study, *ME, "codebook.declare_domain", "code=Mood").done()
    listed = {" > ".join(row["path"]): row["domain"] for row in rows(run, study, "codes")}
    assert {path for path, domain in listed.items() if domain} == {"Mood"}
    for code, span in (("Mood > Anger", "5:20"), ("Mood > Calm", "12:25")):
        run("do", study, *ME, "coding.apply", f"document={DOCUMENT}", f"span={span}",
            f"code={code}").done()  # fmt: skip
    (found,) = overlaps(run, study)
    assert found["subject"] == "Mood: Anger and Calm"
    assert found["places"] == [{"document": DOCUMENT, "start": 12, "end": 20, "coder": "Ann"}]
    waive = found["waive"]
    assert isinstance(waive, list)
    run("do", study, *ME, "paradigms.waive", *waive, "--reason", "One turns into the other.").done()
    assert overlaps(run, study) == []
    run("do", study, *ME, "codebook.undeclare_domain", "code=Mood").done()
    run("do", study, *ME, "codebook.undeclare_domain", "code=Mood").refused("is no domain")
