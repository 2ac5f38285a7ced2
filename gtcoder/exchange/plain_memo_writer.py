"""Write the codings and memos of a plain-text study."""

from __future__ import annotations

import re

from gtcoder.exchange.plain_memos import MEMOS, STUDY
from gtcoder.exchange.plain_pages import PHASE, Pages
from gtcoder.exchange.plain_steps import CODINGS
from gtcoder.queries import people, theory
from gtcoder.queries.storyline import subjects
from gtcoder.queries.theory import MemoRow
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import MemoKind, QuotationId

_ABOUT = "About this study"
_NO_WORD = re.compile(r"[^\w]+")


def about(reader: Reader) -> str:
    """Return the text that says what the study is: a memo on it of that title."""
    return next((memo.text for memo in theory.memos(reader) if _tells_about(memo)), "")


def _tells_about(memo: MemoRow) -> bool:
    return memo.title == _ABOUT and not any(
        (memo.codes, memo.documents, memo.quotations, memo.participants, memo.relations)
    )


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
    alone = not (memo.codes or memo.documents or memo.participants or memo.relations or memo.title)
    if not alone or len(memo.quotations) != 1 or memo.kind != MemoKind.CODE:
        return False
    quote = pages.quotes.get(memo.quotations[0])
    return quote is not None and quote.coder == memo.coder


def _write_codings(pages: Pages, notes: dict[QuotationId, str]) -> None:
    waiting = dict(notes)
    rows = []
    for coding in pages.codings:
        quote = pages.quotes[coding.quotation]
        code, memo = pages.paths[coding.code_id], waiting.pop(coding.quotation, "")
        place = (code, quote.words, quote.occurrence, memo, *quote.round)
        rows.append((PHASE, quote.coder, quote.document, *place))
    header = ("phase", "coder", "document", "code", "quote", "occurrence", "memo")
    pages.table(CODINGS, (*header, *pages.round_header), rows)


def _write_memos(pages: Pages, memos: list[MemoRow]) -> None:
    people_by_id = {person.id: person.name for person in people.participants(pages.reader)}
    documents = {row.id: pages.documents[row.name] for row in pages.rows}
    width = max(2, len(str(len(memos))))
    known = subjects(pages.reader)
    for number, memo in enumerate(memos, 1):
        story = memo.kind == MemoKind.STORYLINE
        codes = () if story else memo.codes
        on = [f"code {pages.paths[code]}" for code in codes if code in pages.paths]
        on += [f"document {documents[document]}" for document in memo.documents]
        persons = (people_by_id[person] for person in memo.participants)
        on += [f"participant {person}" for person in persons if person in pages.persons]
        lines = [
            f"kind: {memo.kind}",
            f"coder: {memo.coder}",
            *(f"on: {what}" for what in on or [STUDY]),
            f"title: {' '.join(memo.title.split())}",
        ]
        word = _NO_WORD.sub("_", memo.title.casefold()).strip("_")[:40] or "memo"
        text = (known.by_hand(memo.text) if story else memo.text).strip("\n")
        pages.page(f"{MEMOS}/{number:0{width}}_{word}.md", "\n".join([*lines, "", text, ""]))
    links = sum(len(memo.quotations) for memo in memos)
    others = [memo for memo in memos if memo.kind != MemoKind.STORYLINE]
    links += sum(len(memo.relations) for memo in others)
    links += sum(code not in pages.paths for memo in others for code in memo.codes)
    pages.lose(links, "links of memos to passages, relations or codes out of use")
    named = [people_by_id[person] for memo in memos for person in memo.participants]
    silent = sum(person not in pages.persons for person in named)
    pages.lose(silent, "links of memos to participants who speak in no text")
