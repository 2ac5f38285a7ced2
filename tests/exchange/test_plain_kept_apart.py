"""Pairs that are kept apart in a plain-text study: written, read back and played alike."""

from __future__ import annotations

from pathlib import Path

from gtcoder.actions import codebook, kept_apart
from gtcoder.actions.play import play
from gtcoder.exchange.plain_study import read_study
from gtcoder.exchange.plain_writer import write_study
from gtcoder.queries.consolidation import kept_apart as pairs
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from tests.studies import new_study


def test_pairs_kept_apart_come_back(tmp_path: Path) -> None:
    study = new_study(FileLocation(tmp_path / "a.gtc"))
    codes = [study.code(name) for name in ("One", "Two", "Gone")]
    for other in codes[1:]:
        study.ann.perform(kept_apart.refuse_merge, one=other, other=codes[0], reason="two acts")
    study.ann.perform(codebook.retire_code, code=codes[2], reason="no use")
    with study.ann.read() as reader:
        written = write_study(reader, tmp_path / "out")
    study.close()
    assert any("kept apart" in loss for loss in written.losses)
    play(FileLocation(tmp_path / "b.gtc"), read_study(tmp_path / "out"))
    with open_study(FileLocation(tmp_path / "b.gtc"), "Ann") as made, made.read() as reader:
        assert [(row.reason, row.coder) for row in pairs(reader)] == [("two acts", "Ann")]
