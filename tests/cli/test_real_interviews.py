"""Two real interviews coded by two coders through the command line alone, and compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.cli.conftest import Run, rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILES = ("HANNA_11DEC91_from scan.txt", "PARKER_29AUG91_fromscan.txt")
WORDS = {"Work > farm": "farm", "School": "school"}
MOST = 6


@dataclass(frozen=True)
class Mark:
    """A coding as one of the two coders would make it."""

    document: str
    start: int
    end: int
    code: str


def texts(folder: Path) -> dict[str, str]:
    """Return the interviews as Python alone reads them: cp1252, LF line ends."""
    return {
        Path(name).stem: (folder / name).read_bytes().decode("cp1252").replace("\r\n", "\n")
        for name in FILES
    }


def marks(interviews: dict[str, str], coder: str) -> list[Mark]:
    """Return what a coder marks: Ann whole lines, Bob every other line, less its ends."""
    found = []
    for document, text in interviews.items():
        for code, word in WORDS.items():
            lines = [
                line.span()
                for line in re.finditer(r"[^\n]+", text)
                if re.search(word, line[0], re.IGNORECASE) and len(line[0]) > 40
            ][:MOST]
            for number, (start, end) in enumerate(lines):
                if coder == "Ann":
                    found.append(Mark(document, start, end, code))
                elif number % 2 == 0:
                    found.append(Mark(document, start + 7, end - 11, code))
    return found


def expanded(interviews: dict[str, str], own: list[Mark], code: str) -> NDArray[np.bool_]:
    """Return for every character of all interviews whether a coder gave it the code."""
    pieces = []
    for document, text in interviews.items():
        piece = np.zeros(len(text), dtype=bool)
        for mark in own:
            if (mark.document, mark.code) == (document, code):
                piece[mark.start : mark.end] = True
        pieces.append(piece)
    return np.concatenate(pieces)


def kappa(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> float:
    """Return Cohen's kappa (1960), character by character."""
    observed = float((first == second).mean())
    chance = float(first.mean() * second.mean() + (~first).mean() * (~second).mean())
    return (observed - chance) / (1 - chance)


@pytest.fixture
def interviews(shared: Path) -> dict[str, str]:
    return texts(shared / "data/real/transcripts/ftf")


@pytest.fixture
def coded(run: Run, shared: Path, interviews: dict[str, str], tmp_path: Path) -> Path:
    """Return a study with both interviews, coded by Ann and Bob and finished by both."""
    study = tmp_path / "farms.gtc"
    run("new", study, "--coder", "Ann").done()
    files = [shared / "data/real/transcripts/ftf" / name for name in FILES]
    imported = run("import", study, *files, "--coder", "Ann", "--json").done().record["imported"]
    assert [row["encoding"] for row in imported] == ["cp1252", "cp1252"]
    run("coder", study, "Bob").done()
    for coder in ("Ann", "Bob"):
        for mark in marks(interviews, coder):
            run("apply", study, "--coder", coder, "--document", mark.document, "--span",
                f"{mark.start}:{mark.end}", "--code", mark.code).done()  # fmt: skip
        for document in interviews:
            run("finish", study, "--coder", coder, "--document", document).done()
    return study


def test_two_coders_from_file_to_published_number(
    run: Run, coded: Path, interviews: dict[str, str]
) -> None:
    ann, bob = marks(interviews, "Ann"), marks(interviews, "Bob")
    assert len(ann) > len(bob) > 5
    for document, text in interviews.items():
        assert run("text", coded, document).done().out == text
    for row in rows(run, coded, "codings"):
        assert row["text"] == interviews[row["document"]][row["start"] : row["end"]]
    table = run("report", coded, "codes-by-document", "--option", "coders=Ann", "--json")
    counted = {
        (" > ".join(row[0]), document): count
        for row in table.done().record["rows"]
        for document, count in zip(interviews, row[1:], strict=False)
        if isinstance(row[0], list)
    }
    for code in WORDS:
        for document in interviews:
            own = [mark for mark in ann if (mark.document, mark.code) == (document, code)]
            assert counted[code, document] == len(own)
    compared = run("agreement", coded, "--per", "code", "--bootstrap", "0", "--json").done().record
    assert {result["sample"] for result in compared["results"]} == {"finished"}
    values = {(row["coefficient"], row["code"]): row["value"] for row in compared["results"]}
    for code in WORDS:
        first, second = (expanded(interviews, own, code) for own in (ann, bob))
        assert values["cohen_kappa", code] == pytest.approx(kappa(first, second), abs=1e-12)
        assert values["percent_agreement", code] == pytest.approx((first == second).mean())
    (total,) = (row for row in compared["matched"] if row["document"] is None)
    assert (total["codings_a"], total["codings_b"]) == (len(ann), len(bob))
    assert total["matched"] == len(bob)
    assert total["percent"] == pytest.approx(200 * len(bob) / (len(ann) + len(bob)))
    assert run("verify", coded, "--json").done().record["ok"] is True
