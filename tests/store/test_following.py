"""One corrects the text while another codes, and each takes back what they did."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from gtcoder.actions import coding
from gtcoder.actions.correcting import correct
from gtcoder.errors import GtcoderError, InvalidInput, UndoConflict
from gtcoder.queries.passages import codings, text
from gtcoder.store.location import FileLocation
from gtcoder.store.verify import verify
from gtcoder.textdiff import LostPassages
from gtcoder.vocabulary import Span
from tests.studies import new_study

WORDS = st.text(st.sampled_from("ab 🙂𝔄e\u0301\n"), max_size=5)


class TwoAtWork(RuleBasedStateMachine):
    """Ann corrects and reverts; Bob codes, resizes and undoes."""

    def __init__(self) -> None:
        super().__init__()
        self.state = tempfile.mkdtemp(prefix="gtcoder-machine-")
        os.environ["GTCODER_STATE_DIR"] = self.state
        self.study = new_study(FileLocation(Path(self.state) / "study.gtc"))
        self.code = self.study.code("a code")
        self.corrections: list[int] = []
        self.study.ann.listeners.append(self._note)

    def _note(self, change: object) -> None:
        if getattr(change, "touched", {}).keys() & {"text_version"}:
            self.corrections.append(change.revision)  # type: ignore[attr-defined]

    def words(self) -> dict[int, str]:
        with self.study.bob.read() as reader:
            return {row.id: row.text for row in codings(reader)}

    @rule(start=st.integers(0, 40), length=st.integers(1, 6))
    def apply(self, start: int, length: int) -> None:
        self.study.apply(self.code, start, start + length, by=self.study.bob)

    @rule(data=st.data(), start=st.integers(0, 40), length=st.integers(1, 8))
    def resize(self, data: st.DataObject, start: int, length: int) -> None:
        known = sorted(self.words())
        if known:
            which = data.draw(st.sampled_from(known))
            try:
                span = Span(start, start + length)
                self.study.bob.perform(coding.resize, coding=which, span=span)
            except InvalidInput:
                return

    @rule(start=st.integers(0, 40), length=st.integers(0, 8), words=WORDS)
    def correct(self, start: int, length: int, words: str) -> None:
        with self.study.ann.read() as reader:
            was = text(reader, self.study.document)
            before = {row.id: (row.start, row.end, row.text) for row in codings(reader)}
        done = self.study.ann.perform(
            correct,
            document=self.study.document,
            edits=[(start, start + length, words)],
            lost=LostPassages.DROP,
        )
        with self.study.ann.read() as reader:
            now = text(reader, self.study.document)
            after = {row.id: row for row in codings(reader)}
        assert now == was[:start] + words + was[start + length :]
        told = {each.quotation for each in done.changed}
        for key, row in after.items():
            assert row.text == before[key][2] or row.quotation in told

    @rule(data=st.data())
    def revert(self, data: st.DataObject) -> None:
        if self.corrections:
            which = data.draw(st.sampled_from(self.corrections))
            self.take(lambda: self.study.ann.revert(which))

    @rule()
    def undo(self) -> None:
        self.take(self.study.bob.undo)

    @rule()
    def redo(self) -> None:
        self.take(self.study.bob.redo)

    def take(self, back: object) -> None:
        digest = verify(self.study.ann).digest
        try:
            back()  # type: ignore[operator]
        except UndoConflict:
            assert verify(self.study.ann).digest == digest
        except GtcoderError as error:
            raise AssertionError(str(error)) from error

    @invariant()
    def the_ledger_folds_to_the_tables(self) -> None:
        assert verify(self.study.ann).problems == ()

    def teardown(self) -> None:
        self.study.close()
        shutil.rmtree(self.state)


TestTwoAtWork = TwoAtWork.TestCase
TestTwoAtWork.settings = settings(
    max_examples=3, stateful_step_count=15, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
