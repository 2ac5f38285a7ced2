"""Write the rounds of a plain-text study: what each was, what it handed out, who coded what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from gtcoder.exchange.plain_pages import Pages
from gtcoder.exchange.plain_rounds import ASSIGNMENTS, FINISHED, HEADER, ROUNDS, SEGMENTS
from gtcoder.exchange.plain_tables import Answer, joined
from gtcoder.plan_rounds import USUAL_ROUND
from gtcoder.queries import people
from gtcoder.queries.people import RoundRow
from gtcoder.vocabulary import AssignmentState, RoundKind


def write_rounds(pages: Pages) -> None:
    """Write the rounds where there is more to say than that there is one, and their passages."""
    if len(pages.rounds) > 1 or not _is_usual(pages.rounds[0]):
        pages.table(ROUNDS, HEADER, [_row(pages, each) for each in pages.rounds])
    _write_segments(pages)
    _write_assignments(pages)
    afresh = pages.reader.afresh
    pages.lose(
        0 if afresh is None else len(afresh.documents),
        "documents that you code again, without what was marked in them before",
    )


def _is_usual(row: RoundRow) -> bool:
    plain = row.kind == RoundKind.OPEN and not (row.blind or row.note or row.sample)
    return plain and row.name == USUAL_ROUND and row.closed_at is None


def _row(pages: Pages, row: RoundRow) -> tuple[object, ...]:
    names = {each.id: each.name for each in pages.rounds}
    moments = (row.opened_at, row.unblinded_at, row.closed_at)
    return (
        row.name,
        row.kind,
        "" if row.of is None else names[row.of],
        Answer.YES if row.blind else "",
        row.segments,
        row.note,
        *map(_written, moments),
        *_sample(pages, row),
    )


def _written(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(sep=" ")


def _sample(pages: Pages, row: RoundRow) -> tuple[object, ...]:
    said = row.sample
    if not said:
        return ("", "", "", "", "")
    drawn = joined(pages.documents.get(name, name) for name in said["documents"])
    return said["n"], said["of"], said["variable"], said["seed"], drawn


def _write_segments(pages: Pages) -> None:
    every = people.given_segments(pages.reader)
    rows = []
    for each in every:
        words, occurrence = pages.quote(each.document_id, each.start, each.end)
        if words.strip():
            rows.append((each.round, pages.documents[each.document], words, occurrence))
    if rows:
        pages.table(SEGMENTS, ("round", "document", "quote", "occurrence"), rows)
    pages.lose(len(every) - len(rows), "given passages without a word")


def _write_assignments(pages: Pages) -> None:
    """Write all assignments, or shorter who has finished what where there is no more to say."""
    rows = list(_assignments(pages))
    first = pages.rounds[0].name
    if any(row[0] != first or row[3] is not AssignmentState.FINISHED for row in rows):
        pages.table(ASSIGNMENTS, ("round", "coder", "document", "state"), rows)
    else:
        pages.table(FINISHED, ("coder", "document"), [row[1:3] for row in rows])


def _assignments(pages: Pages) -> Iterator[tuple[str, str, str, AssignmentState]]:
    coders = {coder.id: coder.name for coder in people.coders(pages.reader)}
    documents = {row.id: pages.documents[row.name] for row in pages.rows}
    rounds = {row.id: row.name for row in pages.rounds}
    for row in people.assignments(pages.reader):
        yield rounds[row.round], coders[row.coder], documents[row.document], row.state
