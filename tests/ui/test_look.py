"""The look holds what it promises: contrasts, colours told apart, typefaces, icons, sizes."""

from __future__ import annotations

import itertools
import math
import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel

from gtcoder.drawing.fonts import SANS, SERIF
from gtcoder.drawing.theme import THEMES, Theme, theme_named
from gtcoder.ui.look import Role, fixed, icon, look, pixmap, sans, scaled, serif
from gtcoder.ui.look.icons import ICONS
from gtcoder.ui.places import PLACES
from tests.architecture.source import sources

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SURFACES = ("window", "panel", "paper", "raised", "sunken", "hover", "sel")
READING = ("paper", "raised", "panel")

Colour = tuple[float, float, float]


def linear(value: str) -> Colour:
    """Return the linear light of a colour."""
    colour = QColor(value)
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def luminance(value: str) -> float:
    red, green, blue = linear(value)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 counts it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=THEMES)
def now(request: pytest.FixtureRequest) -> Theme:
    """Return each theme."""
    return theme_named(request.param)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("surface", SURFACES)
def test_text_can_be_read_on_every_surface(now: Theme, surface: str) -> None:
    ground = getattr(now, surface)
    assert contrast(now.text, ground) >= 7
    assert contrast(now.text2, ground) >= 4.5


def test_hints_and_links_can_be_read_where_they_stand(now: Theme) -> None:
    for surface in ("paper", "panel"):
        assert contrast(now.text3, getattr(now, surface)) >= 4.5
        assert contrast(now.accent, getattr(now, surface)) >= 4.5
        assert contrast(now.edge, getattr(now, surface)) >= 3
    for surface in READING:
        assert contrast(now.text, getattr(now, surface)) >= 7


def test_states_and_buttons_can_be_read_on_their_own_ground(now: Theme) -> None:
    for state in ("danger", "success", "warn"):
        assert contrast(getattr(now, state), getattr(now, f"{state}_bg")) >= 4.5
        assert contrast(now.text, getattr(now, f"{state}_bg")) >= 7
    assert contrast(now.text, now.info_bg) >= 7
    assert contrast(now.on_accent, now.accent) >= 4.5
    assert contrast(now.on_accent, now.accent_hover) >= 4.5
    assert contrast(now.tip_text, now.tip) >= 7


LIMITS = {  # of all twenty: text on tint and on strong, ink on paper and on its tint, mark likewise
    "light": (13.2, 10.6, 6.4, 5.4, 3.6, 3.0),
    "dark": (9.2, 6.3, 8.7, 6.7, 4.0, 3.0),
}


def test_code_colours_keep_the_contrasts_that_were_measured(now: Theme) -> None:
    measured = [
        (
            contrast(now.text, code.tint),
            contrast(now.text, code.strong),
            contrast(code.ink, now.paper),
            contrast(code.ink, code.tint),
            contrast(code.mark, now.paper),
            contrast(code.mark, code.tint),
        )
        for code in now.codes
    ]
    assert len(measured) == 20
    for lowest, limit in zip(
        (min(column) for column in zip(*measured, strict=True)), LIMITS[now.name], strict=True
    ):
        assert lowest >= limit - 0.05


# How colours look to people without one kind of cone: Machado, Oliveira and Fernandes 2009,
# severity 1, applied to linear light.
BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
                   (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
                     (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
                   (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def oklab(colour: Colour) -> Colour:
    red, green, blue = colour
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def seen(value: str, kind: str) -> Colour:
    """Return a colour in OKLab as somebody with that kind of blindness sees it."""
    light = linear(value)
    rows = (sum(a * b for a, b in zip(row, light, strict=True)) for row in BLINDNESS[kind])
    red, green, blue = rows
    return oklab((red, green, blue))


@pytest.mark.parametrize("kind", BLINDNESS)
@pytest.mark.parametrize(("first", "apart"), [(8, 6.1), (12, 2.8)])
def test_the_first_colours_are_told_apart_without_one_kind_of_cone(
    now: Theme, kind: str, first: int, apart: float
) -> None:
    colours = [seen(code.mark, kind) for code in now.codes[:first]]
    nearest = min(math.dist(one, other) for one, other in itertools.combinations(colours, 2))
    assert 100 * nearest >= apart - 0.05


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_is_there_empty_and_filled(name: str) -> None:
    for form in (name, f"{name}-fill"):
        picture = pixmap(form, 18).toImage()
        assert any(picture.pixelColor(x, y).alpha() > 128 for x in range(18) for y in range(18)), (
            form
        )


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_every_icon_a_file_names_is_in_the_table() -> None:
    calls = re.compile(r"""(?:icon_name=|\bpixmap\(|\bicon\(|IconButton\()\s*"([a-z-]+)\"""")
    named = {
        found.removesuffix("-fill")
        for source in sources("gtcoder/ui")
        for found in calls.findall(source.text)
    }
    assert len(named) > 20
    assert named <= ICONS
    assert {place.icon for place in PLACES} <= ICONS


def test_the_typefaces_are_the_ones_that_were_packed() -> None:
    assert QFontInfo(sans()).family() == SANS
    assert QFontInfo(serif()).family() == SERIF
    assert QFontInfo(fixed()).fixedPitch()


def test_figures_have_one_width() -> None:
    metrics = QFontMetricsF(sans())
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
def test_everything_grows_with_the_readers_text(scale: float) -> None:
    look().wear("light", scale=scale)
    assert sans().pixelSize() == round(13 * scale)
    assert sans(Role.HEADLINE).pixelSize() == round(30 * scale)
    assert serif().pixelSize() == round(17 * scale)
    assert fixed().pixelSize() == round(12 * scale)
    assert scaled(88) == round(88 * scale)
    assert QApplication.font().pixelSize() == round(13 * scale)


def test_a_text_size_out_of_bounds_is_held_at_the_bound() -> None:
    look().wear("light", scale=9)
    assert sans().pixelSize() == 26
    look().wear("light", scale=0.1)
    assert sans().pixelSize() == 10


def test_a_theme_reaches_the_palette_and_what_was_made_before_it(qtbot: object) -> None:
    from gtcoder.ui.kit import Label

    hidden = Label("Invented words", ink="text2")
    look().wear("dark", scale=1.5)
    hidden.show()
    dark = theme_named("dark")
    roles = hidden.palette().ColorRole
    assert hidden.palette().color(roles.WindowText) == QColor(dark.text2)
    assert hidden.font().pixelSize() == round(13 * 1.5)
    assert QLabel().palette().color(roles.Base) == QColor(dark.paper)
    hidden.close()


@pytest.mark.parametrize("on", [True, False])
def test_a_box_to_tick_has_a_frame_and_a_tick_in_the_inks_of_the_theme(
    now: Theme, on: bool, qtbot: QtBot
) -> None:
    look().wear(now.name)
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setChecked(on)
    image = box.grab().toImage()
    found = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    wanted = {now.accent, now.on_accent} if on else {now.edge, now.paper}
    assert {each.lower() for each in wanted} <= found
