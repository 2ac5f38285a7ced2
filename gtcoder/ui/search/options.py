"""What is looked for, and the chips that say how and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gtcoder.queries.search.looking import Scope
from gtcoder.queries.search.patterns import Wanted
from gtcoder.queries.search.speech import Voice
from gtcoder.ui.kit import Button, Chip, FlowLayout, SearchField, TextArea
from gtcoder.ui.look import look, scaled
from gtcoder.vocabulary import HitUnit, SearchKind, SpeakerRole

PLACES = ("texts", "memos", "codes")


class SearchOptions(QWidget):
    """The line, or the list, and the chips; `asked` wants a search, `unit_changed` only a unit."""

    asked = Signal()
    unit_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = self.tr
        self.line = SearchField("", key="Ctrl+Shift+F", name=tr("Search everything"))
        self.lines = TextArea(tr("One word or phrase in a line"), name=tr("Words to look for"))
        self.go = Button(tr("Search"), tip=tr("Search (Enter)"))
        self.kind, self.unit = Chip(tr("Look for")), Chip(tr("A hit is"))
        self.case, self.accents = Chip(tr("Capitals")), Chip(tr("Accents"))
        self.whole, self.places = Chip(tr("Words")), Chip(tr("In"))
        self.documents, self.voices = Chip(tr("Interviews")), Chip(tr("Said by"))
        self._speakers: dict[str, frozenset[int]] = {}
        self._known: tuple[Any, ...] = ()
        self._lay()
        self._fill()
        self.line.returnPressed.connect(self.asked)
        self.lines.submitted.connect(self.asked)
        self.go.clicked.connect(self.asked)
        self.kind.changed.connect(self._follow)
        self.unit.changed.connect(self.unit_changed)
        for chip in self._limits():
            chip.changed.connect(self._again)
        look().changed.connect(self._wear)
        self._wear()
        self._follow()

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        kind = self.kind.value()
        text = self.lines.toPlainText() if kind is SearchKind.LIST else self.line.text()
        return Wanted(
            text.strip("\n") if kind is SearchKind.LIST else text,
            kind,
            case=self.case.value(),
            accents=self.accents.value(),
            whole=self.whole.value(),
        )

    @property
    def scope(self) -> Scope:
        """Where to look."""
        places, documents = self.places.value(), self.documents.value()
        said = self.voices.value()
        every = len(documents) == len(self._known[0]) if self._known else True
        return Scope(
            texts="texts" in places,
            memos="memos" in places,
            codes="codes" in places,
            documents=None if every else frozenset(documents),
            speakers=None if said is None else self._speakers.get(said, frozenset()),
        )

    @property
    def editor(self) -> QWidget:
        """Where one writes what to look for."""
        return self.lines if self.kind.value() is SearchKind.LIST else self.line

    def show_study(self, documents: Mapping[int, str], voices: Mapping[int, Voice]) -> None:
        """Offer the interviews and who speaks in them; what was chosen stays."""
        by_role = {
            role: frozenset(each.id for each in voices.values() if each.role == str(role))
            for role in SpeakerRole
        }
        people: dict[str, set[int]] = {}
        for each in voices.values():
            people.setdefault(each.name, set()).add(each.id)
        known = (tuple(documents.items()), tuple(sorted(people)), tuple(sorted(voices)))
        if known == self._known:
            return
        self._known = known
        words = {
            SpeakerRole.PARTICIPANT: self.tr("Participants"),
            SpeakerRole.INTERVIEWER: self.tr("Interviewers"),
        }
        self._speakers = {f"role {role}": by_role[role] for role in words if by_role[role]}
        choices: list[tuple[str, object]] = [(self.tr("Everybody"), None)]
        choices += [(words[role], f"role {role}") for role in words if by_role[role]]
        for name in sorted(people):
            self._speakers[name] = frozenset(people[name])
            choices.append((name, name))
        self.voices.set_choices(choices)
        every = [(name, key) for key, name in documents.items()]
        self.documents.set_many(every, set(documents), noun=self.tr("interviews"))
        self.documents.setVisible(bool(every))

    def _limits(self) -> tuple[Chip, ...]:
        return (self.case, self.accents, self.whole, self.places, self.documents, self.voices)

    def _fill(self) -> None:
        tr = self.tr
        self.kind.set_choices([
            (tr("Words"), SearchKind.WORDS), (tr("Word list"), SearchKind.LIST),
            (tr("Regular expression"), SearchKind.REGEX),
        ])  # fmt: skip
        self.unit.set_choices([
            (tr("The match"), HitUnit.MATCH), (tr("Its sentence"), HitUnit.SENTENCE),
            (tr("Its turn"), HitUnit.TURN), (tr("Its paragraph"), HitUnit.PARAGRAPH),
        ])  # fmt: skip
        self.case.set_choices([(tr("make no difference"), False), (tr("count"), True)])
        self.accents.set_choices([(tr("make no difference"), False), (tr("count"), True)])
        self.whole.set_choices([(tr("also within words"), False), (tr("whole"), True)])
        names = (tr("Transcripts"), tr("Memos"), tr("Codes"))
        self.places.set_many(list(zip(names, PLACES, strict=True)), set(PLACES))
        self.documents.set_many([], set(), noun=tr("interviews"))
        self.voices.set_choices([(tr("Everybody"), None)])

    def _follow(self) -> None:
        """Show the editor of the kind, and what holds for it."""
        kind = self.kind.value()
        self.line.setVisible(kind is not SearchKind.LIST)
        self.lines.setVisible(kind is SearchKind.LIST)
        as_is = kind is SearchKind.REGEX
        self.accents.setEnabled(not as_is)
        self.whole.setEnabled(not as_is)
        words = self.tr("went silent, or any of several: “went silent” queue")
        self.line.setPlaceholderText(r"\bwait(ed|ing)?\b" if as_is else words)
        self.editor.setFocus()

    def _again(self) -> None:
        wanted = self.wanted
        if wanted.text.strip():
            self.asked.emit()

    def _lay(self) -> None:
        self._top = QHBoxLayout()
        for widget in (self.line, self.lines):
            self._top.addWidget(widget, 1)
        self._top.addWidget(self.go)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        chips = QWidget()
        row = FlowLayout(chips)
        for chip in (self.kind, self.unit, self.places, self.documents, self.voices, self.case,
                     self.accents, self.whole):  # fmt: skip
            row.addWidget(chip)
        self._column.addWidget(chips)

    def _wear(self) -> None:
        self._column.setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(10))
        self._column.setSpacing(scaled(8))
        self._top.setSpacing(scaled(8))
        self.lines.setFixedHeight(scaled(96))
