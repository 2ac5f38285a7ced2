"""How the chosen file of an import is read: name, encoding, and how turns of speech begin."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gtcoder.batch import DocumentDraft
from gtcoder.exchange.formats import AUTO, NONE
from gtcoder.ui.documents.plan import PlannedFile
from gtcoder.ui.kit import Button, Chip, Field, FlowLayout, Label
from gtcoder.ui.look import Role, fixed, scaled

OWN = "own"
EXAMPLE = r"^(?P<speaker>[A-Z][A-Z0-9]*):"
_KINDS_WITH_ENCODING = ("txt", "text", "md", "markdown", "csv", "tsv", "variables")
_ENCODINGS = (
    "utf-8", "utf-16", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256",
    "cp1257", "cp1258", "cp874", "koi8_r", "koi8_u", "gb18030", "big5", "cp932", "euc_jp",
    "cp949", "mac_roman",
)  # fmt: skip


class ReadingForm(QWidget):
    """Edits how a file is read; `said` carries the file, `read_again` where that takes reading."""

    said = Signal(object)
    read_again = Signal(object)
    for_all = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._file: PlannedFile | None = None
        self._kind = Label("", Role.SMALL, ink="text2", wrap=True)
        self._values = Label("", Role.SMALL, ink="text2", wrap=True)
        self._values.setObjectName("file-values")
        self.name = QLineEdit()
        self.name.setObjectName("import-name")
        self._name = Field(self.tr("Name of the document"), self.name)
        self.encoding, self.speakers = Chip(self.tr("Encoding")), Chip(self.tr("Speakers"))
        self.times, self.lines = Chip(self.tr("Times")), Chip(self.tr("Lines"))
        self.encoding.setObjectName("encoding")
        self.speakers.setObjectName("convention")
        self.times.setObjectName("times")
        self.lines.setObjectName("pdf-lines")
        self.pattern = QLineEdit()
        self.pattern.setObjectName("pattern")
        self.pattern.setFont(fixed())
        self.pattern.setPlaceholderText(EXAMPLE)
        self._pattern = Field(
            self.tr("Pattern of a speaker label"),
            self.pattern,
            hint=self.tr("A regular expression, the label in brackets. Enter reads again."),
        )
        self._all = Button(self.tr("Read all files like this"), kind="quiet")
        self._all.setToolTip(self.tr("Take these choices for every file"))
        self._lay()
        self.name.editingFinished.connect(self._take_name)
        self.encoding.changed.connect(self._take_encoding)
        self.speakers.changed.connect(self._take_convention)
        self.times.changed.connect(partial(self._take, "times"))
        self.lines.changed.connect(partial(self._take, "pdf_lines"))
        self.pattern.returnPressed.connect(self._take_pattern)
        self._all.clicked.connect(self._take_all)

    def show_file(self, file: PlannedFile) -> None:
        """Show a file of the plan."""
        same = self._file is not None and file.path == self._file.path
        self._file = file
        draft, source = file.draft, file.report.source
        self._kind.setText(self._told(file))
        values = (f"{each.name}: {each.value}" for each in file.variables)
        self._values.setText(" · ".join(values) if draft is not None else "")
        self._values.setVisible(bool(self._values.text()))
        self._name.setVisible(draft is not None)
        if draft is not None and not (same and self.name.isModified()):
            self.name.setText(draft.name)
            self.name.setCursorPosition(0)
        self._show_encodings(source.encoding, file.said.encoding)
        self.encoding.setVisible(source.kind in _KINDS_WITH_ENCODING)
        refused = file.report.error is not None
        self.speakers.setVisible(draft is not None or (refused and file.said.speakers != AUTO))
        self._all.setVisible(draft is not None)
        self._show_times(file, draft)
        self.lines.setVisible(source.kind == "pdf")
        self.lines.set_choices(
            [
                (self.tr("found"), AUTO),
                (self.tr("as in the file"), "keep"),
                (self.tr("joined"), "join"),
            ],
            file.said.pdf_lines,
        )
        self._show_convention(file.said.speakers, asked=same and self.speakers.value() == OWN)

    def show_error(self, sentence: str) -> None:
        """Say why the file could not be read as it was said."""
        self._pattern.setVisible(True)
        self._pattern.set_error(sentence)

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(8))
        chips = QWidget()
        flow = FlowLayout(chips, gap=scaled(8))
        flow.addWidget(self.encoding)
        for chip in (self.speakers, self.times, self.lines):
            flow.addWidget(chip)
        for widget in (self._kind, self._values, self._name, chips, self._pattern):
            column.addWidget(widget)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)

    def _told(self, file: PlannedFile) -> str:
        source, draft = file.report.source, file.draft
        parts = [source.kind or self.tr("unknown kind"), source.encoding]
        if draft is not None:
            parts.append(self.tr("{n} characters").format(n=f"{len(draft.text):,}"))
            parts.append(self.tr("{n} turns").format(n=f"{len(draft.turns):,}"))
            timed = sum(turn.begins is not None for turn in draft.turns)
            if timed:
                parts.append(self.tr("{n} with a time").format(n=f"{timed:,}"))
            if draft.marks:
                parts.append(self.tr("{n} marks").format(n=f"{len(draft.marks):,}"))
        return " · ".join(part for part in parts if part)

    def _show_encodings(self, found: str, said: str) -> None:
        auto = self.tr("found: {name}").format(name=found) if found else self.tr("found")
        names = [name for name in _ENCODINGS if name != said]
        if said != AUTO:
            auto, names = self.tr("find it"), [said, *names]
        self.encoding.set_choices([(auto, AUTO), *((name, name) for name in names)], said)

    def _show_convention(self, speakers: str, *, asked: bool) -> None:
        own = speakers not in (AUTO, NONE)
        choices = [
            (self.tr("found by labels"), AUTO),
            (self.tr("none"), NONE),
            (self.tr("own pattern"), OWN),
        ]
        self.speakers.set_choices(choices, OWN if own or asked else speakers)
        self._pattern.setVisible(own or asked)
        if own:
            self.pattern.setText(speakers)
            self._pattern.set_error("")

    def _show_times(self, file: PlannedFile, draft: DocumentDraft | None) -> None:
        """Offer to leave time stamps in the text, where some were found or are left already."""
        timed = draft is not None and any(turn.begins is not None for turn in draft.turns)
        self.times.setVisible(timed or (draft is not None and file.said.times != AUTO))
        taken = self.tr("taken from the text"), AUTO
        self.times.set_choices([taken, (self.tr("not taken"), NONE)], file.said.times)

    def _take(self, name: str, value: str) -> None:
        if self._file is not None:
            self.read_again.emit(self._file.saying(**{name: value}))

    def _take_name(self) -> None:
        name = self.name.text().strip()
        self.name.setModified(False)
        draft = self._file.draft if self._file else None
        if self._file is not None and draft is not None and name and name != draft.name:
            self.said.emit(self._file.saying(name=name))

    def _take_encoding(self, name: str) -> None:
        if self._file is not None:
            self.read_again.emit(self._file.saying(encoding=name))

    def _take_convention(self, convention: str) -> None:
        own = convention == OWN
        self._pattern.setVisible(own)
        if own:
            self.pattern.setFocus()
        elif self._file is not None:
            self.pattern.clear()
            self.read_again.emit(self._file.saying(speakers=convention))

    def _take_pattern(self) -> None:
        pattern = self.pattern.text().strip()
        if self._file is not None and pattern:
            self._pattern.set_error("")
            self.read_again.emit(self._file.saying(speakers=pattern))

    def _take_all(self) -> None:
        if self._file is not None:
            self.for_all.emit(self._file)
