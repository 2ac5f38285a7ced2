"""Write the relations of a plain-text study: their kinds, their evidence, the pairs refused."""

from __future__ import annotations

from collections.abc import Collection

from gtcoder.exchange.plain_pages import Pages
from gtcoder.exchange.plain_relations import (
    EVIDENCE,
    LINK,
    PAIRS,
    REFUSED,
    RELATIONS,
    ROLES,
    STRENGTHS,
    TYPES,
)
from gtcoder.exchange.plain_tables import Answer
from gtcoder.queries.relations import (
    RelationTypeRow,
    evidence,
    refused_relations,
    relation_types,
    relations,
)


def write_relations(pages: Pages) -> None:
    """Write what relates the categories in use."""
    kinds = [_kind(row) for row in relation_types(pages.reader) if row.id is not None]
    pages.table(TYPES, ("name", "inverse", "directed", "acyclic", "grammar", "meaning"), kinds)
    links: dict[int, tuple[str, str, str]] = {}
    rows, lost = [], 0
    for row in relations(pages.reader):
        if row.source not in pages.paths or row.target not in pages.paths:
            lost += 1 + len(row.evidence)
            continue
        links[row.id] = (pages.paths[row.source], row.type, pages.paths[row.target])
        rows.append((*links[row.id], row.note, STRENGTHS[row.strength or 0]))
    pages.table(RELATIONS, (*LINK, "memo", "strength"), rows)
    pages.lose(
        lost + _write_evidence(pages, links),
        "relations of codes out of use, or evidence that is no coding",
    )
    _write_refused(pages, {frozenset((start, end)) for start, _, end in links.values()})


def _write_evidence(pages: Pages, links: dict[int, tuple[str, str, str]]) -> int:
    """Write the evidence of these relations; return how much of it is no coding."""
    rows, lost = [], 0
    for row in sorted(evidence(pages.reader), key=lambda each: (each.relation, each.id)):
        if row.relation not in links:
            continue
        quote = pages.quotes.get(row.quotation)
        if quote is None:
            lost += 1
            continue
        place = (quote.coder, quote.document, quote.words, quote.occurrence)
        rows.append((*links[row.relation], *place, row.stance, row.note, *quote.round))
    where = ("coder", "document", "quote", "occurrence", "stance", "note")
    pages.table(EVIDENCE, (*LINK, *where, *pages.round_header), rows)
    return lost


def _write_refused(pages: Pages, related: Collection[frozenset[str]]) -> None:
    """Write the refused pairs of codes in use, but those that are related after all."""
    rows = [
        (pages.paths[row.source], pages.paths[row.target], row.coder, row.reason)
        for row in refused_relations(pages.reader)
        if row.source in pages.paths and row.target in pages.paths
    ]
    rows = [row for row in rows if frozenset(row[:2]) not in related]
    if rows:
        pages.table(REFUSED, ("source", "target", "coder", "reason"), rows)


def _kind(row: RelationTypeRow) -> tuple[str, ...]:
    answers = [Answer.YES if each else Answer.NO for each in (row.directed, row.acyclic)]
    grammar = f"{PAIRS} ".join(f"{start}{ROLES}{end}" for start, end in row.grammar)
    return row.name, row.inverse, *answers, grammar, row.meaning
