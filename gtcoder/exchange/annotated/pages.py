"""Annotated transcripts as one web page that needs nothing else, on screen and on paper."""

from __future__ import annotations

from gtcoder.exchange.annotated.sheet import Annotated, Line, Piece, Sheet
from gtcoder.exchange.paper import clean
from gtcoder.resources import resource

_MOST_LANES = 40  # more would leave the text no room: then stripes lie on one another


def annotated_html(made: Annotated) -> str:
    """Return the page; the text of each line stands in its paragraph letter for letter."""
    from jinja2 import Environment

    source = resource("reports", "annotated.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True).from_string(source)
    return clean(template.render(made=made, begun=_begun, most=_MOST_LANES)) + "\n"


def _begun(sheet: Sheet, piece: Piece, line: Line) -> str:
    """Return the numbers of the codings that begin with a piece."""
    new = (n for n in line.begun if sheet.notes[n].start == piece.start)
    return ",".join(str(sheet.notes[n].number) for n in new)
