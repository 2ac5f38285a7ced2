"""The sheet that writes a diagram to a file: which format, how it looks, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from gtcoder.progress import Progress
from gtcoder.ui.frame.writing import export_folder, proposed_name, start_writing
from gtcoder.ui.kit import Chip, FileField, FlowLayout, Sheet
from gtcoder.ui.kit.file_field import has_folder, is_there
from gtcoder.ui.models.drawn import Showing, graph_of
from gtcoder.ui.models.formats import FileKind, diagram_kinds
from gtcoder.ui.session import Session

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
    text_as_text: bool = False


class ExportSheet(Sheet):
    """Asks for format, look and place; `then(wish)` writes it.

    Of the look only that is shown which applies to the format.
    """

    def __init__(
        self,
        title: str,
        name: str,
        kinds: Sequence[FileKind],
        *,
        folder: Path,
        parent: QWidget,
        then: Callable[[Wish], None],
    ) -> None:
        super().__init__(title, parent=parent, width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("export_sheet")
        self._name, self._then = name, then
        self._kinds = {kind.ending: kind for kind in kinds}
        self.format, self.theme, self.dpi = self._make_chips()
        self.greyscale = QCheckBox(self.tr("Greyscale, for print"))
        self.text_as_text = QCheckBox(
            self.tr("Keep text as text, for editing where the fonts are installed")
        )
        chips = QWidget()
        row = FlowLayout(chips)
        for chip in (self.format, self.theme, self.dpi):
            row.addWidget(chip)
        self.file = FileField(
            folder / f"{proposed_name(name.translate(_NOT_IN_NAMES))}.{kinds[0].ending}",
            endings=[f".{kind.ending}" for kind in kinds],
        )
        self.place = self.file.line
        self.place.setObjectName("export_place")
        for widget in (chips, self.greyscale, self.text_as_text, self.file):
            self.body.addWidget(widget)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._primary = self.add_button(self.tr("Export"), "primary", self._finish)
        self.format.changed.connect(self._follow_format)
        self.file.changed.connect(self._look)
        self._follow_format()
        self._look()
        self.place.setFocus()

    def _make_chips(self) -> tuple[Chip, Chip, Chip]:
        kind, colours, dpi = Chip(self.tr("Format")), Chip(self.tr("Theme")), Chip(self.tr("Dots"))
        kind.set_choices([(each.words, each.ending) for each in self._kinds.values()])
        colours.set_choices([(self.tr("light"), "light"), (self.tr("dark"), "dark")])
        choices = [(self.tr("{n} per inch").format(n=n), n) for n in _DPI]
        dpi.set_choices(choices, 300)
        return kind, colours, dpi

    def _follow_format(self, *_: object) -> None:
        """Have the ending of the format, and show what can be chosen for it."""
        kind = self._kinds[str(self.format.value())]
        self.format.set_value(kind.ending)
        self.file.take_ending(f".{kind.ending}")
        self.theme.setVisible("theme" in kind.options)
        self.greyscale.setVisible("greyscale" in kind.options)
        self.dpi.setVisible("dpi" in kind.options)
        self.text_as_text.setVisible("text_as_text" in kind.options)

    def _look(self) -> None:
        written = self.file.is_written()
        there = written and is_there(self._out())
        self.file.set_error("")
        self._primary.setText(self.tr("Replace") if there else self.tr("Export"))
        self._primary.setEnabled(written)

    def _out(self) -> Path:
        """Return the file that will be written, with the ending of its format."""
        return self.file.with_ending(f".{self.format.value()}")

    def _finish(self) -> None:
        out = self._out()
        if not has_folder(out):
            words = self.tr("There is no folder of that name. Choose another one.")
            self.file.set_error(words)
            return
        self.accept()
        self._then(
            Wish(
                self._name,
                out,
                str(self.theme.value()),
                self.greyscale.isChecked(),
                int(self.dpi.value()),
                self.text_as_text.isChecked(),
            )
        )


class Exporter(QObject):
    """Writes models to files in a job, and says where they went."""

    def __init__(self, session: Session, ground: QWidget) -> None:
        super().__init__(ground)
        self._session, self._ground = session, ground

    def ask(
        self,
        name: str,
        *,
        greyscale: bool = False,
        colours: str = "light",
        showing: Showing | None = None,
    ) -> ExportSheet:
        """Ask how a paradigm is to be written; or, with `showing`, what is shown, as it is."""
        sheet = ExportSheet(
            self.tr("Export the diagram"), name, diagram_kinds(),
            folder=export_folder(self._session), parent=self._ground,
            then=partial(self.write, showing=showing),
        )  # fmt: skip
        sheet.theme.choose(colours)
        sheet.greyscale.setChecked(greyscale)
        sheet.open()
        return sheet

    def write(self, wish: Wish, *, showing: Showing | None = None) -> None:
        """Write it off the window's thread."""
        bridge = self._session.bridge

        def work(progress: Progress) -> Path:
            from gtcoder.drawing.export import export_graph
            from gtcoder.reports.theory import paradigm_of

            progress.step(0, 2)
            with bridge.read() as reader:
                graph = graph_of(reader, showing) if showing else paradigm_of(reader, wish.name)
            progress.step(1, 2)
            (written,) = export_graph(
                graph, wish.out, dpi=wish.dpi, greyscale=wish.greyscale, theme=wish.theme,
                text_as_text=wish.text_as_text,
            )  # fmt: skip
            return written

        start_writing(self._session, self, work)
