"""The theme in force: palette, the few rules of style sheet, and the text size."""

from __future__ import annotations

from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gtcoder.drawing.fonts import application
from gtcoder.drawing.theme import THEMES, Theme, theme_named
from gtcoder.resources import resource
from gtcoder.ui.look import type as sizes

SYSTEM = "system"


class Look(QObject):
    """The one look of the application; `changed` tells widgets that keep measures or pictures."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice = SYSTEM
        self.theme: Theme = theme_named("light")

    def wear(self, choice: str = SYSTEM, *, scale: float = 1.0) -> None:
        """Put on a theme (system, light, dark) and a text size (0.8 to 2)."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("a look needs a QApplication")
        application()  # loads the typefaces
        self.choice = choice if choice in THEMES else SYSTEM
        self.theme = theme_named(self.choice if self.choice in THEMES else _of_the_system())
        sizes.set_scale(scale)
        if app.style().name() != "fusion":
            app.setStyle("Fusion")
        app.setFont(sizes.sans())
        app.setPalette(_palette(self.theme))
        app.setStyleSheet(_sheet(self.theme))
        self.changed.emit()

    def follow_system(self) -> None:
        """Take the other theme when the desktop changes its own, if that was the choice."""
        if self.choice == SYSTEM:
            self.wear(SYSTEM, scale=sizes.scale())


@cache
def look() -> Look:
    """Return the application's look."""
    made = Look()
    QGuiApplication.styleHints().colorSchemeChanged.connect(made.follow_system)
    return made


def theme() -> Theme:
    """Return the theme in force; ask anew at each painting."""
    return look().theme


def colour(value: str, alpha: float = 1.0) -> QColor:
    """Return a token's value as a colour, with an opacity from 0 to 1."""
    made = QColor(value)
    made.setAlphaF(alpha)
    return made


def _of_the_system() -> str:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def _palette(now: Theme) -> QPalette:
    roles = QPalette.ColorRole
    values = {
        roles.Window: now.panel,
        roles.Base: now.paper,
        roles.AlternateBase: now.panel,
        roles.Button: now.raised,
        roles.Text: now.text,
        roles.WindowText: now.text,
        roles.ButtonText: now.text,
        roles.BrightText: now.danger,
        roles.PlaceholderText: now.text3,
        roles.Highlight: now.sel,
        roles.HighlightedText: now.text,
        roles.Accent: now.accent,
        roles.Link: now.accent,
        roles.LinkVisited: now.accent,
        roles.ToolTipBase: now.tip,
        roles.ToolTipText: now.tip_text,
        roles.Light: now.raised,
        roles.Midlight: now.line,
        roles.Mid: now.line2,
        roles.Dark: now.edge,
        roles.Shadow: now.line2,
    }
    palette = QPalette()
    for role, value in values.items():
        palette.setColor(role, QColor(value))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(now.text3))
    for role in (roles.Base, roles.Button):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(now.panel))
    return palette


def _sheet(now: Theme) -> str:
    tokens = {name: getattr(now, name) for name in now.__dataclass_fields__ if name != "codes"}
    heights = {f"px{n}": f"{sizes.scaled(n)}px" for n in (4, 6, 8, 12, 14, 20, 28, 30, 32)}
    files = {"check": resource("styles", f"check-{now.name}.svg").as_posix()}
    template = Template(resource("styles", "window.qss").read_text(encoding="utf-8"))
    return template.substitute(tokens | heights | files)
