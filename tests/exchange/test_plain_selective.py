"""The bench and the sampling log in a plain-text study: read, built, written and read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gtcoder.actions.play import open_plan
from gtcoder.errors import GtcoderError
from gtcoder.exchange.plain_study import read_study
from gtcoder.exchange.plain_writer import write_study
from gtcoder.queries import core, sampling
from gtcoder.queries.codebook import codes
from gtcoder.queries.names import names
from gtcoder.store.reader import Reader
from tests.exchange.plain_folder import write_folder

CORE = """category,criterion,score,memo,coder,weight
Means,explains variation,3,"Some of it, not all.",Ben,
Going on,leads to theory,4,,Ana,
,frequency,,,,0.5
,leads to theory,,,,2
"""
SAMPLING = """date,gap,decision,sampled,outcome,coder,documents,participants,categories
2020-01-20,Only one baker.,Ask two.,The sisters,They count.,Ben,02_sisters,P2a; P2b,Means; Going on
2020-01-01,Nobody yet.,Ask a baker.,,,,01_baker,,
"""


def told(reader: Reader) -> dict[str, Any]:
    paths = {code.id: code.written for code in codes(reader)}
    known = names(reader)
    return {
        "judged": [
            (paths[row.category], row.criterion, row.score, row.memo, row.coder)
            for row in core.judgements(reader)
        ],
        "weights": core.weights(reader),
        "log": [
            (
                row.decided_on.isoformat(), row.gap, row.decision, row.sampled, row.outcome,
                row.coder, tuple(known.documents[key] for key in row.documents),
                tuple(known.participants[key] for key in row.participants),
                tuple(paths[key] for key in row.codes),
            )
            for row in sampling.sampling(reader)
        ],
    }  # fmt: skip


def folder(path: Path, **files: str) -> Path:
    made = write_folder(path)
    for name, text in {"core": CORE, "sampling": SAMPLING, **files}.items():
        (made / f"{name}.csv").write_text(text, encoding="utf-8")
    return made


def test_what_is_read_is_written_and_read_again(tmp_path: Path) -> None:
    with open_plan(read_study(folder(tmp_path / "a"))) as project, project.read() as reader:
        first = told(reader)
        losses = write_study(reader, tmp_path / "b").losses
    assert first["judged"] == [
        ("Means", "explains variation", 3, "Some of it, not all.", "Ben"),
        ("Going on", "leads to theory", 4, "", "Ana"),
    ]
    assert first["weights"] == {"frequency": 0.5, "leads to theory": 2.0}
    assert [row[0] for row in first["log"]] == ["2020-01-01", "2020-01-20"]
    assert first["log"][1][5:] == (
        "Ben", ("02_sisters",), ("P2a", "P2b"), ("Means", "Going on"),
    )  # fmt: skip
    assert not any("sampling" in loss or "judgement" in loss for loss in losses)
    with open_plan(read_study(tmp_path / "b")) as project, project.read() as reader:
        assert told(reader) == first


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("core", "explains variation", "explains it", "core.csv row 2"),
        ("core", ",3,", ",,", "core.csv row 2"),
        ("core", "frequency", "beauty", "core.csv row 4"),
        ("core", "0.5", "half", "core.csv row 4"),
        ("core", ",3,", ",7,", "core.csv row 2"),
        ("sampling", "2020-01-20", "in spring", "sampling.csv row 2"),
        ("sampling", "02_sisters", "03_nobody", "sampling.csv row 2"),
        ("sampling", "P2b", "P9", "sampling.csv row 2"),
        ("sampling", "Going on", "Nowhere", "sampling.csv row 2"),
        ("sampling", "Ask a baker.", "", "sampling.csv row 3"),
    ],
)
def test_a_fault_is_named_with_file_and_row(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    text = {"core": CORE, "sampling": SAMPLING}[file]
    made = folder(tmp_path / "a", **{file: text.replace(old, new, 1)})
    with pytest.raises(GtcoderError) as caught:
        open_plan(read_study(made)).close()
    assert caught.value.place == said


def test_names_that_hold_a_semicolon_stand_one_a_line(tmp_path: Path) -> None:
    made = folder(tmp_path / "a")
    for name in ("codebook", "core", "sampling"):
        path = made / f"{name}.csv"
        text = path.read_text("utf-8").replace("Means; Going on", '"Going on; and on\nMeans"')
        path.write_text(text.replace("Going on,", "Going on; and on,"), encoding="utf-8")
    with open_plan(read_study(made)) as project, project.read() as reader:
        first = told(reader)
        write_study(reader, tmp_path / "b")
    assert first["log"][1][-1] == ("Going on; and on", "Means")
    with open_plan(read_study(tmp_path / "b")) as project, project.read() as reader:
        assert told(reader) == first
