"""Judging candidates for the core category, the weights of the criteria, and what merges keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gtcoder.actions import codebook, core, merging
from gtcoder.actions.core import CriterionWeight
from gtcoder.actions.many import choose_core
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.queries.core import choices, judgements, weights
from gtcoder.store.verify import verify
from gtcoder.vocabulary import CodeId, CodeLevel, CoreCriterion, JudgedCriterion
from tests.databases import ON_BOTH
from tests.studies import Study

EXPLAINS, LEADS = JudgedCriterion.EXPLAINS, JudgedCriterion.LEADS


def category(study: Study, name: str) -> CodeId:
    made: CodeId = study.ann.perform(codebook.create_code, name=name, level=CodeLevel.AXIAL)
    return made


def given(study: Study) -> list[tuple[int, str, int, str, str]]:
    with study.ann.read() as reader:
        return [
            (row.category, row.criterion, row.score, row.memo, row.coder)
            for row in judgements(reader)
        ]


def undone_and_redone(study: Study, act: Callable[[], Any]) -> None:
    before = verify(study.ann).digest
    act()
    after = verify(study.ann).digest
    assert after != before
    study.ann.undo()
    assert verify(study.ann).digest == before
    study.ann.redo()
    assert verify(study.ann).digest == after
    assert verify(study.ann).ok


@ON_BOTH
def test_a_judgement_is_made_changed_and_taken_back(study: Study) -> None:
    waiting = category(study, "Waiting")
    values: dict[str, Any] = {"category": waiting, "criterion": EXPLAINS}
    undone_and_redone(
        study, lambda: study.ann.perform(core.judge, **values, score=3, memo=" Much of it. ")
    )
    assert given(study) == [(waiting, "explains variation", 3, "Much of it.", "Ann")]
    undone_and_redone(study, lambda: study.ann.perform(core.judge, **values, score=1))
    assert given(study)[0][2:] == (1, "Much of it.", "Ann")  # the memo stays
    study.bob.perform(core.judge, **values, score=1, memo="Less than we thought.")
    assert given(study)[0][2:] == (1, "Less than we thought.", "Bob")
    revision = study.ann.seen
    study.ann.perform(core.judge, **values, score=1)
    assert study.ann.seen == revision  # as it was: nothing to be told
    undone_and_redone(study, lambda: study.ann.perform(core.unjudge, **values))
    assert given(study) == []
    with pytest.raises(NotFound, match="not judged by “explains variation”"):
        study.ann.perform(core.unjudge, **values)


@pytest.mark.parametrize("score", [-1, 5])
def test_a_score_is_from_nought_to_four(study: Study, score: int) -> None:
    waiting = category(study, "Waiting")
    with pytest.raises(InvalidInput, match="from 0"):
        study.ann.perform(core.judge, category=waiting, criterion=EXPLAINS, score=score)
    assert given(study) == []


def test_weights_are_kept_where_they_are_not_one(study: Study) -> None:
    def weigh(*pairs: tuple[str, float]) -> None:
        each = [CriterionWeight(name, weight) for name, weight in pairs]
        study.ann.perform(core.set_weights, weights=each)

    undone_and_redone(study, lambda: weigh(("frequency", 0), ("leads to theory", 2.5)))
    with study.ann.read() as reader:
        assert weights(reader) == {"frequency": 0.0, "leads to theory": 2.5}
    weigh(("frequency", 1))
    with study.ann.read() as reader:
        assert weights(reader) == {"leads to theory": 2.5}
        assert reader.study.settings == {"core_weights": {"leads to theory": 2.5}}
    weigh(("leads to theory", 1))
    with study.ann.read() as reader:
        assert reader.study.settings == {}
    for wrong in (("beauty", 1.0), ("frequency", -1.0), ("frequency", float("nan"))):
        with pytest.raises(InvalidInput, match="Nothing was changed"):
            weigh(wrong)
    every = [*CoreCriterion, *JudgedCriterion]
    with pytest.raises(InvalidInput, match="above 0"):
        weigh(*((str(name), 0) for name in every))


@ON_BOTH
def test_a_merge_carries_what_the_target_has_not(study: Study) -> None:
    waiting, queue = category(study, "Waiting"), category(study, "Queue")
    study.ann.perform(core.judge, category=queue, criterion=EXPLAINS, score=4, memo="Queue")
    study.ann.perform(core.judge, category=queue, criterion=LEADS, score=2)
    study.ann.perform(core.judge, category=waiting, criterion=EXPLAINS, score=1, memo="Waiting")
    undone_and_redone(
        study,
        lambda: study.ann.perform(
            merging.merge_codes, sources=[queue], target=waiting, reason="one thing"
        ),
    )
    assert {(row[0], row[1], row[2]) for row in given(study)} == {
        (waiting, "explains variation", 1),
        (waiting, "leads to theory", 2),
        (queue, "explains variation", 4),  # stays with the retired code
    }
    with pytest.raises(InvalidInput, match="merged into “Waiting”"):
        study.ann.perform(core.judge, category=queue, criterion=LEADS, score=0)


def test_the_choices_of_the_core_are_told_with_their_reasons(study: Study) -> None:
    waiting, queue = category(study, "Waiting"), category(study, "Queue")
    with study.ann.read() as reader:
        assert choices(reader) == ()
    study.ann.perform(choose_core, category=waiting, reason="holds it together")
    study.ann.perform(choose_core, category=queue, reason="holds more")
    study.ann.undo()
    study.ann.perform(codebook.set_level, code=queue, level=CodeLevel.CORE)
    with study.ann.read() as reader:
        found = choices(reader)
    assert [(row.category, row.former, row.reason, row.undone) for row in found] == [
        ("Queue", (), "", False),
        ("Queue", ("Waiting",), "holds more", True),
        ("Waiting", (), "holds it together", False),
    ]
