"""Times of searching a study and of coding what was found."""

from __future__ import annotations

import time
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gtcoder.queries.search.looking import Hits
    from gtcoder.queries.search.patterns import Wanted
    from gtcoder.store.project import OpenProject
    from gtcoder.store.reader import Reader
    from tests.bench.printing import Row

HITS = 5_000
WORD, COMMON, PATTERN = "student", "the", r"\bstudent(s|ship)?\b"
ROWS: tuple[Row, ...] = (
    ("search a word, first time", "ms", 1e3, {}),
    ("search a word, warm: first screen", "ms", 1e3, {"L": 50}),
    ("search a word, warm: all hits", "ms", 1e3, {"L": 150}),
    ("search a common word, warm: all hits", "ms", 1e3, {}),
    ("search a pattern: first hits", "ms", 1e3, {"L": 100}),
    ("search a pattern: all hits", "ms", 1e3, {"L": 1500}),
    ("autocode 5,000 passages", "ms", 1e3, {"M": 500, "L": 500}),
    ("undo that", "ms", 1e3, {"M": 500, "L": 500}),
)


def search_times(path: Path, coder: str) -> dict[str, float]:
    """Return the figures of a study, in CPU seconds."""
    import gtcoder.actions  # noqa: F401  (undo names any verb)
    from gtcoder.queries.search.patterns import Wanted
    from gtcoder.store.location import FileLocation
    from gtcoder.store.opening import open_study
    from gtcoder.vocabulary import SearchKind

    figures: dict[str, float] = {}
    with open_study(FileLocation(path), coder) as project:
        with project.read() as reader:
            word, pattern = Wanted(WORD), Wanted(PATTERN, SearchKind.REGEX)
            figures["search a word, first time"] = _timed(reader, word)[1]
            first, every, _ = min((_timed(reader, word) for _ in range(5)), key=itemgetter(1))
            figures["search a word, warm: first screen"] = first
            figures["search a word, warm: all hits"] = every
            _, common, found = _timed(reader, Wanted(COMMON))
            figures["search a common word, warm: all hits"] = common
            first, every, _ = min((_timed(reader, pattern) for _ in range(3)), key=itemgetter(1))
            figures["search a pattern: first hits"] = first
            figures["search a pattern: all hits"] = every
        if len(found) >= HITS:
            figures |= _coded(project, found)
    return figures


def _coded(project: OpenProject, found: Hits) -> dict[str, float]:
    """Code the first hits of a search as one entry, and take it back."""
    from gtcoder.actions.autocoding import FoundPassages, autocode

    columns = (found.thing, found.start, found.end)
    passages = FoundPassages(*(column[:HITS].tolist() for column in columns))
    began = time.process_time()
    project.perform(autocode, passages=passages, pattern=COMMON, path=("Found by searching",))
    done = time.process_time()
    project.undo()
    return {"autocode 5,000 passages": done - began, "undo that": time.process_time() - done}


def _timed(reader: Reader, wanted: Wanted) -> tuple[float, float, Hits]:
    from gtcoder.queries.search.looking import joined, search_parts

    began, first, parts = time.process_time(), 0.0, []
    for part in search_parts(reader, wanted):
        first = first or time.process_time() - began
        parts.append(part)
    return first, time.process_time() - began, joined(parts)
