"""The box that asks for a new round: its name, its kind and what the kind needs to know."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from gtcoder.actions import rounds
from gtcoder.ui.documents.rows import Overview
from gtcoder.ui.kit import Chip, Field, Label, Sheet
from gtcoder.ui.look import Role, scaled
from gtcoder.ui.session import Session
from gtcoder.vocabulary import RoundKind, SegmentSource


class RoundSheet(Sheet):
    """Asks for a new round; what a kind has no use for is not shown."""

    def __init__(self, session: Session, overview: Overview, *, parent: QWidget) -> None:
        super().__init__(parent.tr("Open a new round"), parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.say(self.tr("From then on all coders code in it."))
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Round 2"))
        self.kind = Chip(self.tr("Kind"))
        self.kind.set_choices([(kind_words(each), each) for each in RoundKind])
        self.segments = Chip(self.tr("Passages"))
        self.segments.set_choices([(_source(each), each) for each in SegmentSource])
        self.of = Chip(self.tr("Of round"))
        self.of.set_choices([(row.name, row.id) for row in overview.rounds])
        self.by = Chip(self.tr("Coded by"))
        self.by.set_choices([(row.name, row.id) for row in overview.coders])
        self.blind = QCheckBox(self.tr("Blind: coders see their own work only"))
        self.blind.setObjectName("round-blind")
        for chip in (self.kind, self.segments, self.of, self.by):
            chip.changed.connect(self._explain)
        self.blind.toggled.connect(self._explain)
        self.meaning = Label("", Role.SMALL, ink="text2", wrap=True)
        self._lay_out()
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self._act = self.add_button(self.tr("Open the round"), "primary", self._finish)
        self.name.textChanged.connect(self._follow)
        self._follow()
        self._explain()
        self.name.setFocus()

    def _lay_out(self) -> None:
        self.body.addWidget(Field(self.tr("Name"), self.name))
        for chips in ((self.kind, self.segments), (self.of, self.by)):
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(scaled(8))
            for chip in chips:
                row.addWidget(chip)
            row.addStretch(1)
            self.body.addWidget(line)
        self._whose = line
        self.body.addWidget(self.blind)
        self.body.addWidget(self.meaning)

    def _explain(self, *_: object) -> None:
        kind = RoundKind(self.kind.value())
        given = kind is RoundKind.GIVEN_SEGMENTS
        theirs = given and self.segments.value() == SegmentSource.QUOTATIONS
        self.segments.setVisible(given)
        self.by.setVisible(theirs)
        self.of.setVisible(theirs or kind is RoundKind.RECODE)
        self.blind.setVisible(kind not in (RoundKind.BLIND, RoundKind.CONSENSUS))
        self._whose.setVisible(theirs or kind is RoundKind.RECODE)
        words = [_meaning(kind)]
        if kind not in (RoundKind.BLIND, RoundKind.CONSENSUS) and self.blind.isChecked():
            words.append(_meaning(RoundKind.BLIND))
        self.meaning.setText(" ".join(words))
        self.adjustSize()

    def _follow(self) -> None:
        named = bool(self.name.text().strip())
        self._act.setEnabled(named)
        self._act.setToolTip("" if named else self.tr("Give the round a name first."))

    def _finish(self) -> None:
        kind = RoundKind(self.kind.value())
        given = kind is RoundKind.GIVEN_SEGMENTS
        theirs = given and self.segments.value() == SegmentSource.QUOTATIONS
        blind = self.blind.isChecked() and kind is not RoundKind.CONSENSUS
        self.accept()
        self._session.bridge.act(
            rounds.open_new_round,
            name=self.name.text().strip(),
            kind=kind,
            blind=blind,
            of=self.of.value() if theirs or kind is RoundKind.RECODE else None,
            segments=SegmentSource(self.segments.value()) if given else None,
            by=self.by.value() if theirs else None,
        )


def kind_words(kind: RoundKind) -> str:
    """Return what a kind of round is called."""
    words = {
        RoundKind.OPEN: _tr("open"),
        RoundKind.BLIND: _tr("blind"),
        RoundKind.RECODE: _tr("recode"),
        RoundKind.GIVEN_SEGMENTS: _tr("given passages"),
        RoundKind.CONSENSUS: _tr("consensus"),
    }
    return words[kind]


def _source(source: SegmentSource) -> str:
    words = {
        SegmentSource.TURNS: _tr("all turns"),
        SegmentSource.PARTICIPANTS: _tr("participants' turns"),
        SegmentSource.QUOTATIONS: _tr("a coder's passages"),
    }
    return words[source]


def _meaning(kind: RoundKind) -> str:
    words = {
        RoundKind.OPEN: _tr("All coders see each other's codings."),
        RoundKind.BLIND: _tr(
            "Nobody sees a colleague's work until a lead unblinds or closes the round, and nothing "
            "is compared. The codebook stays as it is; new codes are proposals that only their "
            "maker sees. Ctrl+Z does not take it back; closing ends it."
        ),
        RoundKind.RECODE: _tr(
            "Coders code what they finished in that round once more, without seeing what they "
            "coded in it before."
        ),
        RoundKind.GIVEN_SEGMENTS: _tr(
            "All coders name the same passages, chosen beforehand; their codes are not shown."
        ),
        RoundKind.CONSENSUS: _tr(
            "Coders settle differences together; this never counts as agreement."
        ),
    }
    return words[kind]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Team", text)
