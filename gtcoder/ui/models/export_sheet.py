"""The sheet that writes a diagram to a file: which format, how it looks, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.ui.kit import Button, Chip, Field, FlowLayout, Sheet
from gtcoder.ui.session import Session

_PICTURES = ("svg", "png", "pdf")
_DPI = (150, 300, 600, 1200)
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be written, and where."""

    name: str
    out: Path
    theme: str = "light"
    greyscale: bool = False
    dpi: int = 300


Formats = Sequence[tuple[str, str]]  # in words, and the ending


class ExportSheet(Sheet):
    """Asks for format, look and place; `then(wish)` writes it."""

    def __init__(
        self,
        title: str,
        name: str,
        formats: Formats,
        *,
        parent: QWidget,
        then: Callable[[Wish], None],
    ) -> None:
        super().__init__(title, parent=parent, width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("export_sheet")
        self._name, self._then = name, then
        self.format, self.theme, self.dpi = self._make_chips(formats)
        self.greyscale = QCheckBox(self.tr("Greyscale, for print"))
        chips = QWidget()
        row = FlowLayout(chips)
        for widget in (self.format, self.theme, self.dpi):
            row.addWidget(widget)
        self.body.addWidget(chips)
        self.body.addWidget(self.greyscale)
        self.place = QLineEdit(str(_folder() / f"{name.translate(_NOT_IN_NAMES)}.{formats[0][1]}"))
        self.place.setAccessibleName(self.tr("File"))
        self.place.setObjectName("export_place")
        browse = Button(self.tr("Browse…"), tip=self.tr("Choose the place in a dialog"))
        browse.clicked.connect(self._browse)
        line = QWidget()
        file_row = QHBoxLayout(line)
        file_row.setContentsMargins(0, 0, 0, 0)
        file_row.addWidget(self.place, 1)
        file_row.addWidget(browse)
        line.setFocusProxy(self.place)
        self._field = Field(self.tr("File"), line)
        self.body.addWidget(self._field)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._primary = self.add_button(self.tr("Export"), "primary", self._finish)
        self.format.changed.connect(self._follow_format)
        self.place.textChanged.connect(self._look)
        self._follow_format()
        self._look()
        self.place.setFocus()

    def _make_chips(self, formats: Formats) -> tuple[Chip, Chip, Chip]:
        kind, colours, dpi = Chip(self.tr("Format")), Chip(self.tr("Theme")), Chip(self.tr("Dots"))
        kind.set_choices(formats)
        colours.set_choices([(self.tr("light"), "light"), (self.tr("dark"), "dark")])
        choices = [(self.tr("{n} per inch").format(n=n), n) for n in _DPI]
        dpi.set_choices(choices, 300)
        return kind, colours, dpi

    def _follow_format(self, *_: object) -> None:
        kind = str(self.format.value())
        self.format.set_value(kind)
        written = self.place.text().strip()
        if written:
            self.place.setText(str(Path(written).with_suffix(f".{kind}")))
        self.theme.setVisible(kind in _PICTURES)
        self.greyscale.setVisible(kind in _PICTURES)
        self.dpi.setVisible(kind == "png")

    def _look(self) -> None:
        written = bool(self.place.text().strip())
        there = written and self._out().is_file()
        self._primary.setText(self.tr("Replace") if there else self.tr("Export"))
        self._primary.setEnabled(written)

    def _out(self) -> Path:
        """Return the file that will be written, with the ending of its format."""
        out, kind = Path(self.place.text().strip()).expanduser(), self.format.value()
        same = out.suffix.lower().lstrip(".") == kind
        return out if same or not out.name else out.with_name(f"{out.name}.{kind}")

    def _browse(self) -> None:
        kind = str(self.format.value())
        pattern = f"*.{kind}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.windowTitle(), self.place.text(), pattern
        )
        if chosen:
            self.place.setText(chosen)

    def _finish(self) -> None:
        out = self._out()
        if not out.parent.is_dir():
            self._field.set_error(self.tr("There is no folder of that name. Choose another one."))
            return
        self.accept()
        self._then(
            Wish(
                self._name,
                out,
                str(self.theme.value()),
                self.greyscale.isChecked(),
                int(self.dpi.value()),
            )
        )


class Exporter(QObject):
    """Writes paradigms to files in a job, and says where they went."""

    def __init__(self, session: Session, ground: QWidget) -> None:
        super().__init__(ground)
        self._session, self._ground = session, ground

    def ask(self, name: str, *, greyscale: bool = False, colours: str = "light") -> ExportSheet:
        """Ask how a paradigm is to be written."""
        formats = (
            (self.tr("svg, vector for the web and for editors"), "svg"),
            (self.tr("pdf, vector with its fonts"), "pdf"),
            (self.tr("png, a picture of dots"), "png"),
            (self.tr("graphml, nodes and edges for other programs"), "graphml"),
            (self.tr("json, nodes and edges as plain data"), "json"),
        )
        title = self.tr("Export the diagram")
        sheet = ExportSheet(title, name, formats, parent=self._ground, then=self.write)
        sheet.theme.choose(colours)
        sheet.greyscale.setChecked(greyscale)
        sheet.open()
        return sheet

    def write(self, wish: Wish) -> None:
        """Write it off the window's thread."""
        bridge = self._session.bridge

        def work(progress: Progress) -> Path:
            from gtcoder.drawing.export import export_graph
            from gtcoder.reports.theory import paradigm_of

            progress.step(0, 2)
            with bridge.read() as reader:
                graph = paradigm_of(reader, wish.name)
            progress.step(1, 2)
            (written,) = export_graph(
                graph, wish.out, dpi=wish.dpi, greyscale=wish.greyscale, theme=wish.theme
            )
            return written

        start_writing(self._session, self, work)


def start_writing(session: Session, owner: QObject, work: Callable[[Progress], Path]) -> None:
    """Write a file in a job; say where it went, or why it could not be written."""

    def written(out: Path) -> None:
        session.say.notice(
            owner.tr("“{file}” is in {folder}.").format(file=out.name, folder=out.parent),
            kind="success",
            actions=((owner.tr("Show folder"), partial(show_folder, out.parent)),),
            key="export",
        )

    def failed(error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        session.say.error(error)

    session.jobs.start(work, done=written, failed=failed, owner=owner)


def show_folder(folder: Path) -> None:
    """Open a folder on the desktop."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _folder() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(found) if found else Path.home()
    return folder if folder.is_dir() else Path.home()
