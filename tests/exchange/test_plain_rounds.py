"""What a plain-text study loses of rounds is said, each thing by its number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.actions import codebook, rounds, team
from gtcoder.exchange.plain_writer import write_study
from gtcoder.store.location import FileLocation
from gtcoder.vocabulary import RoundKind
from tests.actions.test_adjudication import BOUNDARY, FIRST, coded, decide
from tests.studies import Study, new_study


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    made.close()


def losses(study: Study, folder: Path) -> set[str]:
    """Return what the folder cannot hold of a study, as Ann writes it."""
    with study.ann.read() as reader:
        return set(write_study(reader, folder).losses)


def test_one_open_round_loses_nothing(one: Study, tmp_path: Path) -> None:
    one.ann.perform(team.finish_document, document=one.document)
    assert losses(one, tmp_path / "out") == set()


def test_what_belongs_to_rounds_is_named(one: Study, tmp_path: Path) -> None:
    one.ann.perform(team.assign, coder=one.bob.coder, document=one.document)
    blind = one.ann.perform(
        rounds.open_new_round, name="Turns", kind=RoundKind.GIVEN_SEGMENTS, blind=True
    )
    one.ann.perform(team.draw_sample, coders=[one.ann.coder, one.bob.coder], size="1")
    one.ann.perform(codebook.create_code, name="Silence")
    one.ann.perform(rounds.close_round, round=blind)
    one.ann.perform(rounds.close_round, round=1)
    assert losses(one, tmp_path / "out") == {
        "1 rounds after the first, whose kinds and ends are not kept",
        "1 first round, which will be open and called “Round 1”",
        "3 documents given out or finished, but not finished in the first round",
        "1 records of a sample drawn by lot",
        "4 passages handed out to be coded",
        "1 proposed codes, which will stand in the codebook as accepted",
    }


def test_while_a_round_is_blind_decisions_are_left_out_and_said_to_be(
    one: Study, tmp_path: Path
) -> None:
    coded(one)
    decide(one, BOUNDARY, FIRST)
    one.ann.perform(rounds.open_new_round, name="Blind", kind=RoundKind.BLIND)
    lost = losses(one, tmp_path / "out")
    assert "1 decisions, which rest on codings that a blind round hides" in lost
    assert not (tmp_path / "out" / "decisions.csv").exists()
