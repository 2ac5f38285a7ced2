"""The sheets of the codebook's verbs: new code, rename, move, merge, retire, restore."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gtcoder.actions import codebook, merging
from gtcoder.queries.codebook import CodeRow
from gtcoder.ui.bridge import Bridge
from gtcoder.ui.codebook.at_once import move_call
from gtcoder.ui.codebook.picker import CodePicker
from gtcoder.ui.codebook.sheet import Call, Done, VerbSheet
from gtcoder.ui.codebook.words import codes_in_words, passages_in_words
from gtcoder.ui.kit import Field, Label
from gtcoder.vocabulary import CodeId


class NewCodeSheet(VerbSheet):
    """Name and definition of a new code, at the top or under another."""

    def __init__(
        self, bridge: Bridge, under: CodeRow | None, *, parent: QWidget, name: str, then: Done
    ) -> None:
        title = self.tr("New code")
        if under is not None:
            title = self.tr("New code under “{name}”").format(name=under.name)
        super().__init__(title, bridge, parent=parent, then=then)
        self._under = under
        self._name = self.add_line(self.tr("Name"), name)
        example = self.tr("What a passage says that gets this code")
        self._definition = self.add_area(self.tr("Definition, now or later"), "", example)
        self.finish_layout(self.tr("Create"))
        self._name.setFocus()

    def ready(self) -> bool:
        return bool(self._name.text().strip())

    def calls(self) -> Sequence[Call]:
        parent = None if self._under is None else self._under.id
        text = self._definition.text()
        return [
            (
                codebook.create_code,
                {"name": self._name.text(), "parent": parent, "definition": text},
            )
        ]


class RenameSheet(VerbSheet):
    """Another name for a code, and why."""

    def __init__(self, bridge: Bridge, code: CodeRow, *, parent: QWidget) -> None:
        super().__init__(self.tr("Rename “{name}”").format(name=code.name), bridge, parent=parent)
        self._code = code
        self._name = self.add_line(
            self.tr("Name"), code.name, hint=self.tr("Passages, memos and history stay with it")
        )
        self.add_reason(self.tr("The participants’ own word is closer"))
        self.finish_layout(self.tr("Rename"))
        self._name.setFocus()

    def ready(self) -> bool:
        name = self._name.text().strip()
        return bool(name) and name != self._code.name

    def calls(self) -> Sequence[Call]:
        return [(codebook.rename_code, {"code": self._code.id, "name": self._name.text()})]


class MoveSheet(VerbSheet):
    """Which code these go under; none is the top."""

    def __init__(
        self, bridge: Bridge, codes: Sequence[CodeRow], every: Sequence[CodeRow], *,
        parent: QWidget, then: Done,
    ) -> None:  # fmt: skip
        title = self.tr("Move {codes} under").format(codes=codes_in_words(codes))
        super().__init__(title, bridge, parent=parent, then=then)
        self._codes = codes
        self.picker = CodePicker(
            _allowed(codes, every), name=self.tr("Under"), top=self.tr("Top of the codebook")
        )
        self.add_field(Field(self.tr("Under"), self.picker))
        self.picker.taken.connect(self.act)
        self.picker.picked.connect(self.follow)
        self.finish_layout(self.tr("Move"))
        self.picker.setFocus()

    def ready(self) -> bool:
        return self.picker.has_choice()

    def calls(self) -> Sequence[Call]:
        under = self.picker.choice()
        moving = [code.id for code in self._codes if code.parent != under]
        return [move_call(moving, under)] if moving else []


class MergeSheet(VerbSheet):
    """Which code these are merged into, what will happen, and why."""

    def __init__(
        self, bridge: Bridge, codes: Sequence[CodeRow], every: Sequence[CodeRow], *,
        passages: Mapping[CodeId, int] | None, parent: QWidget, then: Done,
        into: CodeRow | None = None,
    ) -> None:  # fmt: skip
        title = self.tr("Merge {codes} into").format(codes=codes_in_words(codes))
        super().__init__(title, bridge, parent=parent, then=then)
        self._codes, self._passages = codes, passages
        taken = {code.id for code in codes}
        others = [code for code in every if code.id not in taken and not code.retired]
        self.picker = CodePicker(others if into is None else [into], name=self.tr("Into"))
        self.add_field(Field(self.tr("Into"), self.picker))
        self.add_reason(self.tr("They name the same act"))
        self.sentence = Label("", wrap=True)
        self.body.addWidget(self.sentence)
        self.picker.taken.connect(self._to_reason)
        self.picker.picked.connect(self.follow)
        self.finish_layout(self.tr("Merge"))
        self.picker.setFocus()
        if into is not None:
            self._to_reason()

    def target(self) -> CodeRow | None:
        """Return the code that the others go into."""
        return self.picker.code()

    def ready(self) -> bool:
        return self.picker.has_choice()

    def follow(self) -> None:
        """Say what would happen."""
        super().follow()
        into = self.picker.code()
        self.sentence.setText("" if into is None else self._says(into))

    def calls(self) -> Sequence[Call]:
        sources = [code.id for code in self._codes]
        return [(merging.merge_codes, {"sources": sources, "target": self.picker.choice()})]

    def _says(self, into: CodeRow) -> str:
        parts = []
        if self._passages is not None:
            count = sum(self._passages.get(code.id, 0) for code in self._codes)
            moves = self.tr("{passages} moves") if count == 1 else self.tr("{passages} move")
            parts.append(moves.format(passages=passages_in_words(count)))
        stays = self.tr("{codes} stay as retired codes that point to “{into}”.")
        if len(self._codes) == 1:
            stays = self.tr("{codes} stays as a retired code that points to “{into}”.")
        parts.append(stays.format(codes=codes_in_words(self._codes), into=into.name))
        return "; ".join(parts)

    def _to_reason(self) -> None:
        line = self.reason_line()
        if line is not None and self.picker.has_choice():
            line.setFocus(Qt.FocusReason.TabFocusReason)


class RetireSheet(VerbSheet):
    """Why codes go out of use."""

    def __init__(
        self, bridge: Bridge, codes: Sequence[CodeRow], *, parent: QWidget, then: Done
    ) -> None:
        title = self.tr("Retire {codes}").format(codes=codes_in_words(codes))
        super().__init__(title, bridge, parent=parent, then=then)
        self._codes = codes
        one = self.tr("It can no longer be applied. Its passages, definition and memos stay.")
        many = self.tr("They can no longer be applied. Passages, definitions and memos stay.")
        self.say(one if len(codes) == 1 else many)
        self.add_reason(self.tr("Nobody could tell it from “Waiting”"))
        self.finish_layout(self.tr("Retire"))

    def calls(self) -> Sequence[Call]:
        if len(self._codes) == 1:
            return [(codebook.retire_code, {"code": self._codes[0].id})]
        return [(codebook.retire_codes, {"codes": [code.id for code in self._codes]})]


class RestoreSheet(VerbSheet):
    """Why a code comes back; one that was merged comes out again with its own passages."""

    def __init__(
        self, bridge: Bridge, code: CodeRow, into: CodeRow | None, *, parent: QWidget, then: Done
    ) -> None:
        title = self.tr("Restore “{name}”").format(name=code.name)
        super().__init__(title, bridge, parent=parent, then=then)
        self._code = code
        if into is not None:
            words = self.tr("It was merged into “{name}”; its own passages come back from there.")
            self.say(words.format(name=into.name))
        self.add_reason(self.tr("It means something else after all"))
        self.finish_layout(self.tr("Restore"))

    def calls(self) -> Sequence[Call]:
        merged = self._code.merged_into is not None
        verb = merging.unmerge_code if merged else codebook.restore_code
        return [(verb, {"code": self._code.id})]


def _allowed(codes: Sequence[CodeRow], every: Sequence[CodeRow]) -> list[CodeRow]:
    """Return the codes that these may go under: in use, and not among or below them."""
    barred: set[CodeId | None] = {code.id for code in codes}
    allowed = []
    for code in every:  # parents come first
        if code.id in barred or code.parent in barred:
            barred.add(code.id)
        elif not code.retired:
            allowed.append(code)
    return allowed
