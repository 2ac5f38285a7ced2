"""Whose work the rows of a table of codings are: coders of the study, or made for the table."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from gtcoder.errors import NotFound
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.queries.codebook import nearest
from gtcoder.store.naming import cleaned
from gtcoder.study_rows import Guid, StudyRows
from gtcoder.vocabulary import CoderRole

_LISTED = 8


@dataclass
class Coders:
    """The coders of a study by their names, and those that are made for a table.

    `given` is who did the rows that name nobody. Names that differ in capitals, accents or blanks
    alone are one. `unknown` collects those who are neither there nor to be made, as first written.
    """

    study: StudyRows
    drafts: RowDrafts
    given: str
    new_coders: bool
    unknown: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._named: dict[str, Guid] = {}
        self._alike: dict[str, list[str]] = {}
        self._told: set[str] = set()
        for row in self.study.rows("coder"):
            self._know(row["name"], row["guid"])

    def named(self, said: str) -> str | None:
        """Return the name of the coder whom a row means; None where several may be meant."""
        name = cleaned(said) or cleaned(self.given)
        if name in self._named:
            return name
        alike = self._alike.get(_key(name), [])
        return None if len(alike) > 1 else next(iter(alike), name)

    def at(self, name: str) -> Guid | None:
        """Return the coder of a name, made if that is wanted; None for one nobody knows."""
        if name not in self._named and self.new_coders:
            self._know(name, self.drafts.add("coder", name=name, role=CoderRole.CODER))
        elif name not in self._named:
            self.unknown.setdefault(_key(name), name)
        return self._named.get(name)

    def alike(self, said: str) -> str:
        """Return the names that several coders have where one like them was said."""
        return ", ".join(f"“{name}”" for name in self._alike[_key(said)])

    def first_told(self, said: str, name: str) -> bool:
        """Tell whether it is still to be said that another spelling was taken for a coder."""
        spelled = cleaned(said)
        if not spelled or spelled == name or spelled in self._told:
            return False
        self._told.add(spelled)
        return True

    def refuse_unknown(self) -> None:
        """Raise NotFound, with the nearest for each, where names are of nobody in the study."""
        if not self.unknown:
            return
        known = list(self._named)
        names = list(self.unknown.values())
        listed = [f"“{name}” (nearest: {nearest(name, known)})" for name in names[:_LISTED]]
        more = len(names) - len(listed)
        raise NotFound(
            "The study has no coder {names}. Nothing was taken in; correct the names in the table, "
            "or let new coders be added (--new-coders).",
            names=", ".join(listed) + (f" and {more:,} more" if more else ""),
        )

    def _know(self, name: str, guid: Guid) -> None:
        self._named[name] = guid
        self._alike.setdefault(_key(name), []).append(name)


def _key(name: str) -> str:
    """Return a name without capitals, accents and blanks."""
    apart = unicodedata.normalize("NFKD", cleaned(name).casefold())
    bare = (each for each in apart if not unicodedata.combining(each) and not each.isspace())
    return unicodedata.normalize("NFC", "".join(bare))
