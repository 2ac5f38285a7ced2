"""Write the theory of a plain-text study: relations, evidence, paradigms, the stepwise model."""

from __future__ import annotations

from gtcoder.exchange.plain_pages import Pages
from gtcoder.exchange.plain_theory import EDGES, EVIDENCE, NODES, PARADIGM, RELATIONS
from gtcoder.queries import theory
from gtcoder.queries.theory import ModelRow

STEPWISE = "stepwise"


def write_theory(pages: Pages) -> None:
    """Write what relates and places the categories in use."""
    _write_relations(pages)
    _write_paradigms(pages)
    models = theory.models(pages.reader)
    drawn = [model for model in models if model.template == STEPWISE]
    if drawn:
        _write_model(pages, drawn[0])
    pages.lose(len(models) - len(drawn[:1]), "models beside the first stepwise one")


def _write_relations(pages: Pages) -> None:
    links, proofs, lost = [], [], 0
    for row in theory.relations(pages.reader):
        if row.source not in pages.paths or row.target not in pages.paths:
            lost += 1 + len(row.evidence)
            continue
        link = (pages.paths[row.source], row.type, pages.paths[row.target])
        links.append((*link, row.note))
        for quotation, stance in row.evidence:
            quote = pages.quotes.get(quotation)
            if quote is None:
                lost += 1
                continue
            place = (quote.coder, quote.document, quote.words, quote.occurrence)
            proofs.append((*link, *place, stance))
    pages.table(RELATIONS, ("source", "type", "target", "memo"), links)
    where = ("coder", "document", "quote", "occurrence", "stance")
    pages.table(EVIDENCE, ("source", "type", "target", *where), proofs)
    pages.lose(lost, "relations of codes out of use, or evidence that is no coding")


def _write_paradigms(pages: Pages) -> None:
    rows = [
        (board.name, place.role, pages.paths[place.category], place.rank)
        for board in theory.paradigms(pages.reader)
        for place in board.placements
        if place.category in pages.paths
    ]
    pages.table(PARADIGM, ("paradigm", "role", "category", "rank"), rows)


def _write_model(pages: Pages, model: ModelRow) -> None:
    nodes = [
        (key, kind, pages.paths.get(code, "") if code else "", rank, parent or "")
        for key, kind, _, code, parent, rank in model.nodes
    ]
    pages.table(NODES, ("node", "kind", "code", "rank", "parent"), nodes)
    edges = [(source, target, kind) for source, target, kind, _ in model.edges]
    pages.table(EDGES, ("source", "target", "kind"), edges)
    words = sum(label not in ("", key) for key, _, label, *_ in model.nodes)
    words += sum(bool(label) for *_, label in model.edges)
    pages.lose(words, "words on nodes and edges of the model")
