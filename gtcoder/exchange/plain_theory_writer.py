"""Write the theory of a plain-text study: relations, evidence, paradigms, models."""

from __future__ import annotations

from gtcoder.exchange.plain_models_writer import write_models
from gtcoder.exchange.plain_pages import Pages
from gtcoder.exchange.plain_properties import write_properties
from gtcoder.exchange.plain_relations_writer import write_relations
from gtcoder.exchange.plain_theory import PARADIGM
from gtcoder.exchange.plain_waivers import write_waivers
from gtcoder.queries import theory


def write_theory(pages: Pages) -> None:
    """Write what relates and places the categories in use."""
    write_relations(pages)
    write_properties(pages)
    _write_paradigms(pages)
    write_models(pages)
    write_waivers(pages)


def _write_paradigms(pages: Pages) -> None:
    rows = [
        (board.name, place.role, pages.paths[place.category], place.rank)
        for board in theory.paradigms(pages.reader)
        for place in board.placements
        if place.category in pages.paths
    ]
    pages.table(PARADIGM, ("paradigm", "role", "category", "rank"), rows)
    boards = {board.name for board in theory.paradigms(pages.reader)}
    pages.lose(len(boards - {row[0] for row in rows}), "paradigms without a category in use")
