"""What merging two copies would do: a plan to be read, agreed to, and then carried out at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from gtcoder.study_rows import Arrival, Guid


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """How to merge.

    `same_coder` names coders who are one person, though each copy knows them by another identity.
    With `prefer_ours`, for files that keep no ledger, short values of ours stand, and a text of
    theirs comes in only where ours has none; what differs is told. With `replace` besides, what the
    file says of codes, memos, passages and the like stands instead.
    """

    same_coder: tuple[str, ...] = ()
    prefer_ours: bool = False
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Base:
    """The last entry that both copies know: what changed since is what each of them did.

    `number` is its number in the ledger that it is read from: ours, or `theirs`.
    """

    number: int
    at: datetime
    coder: str
    action: str
    theirs: bool = False


class How(StrEnum):
    """What merging does to a thing, as seen from our study."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    BACK = "stays"  # removed here, and comes back, for they changed or used it
    ONE = "one"  # ours and theirs are one from now on


@dataclass(frozen=True, slots=True)
class Brought:
    """A document, code or coder that comes, changes or goes; a code by its path."""

    name: str
    how: How
    details: tuple[str, ...] = ()  # the names of the columns that change


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of a kind come, change and go."""

    new: int = 0
    changed: int = 0
    gone: int = 0


class ConflictKind(StrEnum):
    """Over what two copies differ, and by it what was done."""

    BOTH_KEPT = "both kept"  # two texts: both stand in one
    ONE_KEPT = "one kept"  # two values where only one can stand
    REMOVED = "removed and changed"  # one removed what the other changed or used: it stays
    NAME = "same name"  # two things of one name: one has a number behind it now
    TREE = "tree"  # two moves that cannot both be: one code goes to the top
    TEXT = "two corrections"  # a transcript corrected in both: one is current, both are kept
    PASSAGE = "words gone"  # a passage whose words a correction took away: kept where they were
    RULE = "rule"  # what a study does not allow at once: the more careful of the two stands


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both copies changed, each in its way: both sides, and what stands after.

    `what` is the table, `name` which of its things, `column` the column (“definition”; “place” of a
    passage), or empty where the whole thing was removed. Ours and theirs are as they are read.
    `whose` of two things of one name has the number from now on: “ours” or “theirs”.
    """

    kind: ConflictKind
    what: str
    name: str
    column: str = ""
    ours: str = ""
    theirs: str = ""
    kept: str = ""
    whose: str = ""


@dataclass(frozen=True, slots=True)
class SameName:
    """One person? A coder of theirs has the name, but not the identity, of one of ours.

    Until that is said (`MergeOptions.same_coder`) they are two, and `other_name` is what the one
    of them is called whose identity is the larger.
    """

    name: str
    ours: Guid
    theirs: Guid
    other_name: str


@dataclass(frozen=True, slots=True)
class MergePlan:
    """All that merging would do.

    `base` is None where the copies have no entry in common: then what only one of them holds counts
    as new, and nothing as removed. `rest` counts by table what is not told otherwise. `notes` are
    sentences on the merge as a whole. `revision` is our study's newest entry when the plan was
    made, where that is known: the plan holds for that state.
    """

    arrival: Arrival
    base: Base | None = None
    documents: tuple[Brought, ...] = ()
    codes: tuple[Brought, ...] = ()
    coders: tuple[Brought, ...] = ()
    codings: Counted = field(default_factory=Counted)
    memos: Counted = field(default_factory=Counted)
    rest: Mapping[str, Counted] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    questions: tuple[SameName, ...] = ()
    notes: tuple[str, ...] = ()
    revision: int | None = None

    @property
    def empty(self) -> bool:
        """Tell whether nothing would change, not even what is known of the other copy."""
        arrival = self.arrival
        return not (arrival.new.tables or arrival.changed or arrival.gone or arrival.new.history)
