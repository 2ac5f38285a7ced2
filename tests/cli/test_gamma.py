"""Gamma on the command line: of a study, of tables of spans, kept, stopped."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gtcoder.reports.agreement_record import options_of
from tests.cli.conftest import Run, apply

ROUGH = ("--precision", ".2", "--bootstrap", "0")
FAMILY = ("--coefficient", "gamma", "--coefficient", "gamma_cat", "--coefficient", "gamma_k")


@pytest.fixture
def coded(run: Run, study: Path) -> Path:
    """Return the study with two passages that both coders marked, not quite alike."""
    for coder, first, second in (("Ann", "10:60", "100:140"), ("Bob", "10:60", "104:140")):
        apply(run, study, "silence", first, coder=coder)
        apply(run, study, "silence", second, coder=coder)
    return study


@pytest.fixture
def tables(tmp_path: Path) -> tuple[object, ...]:
    """Return the words that name a table of invented spans and one of lengths."""
    lines = ["document,coder,start,end,code"]
    for place in range(30):
        start, code = 100 * place, "cost" if place % 3 else "care"
        lines.append(f"one,A,{start},{start + 60},{code}")
        lines.append(f"one,B,{start + place},{start + 60},care")
    spans, lengths = tmp_path / "spans.csv", tmp_path / "lengths.csv"
    spans.write_text("\n".join(lines) + "\n", "utf-8")
    lengths.write_text("document,characters\none,4000\n", "utf-8")
    return "--spans", spans, "--lengths", lengths


def test_gamma_of_a_study(run: Run, coded: Path) -> None:
    found = run("agreement", coded, *FAMILY, *ROUGH, "--json").done().record["results"]
    assert [(each["coefficient"], each["code"]) for each in found] == [
        ("gamma", None),
        ("gamma_cat", None),
        ("gamma_k", "silence"),
    ]
    gamma, cat, _ = found
    assert gamma["observed"] == pytest.approx((4 / 76) ** 2 / 2)
    assert 0 < gamma["value"] < 1
    assert gamma["source"] == "Mathet, Widlöcher & Métivier 2015"
    assert (gamma["unit"], gamma["seed"], gamma["units"]) == ("quotation", 1, 4)
    assert (cat["value"], cat["reason"]) == (None, "no_variation"), "there is one code only"
    printed = run("agreement", coded, "--coefficient", "gamma", *ROUGH).done().out
    assert "Gamma (Mathet, Widlöcher & Métivier 2015)" in printed
    assert "statistical sampler, precision 0.2" in printed


def test_gamma_of_tables_of_spans(run: Run, tables: tuple[object, ...]) -> None:
    words = ("agreement", *tables, *FAMILY, *ROUGH, "--sampler", "shuffle", "--json")
    found = run(*words).done().record["results"]
    values = {each["code"] or each["coefficient"]: each["value"] for each in found}
    assert set(values) == {"gamma", "gamma_cat", "care", "cost"}
    assert 0 < values["gamma"] < 1
    assert values["gamma_cat"] < 0.5
    assert all("shuffle sampler" in each["note"] for each in found)
    assert run(*words).done().record["results"] == found
    other = run(*words, "--seed", 2).done().record["results"]
    assert other[0]["value"] != found[0]["value"]


def test_how_it_was_asked_is_kept(run: Run, coded: Path) -> None:
    words = ("--coefficient", "gamma", "--sampler", "shuffle", *ROUGH)
    run("agreement", coded, *words, "--keep", "G", "--coder", "Ann").done()
    kept = run("list", coded, "results", "--json").done().record["results"]
    assert [each["name"] for each in kept] == ["G"]
    asked = options_of({"coefficient": ["gamma"], "precision": 0.2, "sampler": "shuffle"}).asked
    assert (asked.gamma.precision, asked.gamma.sampler) == (0.2, "shuffle")


def test_what_it_refuses(run: Run, coded: Path) -> None:
    run("agreement", coded, "--coefficient", "gamma", "--precision", "2").refused("precision")
    run("agreement", coded, "--coefficient", "gamma:bu").refused("gamma:bu")
    run("agreement", coded, "--coefficient", "gama").refused("gamma_cat")


def test_a_stop_from_the_keyboard(environment: dict[str, str], tables: tuple[object, ...]) -> None:
    """The line of progress tells that it is at work on random continua."""
    words = ["agreement", *map(str, tables), "--coefficient", "gamma", "--precision", ".0005"]
    # scipy is large: what is compiled of it is taken where it lies
    compiled = {name: value for name, value in environment.items() if "PYCACHE" not in name}
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "gtcoder", *words],
        env=compiled,
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        said = b""
        while b"random continua" not in said:
            said += os.read(ours, 1000)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        while b"left no trace" not in said:
            said += os.read(ours, 1000)
    os.close(ours)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in said
