"""The workspace of the transcripts: documents, participants, the team, and bringing files in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gtcoder.actions.transcripts import Stored, add_documents
from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.ui.documents.acts import DocumentActs
from gtcoder.ui.documents.bar import DOCUMENTS, PARTICIPANTS, TEAM, TranscriptsBar
from gtcoder.ui.documents.commands import add_commands
from gtcoder.ui.documents.documents_page import DocumentsPage
from gtcoder.ui.documents.import_page import ImportPage
from gtcoder.ui.documents.left_out import LeftOutPage, left_out, replaced
from gtcoder.ui.documents.measures import Measure, measure
from gtcoder.ui.documents.participants_page import ParticipantsPage
from gtcoder.ui.documents.plan import ImportPlan
from gtcoder.ui.documents.rows import Overview, overview
from gtcoder.ui.documents.targets import ImportFiles
from gtcoder.ui.documents.team_page import TeamPage
from gtcoder.ui.kit import Hairline
from gtcoder.ui.session import OneDocument, Session, Target
from gtcoder.ui.told_entry import ToldEntry
from gtcoder.ui.workspace import Workspace
from gtcoder.vocabulary import DocumentId


class TranscriptsWorkspace(Workspace):
    """Lists what the study holds, and takes in what is new."""

    place = "transcripts"
    tables = frozenset(
        (
            "document", "text_version", "speaker", "turn", "participant", "variable",
            "variable_value", "assignment", "round", "coder", "coding", "quotation",
            "memo", "memo_link",
        )
    )  # fmt: skip

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        may = session.bridge.can_write
        self._overview = Overview()
        self._measures: dict[DocumentId, Measure] = {}
        self._storing: ImportPlan | None = None
        self._told = ToldEntry(session, "import", self)
        self._told_values = ToldEntry(session, "import-values", self)
        self.acts = DocumentActs(session, self)
        self._outer = outer = QStackedWidget(self)
        self._list = QWidget(outer)
        self._inner = inner = QStackedWidget(self._list)
        self.documents = DocumentsPage(self.acts, may_write=may, parent=inner)
        erasing = self.acts.erasing
        self.participants = ParticipantsPage(session, erasing, may_write=may, parent=inner)
        self.team = TeamPage(session, may_write=may, parent=inner)
        self.importing = ImportPage(session, outer)
        self.left_out = LeftOutPage(outer)
        self.bar = TranscriptsBar(may_write=may, parent=self)
        self._build()
        add_commands(self, may_write=may)

    def refresh(self) -> None:
        """Read the study and show it; words and shares follow from a job."""
        with self.session.bridge.read() as reader:
            self._overview = overview(reader, self.session.bridge.coder)
        self._show_overview()
        known, bridge = dict(self._measures), self.session.bridge

        def work(progress: Progress) -> dict[DocumentId, Measure]:
            with bridge.read() as reader:
                return measure(reader, known, progress)

        self.session.jobs.start(work, done=self._measured, owner=self)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Read files and folders, such as were dropped on the window, and show them."""
        if not self.session.bridge.can_write:
            text = self.tr("The study is open read-only: nothing can be brought in.")
            self.session.say.notice(text, kind="warn", key="import")
            return
        self.session.say.withdraw("import")
        self._outer.setCurrentWidget(self.importing)
        self.importing.start(paths)

    def choose_files(self) -> None:
        """Ask which files to bring in."""
        self.session.commands.action("study.transcripts").trigger()

    def open_target(self, target: Target | ImportFiles) -> None:
        """Show a document's card, or what would come in of dropped files."""
        if isinstance(target, ImportFiles):
            self.import_paths(target.paths)
        elif isinstance(target, OneDocument):
            self._show_list()
            self.show_segment(DOCUMENTS)
            self.bar.search.clear()
            self.documents.choose(target.document)

    def show_segment(self, key: str) -> None:
        """Show documents, participants or the team."""
        self.bar.segments.chosen = key
        pages = {DOCUMENTS: self.documents, PARTICIPANTS: self.participants, TEAM: self.team}
        self._inner.setCurrentWidget(pages[key])
        self.bar.search.setVisible(key != TEAM)
        if not self.bar.segments.isAncestorOf(self.focusWidget() or self):
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_left_out(self) -> None:
        """Show what the last import left out, and why."""
        self.session.go(self.place, None)
        self._outer.setCurrentWidget(self.left_out)
        self.left_out.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def status(self) -> tuple[str, ...]:
        """Say how many documents there are, and who is through with how many of them."""
        count = len(self._overview.documents)
        mine = sum(row.mine == "finished" for row in self._overview.documents)
        told = self.tr("1 document") if count == 1 else self.tr("{n} documents")
        done = self.tr("{n} finished by you").format(n=mine)
        return (told.format(n=f"{count:,}"), *([done] if count else []))

    def first_focus(self) -> QWidget:
        """Return the list, or the files of an import in hand."""
        if self._outer.currentWidget() is self.importing:
            return self.importing.files
        if self._inner.currentWidget() is self.participants:
            return self.participants.table
        if self._inner.currentWidget() is self.team:
            return self.team.grid.table
        return self.documents.table if self._overview.documents else self.documents.empty.button

    def panels(self) -> tuple[QWidget, ...]:
        """Return what F6 goes round."""
        if self._outer.currentWidget() is self.importing:
            return (self.importing.files, self.importing.text.preview, self.importing.people.table)
        if self._inner.currentWidget() is self.team:
            team = self.team
            return (team.coders.table, team.rounds.table, team.grid.table)
        return (self.bar.search, self.first_focus(), self.documents.card.people.table)

    def _build(self) -> None:
        inner: tuple[QWidget, ...] = (self.documents, self.participants, self.team)
        for page in inner:
            self._inner.addWidget(page)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(Hairline())
        column.addWidget(self._inner, 1)
        for page in (self._list, self.importing, self.left_out):
            self._outer.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._outer)
        self.bar.segments.changed.connect(self.show_segment)
        self.bar.search.changed.connect(self._filter)
        self.bar.search.left.connect(self._leave_search)
        self.bar.search.stepped_down.connect(self._leave_search)
        self.bar.bring.clicked.connect(self.choose_files)
        self.documents.wants_import.connect(self.choose_files)
        self.documents.chosen.connect(self.status_changed)
        self.importing.ready.connect(self._store)
        self.importing.given_up.connect(self._show_list)
        self.left_out.left.connect(self._show_list)

    def _show_overview(self) -> None:
        self.bar.segments.set_count(DOCUMENTS, len(self._overview.documents))
        self.bar.segments.set_count(PARTICIPANTS, len(self._overview.participants))
        self.documents.show_overview(self._overview)
        self.participants.show_overview(self._overview)
        self.team.show_overview(self._overview)
        self.acts.erasing.follow(self._overview)

    def _measured(self, measures: dict[DocumentId, Measure]) -> None:
        self._measures = measures
        self.documents.show_measures(measures)

    def _filter(self, text: str) -> None:
        self.documents.table.sorted.set_filter(text)
        self.participants.table.sorted.set_filter(text)

    def _leave_search(self) -> None:
        self.first_focus().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_list(self) -> None:
        self._outer.setCurrentIndex(0)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _store(self, plan: ImportPlan) -> None:
        """Store what was ticked as one entry."""
        if self._storing is not None:
            return
        self._storing = plan
        self.importing.take.setEnabled(False)
        self.session.bridge.act(
            add_documents, done=self._stored, failed=self._not_stored,
            batch=plan.batch(), again=plan.again,
        )  # fmt: skip

    def _stored(self, stored: Stored) -> None:
        plan, self._storing = self._storing, None
        if plan is None:
            return
        self.importing.importing.forget()
        self._show_list()
        self.session.say.toast(self._came(len(stored.documents), stored.values))
        if stored.documents:
            self.read_now()
            self.documents.choose(stored.documents[0][1])
        if said := replaced(stored):
            self.session.say.notice(said, kind="warn", key="import-values")
            self._told_values.hold(self.session.bridge.state.revision)
        stayed = ((each.draft.name, each.told()) for each in stored.differing if not each.taken)
        out = left_out(plan, (*stored.left_out, *stayed))
        if out:
            self.left_out.show_out(out)
            told = self.tr("1 thing was left out: {name}")
            if len(out) > 1:
                told = self.tr("{n} things were left out: {name} and others")
            self.session.say.notice(
                told.format(n=len(out), name=out[0][0]),
                kind="warn",
                actions=((self.tr("Show why"), self.show_left_out),),
                key="import",
            )
            self._told.hold(self.session.bridge.state.revision)

    def _came(self, documents: int, values: int) -> str:
        parts = []
        if documents:
            one, many = self.tr("1 document"), self.tr("{n} documents")
            parts.append((one if documents == 1 else many).format(n=f"{documents:,}"))
        if values:
            one, many = self.tr("1 value of variables"), self.tr("{n} values of variables")
            parts.append((one if values == 1 else many).format(n=f"{values:,}"))
        if not parts:
            return self.tr("Nothing came in")
        return self.tr("{what} came in").format(what=self.tr(" and ").join(parts))

    def _not_stored(self, error: GtcoderError) -> None:
        self._storing = None
        self.importing.take.setEnabled(True)
        self.session.say.error(error)
