"""One corrects the text while another codes, and each takes back what they did."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from gtcoder.actions import coding
from gtcoder.actions.correcting import correct
from gtcoder.errors import GtcoderError, InvalidInput, UndoConflict
from gtcoder.queries.passages import CodingRow, codings, text
from gtcoder.store.ledger import Change
from gtcoder.store.location import FileLocation
from gtcoder.store.verify import verify
from gtcoder.textdiff import LostPassages
from gtcoder.vocabulary import Span
from tests.studies import new_study

WORDS = st.text(st.sampled_from("ab 🙂𝔄👩\u200d🔧e\u0301\n"), max_size=5)
PLACES = st.lists(st.integers(0, 60), min_size=4, max_size=4).map(sorted)


class TwoAtWork(RuleBasedStateMachine):
    """Ann corrects and reverts; Bob codes, resizes and undoes."""

    def __init__(self) -> None:
        super().__init__()
        self.state = tempfile.mkdtemp(prefix="gtcoder-machine-")
        os.environ["GTCODER_STATE_DIR"] = self.state
        self.study = new_study(FileLocation(Path(self.state) / "study.gtc"))
        self.code = self.study.code("a code")
        self.corrections: list[int] = []
        full = self.text().replace("e", "𝔄").replace(" ", " 🙂")  # of astral characters
        self.study.ann.perform(correct, document=self.study.document, text=full)
        self.touched: dict[str, frozenset[int]] = {}
        for project in (self.study.ann, self.study.bob):
            project.listeners.append(self._note)

    def _note(self, change: Change) -> None:
        self.touched = change.touched
        if "text_version" in change.touched:
            self.corrections.append(change.revision)

    def text(self) -> str:
        with self.study.ann.read() as reader:
            return text(reader, self.study.document)

    def rows(self) -> dict[int, CodingRow]:
        with self.study.ann.read() as reader:
            return {row.id: row for row in codings(reader)}

    @rule(start=st.integers(0, 40), length=st.integers(1, 6))
    def apply(self, start: int, length: int) -> None:
        self.study.apply(self.code, start, start + length, by=self.study.bob)

    @rule(data=st.data(), start=st.integers(0, 40), length=st.integers(1, 8))
    def resize(self, data: st.DataObject, start: int, length: int) -> None:
        known = sorted(self.rows())
        if known:
            which = data.draw(st.sampled_from(known))
            try:
                span = Span(start, start + length)
                self.study.bob.perform(coding.resize, coding=which, span=span)
            except InvalidInput:
                return

    @rule(at=PLACES, first=WORDS, second=WORDS)
    def correct(self, at: list[int], first: str, second: str) -> None:
        was, before = self.text(), self.rows()
        a, b, c, d = (min(each, len(was)) for each in at)
        pieces = [(a, b, first), (c, d, second)]
        now = was[:a] + first + was[b:c] + second + was[d:]
        done = self.study.ann.perform(
            correct, document=self.study.document, edits=pieces, lost=LostPassages.DROP
        )
        assert self.text() == now
        told = {each.quotation: each.after for each in done.changed}
        for key, row in self.rows().items():
            old = before[key]
            assert row.text == now[row.start : row.end] == told.get(old.quotation, old.text)
            for place, lies in ((old.start, row.start), (old.end, row.end)):
                if not (a <= place <= b or c <= place <= d):
                    assert lies == place + _grown(pieces, place), "nobody corrected there"

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

    def take(self, back: Callable[[], object]) -> None:
        digest, before, self.touched = verify(self.study.ann).digest, self.rows(), {}
        try:
            back()
        except UndoConflict:
            assert verify(self.study.ann).digest == digest
        except GtcoderError as error:
            raise AssertionError(str(error)) from error
        if "document" not in self.touched:  # the text is as it was
            mine, where = (self.touched.get(name, frozenset()) for name in ("coding", "quotation"))
            for key, row in self.rows().items():
                if key not in mine and row.quotation not in where:
                    assert row.text == before[key].text

    @invariant()
    def the_ledger_folds_to_the_tables(self) -> None:
        assert verify(self.study.ann).problems == ()

    def teardown(self) -> None:
        self.study.close()
        shutil.rmtree(self.state)


def _grown(pieces: Sequence[tuple[int, int, str]], place: int) -> int:
    """Return by how much the text before a place is longer now."""
    return sum(len(words) - (end - start) for start, end, words in pieces if end < place)


TestTwoAtWork = TwoAtWork.TestCase
TestTwoAtWork.settings = settings(
    max_examples=3, stateful_step_count=15, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
