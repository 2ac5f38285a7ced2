"""Write the decisions of a plain-text study, from which its consensus is made again."""

from __future__ import annotations

from gtcoder.exchange.plain_adjudication import AGREED, DECISIONS, HEADER
from gtcoder.exchange.plain_pages import Pages
from gtcoder.exchange.plain_tables import joined
from gtcoder.exchange.plain_texts import places_of
from gtcoder.queries import adjudication, passages
from gtcoder.queries.codebook import codes
from gtcoder.queries.people import coders, rounds
from gtcoder.reports.disagreements import DisagreementRow, queue
from gtcoder.vocabulary import CodeId, CodingOrigin, DocumentId, RoundKind, Verdict

_NAMED = (Verdict.FIRST, Verdict.SECOND)


def write_decisions(pages: Pages) -> None:
    """Write the decisions of the first round, and whether what was agreed on was taken over."""
    reader = pages.reader
    first = next(row for row in rounds(reader) if row.id == pages.round)
    every = adjudication.decisions(reader)
    if reader.blind is not None:
        pages.lose(len(every), "decisions, which rest on codings that a blind round hides")
        return
    if first.kind == RoundKind.CONSENSUS or not (every or adjudication.consensus_rounds(reader)):
        return
    found = queue(reader, first.name)
    writer = _Writer(pages)
    kept = [row for row in found.rows if writer.can_write(row)]
    rows = [writer.row(row) for row in kept]
    if found.taken and found.taken == found.agreed:
        lead = coders(reader)[0].name
        rows.append(("", "", "", "", AGREED, "", "", "", "", "", "", lead))
    if rows:
        pages.table(DECISIONS, HEADER, rows)
    pages.lose(len(every) - len(kept), "decisions of later rounds, or that fit no disagreement")
    made = {
        (row.document, *each)
        for row in kept
        if row.decision is not None
        for each in row.decision.stands
    }
    held = [row for row in passages.codings(reader) if row.origin == CodingOrigin.CONSENSUS]
    names = {row.name: row.id for row in pages.rows}
    there = {(names[row.document], row.code_id, row.start, row.end) for row in held}
    taken = found.taken if found.taken == found.agreed else 0
    pages.lose(max(len(there - made) - taken, 0), "codings of a consensus without a decision")


class _Writer:
    """Puts decisions into rows, with the quotes that find their text."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._names = {row.id: row.name for row in pages.rows}
        self._texts = passages.texts(pages.reader)
        self._coders = {coder.id: coder.name for coder in coders(pages.reader)}
        self._rules = {code.id: code.rule.splitlines() for code in codes(pages.reader)}

    def can_write(self, row: DisagreementRow) -> bool:
        """Tell whether a row is decided, and by codes in use over words that a quote can give."""
        decision = row.decision
        if decision is None or not self._texts[row.document][row.start : row.end].strip():
            return False
        named = {*row.codes, *(each[0] for each in decision.stands)}
        return named <= set(self._pages.paths)

    def row(self, row: DisagreementRow) -> tuple[object, ...]:
        """Return the cells of a decided disagreement."""
        decision, paths = row.decision, self._pages.paths
        assert decision is not None  # only such rows can be written
        third: tuple[object, ...] = ("", "", "")
        if decision.verdict is Verdict.THIRD:
            ((code, start, end),) = decision.stands
            third = (paths[code], *self._quote(row.document, start, end))
        return (
            self._pages.documents[self._names[row.document]],
            *self._quote(row.document, row.start, row.end),
            joined(paths[code] for code in row.codes),
            self._verdict(row, decision.verdict),
            *third,
            decision.reason,
            decision.rule,
            self._ruled(decision.rule, decision.code),
            decision.coder,
        )

    def _verdict(self, row: DisagreementRow, verdict: Verdict) -> str:
        """Return the verdict; an answer by its coder, as the order of coders may change."""
        if verdict not in _NAMED:
            return str(verdict)
        return self._coders[row.answers[_NAMED.index(verdict)].coders[0]]

    def _quote(self, document: DocumentId, start: int, end: int) -> tuple[str, int]:
        text = self._texts[document]
        words = text[start:end]
        return words, places_of(text, words).index(start) + 1

    def _ruled(self, rule: str, about: CodeId | None) -> str:
        """Return the code in whose rule a new line stands, first that of the decision."""
        if not rule:
            return ""
        first = [] if about is None else [about]
        for code in (*first, *self._rules):
            if rule in self._rules.get(code, ()) and code in self._pages.paths:
                return self._pages.paths[code]
        return ""
