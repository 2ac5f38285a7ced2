from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gtcoder.actions import codebook, coding
from gtcoder.errors import GtcoderError, ReasonNeeded
from gtcoder.queries.codebook import codes
from gtcoder.queries.passages import codings
from gtcoder.store.location import FileLocation
from gtcoder.ui.bridge import Bridge
from gtcoder.vocabulary import Span
from tests import studies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gtcoder.store.ledger import Change
    from tests.studies import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = studies.new_study(FileLocation(tmp_path / "s.gtc"))
    yield made
    made.bob.close()


@pytest.fixture
def bridge(study: Study) -> Iterator[Bridge]:
    made = Bridge(study.ann)
    yield made
    made.close()


def test_a_verb_comes_back_as_one_change_and_then_its_result(qtbot: QtBot, bridge: Bridge) -> None:
    heard: list[object] = []
    bridge.changed.connect(lambda change: heard.append(change.action))
    bridge.act(codebook.create_code, name="Waiting", done=heard.append)
    assert bridge.state.waiting == 1
    qtbot.waitUntil(lambda: len(heard) == 2)
    with bridge.read() as reader:
        (made,) = codes(reader)
        assert heard == ["codebook.create", made.id]
        assert bridge.state.revision == reader.revision
    assert bridge.state.waiting == 0
    assert bridge.state.saved_at is not None
    assert bridge.state.undo == "codebook.create"


def test_verbs_are_stored_in_the_order_they_were_asked(qtbot: QtBot, bridge: Bridge) -> None:
    names = [f"Code {number}" for number in range(15)]
    for name in names:
        bridge.act(codebook.create_code, name=name)
    bridge.undo()
    qtbot.waitUntil(lambda: bridge.state.waiting == 0)
    with bridge.read() as reader:
        assert [code.name for code in codes(reader)] == names[:-1]
    assert bridge.state.redo == "codebook.create"


def test_an_error_goes_to_who_asked_and_else_to_failed(qtbot: QtBot, bridge: Bridge) -> None:
    own: list[GtcoderError] = []
    general: list[GtcoderError] = []
    bridge.failed.connect(general.append)
    bridge.act(codebook.create_code, name="Waiting")
    bridge.act(codebook.create_code, name="Waiting", failed=own.append)
    bridge.act(codebook.create_code, name="Waiting")
    qtbot.waitUntil(lambda: bridge.state.waiting == 0)
    assert len(own) == len(general) == 1
    assert bridge.state.failures == 2


def test_a_verb_that_wants_a_reason_is_refused_without(qtbot: QtBot, bridge: Bridge) -> None:
    failed: list[GtcoderError] = []
    bridge.act(codebook.create_code, name="Waiting", done=lambda code: bridge.act(
        codebook.rename_code, code=code, name="Delay", failed=failed.append))  # fmt: skip
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert isinstance(failed[0], ReasonNeeded)


def test_what_a_colleague_does_arrives_by_itself(
    qtbot: QtBot, bridge: Bridge, study: Study
) -> None:
    heard: list[Change] = []
    bridge.changed.connect(heard.append)
    code = study.bob.perform(codebook.create_code, name="Silence")
    study.bob.perform(coding.apply_code, document=study.document, span=Span(5, 20), code=code)
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=10_000)
    assert [change.coder for change in heard] == [study.bob.coder] * 2
    assert bridge.state.revision == study.bob.seen


def test_closing_stores_what_waits(qtbot: QtBot, study: Study) -> None:
    bridge = Bridge(study.ann)
    for number in range(10):
        bridge.act(coding.apply_new_code, document=study.document,
                   span=Span(number, number + 5), path=(f"Code {number}",))  # fmt: skip
    bridge.close()
    with study.bob.read() as reader:
        assert len(codings(reader)) == 10
