"""Write the codings and memos of a plain-text study."""

from __future__ import annotations

import re

from gtcoder.exchange.plain_memo_links import link_writer
from gtcoder.exchange.plain_memos import MEMOS, STUDY
from gtcoder.exchange.plain_pages import PHASE, Pages
from gtcoder.exchange.plain_steps import CODINGS
from gtcoder.queries import theory
from gtcoder.queries.comparisons import comparisons
from gtcoder.queries.memos import About
from gtcoder.queries.storyline import subjects
from gtcoder.queries.theory import MemoRow
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodingOrigin, MemoKind, QuotationId

_ABOUT = "About this study"
_LOST = {
    About.CODE: "codes out of use",
    About.PASSAGE: "passages without a code that are not their writers'",
    About.RELATION: "relations of codes out of use",
    About.PARTICIPANT: "participants who speak in no text",
    About.MEMO: "memos that have no file",
    About.PROPERTY: "properties of codes out of use",
    About.SAMPLING: "sampling decisions",
}
_NO_WORD = re.compile(r"[^\w]+")


def about(reader: Reader) -> str:
    """Return the text that says what the study is: a memo on it of that title."""
    return next((memo.text for memo in theory.memos(reader) if _tells_about(memo)), "")


def _tells_about(memo: MemoRow) -> bool:
    return memo.title == _ABOUT and not memo.things and not memo.tags


def write_passages_and_memos(pages: Pages) -> None:
    """Write codings with the memos that hang on one passage, and every other memo as a file."""
    notes: dict[QuotationId, str] = {}
    others: list[MemoRow] = []
    for memo in theory.memos(pages.reader):
        if _is_note(memo, pages) and memo.quotations[0] not in notes:
            notes[memo.quotations[0]] = memo.text
        elif not _tells_about(memo):
            others.append(memo)
    _write_codings(pages, notes)
    _write_memos(pages, others)


def _is_note(memo: MemoRow, pages: Pages) -> bool:
    """Tell a coder's own remark on one coded passage from a memo that needs a file."""
    alone = len(memo.things) == len(memo.quotations) == 1 and not memo.title and not memo.tags
    if not alone or memo.kind != MemoKind.CODE:
        return False
    quote = pages.quotes.get(memo.quotations[0])
    return quote is not None and quote.coder == memo.coder


def _write_codings(pages: Pages, notes: dict[QuotationId, str]) -> None:
    waiting = dict(notes)
    weighed = any(coding.weight is not None for coding in pages.codings)
    rows = []
    for coding in pages.codings:
        quote = pages.quotes[coding.quotation]
        code, memo = pages.paths[coding.code_id], waiting.pop(coding.quotation, "")
        weight = ("" if coding.weight is None else coding.weight,) if weighed else ()
        place = (code, quote.words, quote.occurrence, memo, *quote.round, *weight)
        rows.append((PHASE, quote.coder, quote.document, *place))
    header = ("phase", "coder", "document", "code", "quote", "occurrence", "memo")
    more = ("weight",) if weighed else ()
    pages.table(CODINGS, (*header, *pages.round_header, *more), rows)
    waiting_for_a_yes = sum(coding.origin == CodingOrigin.AUTO for coding in pages.codings)
    pages.lose(waiting_for_a_yes, "marks that a coding is automatic: it comes back as by hand")
    pages.lose(len(comparisons(pages.reader)), "comparisons of passages")


def _write_memos(pages: Pages, memos: list[MemoRow]) -> None:
    files = _file_names(pages, memos)
    links = link_writer(pages, memos, files)
    known = subjects(pages.reader)
    lost: dict[About, int] = {}
    for memo in memos:
        story = memo.kind == MemoKind.STORYLINE
        on = []
        for about, key in memo.things:
            if story and about in (About.CODE, About.RELATION):
                continue  # which its text says
            words = links.written(memo, about, key)
            on += [words] if words else []
            lost[about] = lost.get(about, 0) + (not words)
        lines = [
            f"kind: {memo.kind}",
            f"coder: {memo.coder}",
            *(f"on: {what}" for what in on or [STUDY]),
            *(f"tag: {tag}" for tag in memo.tags),
            f"title: {' '.join(memo.title.split())}",
        ]
        text = (known.by_hand(memo.text) if story else memo.text).strip("\n")
        pages.page(f"{MEMOS}/{files[memo.id]}.md", "\n".join([*lines, "", text, ""]))
    for about, count in lost.items():
        pages.lose(count, f"links of memos to {_LOST.get(about, f'{about}s')}")


def _file_names(pages: Pages, memos: list[MemoRow]) -> dict[int, str]:
    width = max(2, len(str(len(memos))))
    names = {}
    for number, memo in enumerate(memos, 1):
        word = _NO_WORD.sub("_", pages.mask.text(memo.title).casefold()).strip("_")[:40] or "memo"
        names[int(memo.id)] = f"{number:0{width}}_{word}"
    return names
