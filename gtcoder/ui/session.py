"""What every workspace of an open study is given, and the places it can send the person to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gtcoder.ui.agreement.asked import Asked
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.commands import Commands
from gtcoder.ui.jobs import Jobs
from gtcoder.ui.messages import Messages
from gtcoder.ui.preferences import PreferencesFile
from gtcoder.vocabulary import CodeId, CodingId, DocumentId, MemoId, RelationId, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document: open it there, with the coding chosen."""

    document: DocumentId
    span: Span | None = None
    coding: CodingId | None = None


@dataclass(frozen=True, slots=True)
class OneCode:
    """A code: show its passages."""

    code: CodeId


@dataclass(frozen=True, slots=True)
class OneDocument:
    """A document as a record: who speaks, variables."""

    document: DocumentId


@dataclass(frozen=True, slots=True)
class OneRelation:
    """A relation: show its evidence."""

    relation: RelationId


@dataclass(frozen=True, slots=True)
class OneMemo:
    """A memo: open it."""

    memo: MemoId


@dataclass(frozen=True, slots=True)
class NewMemo:
    """A new memo on these things; on nothing = on the study.

    `things` are kinds (values of `queries.memos.About`) with keys, of whatever kind.
    """

    codes: tuple[CodeId, ...] = ()
    documents: tuple[DocumentId, ...] = ()
    codings: tuple[CodingId, ...] = ()
    passage: Passage | None = None
    relations: tuple[RelationId, ...] = ()
    things: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class OneEntry:
    """An entry of the ledger."""

    revision: int


@dataclass(frozen=True, slots=True)
class OnePage:
    """A page of a workspace that has several, by its key, and what to show on it."""

    page: str
    target: Target = None


Target = (
    Passage
    | OneCode
    | OneDocument
    | OneRelation
    | OneMemo
    | NewMemo
    | OneEntry
    | OnePage
    | Asked
    | None
)


@dataclass(frozen=True, slots=True)
class Session:
    """An open study with all that a workspace needs to show it and to act on it.

    `go(place, target)` shows a workspace by its key (see `places`) and opens something in it;
    `bring(paths)` shows what would come in of files, whatever kind they are.
    """

    bridge: Bridge
    jobs: Jobs
    say: Messages
    commands: Commands
    preferences: PreferencesFile
    go: Callable[[str, Target], None]
    location: str
    coder_name: str
    bring: Callable[[Sequence[Path]], None] | None = None
