"""A third way: another code, another stretch, or both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gtcoder.ui.adjudication.reading import Case, Words
from gtcoder.ui.kit import Chip, Label, Sheet
from gtcoder.ui.look import Role, scaled
from gtcoder.vocabulary import CodeId, Span

_LONGEST = 60


class ThirdSheet(Sheet):
    """Asks for the code and the stretch; `then` is handed both."""

    def __init__(
        self,
        case: Case,
        words: Words,
        *,
        parent: QWidget,
        then: Callable[[CodeId, Span], object],
    ) -> None:
        super().__init__(self.tr("A third way"), parent=parent, width=520)
        self._case, self._then = case, then
        self.say(self.tr("Which code stands here, and over which words? The coders' own codings "
                         "stay as they are."))  # fmt: skip
        self.code, self.stretch = Chip(self.tr("Code")), Chip(self.tr("Words"))
        self.code.setObjectName("third_code")
        self.stretch.setObjectName("third_stretch")
        usable = [row for row in words.codes.values() if not row.retired]
        self.code.set_choices([(row.written, row.id) for row in usable], case.row.codes[0])
        self.stretch.set_choices(self._stretches(words))
        self.shown = Label("", Role.SMALL, ink="text2", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(scaled(8))
        line.addWidget(self.code)
        line.addWidget(self.stretch)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self.shown)
        self.stretch.changed.connect(self._show_words)
        self.add_button(self.tr("Cancel"), "plain", self.reject)
        self.add_button(self.tr("Decide"), "primary", self._finish)
        self._show_words()

    def _stretches(self, words: Words) -> list[tuple[str, object]]:
        row = self._case.row
        found: dict[Span, str] = {}
        shared = max(each.start for each in row.said), min(each.end for each in row.said)
        if shared[0] < shared[1]:
            found[Span(*shared)] = self.tr("what is shared")
        for each in row.said:
            found.setdefault(
                Span(each.start, each.end),
                self.tr("as {coder} marked it").format(coder=words.coders[each.coder]),
            )
        found[Span(row.start, row.end)] = self.tr("all of it")
        return [(name, span) for span, name in found.items()]

    def _show_words(self) -> None:
        span, offset = self.stretch.value(), self._case.offset
        text = " ".join(self._case.text[span.start - offset : span.end - offset].split())
        half = _LONGEST // 2
        shown = (
            text if len(text) <= _LONGEST else f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
        )
        self.shown.setText(f"“{shown}”")

    def _finish(self) -> None:
        self.accept()
        self._then(self.code.value(), self.stretch.value())
