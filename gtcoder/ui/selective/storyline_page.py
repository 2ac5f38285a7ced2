"""The page of the storyline: the text, and beside it what of the theory it does not tell yet."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.storyline import Subject
from gtcoder.storytext import LinkKind
from gtcoder.ui.axial.rows import THEORY
from gtcoder.ui.commands import Command, permit
from gtcoder.ui.jobs import Job
from gtcoder.ui.look import scaled
from gtcoder.ui.pages import Page
from gtcoder.ui.selective.pages import PLACE, STORYLINE
from gtcoder.ui.selective.story_export import ask_export
from gtcoder.ui.selective.story_rows import StoryRows, read_story
from gtcoder.ui.selective.story_side import StorySide
from gtcoder.ui.selective.storyline import Storyline
from gtcoder.ui.session import OneCode, OneRelation, Session
from gtcoder.vocabulary import CodeLevel


class StorylinePage(Page):
    """The story at the left, what is not in it at the right."""

    place = f"{PLACE}:{STORYLINE}"
    tables: ClassVar[frozenset[str]] = THEORY | {"memo", "memo_link"}

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.rows = StoryRows()
        self._job: Job[StoryRows] | None = None
        self.story, self.side = Storyline(session), StorySide()
        self.story.text.followed.connect(self.lead_to)
        self.side.followed.connect(self.lead_to)
        self.side.wanted.connect(self.story.text.insert_link)
        self._add_commands()
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for widget in (self.story, self.side):
            split.addWidget(widget)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        self.side.setMinimumWidth(scaled(240))
        split.setSizes([scaled(1000), scaled(350)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def refresh(self) -> None:
        """Read the storyline off the window's thread; a reading under way is dropped."""
        if self._job is not None:
            self._job.cancel()
        self._job = self.session.jobs.start(
            self._read_story, done=self._show, failed=self._failed, owner=self
        )

    def status(self) -> tuple[str, ...]:
        """Return how much of the theory is told."""
        if not self.rows.told:
            return ()
        told = sum(part.used for part in self.rows.told)
        words = self.tr("{told} of {whole} parts of the theory told")
        return (words.format(told=f"{told:,}", whole=f"{len(self.rows.told):,}"),)

    def first_focus(self) -> QWidget:
        """Return the text."""
        return self.story.text

    def panels(self) -> tuple[QWidget, ...]:
        """Return the text and what is not in it."""
        return self.story.text, self.side.categories, self.side.relations

    def may_leave(self) -> bool:
        """Store the storyline on the way out."""
        self.story.store()
        return True

    def lead_to(self, subject: Subject) -> None:
        """Go to a category, a code or a relation."""
        if subject.kind is LinkKind.RELATION and subject.relation is not None:
            self.session.go("axial", OneRelation(subject.relation))
        elif subject.code is not None:
            place = "open" if subject.level == CodeLevel.OPEN else "axial"
            self.session.go(place, OneCode(subject.code))

    def _read_story(self, progress: Progress) -> StoryRows:
        with self.session.bridge.read() as reader:
            return read_story(reader, progress)

    def _show(self, rows: StoryRows) -> None:
        self.rows = rows
        self.story.show_story(rows)
        self.side.show_told(rows.told)
        self.status_changed.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self.session.say.error(error)

    def _export(self) -> None:
        self.story.store()
        ask_export(self.session, self, self)

    def _add_commands(self) -> None:
        tr, text = self.tr, self.story.text
        for name, words, menu, key, tip, run, button in (
            ("link", tr("Insert link…"), "edit", "Ctrl+Shift+L",
             tr("Link to a category or a relation; typing [[ or @ does the same"),
             text.typing.begin, self.story.link_button),
            ("export_story", tr("Export the storyline…"), "study", "Ctrl+Shift+E",
             tr("Write the storyline, and what it does not tell yet"),
             self._export, self.story.export_button),
        ):  # fmt: skip
            command = Command(f"selective.{name}", words, menu, key, tip, group=2)
            action = self.session.commands.add(command, run, place=self.place)
            if name == "link" and not self.session.bridge.can_write:
                permit(action, tr("The study is open for reading only"))
            button.setEnabled(action.isEnabled())
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)
