"""Make the draft of a document from its frozen text: name, turns, speakers, participant."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

from gtcoder.batch import DocumentDraft, FileNote, MarkDraft, SourceFile
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.formats import NONE, ImportOptions
from gtcoder.exchange.freezing import REPLACEMENT, Frozen
from gtcoder.exchange.people import propose_speakers
from gtcoder.exchange.speakers import Turns, propose_turns
from gtcoder.exchange.turn_times import with_times

_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def draft_document(
    frozen: Frozen,
    source: SourceFile,
    options: ImportOptions,
    *,
    speech_end: int | None = None,
    marks: tuple[MarkDraft, ...] = (),
    turns: Turns | None = None,
) -> tuple[DocumentDraft, tuple[FileNote, ...]]:
    """Return the draft and notes on its turns; an empty text raises UnreadableFile.

    `speech_end` is where what was said ends and footnotes begin; `marks` are those of the text;
    `turns` are given where the file says itself who speaks when.
    """
    if not frozen.text.strip():
        raise UnreadableFile("It holds no text. Nothing of it was taken in; look at the file.")
    name = options.document or document_name(source.file)
    found = turns or propose_turns(frozen.text, options.speakers, end=speech_end)
    if options.times != NONE:
        timed, said = with_times(frozen.text, found.turns)
        found = Turns(timed, (*found.notes, *said))
    people = propose_speakers(frozen.text, found.turns, document=name, options=options)
    named = any(turn.speaker is not None for turn in found.turns)
    document = DocumentDraft(
        name=name,
        text=frozen.text,
        sha256=frozen.sha256,
        source=source,
        turns=found.turns,
        speakers=people.speakers,
        participant=None if named else options.participant or name,
        marks=marks,
    )
    return document, (*found.notes, *people.notes)


def document_name(file: str) -> str:
    """Return the name of a document by its file: the stem, composed, without control characters."""
    stem = unicodedata.normalize("NFC", PurePath(file).stem).strip()
    return _UNFIT.sub(REPLACEMENT, stem) or "document"
