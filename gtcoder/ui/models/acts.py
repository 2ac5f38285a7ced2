"""What can be done to models as a whole: made, named, copied, removed, narrowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gtcoder.actions import models as verbs
from gtcoder.errors import GtcoderError
from gtcoder.ui.kit import ask_text
from gtcoder.ui.models.drawn import Drawn, Pairs, Which
from gtcoder.ui.models.new_sheet import NewSheet, Start, drafts, starts_in
from gtcoder.ui.models.sentences import template_name
from gtcoder.ui.reasons import ask_why
from gtcoder.ui.session import Session
from gtcoder.vocabulary import ModelId, ModelTemplate


class Acts(QObject):
    """Asks what must be asked, then queues the verb; `drawn` is kept up to date."""

    refused = Signal()  # a verb failed: what was shown in advance is to be taken back

    def __init__(self, session: Session, ground: QWidget) -> None:
        super().__init__(ground)
        self._session, self._ground = session, ground
        self.drawn = Drawn()

    @property
    def model(self) -> ModelId | None:
        """The kept model that is shown."""
        return self.drawn.row.id if self.drawn.row else None

    @property
    def may_write(self) -> bool:
        """Whether anything can be changed at all."""
        return self._session.bridge.can_write

    def act(
        self, verb: Callable[..., Any], *, done: Callable[[Any], None] | None = None, **values: Any
    ) -> None:
        """Queue a verb."""
        if self._session.bridge.can_write:
            self._session.bridge.act(verb, done=done, failed=self._failed, **values)

    def _failed(self, error: GtcoderError) -> None:
        self.refused.emit()
        self._session.say.error(error)


class ModelActs(Acts):
    """Models as a whole."""

    shown = Signal(object)  # the Which that was made, or got another name
    narrowed = Signal(object)  # Pairs: a filter that is kept nowhere

    def ask_new(self, start: Start = Start.STUDY, template: ModelTemplate | None = None) -> None:
        """Ask for template, name and what to begin with."""
        with self._session.bridge.read() as reader:
            there = starts_in(reader)
        NewSheet(self.names(), template, start, there, parent=self._ground, then=self.make).open()

    def ask_keep(self) -> None:
        """Keep what is drawn from the study as a model, so that it can be arranged."""
        which = self.drawn.which
        if which is not None and not which.stored:
            self.ask_new(Start.SHOWN, which.template)

    def make(self, name: str, template: ModelTemplate, start: Start) -> None:
        """Make a model and show it."""
        options: list[str] = []
        which = self.drawn.which
        if start is Start.SHOWN and which is not None:
            options = [f"{option}={value}" for option, value in self.drawn.filters]
            if which.template is ModelTemplate.PARADIGM:
                options.append(f"paradigm={which.name}")
        try:
            with self._session.bridge.read() as reader:
                nodes, edges = drafts(reader, template, start)
        except GtcoderError as error:
            self._session.say.error(error)
            return
        self.act(
            verbs.make_model, name=name, template=template, nodes=nodes, edges=edges,
            options=options, done=lambda _: self.shown.emit(Which(name, template, stored=True)),
        )  # fmt: skip

    def ask_rename(self) -> None:
        """Ask for another name."""
        row = self.drawn.row
        if row is None:
            return
        which = Which(row.name, ModelTemplate(row.template), stored=True)

        def rename(name: str) -> None:
            new = Which(name, which.template, stored=True)
            self.act(verbs.rename_model, model=row.id, name=name,
                     done=lambda _: self.shown.emit(new))  # fmt: skip

        ask_text(self._ground, self.tr("Rename the model"), "", self.tr("Rename"),
                 initial=row.name, lines=1, then=rename)  # fmt: skip

    def ask_copy(self) -> None:
        """Ask for the name of a copy."""
        row = self.drawn.row
        if row is None:
            return

        def copy(name: str) -> None:
            new = Which(name, ModelTemplate(row.template), stored=True)
            self.act(verbs.copy_model, model=row.id, name=name,
                     done=lambda _: self.shown.emit(new))  # fmt: skip

        words = self.tr("Boxes, lines, places and paths are copied.")
        ask_text(self._ground, self.tr("Copy the model"), words, self.tr("Copy"),
                 initial=self._free(row.name), lines=1, then=copy)  # fmt: skip

    def ask_remove(self) -> None:
        """Ask why, then remove the model."""
        row = self.drawn.row
        if row is None:
            return
        title = self.tr("Remove “{name}”").format(name=row.name)
        words = self.tr("Codes and passages stay. The ledger keeps the reason, and can undo it.")
        ask_why(
            self._session.bridge,
            self._ground, title, words, self.tr("Remove"), hint=self.tr("Why"),
            then=lambda why: self.act(verbs.remove_model, model=row.id, reason=why),
        )  # fmt: skip

    def narrow(self, filters: Pairs) -> None:
        """Show a part of the study: kept with a kept model, else as long as it is shown."""
        row = self.drawn.row
        if row is None:
            self.narrowed.emit(filters)
            return
        options = [f"{name}={value}" for name, value in row.options if name == "paradigm"]
        options += [f"{name}={value}" for name, value in filters]
        if options != [f"{name}={value}" for name, value in row.options]:
            self.act(verbs.set_model_options, model=row.id, options=options)

    def names(self) -> list[str]:
        """Return the names that models and paradigms have."""
        return [which.name for which in self.drawn.choices if which.name]

    def _free(self, name: str) -> str:
        number, taken = 2, set(self.names())
        while f"{name} {number}" in taken:
            number += 1
        return f"{name} {number}"


def title_of(which: Which) -> str:
    """Return what a model is called in the list of models."""
    return which.name or template_name(which.template)
