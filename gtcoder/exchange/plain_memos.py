"""The memos of a plain-text study: one Markdown file each, with a few lines of header."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_codebook import CodePaths
from gtcoder.exchange.plain_memo_links import LINKED, LinkReader
from gtcoder.exchange.plain_project import ProjectFile, known_name
from gtcoder.exchange.plain_tables import text_of, word_of
from gtcoder.exchange.plain_texts import Texts
from gtcoder.plan import MemoDraft
from gtcoder.storytext import ends_of_relation, pieces_of
from gtcoder.vocabulary import MemoKind

MEMOS = "memos"
STUDY = "study"
_LINE = re.compile(r"(kind|coder|on|tag|title):(.*)")
_SUBJECT = re.compile(rf"(code|document|participant|{'|'.join(LINKED)})\s+(.+)")


@dataclass(frozen=True, slots=True)
class MemoFile:
    """A memo as its file says it: pairs of header words and values, the text, and the place."""

    said: tuple[tuple[str, str], ...]
    text: str
    place: str

    def one(self, word: str, default: str) -> str:
        """Return the value of a header word that stands once."""
        return next((value for key, value in self.said if key == word), default)

    def on(self, what: str) -> Iterable[str]:
        """Yield the names of the things of a kind the memo is about."""
        return (name for kind, name in self.subjects() if kind == what)

    def subjects(self) -> Iterable[tuple[str, str]]:
        """Yield what the memo is about, by kind and name."""
        for value in (value for key, value in self.said if key == "on" and value != STUDY):
            found = _SUBJECT.fullmatch(value)
            if found is None:
                raise UnreadableFile(
                    "It is on “{subject}”. Nothing was built; write on: study, or on: with code, "
                    "document, participant or another kind of thing, and a name.",
                    place=self.place,
                    subject=value,
                )
            yield found[1], found[2]


def read_memos(
    folder: Path, project: ProjectFile, texts: Texts, paths: CodePaths
) -> tuple[list[MemoDraft], list[FileNote]]:
    """Return the memos in the order of their files' names; paths are those of the end."""
    memos: list[MemoDraft] = []
    notes: list[FileNote] = []
    files = sorted((folder / MEMOS).glob("*.md"))
    names = {path.stem: number for number, path in enumerate(files)}
    links = LinkReader(project, texts, paths, names)
    for path in files:
        place = f"{MEMOS}/{path.name}"
        text, more = text_of(path, place)
        notes += more
        memos.append(_draft(_parsed(text, place), links))
    return memos, notes


def _parsed(text: str, place: str) -> MemoFile:
    header, _, body = text.partition("\n\n")
    said: list[tuple[str, str]] = []
    for number, line in enumerate(header.splitlines(), 1):
        found = _LINE.fullmatch(line)
        if found is None:
            raise UnreadableFile(
                "The line says neither kind, coder, on, tag nor title. Nothing was built; an empty "
                "line parts these from the memo's text.",
                place=f"{place} line {number}",
            )
        said.append((found[1], found[2].strip()))
    if not body.strip():
        raise UnreadableFile("The memo has no text. Nothing was built.", place=place)
    return MemoFile(tuple(said), body.strip("\n"), place)


def _check_links(file: MemoFile, paths: CodePaths) -> None:
    """Refuse a link of a storyline to a code that is not there; relations are found when told."""
    for piece in pieces_of(file.text):
        if isinstance(piece, str):
            continue
        ends = list(ends_of_relation(piece.name))
        try:
            paths.find(piece.name, file.place)
        except UnreadableFile:
            if not ends:
                raise
            for end in (ends[0][0], ends[0][2]) if len(ends) == 1 else ():
                paths.find(end, file.place)


def _draft(file: MemoFile, links: LinkReader) -> MemoDraft:
    place, project, texts, paths = file.place, links.project, links.texts, links.paths
    said = file.one("kind", MemoKind.THEORETICAL)
    kind = word_of(MemoKind, said, place=place, what="kind of memo")
    if kind is MemoKind.STORYLINE:
        _check_links(file, paths)
    return MemoDraft(
        kind=kind,
        coder=project.coder(file.one("coder", project.coders[0].name), place),
        title=file.one("title", ""),
        text=file.text,
        codes=tuple(paths.find(path, place) for path in file.on("code")),
        documents=tuple(
            known_name(name, texts.names, what="document", place=place)
            for name in file.on("document")
        ),
        participants=tuple(
            known_name(name, texts.participants, what="participant", place=place)
            for name in file.on("participant")
        ),
        place=place,
        tags=tuple(value for key, value in file.said if key == "tag" and value),
        links=tuple(
            links.read(kind, said, place) for kind, said in file.subjects() if kind in LINKED
        ),
    )
