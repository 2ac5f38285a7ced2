"""Help on the place in sight, and the keys that work there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from gtcoder.resources import resource
from gtcoder.ui.commands import plain_words
from gtcoder.ui.frame.help_layout import anchor
from gtcoder.ui.frame.help_page import PICTURE, HelpPage
from gtcoder.ui.kit import Sheet
from gtcoder.ui.look import scaled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gtcoder.ui.main_window import MainWindow

START = "start"
COEFFICIENTS = "coefficients"
_WIDTH, _WITH_PICTURES = 620, 700
_MANY = 4  # headings, from which a page has a line of contents
_HIGH = 0.7  # of the window, for a page that is longer


def help_text(place: str) -> str:
    """Return the help of a place as Markdown; a test holds that every place has one."""
    return resource("help", f"{place}.md").read_text(encoding="utf-8")


def show_help(window: MainWindow) -> Sheet:
    """Open the help of the place in sight."""
    place = window.stack.key if window.stack is not None else START
    return _sheet(window, window.tr("Help"), with_contents(help_text(place)))


def show_page(window: QWidget, page: str, title: str) -> Sheet:
    """Open a page of help that belongs to no place."""
    return _sheet(window, title, with_contents(help_text(page)))


def coefficients_text() -> str:
    """Return the help on coefficients, what sources disagree about, and how to cite them."""
    from gtcoder.analysis.chosen import listed
    from gtcoder.analysis.coefficients.sources import QUOTED, conflicts_page
    from gtcoder.analysis.validity import REFERENCES

    every = {each.citation for each in listed()} | {*QUOTED, *REFERENCES}
    cited = "\n".join(f"- {each}" for each in sorted(every))
    page = f"{help_text(COEFFICIENTS)}\n\n{conflicts_page()}\n\n## References\n\n{cited}\n"
    return with_contents(page)


def with_contents(page: str) -> str:
    """Return a page with links to its headings in a line before the first of them."""
    heads = [line[3:] for line in page.splitlines() if line.startswith("## ")]
    if len(heads) < _MANY:
        return page
    links = " · ".join(f"[{head}](#{anchor(head)})" for head in heads)
    top, _, rest = page.partition("\n## ")
    return f"{top}\n{links}\n\n## {rest}"


def show_coefficients(window: MainWindow) -> Sheet:
    """Open the help on coefficients of agreement."""
    return _sheet(window, window.tr("About coefficients"), coefficients_text())


def show_keys(window: MainWindow) -> Sheet:
    """List the keys that work in the place in sight."""
    rows = [
        (plain_words(action), _keys(action.shortcuts()))
        for action in window.commands.shown()
        if action.shortcuts()
    ]
    head = f"| {window.tr('What it does')} | {window.tr('Keys')} |\n|---|---|\n"
    return _sheet(
        window,
        window.tr("Keys of this place"),
        head + "\n".join(f"| {words} | {keys} |" for words, keys in rows),
    )


def _keys(found: list[QKeySequence]) -> str:
    written = (key.toString(QKeySequence.SequenceFormat.NativeText) for key in found)
    return " · ".join(key.replace("|", "\\|") for key in written)


def _sheet(window: QWidget, title: str, markdown: str) -> Sheet:
    sheet = Sheet(title, parent=window, width=_WITH_PICTURES if PICTURE in markdown else _WIDTH)
    text = HelpPage(title, markdown, parent=sheet)
    room = round(window.height() * _HIGH)
    text.setMinimumHeight(min(text.height_at(sheet.minimumWidth() - 2 * scaled(20)), room))
    sheet.body.addWidget(text)
    sheet.add_button(window.tr("Close"), "primary", sheet.accept)
    sheet.open()
    return sheet
