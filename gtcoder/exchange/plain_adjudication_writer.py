"""Write the decisions of a plain-text study, from which its consensus is made again."""

from __future__ import annotations

from collections.abc import Sequence

from gtcoder.exchange.plain_adjudication import AGREED, DECISIONS, HEADER
from gtcoder.exchange.plain_pages import Pages, round_cell
from gtcoder.exchange.plain_tables import joined
from gtcoder.queries import adjudication, passages
from gtcoder.queries.codebook import codes
from gtcoder.queries.people import RoundRow, coders
from gtcoder.reports.disagreements import DisagreementRow, queue
from gtcoder.vocabulary import CodeId, CodingOrigin, RoundId, RoundKind, Verdict

_NAMED = (Verdict.FIRST, Verdict.SECOND)


def write_decisions(pages: Pages) -> None:
    """Write the decisions of each round, and whether what was agreed on was taken over."""
    reader = pages.reader
    every = adjudication.decisions(reader)
    if reader.blind is not None:
        pages.lose(len(every), "decisions resting on codings that a blind round hides")
        return
    settled = {*adjudication.consensus_rounds(reader), *(row.round for row in every)}
    talked = [row for row in pages.rounds if row.id in settled and row.kind != RoundKind.CONSENSUS]
    writer = _Writer(pages)
    for in_round in talked:
        writer.take(in_round)
    if writer.rows:
        pages.table(DECISIONS, (*HEADER, *pages.round_header), writer.rows)
    pages.lose(len(every) - writer.kept, "decisions over codings that are gone or changed since")
    held = sum(row.origin == CodingOrigin.CONSENSUS for row in passages.codings(reader))
    pages.lose(held - writer.standing, "codings of a consensus without a decision")


class _Writer:
    """Puts decisions into rows, with the quotes that find their text.

    Of the decisions `kept` were written; `standing` codings of consensuses follow from the rows.
    """

    def __init__(self, pages: Pages) -> None:
        self.rows: list[tuple[object, ...]] = []
        self.kept = self.standing = 0
        self._pages = pages
        self._names = {row.id: row.name for row in pages.rows}
        self._documents = {row.name: row.id for row in pages.rows}
        self._texts = passages.texts(pages.reader)
        self._coders = {coder.id: coder.name for coder in coders(pages.reader)}
        self._rules = {code.id: code.rule.splitlines() for code in codes(pages.reader)}

    def take(self, in_round: RoundRow) -> None:
        """Add the rows of one round."""
        reader = self._pages.reader
        found = queue(reader, in_round.name)
        kept = [row for row in found.rows if self._can_write(row)]
        cell = round_cell(self._pages.rounds, in_round.name)
        self.rows += [(*self._row(row), *cell) for row in kept]
        self.kept += len(kept)
        whole = 0 < found.taken == found.agreed
        if whole:
            lead = coders(reader)[0].name
            self.rows.append(("", "", "", "", AGREED, "", "", "", "", "", "", lead, *cell))
        if found.consensus is not None:
            self._count(found.consensus, kept, found.taken if whole else 0)

    def _count(self, consensus: RoundId, kept: Sequence[DisagreementRow], taken: int) -> None:
        """Count which codings of a consensus will be made again."""
        made = {
            (row.document, *each)
            for row in kept
            if row.decision is not None
            for each in row.decision.stands
        }
        held = passages.codings(self._pages.reader, round=consensus)
        there = {
            (self._documents[row.document], row.code_id, row.start, row.end)
            for row in held
            if row.origin == CodingOrigin.CONSENSUS
        }
        self.standing += min(len(there & made) + taken, len(there))

    def _can_write(self, row: DisagreementRow) -> bool:
        """Tell whether a row is decided, and by codes in use over words that a quote can give."""
        decision = row.decision
        if decision is None or not self._texts[row.document][row.start : row.end].strip():
            return False
        named = {*row.codes, *(each[0] for each in decision.stands)}
        return named <= set(self._pages.paths)

    def _row(self, row: DisagreementRow) -> tuple[object, ...]:
        """Return the cells of a decided disagreement."""
        decision, paths = row.decision, self._pages.paths
        assert decision is not None  # only such rows can be written
        third: tuple[object, ...] = ("", "", "")
        if decision.verdict is Verdict.THIRD:
            ((code, start, end),) = decision.stands
            third = (paths[code], *self._pages.quote(row.document, start, end))
        return (
            self._pages.documents[self._names[row.document]],
            *self._pages.quote(row.document, row.start, row.end),
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

    def _ruled(self, rule: str, about: CodeId | None) -> str:
        """Return the code in whose rule a new line stands, first that of the decision."""
        if not rule:
            return ""
        first = [] if about is None else [about]
        for code in (*first, *self._rules):
            if rule in self._rules.get(code, ()) and code in self._pages.paths:
                return self._pages.paths[code]
        return ""
