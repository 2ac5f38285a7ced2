"""A study without the words of its interviews: rows stay, texts go, and copies of them elsewhere.

Eight words in a row that stand in an interview are taken for a copy of it, wherever they are
written: in a memo, a definition, an example, a reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from gtcoder.study_rows import HistoryRow, StudyRows

AT_LEAST = 8  # words in a row
PLACE = "[…]"
_WORD = re.compile(r"\w+")
# Ideographs and kana stand without blanks between words: each counts as a word of its own.
_CLOSE = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_NO_WORDS = frozenset({("text_version", "sha256"), ("text_version", "edits"),
                       ("text_version", "marks")})  # fmt: skip


class Quotes:
    """Finds what was copied out of texts, word by word, whatever its case and signs."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._known: set[int] = set()
        for text in texts:
            words = [found[0].casefold() for found in _CLOSE.finditer(text)]
            self._known |= {hash(run) for run in _runs(words)}
        self.found: Counter[str] = Counter()

    def without(self, text: str, where: str) -> str:
        """Return a text without what was copied, and count it under what holds the text."""
        found = list(_CLOSE.finditer(text))
        if len(found) < AT_LEAST:
            return text
        words = [each[0].casefold() for each in found]
        spans: list[list[int]] = []
        for place, run in enumerate(_runs(words)):
            if hash(run) not in self._known:
                continue
            start, end = found[place].start(), found[place + AT_LEAST - 1].end()
            if spans and start <= spans[-1][1]:
                spans[-1][1] = end
            else:
                spans.append([start, end])
        if not spans:
            return text
        self.found[where] += len(spans)
        parts, at = [], 0
        for start, end in spans:
            parts += [text[at:start], PLACE]
            at = end
        return "".join([*parts, text[at:]])

    def without_in(self, value: Any, where: str) -> Any:
        """Return a value without what was copied, however deep it is: tables, JSON, dataclasses."""
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return self.without(value, where)
        if isinstance(value, Mapping):
            return self._mapping(value, where)
        if isinstance(value, list | tuple):
            each = [self.without_in(each, where) for each in value]
            return type(value)(*each) if hasattr(value, "_fields") else type(value)(each)
        if is_dataclass(value) and not isinstance(value, type):
            names = [each.name for each in fields(value) if each.init]
            cleaned = {name: self.without_in(getattr(value, name), where) for name in names}
            return replace(value, **cleaned)
        return value

    def _mapping(self, value: Mapping[Any, Any], where: str) -> dict[Any, Any]:
        cleaned: dict[Any, Any] = {}
        for key, each in value.items():
            name = self.without_in(key, where)
            number = 1
            while name in cleaned:
                number += 1
                name = f"{PLACE} ({number})"
            cleaned[name] = self.without_in(each, where)
        return cleaned


def without_words(rows: StudyRows, quotes: Quotes) -> StudyRows:
    """Return the rows without copies of texts; entries of the ledger lose their details.

    The texts themselves are still there: whoever needs places in them takes them away last.
    """
    tables = {
        table: {
            name: values if (table, name) in _NO_WORDS
            else [quotes.without_in(value, table.replace("_", " ")) for value in values]
            for name, values in columns.items()
        }
        for table, columns in rows.tables.items()
    }  # fmt: skip
    return replace(rows, tables=tables, history=tuple(_bare(row, quotes) for row in rows.history))


def _bare(row: HistoryRow, quotes: Quotes) -> HistoryRow:
    return replace(row, details={}, reason=quotes.without(row.reason, "ledger"))


def _runs(words: list[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[place:] for place in range(AT_LEAST)), strict=False)
