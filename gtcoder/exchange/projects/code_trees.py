"""Categories and codes of another tool, put into one tree whatever their keys say."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gtcoder.exchange.projects.foreign_study import ForeignStudy
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import CodeLevel


@dataclass(frozen=True, slots=True)
class TreeCode:
    """A code or category by its key, with what it lies under and further categories it serves."""

    key: Hashable
    name: str
    level: CodeLevel = CodeLevel.OPEN
    above: Hashable | None = None
    definition: str = ""
    moment: datetime | None = None
    also: tuple[Hashable, ...] = ()


def make_codes(study: ForeignStudy, codes: Iterable[TreeCode]) -> Mapping[Hashable, Guid]:
    """Make codes, parents first; what lies under itself, or under nothing there, goes to the top.

    Returns the code of each key; of two with one key the first counts.
    """
    known: dict[Hashable, TreeCode] = {}
    for code in codes:
        if known.setdefault(code.key, code) is not code:
            study.skip("codes", "there is another one with their key")
    made: dict[Hashable, Guid] = {}
    for code in known.values():
        for each in reversed(_line(study, code, known, made)):
            made[each.key] = study.code(
                each.name,
                made.get(each.above) if each.above is not None else None,
                each.level,
                each.definition,
                each.moment,
            )
    for code in known.values():
        for category in dict.fromkeys(code.also):
            if category in made and category not in (code.key, code.above):
                study.member(made[code.key], made[category])
    return made


def _line(
    study: ForeignStudy,
    code: TreeCode,
    known: Mapping[Hashable, TreeCode],
    made: Mapping[Hashable, Guid],
) -> list[TreeCode]:
    """Return the code and what it lies under and is not made yet, from below."""
    line: list[TreeCode] = []
    passed: set[Hashable] = set()
    at: TreeCode | None = code
    while at is not None and at.key not in made:
        if at.key in passed:
            study.tell("a category lies under itself; the circle was cut open", at.name)
            break
        passed.add(at.key)
        line.append(at)
        above = at.above
        if above is not None and above not in known:
            study.tell(
                "a code lies under a category that is not there; it went to the top", at.name
            )
        at = None if above is None else known.get(above)
    return line
