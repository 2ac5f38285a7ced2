"""What can be done to suggested relations, refusals and kinds of relation."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gtcoder.actions import relation_types
from gtcoder.actions import relations as verbs
from gtcoder.queries.retrieval import Passage, passages_of_codings
from gtcoder.reports.suggestions import Suggestion, SuggestionOptions, codings_of_pair
from gtcoder.ui.axial.acts import Acts
from gtcoder.ui.axial.relation_acts import RelationActs
from gtcoder.ui.axial.rows import Theory
from gtcoder.ui.axial.types_sheet import Definition, TypesSheet
from gtcoder.ui.reasons import ask_why
from gtcoder.ui.session import Session
from gtcoder.vocabulary import CodeId, RelationTypeId


class SuggestionActs(Acts):
    """Suggestions are related or refused; kinds of relation are defined."""

    def __init__(self, session: Session, ground: QWidget, links: RelationActs) -> None:
        super().__init__(session, ground)
        self._links = links
        self._types: TypesSheet | None = None

    def follow(self, theory: Theory) -> None:
        """Take the theory as it stands now."""
        self.theory = theory
        if self._types is not None:
            self._types.show_kinds(theory.kinds)

    def relate_suggested(self, found: Suggestion, options: SuggestionOptions) -> None:
        """Ask how two suggested categories are related, and offer the passages as evidence."""
        with self._session.bridge.read() as reader:
            together, near = codings_of_pair(reader, options, found.source.id, found.target.id)
            rows = [passages_of_codings(reader, keys) for keys in (together, near)]
        self._links.ask_relation(found.source.id, found.target.id, *rows)

    def passages_of(
        self, found: Suggestion, options: SuggestionOptions
    ) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        """Return the passages of a suggestion: those that overlap, and those close by."""
        with self._session.bridge.read() as reader:
            together, near = codings_of_pair(reader, options, found.source.id, found.target.id)
            return passages_of_codings(reader, together), passages_of_codings(reader, near)

    def ask_refusal(self, found: Suggestion) -> None:
        """Ask why two categories are not related, and refuse the suggestion."""
        words = self.tr("“{source}” and “{target}” will not be suggested again.")
        ask_why(
            self._session.bridge,
            self._ground,
            self.tr("Refuse suggestion"),
            words.format(source=found.source.name, target=found.target.name),
            self.tr("Refuse"),
            hint=self.tr("Why not (may stay empty)"),
            required=False,
            then=lambda reason: self._refuse(found, reason),
        )

    def take_refusal_back(self, source: CodeId, target: CodeId) -> None:
        """Let two categories be suggested again."""
        self._act(verbs.unrefuse_relation, source=source, target=target)

    def open_types(self) -> None:
        """Show the kinds of relation, to change them."""
        if self._types is None:
            self._types = TypesSheet(
                self, parent=self._ground, writable=self._session.bridge.can_write
            )
            self._types.finished.connect(self._types_closed)
        self._types.show_kinds(self.theory.kinds)
        self._types.open()

    def define_type(self, wanted: Definition, *, before: RelationTypeId | None, name: str) -> None:
        """Store a kind of relation; one that was called otherwise is renamed first."""
        if before is not None and name != wanted.name:
            self._act(relation_types.rename_type, type=before, name=wanted.name)
        self._act(relation_types.define_type, **wanted.values())

    def remove_type(self, kind: RelationTypeId) -> None:
        """Remove a kind of relation that is not used."""
        self._act(relation_types.remove_type, type=kind)

    def _types_closed(self) -> None:
        if self._types is not None:
            self._types.deleteLater()
            self._types = None

    def _refuse(self, found: Suggestion, reason: str) -> None:
        told = self.tr("Refused: {source} and {target}").format(
            source=found.source.name, target=found.target.name
        )
        self._act(
            verbs.refuse_relation,
            done=lambda _: self._session.say.toast(told),
            reason=reason,
            source=found.source.id,
            target=found.target.id,
        )
