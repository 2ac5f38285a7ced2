"""The page of results that were kept, beside what the same questions give now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gtcoder.analysis.records import AgreementRecord
from gtcoder.ui.agreement.basis import text_units
from gtcoder.ui.agreement.kept import Kept, Now
from gtcoder.ui.agreement.view import limits_of
from gtcoder.ui.agreement.words import (
    interval_text,
    short_name,
    units_text,
    value_text,
)
from gtcoder.ui.kit import Button, EmptyState, FrameModel, Label, TableView
from gtcoder.ui.look import Role, look, scaled, theme


class KeptPage(QWidget):
    """A list of kept results; below it the chosen one as it was kept, table and sentences."""

    ask_again = Signal(object)  # a Kept

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kept: tuple[Kept, ...] = ()
        self._now: tuple[Now, ...] = ()
        self.list_model, self.rows_model = FrameModel(parent=self), FrameModel(parent=self)
        self.list = TableView(name=self.tr("Kept results"))
        self.list.setObjectName("kept_list")
        self.list.setModel(self.list_model)
        self.list.chosen_row.connect(self._show)
        self.list.opened_row.connect(self._ask)
        self.rows = TableView(name=self.tr("Numbers of the kept result"))
        self.rows.setObjectName("kept_rows")
        self.rows.setModel(self.rows_model)
        self.title = Label("", Role.STRONG)
        self.words = Label("", Role.SMALL, ink="text2", wrap=True)
        self.words.setObjectName("kept_words")
        tip = self.tr("Set the chips to this question and compute it under Codes (Enter)")
        self.again = Button(self.tr("Ask again under Codes"), kind="quiet", tip=tip)
        self.again.clicked.connect(self._ask_chosen)
        hint = self.tr("Compute under Codes, then “Keep in the study…” (Ctrl+Shift+K).")
        self.empty = EmptyState(self.tr("No result of agreement was kept yet."), hint)
        self._lay()
        look().changed.connect(self._wear)
        self._wear()

    def show_kept(self, kept: tuple[Kept, ...]) -> None:
        """List the results; their values now come later."""
        self.kept, self._now = kept, ()
        self._stack.setCurrentIndex(0 if kept else 1)
        self._fill()
        self._show(0)

    def show_now(self, now: Sequence[Now]) -> None:
        """Add what the same questions give now."""
        self._now = tuple(now)
        self._fill()

    def choose(self, place: int) -> None:
        """Choose a result by its place."""
        self.list.selectRow(place)
        self._show(place)

    def chosen(self) -> Kept | None:
        """Return the result that is shown."""
        index = self.list.currentIndex()
        place = self.list_model.source_row(index.row()) if index.isValid() else 0
        return self.kept[place] if place < len(self.kept) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lie on paper."""
        QPainter(self).fillRect(event.rect(), QColor(theme().paper))

    def _fill(self) -> None:
        columns = (
            self.tr("Name"), self.tr("Coefficient"), self.tr("Then"), self.tr("Now"),
            self.tr("State"), self.tr("Unit"), self.tr("Kept by"), self.tr("When"),
            self.tr("Revision"),
        )  # fmt: skip
        place = self.list.currentIndex().row()
        self.list_model.set(columns, [self._row(n, each) for n, each in enumerate(self.kept)])
        if 0 <= place < len(self.kept):
            self.list.selectRow(place)

    def _row(self, place: int, kept: Kept) -> tuple[str | int, ...]:
        main, row = kept.main, kept.row
        now = self._now[place] if place < len(self._now) else None
        limits = limits_of(main) if main else ()
        return (
            row.name,
            short_name(main.asked_as) if main else "",
            value_text(kept.value, limits),
            "…" if now is None else value_text(now.value, limits),
            self._state(kept, now),
            main.unit if main else "",
            row.coder,
            f"{row.at:%d %B %Y %H:%M}",
            row.revision,
        )

    def _state(self, kept: Kept, now: Now | None) -> str:
        if now is None:
            return ""
        if now.value == kept.value or (
            now.value is not None
            and kept.value is not None
            and abs(now.value - kept.value) < 1e-12  # the same sum in another order
        ):
            return self.tr("as then")
        return self.tr("out of date")

    def _show(self, place: int) -> None:
        if not 0 <= place < len(self.kept):
            return
        kept = self.kept[place]
        columns = (
            self.tr("Coefficient"), self.tr("Over"), self.tr("Value"), self.tr("Interval"),
            self.tr("Units"), self.tr("Coders"),
        )  # fmt: skip
        self.rows_model.set(columns, [self._number(each, kept) for each in kept.results.records])
        words = self.tr("“{name}”, as it was kept")
        self.title.setText(words.format(name=kept.row.name))
        self.words.setText(" ".join(self._said(place)))

    def _number(self, record: AgreementRecord, kept: Kept) -> tuple[str, ...]:
        span = interval_text(*record.interval) if record.interval else ""
        over = record.code or (record.documents[0] if record.over == "document" else record.over)
        return (
            f"{short_name(record.asked_as)} ({record.source})",
            str(over),
            value_text(record.value, limits_of(record)),
            span or ("" if record.value is not None else record.note),
            units_text(record.unit, text_units(record, kept.results.records)),
            ", ".join(record.coders),
        )

    def _said(self, place: int) -> list[str]:
        from gtcoder.reports.agreement_tables import method_sentences

        kept = self.kept[place]
        said = [*kept.row.record.get("sentences", ()), *method_sentences(kept.results.records)]
        if kept.main is not None:
            words = self.tr(
                "{round}, {count} interviews ({sample}), {coders}; revision {revision}; {program}."
            )
            if len(kept.main.documents) == 1:
                words = self.tr(
                    "{round}, 1 interview ({sample}), {coders}; revision {revision}; {program}."
                )
            said.append(
                words.format(
                    round=kept.main.round,
                    count=len(kept.main.documents),
                    sample=kept.main.sample,
                    coders=", ".join(kept.main.coders),
                    revision=f"{kept.row.revision:,}",
                    program=f"gtcoder {kept.row.program}",
                )
            )
        if place < len(self._now) and self._now[place].reason:
            said.append(self.tr("Now: {reason}").format(reason=self._now[place].reason))
        return said

    def _ask(self, place: int) -> None:
        self.ask_again.emit(self.kept[place])

    def _ask_chosen(self) -> None:
        kept = self.chosen()
        if kept is not None:
            self.ask_again.emit(kept)

    def _lay(self) -> None:
        below = QWidget()
        self._below = QVBoxLayout(below)
        self._below.addWidget(self.title)
        self._below.addWidget(self.rows, 1)
        self._below.addWidget(self.words)
        self._below.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(1)
        both.addWidget(self.list)
        both.addWidget(below)
        both.setStretchFactor(1, 2)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(both)
        self._stack.addWidget(self.empty)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self._stack)

    def _wear(self) -> None:
        self._outer.setContentsMargins(scaled(14), scaled(8), scaled(14), scaled(8))
        self._below.setContentsMargins(scaled(10), scaled(12), scaled(10), 0)
        self._below.setSpacing(scaled(8))
