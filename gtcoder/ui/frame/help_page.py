"""A page of help: words and pictures, a picture larger on a click."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QLabel, QTextBrowser, QWidget

from gtcoder.resources import resource
from gtcoder.ui.frame.help_layout import blocks, part, pictures, set_page
from gtcoder.ui.kit import Sheet
from gtcoder.ui.look import look, sans, scaled, theme

PICTURE = "!["  # begins a picture in Markdown
_ALTERNATIVE = QTextFormat.Property.ImageAltText.value
_EDGE = 2  # pixels left free beside a picture
_SHARE = 0.8  # of the screen, for a picture shown large


class HelpPage(QTextBrowser):
    """Shows Markdown; pictures come from resources/pictures, in the theme of the window.

    `NAME_dark.png` is shown in place of `NAME.png` where the window is dark and there is one. A
    picture is as wide as the page, no wider than it is; a click on it, or Tab and Enter, shows it
    larger, and a link to a heading goes there. What a picture shows is told in words beside the
    pointer and to readers of screens.
    """

    def __init__(self, title: str, markdown: str, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._markdown, self._wide = markdown, 0
        self._told: dict[str, str] = {}  # what the pictures show, by their names
        self.setFont(sans())
        self.setAccessibleName(title)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        if PICTURE in markdown:  # long in any case, and a bar that comes late takes their width
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.anchorClicked.connect(self._follow)
        look().changed.connect(self._read_again)
        self._read()
        self.setAccessibleDescription("\n".join(self._told.values()))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Return a picture by the name that the Markdown gives it."""
        if kind != QTextDocument.ResourceType.ImageResource:
            return super().loadResource(kind, name)
        url = name if isinstance(name, QUrl) else QUrl(name)
        return self._fitted(picture(url.path()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.viewport().width() != self._wide and PICTURE in self._markdown:
            self._wide = self.viewport().width()
            self._read_again()

    def height_at(self, width: int) -> int:
        """Return how high the whole page is at a width."""
        page = self.document().clone()  # the page itself is as wide as it stands in the window
        page.setTextWidth(width)
        return int(page.size().height()) + _EDGE

    def _read_again(self) -> None:
        """Show the same place at another width, or in other colours."""
        place = self.verticalScrollBar().value()
        self.document().clear()  # forgets the pictures at their old size
        self._read()
        self.verticalScrollBar().setValue(place)

    def _read(self) -> None:
        """Show the words, and let each picture be a link to itself."""
        self.setMarkdown(self._markdown)
        set_page(self.document())
        places = [place for block in blocks(self.document()) for place in pictures(block)]
        for place in places:
            cursor = QTextCursor(self.document())
            cursor.setPosition(place)
            cursor.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
            image = cursor.charFormat().toImageFormat()
            told = image.stringProperty(_ALTERNATIVE)
            self._told[image.name()] = told
            image.setAnchor(True)
            image.setAnchorHref(image.name())
            image.setToolTip(told)
            cursor.setCharFormat(image)

    def _fitted(self, image: QImage) -> QImage:
        """Return the picture as wide as the page, sharp on any screen."""
        if image.isNull():
            return image
        ratio = self.devicePixelRatioF()
        room = self.viewport().width() - 2 * (self.document().documentMargin() + _EDGE)
        wide = round(min(room * ratio, image.width()))
        smooth = Qt.TransformationMode.SmoothTransformation
        small = image.scaledToWidth(max(wide, 1), smooth)
        small.setDevicePixelRatio(ratio)
        return small

    def _follow(self, url: QUrl) -> None:
        found = part(self.document(), url.fragment()) if url.hasFragment() else None
        if found is not None:
            layout = self.document().documentLayout()
            self.verticalScrollBar().setValue(int(layout.blockBoundingRect(found).top()))
            self.setTextCursor(QTextCursor(found))
            return
        image = picture(url.path())
        if not image.isNull():
            told = self._told.get(url.path()) or self.tr("Picture")
            _show_large(self.window(), told, self.tr("Close"), image)


def picture(name: str) -> QImage:
    """Return a picture of the help as it looks in the theme of now; a null one where none is."""
    path = resource("pictures", name)
    dark = path.with_name(f"{path.stem}_dark{path.suffix}")
    if theme().name == "dark" and dark.is_file():
        path = dark
    # All colours: one of a palette would be scaled within it.
    return QImage(str(path)).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def _show_large(ground: QWidget, title: str, close: str, image: QImage) -> Sheet:
    """Show a picture as large as it is, or as the screen allows."""
    sheet = Sheet(title, parent=ground)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.setObjectName("large_picture")
    room, ratio = ground.screen().availableSize() * _SHARE, ground.devicePixelRatioF()
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    wide, high = round(room.width() * ratio), round(room.height() * ratio)
    if image.width() > wide or image.height() > high:
        image = image.scaled(wide, high, keep, smooth)
    image.setDevicePixelRatio(ratio)
    shown = QLabel()
    shown.setPixmap(QPixmap.fromImage(image))
    shown.setFixedSize(shown.pixmap().deviceIndependentSize().toSize())
    shown.setAccessibleName(title)
    sheet.body.addWidget(shown)
    sheet.setMinimumWidth(shown.width() + 2 * scaled(20))  # Qt opens none wider than two thirds
    sheet.add_button(close, "primary", sheet.accept)
    sheet.open()
    return sheet
