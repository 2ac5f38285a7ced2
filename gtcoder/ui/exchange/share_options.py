"""What can be said of an export before it is written: offsets, documents, the archive's facts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from gtcoder.exchange.archive.about import LICENCES, ArchiveOptions, creator_from
from gtcoder.ui.kit import Chip, Field, FlowLayout, Label, TextArea
from gtcoder.ui.look import Role, scaled


class OffsetOption(QWidget):
    """Whether positions are counted as NVivo counts them; `resized` when its warning comes."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(self.tr("Write it with UTF-16 offsets"))
        self.box.setObjectName("utf16")
        self._warning = Label(
            self.tr(
                "Only for a tool that places passages wrongly behind emoji and other rare signs. "
                "The standard counts characters, and other tools then misplace them."
            ),
            Role.SMALL, ink="warn", wrap=True,
        )  # fmt: skip
        self._warning.hide()
        self.box.toggled.connect(self._warn)
        column = _column(self)
        column.addWidget(self.box)
        column.addWidget(self._warning)

    def _warn(self, on: bool) -> None:  # a slot, as Qt calls it
        self._warning.setVisible(on)
        self.resized.emit()


class DocumentsOption(QWidget):
    """Which documents are written, and whose codings stand beside them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.documents, self.coders = Chip(self.tr("Documents")), Chip(self.tr("Coders"))
        self.documents.setObjectName("documents")
        self.coders.setObjectName("coders")
        self._names: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        chips = QWidget()
        flow = FlowLayout(chips)
        for chip in (self.documents, self.coders):
            flow.addWidget(chip)
            chip.changed.connect(self.changed)
        self._fault = Label("", Role.SMALL, ink="danger", wrap=True)
        self._fault.hide()
        column = _column(self)
        column.addWidget(chips)
        column.addWidget(self._fault)

    def offer(self, documents: Sequence[str], coders: Sequence[str]) -> None:
        """Offer the documents and coders of a study, all of them chosen."""
        for chip, names, noun in (
            (self.documents, documents, self.tr("documents")),
            (self.coders, coders, self.tr("coders")),
        ):
            chip.set_many([(name, name) for name in names], set(names), noun=noun)
        self._names = (tuple(documents), tuple(coders))

    def chosen(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the names of documents and of coders, in their order; none where all are."""
        found = []
        for chip, names in zip((self.documents, self.coders), self._names, strict=True):
            wanted = chip.value() or set()
            found.append(() if wanted == set(names) else tuple(n for n in names if n in wanted))
        return found[0], found[1]

    def check(self) -> str:
        """Say what has to be chosen first, and return it; empty where nothing has."""
        fault, (documents, coders) = "", self._names
        if documents and not self.documents.value():
            fault = self.tr("No document is chosen. Choose at least one under Documents.")
        elif coders and not self.coders.value():
            fault = self.tr("No coder is chosen. Choose at least one under Coders.")
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        return fault


class ArchiveForm(QWidget):
    """The facts an archive asks for, and whether texts go along."""

    changed = Signal()

    def __init__(self, title: str, coders: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.subjects = QLineEdit(title), QLineEdit()
        self.creators = TextArea(
            self.tr("Kaveh, Mina; University of Karaj"),
            name=self.tr("Creators"), lines=2,
        )  # fmt: skip
        self.creators.setPlainText("\n".join(coders))
        self.about = TextArea(
            self.tr("Twelve interviews on why customers leave, coded by two."),
            name=self.tr("Description"), lines=2,
        )  # fmt: skip
        self.publisher, self.contact = QLineEdit(), QLineEdit()
        self.licence, self.texts = Chip(self.tr("Licence")), QCheckBox(self.tr("With the texts"))
        self.licence.setObjectName("licence")
        self.licence.set_choices([(self.tr("not said"), ""), *((key, key) for key in LICENCES)])
        self.texts.setObjectName("with-texts")
        self.texts.setChecked(True)
        self.texts.setToolTip(
            self.tr("Without them places and codes stay, and longer copies of words go")
        )
        self.subjects.setPlaceholderText(self.tr("trust, telephone, grounded theory"))
        self.contact.setPlaceholderText(self.tr("Mina Kaveh, mina@university.invalid"))
        self.named = Field(self.tr("Title"), self.title)
        self.whose = Field(
            self.tr("Creators"),
            self.creators,
            hint=self.tr("One a line: name; ORCID; affiliation."),
        )
        column = _column(self)
        column.addWidget(self.named)
        column.addLayout(self._pairs())
        self.title.textChanged.connect(self.changed)
        self.creators.textChanged.connect(self.changed)

    def facts(self) -> ArchiveOptions:
        """Return what was written; raises InvalidInput for a creator that makes no sense."""
        lines = [line for line in self.creators.text().splitlines() if line.strip()]
        subjects = (part.strip() for part in self.subjects.text().split(","))
        return ArchiveOptions(
            title=self.title.text().strip(),
            description=self.about.text().strip(),
            creators=tuple(map(creator_from, lines)),
            subjects=tuple(part for part in subjects if part),
            licence=str(self.licence.value() or ""),
            publisher=self.publisher.text().strip(),
            contact=self.contact.text().strip(),
            without_texts=not self.texts.isChecked(),
        )

    def check(self) -> str:
        """Say what has to be written first, and return it; empty where nothing has."""
        title = "" if self.title.text().strip() else self.tr("An archive needs a title.")
        given = bool(self.creators.text().strip())
        creators = "" if given else self.tr("An archive needs at least one creator.")
        self.named.set_error(title)
        self.whose.set_error(creators)
        return title or creators

    def _pairs(self) -> QGridLayout:
        """Return all fields but the title, two a line."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(scaled(12))
        grid.setVerticalSpacing(scaled(8))
        for column in (0, 1):  # as wide as each other, whatever is said below them
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.whose, 0, 0)
        grid.addWidget(Field(self.tr("Description"), self.about), 0, 1)
        grid.addWidget(Field(self.tr("Keywords"), self.subjects), 1, 0)
        grid.addWidget(Field(self.tr("Contact"), self.contact), 1, 1)
        grid.addWidget(Field(self.tr("Publisher"), self.publisher), 2, 0)
        row = QWidget()
        flow = FlowLayout(row)
        for widget in (self.licence, self.texts):
            flow.addWidget(widget)
        grid.addWidget(row, 2, 1, Qt.AlignmentFlag.AlignBottom)
        return grid


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(scaled(8))
    return column
