"""What the card says of a chosen code beyond its row: examples, and how many memos are on it."""

from __future__ import annotations

from dataclasses import dataclass

from gtcoder.errors import GtcoderError
from gtcoder.queries.examples import ExampleRow, examples
from gtcoder.queries.memo_counts import memos_on_code
from gtcoder.ui.bridge import Bridge
from gtcoder.vocabulary import CodeId, MemoId


@dataclass(frozen=True, slots=True)
class Details:
    """The passages that show what a code means, and the memos on it, the newest first."""

    examples: tuple[ExampleRow, ...] = ()
    memos: tuple[MemoId, ...] = ()


def details_of(bridge: Bridge, code: CodeId) -> Details:
    """Read a code's details; none where the study cannot be read, which is said elsewhere."""
    try:
        with bridge.read() as reader:
            return Details(examples(reader, code).get(code, ()), memos_on_code(reader, code))
    except GtcoderError:
        return Details()
