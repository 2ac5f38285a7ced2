"""How the memos of a plain-text study name what they are about, read and written.

`on: passage {…}` holds document, coder, quote and occurrence (and the round) as JSON, for a quote
may run over lines; `property PATH | NAME`, `speaker DOCUMENT | LABEL`, `relation A – type – B`,
`memo FILE`, `sampling N` (the row of the log), and `paradigm`, `model` or `instrument` with a name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_codebook import CodePaths
from gtcoder.exchange.plain_pages import Pages
from gtcoder.exchange.plain_project import ProjectFile, known_name
from gtcoder.exchange.plain_tables import Row
from gtcoder.exchange.plain_texts import Texts
from gtcoder.plan_memos import MemoLinkDraft
from gtcoder.queries import people
from gtcoder.queries.memos import About, MemoRow, Thing, thing_words
from gtcoder.queries.names import Names, names
from gtcoder.queries.people import SpeakerRow
from gtcoder.queries.properties import PropertyRow, properties
from gtcoder.queries.relations import RelationRow, relations
from gtcoder.queries.retrieval import Passage, passages_at
from gtcoder.queries.sampling import sampling
from gtcoder.storytext import DASH, ends_of_relation
from gtcoder.vocabulary import CodeId, QuotationId

PARTS = " | "
LINKED = ("passage", "relation", "memo", "speaker", "property", "paradigm", "model", "sampling",
          "instrument")  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkReader:
    """Reads links against what the folder holds; `files` are the memos' by name, in order."""

    project: ProjectFile
    texts: Texts
    paths: CodePaths
    files: Mapping[str, int]

    def read(self, about: str, said: str, place: str) -> MemoLinkDraft:
        """Return a link, or refuse it with its place."""
        if about == "passage":
            return self._passage(said, place)
        if about == "relation":
            found = [
                MemoLinkDraft(about, relation=(self._code(a, place), kind, self._code(b, place)))
                for a, kind, b in ends_of_relation(said)
            ]
            return found[0] if found else self._refuse(about, said, place)
        head, parts, name = said.partition(PARTS)
        if about == "property" and parts:
            return MemoLinkDraft(about, name=name.strip(), code=self._code(head, place))
        if about == "speaker" and parts:
            document = known_name(head.strip(), self.texts.names, what="document", place=place)
            return MemoLinkDraft(about, name=name.strip(), document=document)
        if about == "memo" and said in self.files:
            return MemoLinkDraft(about, number=self.files[said])
        if about == "sampling" and said.isascii() and said.isdigit():
            return MemoLinkDraft(about, number=int(said))
        if about in ("paradigm", "model", "instrument"):
            return MemoLinkDraft(about, name=said)
        return self._refuse(about, said, place)

    def _code(self, path: str, place: str) -> int:
        return self.paths.find(path.strip(), place)

    def _passage(self, said: str, place: str) -> MemoLinkDraft:
        try:
            cells = {key: str(value) for key, value in json.loads(said).items()}
        except (ValueError, AttributeError):
            return self._refuse("passage", said, place)
        row = Row(place, cells)
        coder = self.project.coder(row.needed("coder"), place)
        return MemoLinkDraft("passage", passage=self.texts.passage(row, coder))

    def _refuse(self, about: str, said: str, place: str) -> MemoLinkDraft:
        raise UnreadableFile(
            "It is on “{about} {said}”, which names nothing here. Nothing was built; write it as "
            "the table of files says.",
            place=place,
            about=about,
            said=said,
        )


@dataclass(frozen=True, slots=True)
class LinkWriter:
    """Words for links, with what they need read once; "" for what the folder cannot hold."""

    pages: Pages
    files: Mapping[int, str]  # of memos, by key
    passages: Mapping[int, Passage]
    relations: Mapping[int, RelationRow]
    properties: Mapping[int, PropertyRow]
    speakers: Mapping[int, SpeakerRow]
    log: Mapping[int, int]
    names: Mapping[Thing, str]
    called: Names

    def written(self, memo: MemoRow, about: About, key: int) -> str:
        """Return how a memo's link stands in its header; empty where it cannot."""
        words = self._passage(memo, key) if about is About.PASSAGE else self._named(about, key)
        return f"{about} {words}" if words and "\n" not in words else ""

    def _named(self, about: About, key: int) -> str:
        find: dict[About, Callable[[int], str]] = {
            About.CODE: lambda key: self.pages.paths.get(CodeId(key), ""),
            About.DOCUMENT: self._document,
            About.PARTICIPANT: self._participant,
            About.RELATION: self._relation,
            About.PROPERTY: self._property,
            About.SPEAKER: self._speaker,
            About.MEMO: lambda key: self.files.get(key, ""),
            About.SAMPLING: lambda key: str(self.log.get(key, "")),
        }
        return find[about](key) if about in find else self.names.get((about, key), "")

    def _passage(self, memo: MemoRow, key: int) -> str:
        quote, row = self.pages.quotes.get(QuotationId(key)), self.passages.get(key)
        if quote is not None:
            said: dict[str, object] = {"document": quote.document, "coder": quote.coder}
            said |= {"quote": quote.words, "occurrence": quote.occurrence}
            said |= dict(zip(self.pages.round_header, quote.round, strict=False))
        elif row is not None and self._can_be_made(memo, row):
            words, occurrence = self.pages.quote(row.document_id, row.start, row.end)
            said = {"document": self.pages.documents[row.document], "coder": row.coder}
            said |= {"quote": words, "occurrence": occurrence}
        else:
            return ""
        return json.dumps(said, ensure_ascii=False)

    def _can_be_made(self, memo: MemoRow, row: Passage) -> bool:
        """Tell whether the memo's writer can mark a passage anew that carries no code."""
        first = self.pages.rounds[0].name
        return row.coder == memo.coder and row.round == first and bool(row.text.strip())

    def _document(self, key: int) -> str:
        return self.pages.documents[self.called.documents[key]]

    def _participant(self, key: int) -> str:
        person = self.called.participants[key]
        return person if person in self.pages.persons else ""

    def _relation(self, key: int) -> str:
        row, paths = self.relations.get(key), self.pages.paths
        if row is None or row.source not in paths or row.target not in paths:
            return ""
        return DASH.join((paths[row.source], row.type, paths[row.target]))

    def _property(self, key: int) -> str:
        row = self.properties.get(key)
        path = self.pages.paths.get(row.category) if row else None
        return f"{path}{PARTS}{row.name}" if row and path and PARTS not in path else ""

    def _speaker(self, key: int) -> str:
        row = self.speakers.get(key)
        document = self.pages.documents.get(row.document) if row else None
        return f"{document}{PARTS}{row.label}" if row and document else ""


def link_writer(pages: Pages, memos: Sequence[MemoRow], files: Mapping[int, str]) -> LinkWriter:
    """Read what the links of these memos need to be written."""
    reader = pages.reader
    bare = {key for memo in memos for key in memo.quotations if key not in pages.quotes}
    named = {
        thing
        for memo in memos
        for thing in memo.things
        if thing[0] in (About.PARADIGM, About.MODEL, About.INSTRUMENT)
    }
    return LinkWriter(
        pages,
        files,
        {row.quotation: row for row in passages_at(reader, bare)},
        {row.id: row for row in relations(reader)},
        {row.id: row for row in properties(reader)},
        {row.id: row for row in people.speakers(reader)},
        {row.id: number for number, row in enumerate(sampling(reader), 1)},
        {
            thing: subject.words.partition(" ")[2]
            for thing, subject in thing_words(reader, named).items()
        },
        names(reader),
    )
