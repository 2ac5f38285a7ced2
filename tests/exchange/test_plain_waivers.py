"""What is let pass goes into a folder by the names of things, and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtcoder.actions import paradigms, theory
from gtcoder.actions.play import play
from gtcoder.errors import GtcoderError
from gtcoder.exchange.plain_study import read_study
from gtcoder.exchange.plain_waivers import WAIVERS
from gtcoder.exchange.plain_writer import write_study
from gtcoder.reports.checks import checked
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.vocabulary import CheckRule, ParadigmRole
from tests.reports.test_checks import Theory, finished, made, negative, no_core

__all__ = ["finished", "made"]
K = CheckRule


def let_all_pass(made: Theory) -> set[tuple[str, str, str, str]]:
    """Plant faults of several kinds, let them pass, and return what is let pass."""
    negative(made)
    no_core(made)
    made.relate("Listening", "is a cause of", "Leaving")
    for name in ("Trust", "Market"):
        made.do(theory.take_from_paradigm, category=made.codes[name], paradigm=made.board)
    made.do(theory.place_in_paradigm, category=made.codes["Habit code"], role=ParadigmRole.STRATEGY)
    for finding in made.checked().open:
        where = finding.where
        on = {} if where.thing == "study" else {where.thing.value: where.key}
        made.study.bob.perform(
            paradigms.waive, rule=finding.rule, detail=where.detail, reason="So be it.", **on
        )
    assert made.checked().open == ()
    return passing(made.checked())


def passing(found: object) -> set[tuple[str, str, str, str]]:
    return {
        (each.finding.rule, each.finding.subject, each.waiver.reason, each.waiver.coder)
        for each in found.waived  # type: ignore[attr-defined]
    }


def test_what_is_let_pass_comes_back_under_its_names(made: Theory, tmp_path: Path) -> None:
    before = let_all_pass(made)
    assert len({rule for rule, *_ in before}) >= 5
    folder = tmp_path / "plain"
    with made.study.ann.read() as reader:
        write_study(reader, folder)
    path = tmp_path / "again.gtc"
    play(FileLocation(path), read_study(folder))
    with open_study(FileLocation(path), "Ann") as again, again.read() as reader:
        assert passing(checked(reader)) == before


def test_a_waiver_on_what_is_not_there_is_refused_by_its_row(made: Theory, tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    with made.study.ann.read() as reader:
        write_study(reader, folder)
    assert not (folder / WAIVERS).exists()
    table = "rule,coder,reason,paradigm,detail\nempty-role,Ann,So be it.,Other,context\n"
    (folder / WAIVERS).write_text(table, "utf-8")
    with pytest.raises(GtcoderError, match=r"waivers\.csv"):
        play(FileLocation(tmp_path / "again.gtc"), read_study(folder))
    (folder / WAIVERS).write_text(table.replace("empty-role", "odd"), "utf-8")
    with pytest.raises(GtcoderError, match="odd"):
        read_study(folder)
