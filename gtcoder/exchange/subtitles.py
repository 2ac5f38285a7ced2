"""Read subtitles (WebVTT, SubRip): what was said with its times, by voices where they are named.

Consecutive cues of one voice are one turn. Where no voice is named each cue is a line and a turn
of nobody, so that its times are kept. Own reading of blocks, since libraries drop a damaged cue
without a word and know the first voice of a cue only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gtcoder.batch import FileNote, SourceFile, TurnDraft
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.cues import Speech, cues_of, looks_like_subrip, speeches
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.formats import IMPORTERS, NONE, FileResult, Importer, ImportOptions
from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.plaintext import read_bytes
from gtcoder.exchange.speakers import Turns, propose_turns
from gtcoder.exchange.transcripts import draft_document
from gtcoder.progress import Progress

_MARK = "WEBVTT"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NO_VOICES = "no speakers are named: each cue is a line, its times are kept"


def recognises_webvtt(head: bytes, path: Path) -> bool:
    """Tell WebVTT by its first word."""
    return _text_of(head).startswith(_MARK)


def recognises_subrip(head: bytes, path: Path) -> bool:
    """Tell SubRip by a time span among its first lines."""
    return looks_like_subrip(_text_of(head).split("\n"))


def read_webvtt(path: Path, options: ImportOptions, progress: Progress) -> FileResult:
    """Return the one document of a WebVTT file; raises UnreadableFile."""
    return _read(path, options, "vtt")


def read_subrip(path: Path, options: ImportOptions, progress: Progress) -> FileResult:
    """Return the one document of a SubRip file; raises UnreadableFile."""
    return _read(path, options, "srt")


def _text_of(head: bytes) -> str:
    encoding = "utf-16" if head.startswith(_UTF16) else "utf-8"
    return head.decode(encoding, "replace").lstrip("\ufeff").replace("\r", "\n")


def _read(path: Path, options: ImportOptions, kind: str) -> FileResult:
    data = read_bytes(path)
    decoded = decode(data, options.encoding)
    frozen = freeze(decoded.text, next_line=decoded.is_unicode)
    notes = [*decoded.notes, *frozen.notes]
    found = speeches(cues_of(frozen.text.split("\n"), kind, notes), notes)
    if not found:
        raise UnreadableFile(
            "It has no cue with words. Nothing of it was taken in; look at the file."
        )
    written = _Written()
    for speech in found:
        written.take(speech)
    text = freeze(written.text)
    source = SourceFile(path.name, kind, decoded.encoding, hashlib.sha256(data).hexdigest())
    turns = written.turns(options, notes)
    draft, said = draft_document(text, source, options, turns=turns)
    return FileResult(source, (draft,), notes=(*notes, *said))


class _Written:
    """The text as it grows, a line for each turn, and the times of each stretch of it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.cues: list[TurnDraft] = []
        self.voices = False
        self._end = 0
        self._last: Speech | None = None

    @property
    def text(self) -> str:
        """The whole text, with a line feed at its end."""
        return "".join(self.parts) + "\n"

    def take(self, speech: Speech) -> None:
        """Add what one voice says in one cue, to the turn before where it is the same voice's."""
        goes_on = self._last is not None and speech.voice and self._last.voice == speech.voice
        if goes_on:
            self._add("\n" if speech.words[0] in "-–—" else " ")
            last = self.cues.pop()
            start, body, begins = last.start, last.body, last.begins
        else:
            self._add("\n" if self.parts else "")
            start, begins = self._end, speech.begins
            self._add(f"{speech.voice}: " if speech.voice else "")
            body = self._end
        self._add(speech.words)
        ends = speech.ends if not goes_on or speech.ends is not None else last.ends
        self.cues.append(TurnDraft(start, self._end, body, speech.voice, begins, ends))
        self.voices = self.voices or speech.voice is not None
        self._last = speech

    def turns(self, options: ImportOptions, notes: list[FileNote]) -> Turns:
        """Return the turns: by voices, else by labels in the words, else the cues themselves."""
        if options.speakers == NONE:
            return Turns(tuple(replace(cue, speaker=None, body=cue.start) for cue in self.cues))
        if self.voices:
            return Turns(tuple(self.cues))
        labelled = propose_turns(self.text, options.speakers)
        if labelled.turns:
            return Turns(_timed(labelled.turns, self.cues), labelled.notes)
        notes.append(FileNote(_NO_VOICES))
        return Turns(tuple(self.cues))

    def _add(self, part: str) -> None:
        self.parts.append(part)
        self._end += len(part)


def _timed(turns: Sequence[TurnDraft], cues: Sequence[TurnDraft]) -> tuple[TurnDraft, ...]:
    """Return turns with the times of the cues that they are made of."""
    timed = []
    place = 0
    for turn in turns:
        while place < len(cues) and cues[place].end <= turn.start:
            place += 1
        first = last = place
        while last + 1 < len(cues) and cues[last + 1].start < turn.end:
            last += 1
        begins = cues[first].begins if first < len(cues) else None
        ends = cues[last].ends if last < len(cues) else None
        timed.append(replace(turn, begins=begins, ends=ends))
    return tuple(timed)


IMPORTERS.add(
    "vtt", Importer("vtt", "Subtitles (WebVTT)", (".vtt",), recognises_webvtt, read_webvtt)
)
IMPORTERS.add(
    "srt", Importer("srt", "Subtitles (SubRip)", (".srt",), recognises_subrip, read_subrip)
)
