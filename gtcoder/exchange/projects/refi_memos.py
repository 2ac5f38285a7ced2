"""Notes as memos, with links to what refers to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.projects.refi_archive import RefiFile
from gtcoder.exchange.projects.refi_codings import Passages
from gtcoder.exchange.projects.refi_intake import Intake, Said, Thing, said_of
from gtcoder.exchange.projects.refi_texts import Document
from gtcoder.exchange.projects.refi_values import name_of, text_of
from gtcoder.exchange.projects.refi_xml import Node, Spans
from gtcoder.exchange.refi.packed import completed
from gtcoder.exchange.refi.xml import derived
from gtcoder.store.by_guid import points_to
from gtcoder.store.naming import text_as_kept
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import MemoKind

_KINDS = {"code_id": MemoKind.CODE, "document_id": MemoKind.DOCUMENT}
_BY_NOTE_REFS = frozenset({"quotation_id", "code_id", "document_id", "relation_id",
                           "other_memo_id"})  # fmt: skip
_LINKED = frozenset(points_to("memo_link")) - {"memo_id"}


class Memos:
    """Takes notes in; `passages` makes the quotations of notes that annotate a document."""

    def __init__(
        self, intake: Intake, file: RefiFile, documents: Sequence[Document], passages: Passages
    ) -> None:
        self._intake, self._file, self._passages = intake, file, passages
        self._documents = {document.guid: document for document in documents}
        self._made: list[tuple[Node, Guid, Said]] = []
        self._pictures: set[Guid | None] = set()
        self._texts: dict[str, str] = {}  # one for all notes that say the same
        # Relations whose Links a program has no place for stay, and so do the memos on them.
        linked = bool(intake.project.inside("Links"))
        self._by_refs = _BY_NOTE_REFS if linked else _BY_NOTE_REFS - {"relation_id"}

    def announce(self, notes: Iterable[Node]) -> None:
        """Let links know what the notes will be; those that picture other rows are passed by."""
        for node in notes:
            said = said_of(node)
            if self._intake.is_picture(node, said):
                self._pictures.add(node.guid)
                continue
            guid = self._intake.guids.take("memo", node.guid)
            self._intake.became(node.guid, "other_memo_id", guid)
            self._made.append((node, guid, said))

    def take(self) -> None:
        """Make a memo of each note."""
        for node, guid, said in self._made:
            self._take_one(node, guid, said)

    def _take_one(self, node: Node, guid: Guid, said: Said) -> None:
        intake = self._intake
        user = Node("", {"guid": node.get("creatingUser")}).guid
        coder = intake.coder(user)
        stored = intake.stored("memo", node.guid, said)
        made = intake.moment(node.get("creationDateTime"), node.get("modifiedDateTime"))
        changed = intake.moment(node.get("modifiedDateTime"), node.get("creationDateTime"))
        text = self._text(node, said.plain, ours=bool(stored))
        row = {
            "kind": self._kind(node),
            "title": self._title(node),
            "text": self._texts.setdefault(text, text),
            "coder_id": coder,
            "created_at": made,
            "changed_at": max(made, changed),
        }
        stored.pop("guid", None)
        intake.drafts.add("memo", guid, **completed("memo", row, stored))
        intake.note_refs(node, Thing("other_memo_id", guid))
        for tag in intake.stored_rows("memo_tag", "memo_id", node.guid, said):
            intake.drafts.add("memo_tag", intake.guids.take("memo_tag", tag["guid"]),
                              memo_id=guid, name=tag["name"])  # fmt: skip
        intake.report.came("notes, as memos")
        codings = sum(1 for _ in node.all("Coding"))
        intake.report.skip("codings of notes", "memos are not coded here", codings)
        if node.spans is not None:
            self._annotate(node, node.spans, guid, coder)

    def _kind(self, node: Node) -> MemoKind:
        """Return what a memo is about: one thing of a kind that memos are named for, or ideas."""
        about = {_KINDS.get(thing.column) for thing in self._intake.noted.get(node.guid or b"", ())}
        kind = about.pop() if len(about) == 1 else None
        return kind or MemoKind.THEORETICAL

    def _title(self, node: Node) -> str:
        """Return the name of a note, "" where our own export only gave it its first words."""
        title, named = name_of(node.get("name"), ""), self._intake.said.extra.get("named")
        if not isinstance(named, Mapping) or node.guid is None:
            return title
        return "" if title == name_of(str(named.get(node.guid.hex(), "")), "") else title

    def _text(self, node: Node, plain: str, *, ours: bool) -> str:
        text = self._content(node)
        if ours:
            return text_as_kept(f"{plain}\n\n{text}" if plain else text)
        return "\n\n".join(part for part in (text_of(plain), text_of(text)) if part)

    def _content(self, node: Node) -> str:
        """Return what a note says, from the XML or from its file."""
        inline = node.one("PlainTextContent")
        if inline is not None:
            return inline.text
        there = self._file.text(node.get("plainTextPath"))
        if there is not None:
            data = there.read()
            with suppress(UnreadableFile):
                return decode(data).text
        if node.get("plainTextPath") or node.get("richTextPath"):
            self._intake.report.tell(
                "texts of notes that are not in the file as plain text are empty", node.get("name")
            )
        return ""

    def _annotate(self, node: Node, spans: Spans, memo: Guid, coder: Guid) -> None:
        """Link a note to the passage it annotates: its places are those of the text it hangs on."""
        intake = self._intake
        intake.report.skip("codings of notes", "memos are not coded here", len(spans.of))
        about = [thing for thing in intake.noted.get(node.guid or b"", ())
                 if thing.column == "document_id"]  # fmt: skip
        document = self._documents.get(about[0].guid) if len(set(about)) == 1 else None
        if document is None or not self._is_annotation(node, spans):
            intake.report.skip("passages of notes", "memos are not coded here", len(spans.guids))
            return
        counting = self._passages.counting
        place = document.layout.place
        starts = place(np.array(spans.starts, np.int64), counting, ends=False).tolist()
        ends = place(np.array(spans.ends, np.int64), counting, ends=True).tolist()
        length = len(document.layout.frozen.text)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if not 0 <= start < end <= length:
                intake.report.skip("annotations", "where they stand is no place in the text")
                continue
            quotation = self._passages.annotation(
                document,
                spans.guids[number] or derived(memo, f"passage {number}"),
                start,
                end,
                coder,
            )
            intake.noted[node.guid or b""].append(Thing("quotation_id", quotation))
            intake.report.came("annotations, as memos on a passage")
        # It is about the passage now, not about the document as a whole.
        kept = [thing for thing in intake.noted[node.guid or b""] if thing != about[0]]
        intake.noted[node.guid or b""] = kept

    def _is_annotation(self, node: Node, spans: Spans) -> bool:
        """Tell whether the places in a note count in the text it hangs on, not in its own."""
        if self._intake.from_tool("qualcoder", "quirkos"):
            return True
        inline = node.one("PlainTextContent")
        own = len(inline.text) if inline is not None else 0
        return not spans.of and (not own or max(spans.ends) > own)

    def link(self) -> None:
        """Link the memos to what refers to them, once everything is there."""
        for node, memo, said in self._made:
            refers = list(dict.fromkeys(self._intake.noted.pop(node.guid or b"", ())))
            rows = self._intake.stored_rows("memo_link", "memo_id", node.guid, said)
            done = self._told_links(memo, rows, set(refers))
            for thing in refers:
                if thing not in done and thing.guid != memo:
                    self._intake.add("memo_link", derived(memo, thing.guid.hex()), memo_id=memo,
                                     **{thing.column: thing.guid})  # fmt: skip
        left = self._intake.noted.items()
        lost = sum(len(things) for guid, things in left if guid not in self._pictures)
        self._intake.report.skip("references to notes", "the note is not in the file", lost)

    def _told_links(
        self, memo: Guid, rows: Sequence[Mapping[str, Any]], refers: set[Thing]
    ) -> set[Thing]:
        """Add the links of our own export that still hold, and return what they lead to."""
        done: set[Thing] = set()
        for row in rows:
            thing = next((Thing(name, value) for name, value in row.items()
                          if name in _LINKED and value is not None), None)  # fmt: skip
            if thing is None or (thing.column in self._by_refs and thing not in refers):
                continue
            done.add(thing)
            guid = self._intake.guids.take("memo_link", row["guid"])
            self._intake.drafts.add("memo_link", guid, memo_id=memo, **{thing[0]: thing[1]})
        return done
