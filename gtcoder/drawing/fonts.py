"""The typefaces of diagrams, loaded from their packages, and an application to draw with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from gtcoder.errors import NotComputable

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

SERIF, SANS = "Source Serif Pro", "Hanken Grotesk"
# DejaVu comes with matplotlib, so that Arabic and Persian are there on a bare machine too.
FALLBACK = (
    "Noto Naskh Arabic",
    "Noto Sans Arabic",
    "DejaVu Sans",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "Noto Sans",
)
_FILES = {
    "font_source_serif_pro": ("files", "SourceSerifPro-Regular.otf", "SourceSerifPro-Semibold.otf"),
    "font_hanken_grotesk": (
        "files",
        "HankenGrotesk-Regular.otf",
        "HankenGrotesk-Medium.otf",
        "HankenGrotesk-SemiBold.otf",
        "HankenGrotesk-Bold.otf",
    ),
    "matplotlib": ("mpl-data/fonts/ttf", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
}


def application() -> QCoreApplication:
    """Return the running application, or a new one without a screen; with our fonts loaded.

    A new one always draws off screen: it shows nothing, and a machine without a display or
    with half of its window system missing draws the same.
    """
    app = QGuiApplication.instance() or _headless()
    _load_fonts()
    return app


def font(*, serif: bool, weight: int, pixels: int) -> QFont:
    """Return a font of that size in the painter's units, unhinted, with figures of one width.

    Latin ligatures are off: Qt's PDF writer has no letters for them, so that "after" would be
    found and copied as "aer".
    """
    found = QFont()
    found.setFamilies([SERIF if serif else SANS, *FALLBACK])
    found.setPixelSize(pixels)
    found.setWeight(QFont.Weight(weight))
    found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    found.setFeature(QFont.Tag("tnum"), 1)
    found.setFeature(QFont.Tag("liga"), 0)
    return found


@cache
def _headless() -> QGuiApplication:
    return QGuiApplication(["gtcoder", "-platform", "offscreen"])


@cache
def _load_fonts() -> None:
    for path in _font_files():
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise NotComputable(
                "The typeface {name} cannot be loaded, so nothing was drawn. The study is "
                "unchanged. Install gtcoder again with its dependencies.",
                name=path.name,
            )


def _font_files() -> Iterator[Path]:
    for package, (folder, *names) in _FILES.items():
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            yield from (Path(spec.origin).parent / folder / name for name in names)
