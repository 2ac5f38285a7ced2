"""What the open memo is about, each one click from where it is."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gtcoder.ui.kit import Button, Label
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.memos.subjects import Link
from gtcoder.ui.session import Session


class LinkList(QScrollArea):
    """Buttons that lead to what a memo is about."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("What the memo is about"))
        self.show_links(())

    def show_links(self, links: tuple[Link, ...]) -> None:
        """Show these things; none means that it is about the study."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(scaled(12), scaled(4), scaled(12), scaled(8))
        column.setSpacing(scaled(4))
        for link in links:
            button = Button(
                link.words, kind="quiet", icon_name=link.icon,
                tip=self.tr("Show {what}").format(what=link.words),
            )  # fmt: skip
            button.clicked.connect(partial(self._session.go, link.place, link.target))
            column.addWidget(button)
        if not links:
            text = self.tr("This memo is about the study as a whole.")
            column.addWidget(Label(text, Role.SMALL, ink="text2", wrap=True))
        column.addStretch(1)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
