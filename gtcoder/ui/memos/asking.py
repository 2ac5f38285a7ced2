"""One key for a memo on what is chosen, in every workspace: `offer_memo` adds Alt+M to it.

A workspace whose selection is told here needs nothing of its own; one that writes memos in its own
way (the desk, Transcripts) keeps its own command.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from gtcoder.ui.commands import Command, permit
from gtcoder.ui.kit import PassageList
from gtcoder.ui.session import NewMemo, Passage, Session
from gtcoder.vocabulary import CodeId, DocumentId, Span

if TYPE_CHECKING:
    from gtcoder.ui.agreement.workspace import AgreementWorkspace
    from gtcoder.ui.axial.workspace import AxialWorkspace
    from gtcoder.ui.consolidate.page import ConsolidatePage
    from gtcoder.ui.ledger.workspace import LedgerWorkspace
    from gtcoder.ui.models.workspace import ModelWorkspace
    from gtcoder.ui.search.page import SearchPage
    from gtcoder.ui.selective.workspace import SelectiveWorkspace
    from gtcoder.ui.workspace import Workspace

KEY = "Alt+M"


def offer_memo(workspace: Workspace) -> None:
    """Let Alt+M begin a memo on what is chosen in a workspace or page, if nothing else does."""
    place, session = workspace.place, workspace.session
    if place not in _CHOSEN:
        return
    tr = QCoreApplication.translate
    action = session.commands.add(
        Command(
            f"{place}.memo_on_this", tr("Asking", "Memo on this"), "codes", KEY,
            tr("Asking", "Write a memo on what is chosen here"), group=3,
        ),
        partial(_ask, workspace), place=place,
    )  # fmt: skip
    if not session.bridge.can_write:
        permit(action, tr("Asking", "The study is open for reading only"))


def chosen_in(workspace: Workspace) -> NewMemo:
    """Return what a memo written now would be about; on nothing = on the study."""
    return _focused(workspace) or _CHOSEN[workspace.place](workspace)


def link_a_memo(session: Session, about: Mapping[str, Any], ground: QWidget) -> None:
    """Ask which of the memos shall be about these things too; `about` is as the verb takes it."""
    from gtcoder.actions.memos import link_memo
    from gtcoder.queries.memos import headline, memos
    from gtcoder.ui.axial.pick import pick
    from gtcoder.vocabulary import MemoKind

    tr = QCoreApplication.translate
    with session.bridge.read() as reader:
        every = [row for row in reversed(memos(reader)) if row.kind != MemoKind.STORYLINE]
    known = {headline(row): row.id for row in reversed(every)}

    def link(words: str) -> None:
        if words in known:
            session.bridge.act(link_memo, memo=known[words], **about)

    pick(
        ground, tr("Asking", "Link a memo to this"), "", tr("Asking", "Link"),
        list(dict.fromkeys(headline(row) for row in every)),
        placeholder=tr("Asking", "A part of its title"), then=link,
    )  # fmt: skip


def _ask(workspace: Workspace, *_: object) -> None:
    workspace.session.go("memos", chosen_in(workspace))


def _focused(workspace: Workspace) -> NewMemo | None:
    """Return the passage that the keyboard is on in one of the lists of passages."""
    focused = QApplication.focusWidget()
    if not isinstance(focused, PassageList) or not workspace.isAncestorOf(focused):
        return None
    row = focused.chosen()
    if row is None:
        return None
    quotation = getattr(row, "quotation", None)
    if quotation is not None:
        return NewMemo(things=(("passage", quotation),))
    return _on_stretch(workspace.session, row.document_id, Span(row.start, row.end))


def _on_stretch(session: Session, document: DocumentId, span: Span) -> NewMemo:
    """Return a memo on the passages of a stretch; where there are none, one is made with it."""
    from gtcoder.queries.memo_things import passages_there

    with session.bridge.read() as reader:
        there = passages_there(reader, document, span)
    return NewMemo(things=there) if there else NewMemo(passage=Passage(document, span))


def _axial(workspace: AxialWorkspace) -> NewMemo:
    from gtcoder.ui.axial.properties_grid_view import GridView
    from gtcoder.ui.axial.properties_list import PropertyList

    focused = QApplication.focusWidget()
    if isinstance(focused, PropertyList) and (dot := focused.chosen_dot()) is not None:
        return NewMemo(things=(("passage", dot.quotation), ("property", dot.of)))
    if isinstance(focused, PropertyList) and (line := focused.chosen()) is not None:
        return NewMemo(things=(("property", line.row.id),))
    if isinstance(focused, GridView) and (found := focused.chosen()) is not None:
        return NewMemo(things=(("property", found[0].property.id),))
    chosen = workspace.board.chosen
    if chosen.link is not None:
        return NewMemo(relations=(chosen.link,))
    if chosen.card is not None:
        return NewMemo(codes=(chosen.card, *((chosen.second,) if chosen.second else ())))
    board = workspace.theory.paradigm(workspace.acts.board)
    return NewMemo(things=(("paradigm", board.id),) if board else ())


def _selective(workspace: SelectiveWorkspace) -> NewMemo:
    from gtcoder.ui.selective.core_page import CorePage
    from gtcoder.ui.selective.sampling_page import SamplingPage
    from gtcoder.ui.selective.structures_page import StructuresPage

    page = workspace.page
    if isinstance(page, StructuresPage) and (code := page.shown.current_code()) is not None:
        return NewMemo(codes=(code,))
    if isinstance(page, CorePage):
        candidate = page.table.bench.candidate(page.table.currentIndex())
        return NewMemo(codes=(candidate.code,) if candidate else ())
    if isinstance(page, SamplingPage) and (decision := page.chosen()) is not None:
        return NewMemo(things=(("sampling", decision.id),))
    return NewMemo()


def _model(workspace: ModelWorkspace) -> NewMemo:
    drawn, choice = workspace.drawn, workspace.canvas.choice
    model = (("model", drawn.row.id),) if drawn.row is not None else ()
    parts = drawn.parts
    if parts is not None and choice.edge in parts.edges:
        relation = int(parts.edges[choice.edge].data.get("relation", 0) or 0)
        return NewMemo(things=(*((("relation", relation),) if relation else ()), *model))
    if parts is not None and choice.nodes:
        paths = [str(parts.nodes[key].data.get("code", "")) for key in choice.nodes]
        with workspace.session.bridge.read() as reader:
            from gtcoder.queries.codebook import codes

            known = {code.written: code.id for code in codes(reader)}
        found = tuple(("code", known[path]) for path in paths if path in known)
        return NewMemo(things=(*found, *model))
    return NewMemo(things=model)


def _agreement(workspace: AgreementWorkspace) -> NewMemo:
    from gtcoder.ui.agreement.bar import ADJUDICATION, INSTRUMENTS

    view = workspace.bar.views.chosen
    case, judged = workspace.adjudication.case, workspace.instruments.view.chosen
    if view == ADJUDICATION and case is not None:
        row = case.row
        return _on_stretch(workspace.session, row.document, Span(row.start, row.end))
    if view == INSTRUMENTS and judged is not None:
        return NewMemo(things=(("instrument", judged.panel.instrument.id),))
    with workspace.session.bridge.read() as reader:
        from gtcoder.queries.people import rounds

        name = workspace.chips.asked().round if workspace.facts else None
        there = [row for row in rounds(reader) if name in (None, row.name)]
    return NewMemo(things=(("round", there[-1].id),) if there else ())


def _ledger(workspace: LedgerWorkspace) -> NewMemo:
    from gtcoder.queries.memo_things import things_of_entry
    from gtcoder.ui.ledger.model import LINE

    line = workspace.list.currentIndex().data(LINE)
    if line is None or line.entry is None:
        return NewMemo()
    with workspace.session.bridge.read() as reader:
        return NewMemo(things=things_of_entry(reader, line.entry.revision))


def _consolidate(page: ConsolidatePage) -> NewMemo:
    return NewMemo(codes=tuple(code.id for code in page.pair or ()))


def _search(page: SearchPage) -> NewMemo:
    from gtcoder.queries.search.looking import CODES, Where

    row = page.list.currentIndex().row()
    if not 0 <= row < page.model.rowCount():
        return NewMemo()
    hit = page.model.hit(row)
    if hit.where is Where.TEXT:
        return _on_stretch(page.session, DocumentId(hit.thing), Span(hit.start, hit.end))
    if hit.where in CODES:
        return NewMemo(codes=(CodeId(hit.thing),))
    return NewMemo(things=(("memo", hit.thing),))


def _study(_: Any) -> NewMemo:
    return NewMemo()


_CHOSEN: dict[str, Callable[[Any], NewMemo]] = {
    "open:consolidate": _consolidate,
    "open:search": _search,
    "axial": _axial,
    "selective": _selective,
    "model": _model,
    "agreement": _agreement,
    "tables": _study,
    "ledger": _ledger,
}
