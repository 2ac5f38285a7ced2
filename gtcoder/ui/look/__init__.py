"""How the window looks: theme, type sizes and icons, for everything that paints."""

from __future__ import annotations

from gtcoder.ui.look.bidi import directed, isolated
from gtcoder.ui.look.icons import icon, pixmap
from gtcoder.ui.look.style import Look, colour, look, theme
from gtcoder.ui.look.type import Role, fixed, sans, scaled, serif

__all__ = [
    "Look",
    "Role",
    "colour",
    "directed",
    "fixed",
    "icon",
    "isolated",
    "look",
    "pixmap",
    "sans",
    "scaled",
    "serif",
    "theme",
]
