"""What the properties of runs and paragraphs of a Word document come to in a walk through it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtcoder.exchange.docx_plain import Story
from gtcoder.exchange.docx_styles import ABOUT_FORM, HIDDEN, Forms, Styles, is_on, tags

if TYPE_CHECKING:
    from lxml import etree

RUN_PROPERTIES = tags("rPr")
GONE = tags("del", "moveFrom")
_NUMBERED = tags("numPr")
_VANISH = tags("vanish")


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What a paragraph says of itself: how often it is numbered, and whether its end is gone."""

    form: int = 0
    mark_is_gone: bool = False
    numbered: int = 0


class Looks:
    """What the properties of runs and paragraphs come to; those of plain ones are asked once."""

    def __init__(self, story: Story | None, styles: Styles) -> None:
        self._elements: Mapping[bytes, Iterable[etree._Element]] = {
            b"": (),
            **(story.looks if story else {}),
        }
        self._styles = styles
        self._paragraphs = {b"": ParagraphLook()}
        self._runs: defaultdict[int, dict[bytes, int]] = defaultdict(dict)

    def paragraph(self, look: bytes) -> ParagraphLook:
        """Return what the look of a plain paragraph comes to."""
        if look not in self._paragraphs:
            self._paragraphs[look] = self.of_paragraph(self._elements[look])
        return self._paragraphs[look]

    def of_runs(self, looks: Sequence[bytes], paragraph: int) -> list[int]:
        """Return the forms of plain runs in a paragraph of that form."""
        known = self._runs[paragraph]
        if not known.keys() >= set(looks):
            for look in looks:
                form, hidden = self.of_run(self._elements[look], paragraph, paragraph)
                known[look] = form | hidden * HIDDEN
        return [known[look] for look in looks]

    def of_paragraph(self, properties: Iterable[etree._Element]) -> ParagraphLook:
        """Return what properties of a paragraph come to."""
        mark_is_gone, numbered, found = False, 0, Forms()
        for child in properties:
            if child.tag in ABOUT_FORM:
                found.take(child, self._styles)
            elif child.tag in _NUMBERED:
                numbered += 1
            elif child.tag in RUN_PROPERTIES:
                mark_is_gone = any(
                    mark.tag in GONE or (mark.tag in _VANISH and is_on(mark)) for mark in child
                )
        return ParagraphLook(found.of_paragraph(), mark_is_gone, numbered)

    def of_run(
        self, properties: Iterable[etree._Element], paragraph: int, form: int
    ) -> tuple[int, int]:
        """Return the form of a run that had `form` so far, and 1 where they hide it."""
        found = None
        for mark in properties:
            if mark.tag in ABOUT_FORM:
                found = found or Forms()
                found.take(mark, self._styles)
        return (form, 0) if found is None else (found.of_run(paragraph), int(found.hidden))
