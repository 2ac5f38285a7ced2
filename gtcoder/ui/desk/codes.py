"""The codes as the desk needs them: to choose from, to paint, and the ones used last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.desk.matching import Choice, folded
from gtcoder.ui.desk.naming import Path
from gtcoder.vocabulary import CodeId, CodeLevel

_tr = QCoreApplication.translate


class KnownCodes:
    """The codebook as it was read last, with counts, favourites, and what was used last."""

    def __init__(self) -> None:
        self.rows: dict[CodeId, CodeRow] = {}
        self.counts: Mapping[CodeId, int] = {}
        self.favourites: tuple[CodeId | None, ...] = ()
        self.recent: list[CodeId] = []
        self._examples: Mapping[CodeId, str] = {}
        self._paths: dict[str, Path] | None = None
        self._choices: list[Choice] | None = None

    @property
    def last(self) -> CodeId | None:
        """The code used last, if it is still in use."""
        return next((code for code in self.recent if code in self.rows), None)

    def read(
        self,
        rows: Iterable[CodeRow],
        favourites: Sequence[str],
        examples: Mapping[CodeId, str] | None = None,
    ) -> None:
        """Take the codes in use, the guids of the digits 1 to 9, and a passage for each code."""
        self._examples = examples or {}
        self.rows = {row.id: row for row in rows if not row.retired}
        by_guid = {row.guid: row.id for row in self.rows.values()}
        self.favourites = tuple(by_guid.get(guid) for guid in favourites)
        self._paths = self._choices = None

    def count(self, counts: Mapping[CodeId, int]) -> None:
        """Take the number of passages of each code."""
        if counts != self.counts:
            self.counts = dict(counts)
            self._choices = None

    def use(self, code: CodeId) -> None:
        """Put a code on top of those used last."""
        self.recent = [code, *(other for other in self.recent if other != code)][:200]

    def remember(self, codes: Iterable[int]) -> None:
        """Put codes behind those used in this window; the newest first."""
        known = set(self.recent)
        self.recent += [CodeId(code) for code in codes if code not in known]

    def favourite(self, digit: int) -> CodeId | None:
        """Return the code of a digit from 1 to 9."""
        return self.favourites[digit - 1] if 0 < digit <= len(self.favourites) else None

    def paths(self) -> Mapping[str, Path]:
        """Return the paths of codes by their folded names; the first of a name counts."""
        if self._paths is None:
            self._paths = {}
            for row in self.rows.values():
                self._paths.setdefault(folded(row.name), row.path)
        return self._paths

    def choices(self) -> list[Choice]:
        """Return the codes as choices, in the order of the tree."""
        if self._choices is None:
            self._choices = [self._choice(row) for row in self.rows.values()]
        return self._choices

    def _choice(self, row: CodeRow) -> Choice:
        count = self.counts.get(row.id, 0)
        example = self._examples.get(row.id) or row.example
        parts = (
            (_tr("desk", "Definition"), row.definition),
            (_tr("desk", "Rule"), row.rule),
            (_tr("desk", "Not when"), row.when_not),
            (_tr("desk", "Example"), example),
        )
        detail = " ".join(part for part in (row.definition, row.rule) if part)
        return Choice(
            row.id,
            row.name,
            context=row.path[-2] if len(row.path) > 1 else "",
            note=f"{count:,}" if count else "",
            detail=detail,
            parts=tuple((name, text) for name, text in parts if text),
            colour=row.colour,
            category=row.level is not CodeLevel.OPEN,
        )
