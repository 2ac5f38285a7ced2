"""What is done to the codebook's order, origins and files, from menu, keys and context menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from gtcoder.actions import codebook, order
from gtcoder.codebook_draft import CodebookDraft
from gtcoder.errors import GtcoderError
from gtcoder.progress import Progress
from gtcoder.queries.books import BookRow, compare_book
from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.codebook.details import Details
from gtcoder.ui.codebook.import_sheet import ImportBookSheet
from gtcoder.ui.codebook.known import Known
from gtcoder.ui.kit import ask_choice
from gtcoder.ui.session import OneMemo, Passage, Session
from gtcoder.vocabulary import CodeId, CodeOrigin, Span


class Shown(Protocol):
    """What is asked of the panel."""

    def known(self) -> Known:
        """Return what was read of the codebook."""

    def selected(self) -> tuple[CodeRow, ...]:
        """Return the codes to act on, from top to bottom."""


class CodebookContent(QObject):
    """Order, origin, and codebooks that come in and go out; `sheet` is what is open now."""

    def __init__(self, session: Session, shown: Shown, owner: QWidget) -> None:
        super().__init__(owner)
        self._session, self._shown, self._owner = session, shown, owner
        self.sheet: QDialog | None = None
        self.details: Details | None = None  # of the code on the card

    def show_memos(self) -> None:
        """Go to the newest memo on the code of the card."""
        if self.details is not None and self.details.memos:
            self._session.go("memos", OneMemo(self.details.memos[0]))

    def show_example(self, quotation: int) -> None:
        """Go to the place of an example."""
        shown = self.details.examples if self.details is not None else ()
        for each in shown:
            if each.quotation == quotation:
                self._session.go("open", Passage(each.document, Span(each.start, each.end), None))

    def runs(self) -> dict[str, Callable[[], None]]:
        """Return what the commands of these names do."""
        return {
            "earlier": partial(self.shift, -1),
            "later": partial(self.shift, 1),
            "origin": self.ask_origin,
            "import_book": self.ask_import,
            "export_book": self.ask_export,
        }

    def shift(self, by: int) -> None:
        """Put the selected siblings one place up or down among theirs."""
        codes = self._shown.selected()
        if not codes or len({code.parent for code in codes}) > 1:
            return
        chosen = {code.id for code in codes}
        siblings = [
            code for code in self._shown.known().codes
            if code.parent == codes[0].parent and not code.retired
        ]  # fmt: skip
        places = [place for place, code in enumerate(siblings) if code.id in chosen]
        place = places[0] - 1 if by < 0 else places[-1] + 1
        if 0 <= place < len(siblings):
            side = "before" if by < 0 else "after"
            self.reorder([code.id for code in codes], siblings[place].id, side)

    def reorder(self, codes: Sequence[CodeId], anchor: CodeId, side: str) -> None:
        """Put codes right before or right after another one."""
        before, after = (anchor, None) if side == "before" else (None, anchor)
        self._session.bridge.act(order.reorder_codes, codes=list(codes), before=before, after=after)

    def ask_origin(self) -> None:
        """Ask where the name of a code comes from."""
        codes = self._shown.selected()
        if len(codes) != 1:
            return
        code, tr = codes[0], self.tr
        words = {
            CodeOrigin.IN_VIVO: tr("In vivo: the participants’ own words"),
            CodeOrigin.CONSTRUCTED: tr("Constructed: the researcher’s words"),
            CodeOrigin.IMPORTED: tr("Imported: from another codebook"),
        }
        said = tr("It is noted as {origin}.").format(origin=code.origin)
        self.sheet = ask_choice(
            self._owner.window(),
            tr("Where does “{name}” come from?").format(name=code.name),
            said,
            [
                (text, "plain", partial(self._set_origin, code.id, origin))
                for origin, text in words.items()
                if origin != code.origin
            ],
        )

    def _set_origin(self, code: CodeId, origin: CodeOrigin) -> None:
        self._session.bridge.act(codebook.set_origin, code=code, origin=origin)

    def ask_import(self) -> None:
        """Ask for a file, read it, and show what it would do."""
        found, _ = QFileDialog.getOpenFileName(
            self._owner.window(), self.tr("Import codebook"), "",
            self.tr("Codebooks (*.csv *.tsv *.xlsx *.docx *.md *.html *.htm)"),
        )  # fmt: skip
        if found:
            self.read(Path(found))

    def read(self, path: Path) -> None:
        """Read a codebook and compare it with the study, away from the window."""
        bridge = self._session.bridge

        def work(progress: Progress) -> tuple[CodebookDraft, tuple[BookRow, ...]]:
            from gtcoder.exchange.codebook_files import read_codebook

            book, _ = read_codebook(path)
            with bridge.read() as reader:
                return book, compare_book(reader, book)

        def show(found: Any) -> None:
            book, rows = found
            self.sheet = ImportBookSheet(
                bridge, path.name, book, rows, parent=self._owner.window(), then=self._tell
            )

        self._session.jobs.start(work, done=show, failed=self._refused, owner=self)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, GtcoderError):
            raise error
        self._session.say.error(error)

    def _tell(self, results: list[Any]) -> None:
        taken = results[-1]
        words = self.tr("Codebook imported: {made} new, {changed} changed, {same} the same")
        self._session.say.toast(
            words.format(made=taken.made, changed=taken.changed, same=taken.same)
        )

    def ask_export(self) -> None:
        """Ask where the codebook goes; the kind of file goes by the ending."""
        found, _ = QFileDialog.getSaveFileName(
            self._owner.window(), self.tr("Export codebook"), "codebook.docx",
            self.tr("Printed (*.docx *.md *.html);;Tables (*.xlsx *.csv)"),
        )  # fmt: skip
        if found:
            self.write(Path(found))

    def write(self, path: Path) -> None:
        """Write the codebook, away from the window."""
        bridge = self._session.bridge

        def work(progress: Progress) -> Path:
            from gtcoder.exchange.writing import write_report
            from gtcoder.reports import REPORTS

            kind = REPORTS.get("codebook-in-full")
            with bridge.read() as reader:
                report = kind.run(reader, kind.Options(), progress)
            return write_report(report, path, progress).path

        def say(written: Any) -> None:
            self._session.say.toast(self.tr("Codebook written: {path}").format(path=written))

        self._session.jobs.start(work, done=say, failed=self._refused, owner=self)
