"""The report on what comes in as plain text, to keep with the study's papers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from gtcoder.ui.exchange.shown import Fate, Incoming, Line, Part
from gtcoder.ui.exchange.told import fate_words

_INDENT = "    "


def report_of(incoming: Incoming) -> str:
    """Return all that a sheet shows, part by part, as text."""
    return "\n".join(_lines(incoming)) + "\n"


def _lines(incoming: Incoming) -> Iterator[str]:
    yield incoming.title
    yield incoming.head
    if incoming.warning:
        yield incoming.warning
    yield incoming.summary or _tr("It holds nothing that is not here already.")
    for part in incoming.parts:
        yield ""
        yield part.title
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    if not part.lines:
        yield f"  {part.empty}"
    for line in part.lines:
        yield f"  {_line(line)}"
        if line.here or line.there:
            for label, text in (
                (_tr("Here"), line.here), (_tr("In the file"), line.there),
                (_tr("What stays"), line.stays),
            ):  # fmt: skip
                yield textwrap.indent(f"{label}: {text or '–'}", _INDENT)


def _line(line: Line) -> str:
    count = "" if line.count is None else f": {line.count:,}"
    told = fate_words(line.fate)
    if line.said and line.fate is not Fate.NOTE:
        enough = line.fate in (Fate.COMES, Fate.STAYS)
        told = line.said if enough else f"{told}, {line.said}"
    elif line.said:
        told = line.said
    return f"{line.what}{count} ({told})" if line.fate is not Fate.NOTE else f"– {told}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Report", text)
