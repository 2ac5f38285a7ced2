"""Annotated transcripts as files: html, docx or pdf, by the ending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gtcoder.errors import InvalidInput
from gtcoder.exchange.annotated.pages import annotated_html
from gtcoder.exchange.annotated.sheet import Annotated
from gtcoder.exchange.annotated.word import annotated_docx
from gtcoder.exchange.whole_files import whole_file
from gtcoder.progress import Progress, Silent


def write_annotated(made: Annotated, out: Path, progress: Progress | None = None) -> None:
    """Write annotated transcripts to a file, whole or not at all.

    Raises InvalidInput for an unknown ending or a file that cannot be written.
    """
    write = FORMATS.get(out.suffix.lower())
    if write is None:
        raise InvalidInput(
            "“{file}” does not end in a kind of file that annotated transcripts are written to. "
            "Nothing was written; end it in one of {known}.",
            file=out.name,
            known=", ".join(FORMATS),
        )
    follow = progress or Silent()
    with whole_file(out, follow) as draft:
        draft.write_bytes(write(made, follow))


def _html(made: Annotated, progress: Progress) -> bytes:
    progress.step(0, 1, "writing")
    return annotated_html(made).encode()


def _pdf(made: Annotated, progress: Progress) -> bytes:
    from gtcoder.drawing.annotated_paint import annotated_pdf

    return annotated_pdf(made, progress)


FORMATS: dict[str, Callable[[Annotated, Progress], bytes]] = {
    ".html": _html,
    ".htm": _html,
    ".docx": annotated_docx,
    ".pdf": _pdf,
}
