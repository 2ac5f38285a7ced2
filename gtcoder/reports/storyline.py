"""The storyline with links as plain words, and a table of what it tells and what not yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gtcoder.progress import Progress
from gtcoder.queries.storyline import Told, story, subjects, told
from gtcoder.reports.base import Basis, Report, Row, number_of, report
from gtcoder.store.reader import Reader
from gtcoder.storytext import LinkKind

_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class StorylineOptions:
    """The options of the storyline."""

    only_missing: bool = field(
        default=False, metadata={"help": "list only what the story does not tell yet"}
    )


@report("storyline", "Storyline", StorylineOptions)
def storyline(reader: Reader, options: StorylineOptions, progress: Progress) -> Report:
    """Return the text, and the categories and relations of the theory with how often it links."""
    progress.step(0, 1, "reading the storyline")
    known = subjects(reader)
    written, parts = story(reader, known), told(reader, known)
    shown = [part for part in parts if not (options.only_missing and part.used)]
    missing = sum(not part.used for part in parts)
    basis = Basis(
        counted=f"links of the storyline to {_counted(parts)}",
        whose="nobody yet" if written is None else written.coder,
        more={"told": len(parts) - missing, "not_told": missing},
    )
    said = (_said(parts, missing),) if written is not None else ("There is no storyline yet.",)
    return Report(
        name="storyline",
        title="Storyline" if written is None else written.title or "Storyline",
        columns=("what", "name", "role", "links", "in the story"),
        rows=tuple(_row(part) for part in shown),
        sentences=(*basis.sentences(reader), *said),
        provenance=basis.provenance(reader),
        text=() if written is None else _paragraphs(written.plain),
        repeats=("what",),
    )


def _row(part: Told) -> Row:
    what = "category" if part.subject.kind is LinkKind.CODE else "relation"
    used = "yes" if part.links else "through a relation" if part.through else "not yet"
    return what, part.subject.name, ", ".join(part.roles), part.links, used


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _PARAGRAPH.split(text) if part.strip())


def _counted(parts: tuple[Told, ...]) -> str:
    relations = sum(part.subject.kind is LinkKind.RELATION for part in parts)
    categories = number_of(len(parts) - relations, "category", "categories")
    return f"{categories} and {number_of(relations, 'relation')} of the theory"


def _said(parts: tuple[Told, ...], missing: int) -> str:
    return f"The story tells {len(parts) - missing:,} of {number_of(len(parts), 'part')}."
