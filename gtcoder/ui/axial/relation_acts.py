"""What can be done to relations and their evidence: wishes of widgets become verbs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from gtcoder.actions import relations as verbs
from gtcoder.queries.retrieval import Passage, passages_at
from gtcoder.queries.theory import memos
from gtcoder.ui.axial.acts import Acts
from gtcoder.ui.axial.evidence_sheet import EvidenceSheet, candidates
from gtcoder.ui.axial.pick import pick
from gtcoder.ui.axial.relate_sheet import RelateSheet
from gtcoder.ui.axial.rows import Given, Link
from gtcoder.ui.kit import ask_text
from gtcoder.ui.reasons import ask_why
from gtcoder.ui.session import NewMemo, OneMemo
from gtcoder.vocabulary import (
    CodeId,
    EvidenceId,
    MemoId,
    QuotationId,
    RelationId,
    Stance,
)


class RelationActs(Acts):
    """Relations and their evidence."""

    def evidence_of(self, link: Link) -> tuple[Passage, ...]:
        """Return the passages of a relation."""
        with self._session.bridge.read() as reader:
            return passages_at(reader, [each.quotation for each in link.evidence])

    def memos_on(self, link: Link) -> tuple[MemoId, ...]:
        """Return the memos on a relation, oldest first."""
        with self._session.bridge.read() as reader:
            return tuple(memo.id for memo in memos(reader) if link.id in memo.relations)

    def ask_evidence(self, link: Link) -> None:
        """Ask for passages and let them speak for a relation, or against it."""
        with self._session.bridge.read() as reader:
            rows = candidates(reader, link)
        add = partial(self.add_evidence, link.id)
        EvidenceSheet(self.theory, link, rows, parent=self._ground, then=add).open()

    def add_evidence(
        self, link: RelationId, quotations: Sequence[QuotationId], stance: Stance, note: str
    ) -> None:
        """Let passages speak for a relation, or against it, as one entry."""
        words: dict[str, Any] = {"relation": link, "stance": stance, "note": note or None}
        if len(quotations) == 1:
            self._act(verbs.add_evidence, quotation=quotations[0], **words)
        else:
            self._act(verbs.add_evidence_many, quotations=list(quotations), **words)

    def set_stance(self, evidence: EvidenceId, stance: Stance) -> None:
        """Let a passage say something else of a relation."""
        self._act(verbs.change_evidence, evidence=evidence, stance=stance)

    def ask_evidence_note(self, given: Given) -> None:
        """Ask how a passage speaks for a relation or against it."""
        explain = given.stance is Stance.NEGATIVE_CASE
        ask_text(
            self._ground,
            self.tr("Explain the negative case") if explain else self.tr("Note on the passage"),
            "",
            self.tr("Store note"),
            initial=given.note,
            required=False,
            then=lambda note: self._act(verbs.change_evidence, evidence=given.id, note=note),
        )

    def remove_evidence(self, evidence: EvidenceId) -> None:
        """Take a passage out of the evidence."""
        self._act(verbs.remove_evidence, evidence=evidence)

    def set_strength(self, link: Link, strength: int) -> None:
        """Say how strong a relation is."""
        self._act(verbs.change_relation, relation=link.id, strength=strength)

    def ask_kind(self, link: Link) -> None:
        """Ask for another kind of relation."""
        pick(
            self._ground,
            self.tr("Kind of relation"),
            self.theory.sentence(link),
            self.tr("Change"),
            [name for name in self.theory.types() if name != link.type],
            placeholder=self.tr("is a cause of"),
            own=True,
            then=lambda name: self._change(link, type=name),
        )

    def reverse(self, link: Link) -> None:
        """Let a relation run the other way."""
        self._change(link, reversed=True)

    def ask_note(self, link: Link) -> None:
        """Ask for the note on a relation."""
        ask_text(
            self._ground,
            self.tr("Note on the relation"),
            self.theory.sentence(link),
            self.tr("Store note"),
            initial=link.note,
            required=False,
            then=lambda note: self._change(link, note=note),
        )

    def ask_unrelate(self, link: Link) -> None:
        """Ask why, and remove a relation with its evidence."""
        ask_why(
            self._session.bridge,
            self._ground,
            self.tr("Remove relation"),
            self.tr("“{sentence}” goes with its evidence. The ledger can bring both back.").format(
                sentence=self.theory.sentence(link)
            ),
            self.tr("Remove"),
            hint=self.tr("Why"),
            then=partial(self._unrelate, link),
        )

    def memo_on(self, link: Link) -> None:
        """Go and write a memo on a relation."""
        self._session.go("memos", NewMemo(relations=(link.id,)))

    def read_memos(self, link: Link) -> None:
        """Go to the newest memo on a relation."""
        found = self.memos_on(link)
        if found:
            self._session.go("memos", OneMemo(found[-1]))

    def ask_relation(
        self,
        source: CodeId,
        target: CodeId,
        together: Sequence[Passage] = (),
        near: Sequence[Passage] = (),
    ) -> None:
        """Ask how two categories are related, with passages to take as evidence."""
        if self._session.bridge.can_write:
            RelateSheet(
                self.theory, source, target, parent=self._ground, then=self._relate,
                together=together, near=near,
            ).open()  # fmt: skip

    def _relate(
        self,
        source: CodeId,
        target: CodeId,
        kind: str,
        note: str,
        quotations: Sequence[QuotationId] = (),
    ) -> None:
        names = [self.theory.codes[end].name for end in (source, target)]
        words = self.tr("Relation added: {source} {kind} {target}")
        told = words.format(source=names[0], kind=kind, target=names[1])
        self._act(
            verbs.relate,
            done=lambda _: self._session.say.toast(told),
            source=source,
            target=target,
            type=kind,
            note=note,
            quotations=list(quotations),
        )

    def _change(self, link: Link, **values: Any) -> None:
        def say(kept: object) -> None:
            if kept != link.id:
                words = self.tr("Joined to the relation that says the same")
                self._session.say.toast(words)

        self._act(verbs.change_relation, done=say, relation=link.id, **values)

    def _unrelate(self, link: Link, reason: str) -> None:
        words = self.tr("Relation removed: {sentence}")
        told = words.format(sentence=self.theory.sentence(link))
        self._act(
            verbs.unrelate,
            done=lambda _: self._session.say.toast(told),
            reason=reason,
            relation=link.id,
        )
