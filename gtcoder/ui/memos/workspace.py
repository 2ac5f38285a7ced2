"""The Memos workspace: a list, the paper, and what each memo is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gtcoder.ui.commands import Command
from gtcoder.ui.frame.split import Split
from gtcoder.ui.kit import EmptyState, Panel
from gtcoder.ui.look import scaled
from gtcoder.ui.memos.acts import MemoActs
from gtcoder.ui.memos.column import MemoColumn
from gtcoder.ui.memos.editor import MemoEditor
from gtcoder.ui.memos.linking import Linking
from gtcoder.ui.memos.links import LinkList
from gtcoder.ui.memos.storing import Draft, Storing
from gtcoder.ui.memos.subjects import about_words
from gtcoder.ui.session import NewMemo, OneMemo, Session, Target
from gtcoder.ui.workspace import Workspace
from gtcoder.vocabulary import MemoId

if TYPE_CHECKING:
    from gtcoder.queries.memos import MemoCard


class MemosWorkspace(Workspace):
    """Read, write and find memos."""

    place: ClassVar[str] = "memos"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "memo",
            "memo_link",
            "memo_tag",
            "code",
            "document",
            "quotation",
            "relation",
            "coder",
            "round",
            "participant",
            "speaker",
            "property",
            "paradigm",
            "model",
            "sampling_decision",
            "instrument",
        }
    )

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._cards: tuple[MemoCard, ...] = ()
        self._chosen: MemoId | None = None
        self._revision = 0  # of the study when it was read
        self.column = MemoColumn(self)
        self.column.picked.connect(self._picked)
        self.list = self.column.list
        self.editor = MemoEditor(self)
        self.list.activated.connect(lambda: self.editor.text.setFocus())
        self._storing = Storing(session, self.editor, self)
        self._storing.written.connect(self._written)
        self._storing.read_again.connect(self.refresh)
        self._storing.refused.connect(self._put_back)
        self.editor.wanted.connect(self.store)
        self.acts = MemoActs(session, self.editor, self._storing.store, self)
        self.links = LinkList(session, self)
        self.linking = Linking(session, self.editor, self._storing, self.acts, self.links)
        self._lay_out()
        self._add_commands()

    def refresh(self) -> None:
        from gtcoder.queries.memos import memo_list, memo_tags

        with self.session.bridge.read() as reader:
            self._cards, self._revision = tuple(reversed(memo_list(reader))), reader.revision
            self.editor.know_tags(tuple(memo_tags(reader)))
        self.column.show_cards(self._cards)
        if self._storing.fresh is None and not self.editor.unstored:
            there = {card.id for card in self._cards}
            first = self._cards[0].id if self._cards else None
            self._open(self._chosen if self._chosen in there else first)

    def open_target(self, target: Target) -> None:
        self.store()
        if isinstance(target, OneMemo):
            self._open(target.memo)
        elif isinstance(target, NewMemo):
            self._begin(target)

    def first_focus(self) -> QWidget:
        return self.editor.text if self._storing.fresh is not None else self.list

    def panels(self) -> tuple[QWidget, ...]:
        return (self.list, self.editor.text, self.links)

    def status(self) -> tuple[str, ...]:
        count = len(self._cards)
        words = self.tr("1 memo") if count == 1 else self.tr("{count} memos")
        return (words.format(count=f"{count:,}"),)

    def may_leave(self) -> bool:
        self.store()
        return not self._storing.asking

    def may_close(self) -> bool:
        may = self.may_leave()
        return self._storing.may_close() and may

    def store(self) -> None:
        """Store what is written and not stored yet."""
        self._storing.store()

    def new(self) -> None:
        """Begin a memo on the study as a whole."""
        self.store()
        self._begin(NewMemo())

    def _begin(self, target: NewMemo) -> None:
        self._storing.set_aside()
        self._storing.fresh, self._chosen = target, None
        self._storing.paper += 1
        self.column.choose(None)  # so that a click on any memo opens it
        self._pages.setCurrentWidget(self.editor)
        about = about_words(self.session, target)
        self.editor.show_memo(None, 0, about=about, mine=True)
        self.linking.show_fresh()
        self.editor.text.setFocus()

    def _written(self, memo: MemoId) -> None:
        if self._storing.fresh is None and self._chosen is None:  # nothing else was opened
            self._chosen = memo
            if self.isVisible():
                self.refresh()

    def _put_back(self, draft: Draft) -> None:
        """Have on the paper what could not be stored."""
        if draft.paper != self._storing.paper:
            self.store()  # what is on the paper now
        shown = self.editor.card.id if self.editor.card else None
        if draft.memo is None:
            self._begin(draft.about)
        elif shown != draft.memo:
            self._open(draft.memo)
        self.editor.kind.choose(draft.kind)
        self.editor.put(
            draft.title, draft.text, draft.read_at, draft.tags if draft.memo is None else None
        )

    def _open(self, memo: MemoId | None) -> None:
        card = next((card for card in self._cards if card.id == memo), None)
        shown = self.editor.card
        if card is None or shown is None or shown.id != card.id:
            self._storing.set_aside()
        self._chosen = card.id if card else None
        self._storing.fresh = None
        if card is None:
            self._storing.paper += 1
            self._pages.setCurrentWidget(self.editor if self._cards else self._empty)
            self.editor.show_memo(None, 0, about="", mine=True)
            self.linking.show_nothing()
            return
        self._pages.setCurrentWidget(self.editor)
        mine = card.coder == self.session.coder_name
        if shown is None or shown.id != card.id:
            self._storing.paper += 1
        if self.editor.card != card:
            self.editor.show_memo(card, self._revision, about=_written_by(card), mine=mine)
        else:
            self.editor.read_at = max(self.editor.read_at, self._revision)
        self.linking.show_card(card)
        self.column.choose(card.id)

    def _picked(self, memo: MemoId) -> None:
        if memo != self._chosen:
            self.store()
            self._open(memo)

    def _export(self) -> None:
        from gtcoder.ui.memos.exporting import ask_export

        self.store()
        ask_export(self.session, self.column, self)

    def _lay_out(self) -> None:
        self._empty = EmptyState(
            self.tr("No memos yet."),
            self.tr("A memo holds what you think while you code: on a passage, a code, a document "
                    "or the study. Alt+M writes one on what you read."),
            self.tr("Write a memo"),
            self.new,
        )  # fmt: skip
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.editor)
        about = Panel(self.tr("About"), name=self.tr("What the memo is about"))
        about.body.addWidget(self.links, 1)
        split = Split(_shares, self)
        for widget, least in ((self.column, 150), (self._pages, 270), (about, 120)):
            split.addWidget(widget)
            widget.setMinimumWidth(scaled(least))
            split.setStretchFactor(split.count() - 1, int(widget is self._pages))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def _add_commands(self) -> None:
        new = self.session.commands.add(
            Command("memos.new", self.tr("New memo"), "codes", "Ctrl+Shift+N",
                    self.tr("Write a memo on the study as a whole")),
            self.new, place=self.place,
        )  # fmt: skip
        self.column.add_action(new, "plus")
        link = self.session.commands.add(
            Command("memos.link", self.tr("Link the memo to…"), "codes", "Ctrl+Shift+L",
                    self.tr("Let the open memo be about one thing more")),
            self.linking.ask, place=self.place,
        )  # fmt: skip
        export = self.session.commands.add(
            Command("memos.export", self.tr("Export the memos…"), "study", "Ctrl+E",
                    self.tr("Write the memos in the list to a file: a booklet, or a table")),
            self._export, place=self.place,
        )  # fmt: skip
        self.column.add_action(export, "download-simple")
        if not self.session.bridge.can_write:
            reason = self.tr("The study is open for reading only")
            for action in (new, link):
                action.setEnabled(False)
                action.setToolTip(reason)
            self.editor.set_read_only(reason=reason)


def _shares(width: int) -> list[int]:
    """Give the paper what list and links leave."""
    left, right = min(scaled(320), width // 4), min(scaled(272), width // 5)
    return [left, width - left - right, right]


def _written_by(card: MemoCard) -> str:
    """Say who wrote a memo and when."""
    day = card.created_at.astimezone()
    words = QCoreApplication.translate("MemosWorkspace", "{coder}, {day}")
    return words.format(coder=card.coder, day=f"{day.day} {day:%B} {day.year}")
