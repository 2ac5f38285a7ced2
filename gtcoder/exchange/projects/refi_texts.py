"""Texts of sources as documents: found, decoded, frozen."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from gtcoder.batch import SourceFile
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.projects.refi_archive import RefiFile
from gtcoder.exchange.projects.refi_extras import told_row
from gtcoder.exchange.projects.refi_intake import Intake, Said, Thing, said_of
from gtcoder.exchange.projects.refi_offsets import Layout, layout_of
from gtcoder.exchange.projects.refi_sources import TextSource
from gtcoder.exchange.projects.refi_values import FreeNames, name_of
from gtcoder.exchange.refi.packed import completed
from gtcoder.exchange.refi.xml import derived
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import MemoKind

KIND = "REFI-QDA"
_NO_TEXT = "their plain text is not in the file; export them with it, or import them by themselves"


@dataclass(frozen=True, slots=True)
class Document:
    """A document that came in, and the source and layout that its passages are placed by."""

    guid: Guid
    name: str
    source: TextSource
    layout: Layout
    said: Said
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Found:
    layout: Layout
    encoding: str
    sha256: str


def take_texts(intake: Intake, file: RefiFile, sources: list[TextSource]) -> list[Document]:
    """Make a document of each source whose text is there; the others are told with what is lost."""
    names = FreeNames()
    documents = []
    for source in sources:
        found = _find(intake, file, source)
        if found is None:
            _leave_out(intake, source)
        else:
            documents.append(_take(intake, source, found, names))
    if names.numbered:
        intake.report.tell("documents beside another one of their name got a number")
    return documents


def _find(intake: Intake, file: RefiFile, source: TextSource) -> _Found | None:
    inline = source.holder.one("PlainTextContent")
    if inline is not None and (inline.text or not source.path):
        data = inline.text.encode("utf-8", "surrogatepass")
        return _Found(layout_of(inline.text), "utf-8", hashlib.sha256(data).hexdigest())
    there = file.text(source.holder.get("plainTextPath"))
    if there is None:
        return None
    name = source.name or there.name
    try:
        decoded = decode(there.data)
    except UnreadableFile:
        intake.report.tell("files of texts in no known encoding were left out", name)
        return None
    if decoded.encoding not in ("utf-8", "utf-8-sig"):
        intake.report.tell(
            f"texts that are not UTF-8, as they should be, were read as {decoded.encoding}", name
        )
    mark = "\ufeff" if there.data.startswith(codecs.BOM_UTF8) else ""
    layout = layout_of(mark + decoded.text, next_line=decoded.is_unicode)
    as_it_is = decoded.encoding == "utf-8" and not (mark or layout.frozen.notes)
    sha256 = layout.frozen.sha256 if as_it_is else hashlib.sha256(there.data).hexdigest()
    return _Found(layout, decoded.encoding, sha256)


def _leave_out(intake: Intake, source: TextSource) -> None:
    skip = intake.report.skip
    skip("texts", _NO_TEXT)
    passages = sum(len(part.guids) for part in source.parts)
    codings = sum(len(part.of) for part in source.parts)
    skip("passages", "the text they stand in is not in the file", passages)
    whole = sum(1 for _ in source.holder.all("Coding"))
    skip("codings", "the text they stand in is not in the file", codings + whole)
    skip("points in time of transcripts", "the text is not in the file", len(source.synced))
    beside = [child for part in source.parts for each in part.beside.values() for child in each]
    described = sum(child.tag == "Description" and child.text.strip() != "" for child in beside)
    skip("comments on passages", "the text they stand in is not in the file", described)


def _take(intake: Intake, source: TextSource, found: _Found, names: FreeNames) -> Document:
    node, said = source.node, said_of(source.node)
    text = found.layout.frozen.text
    name = names.take(name_of(source.name, "Document without a name"))
    when = intake.moment(node.get("creationDateTime"), source.holder.get("creationDateTime"))
    told = said.extra.get("text_version")
    version = told_row("text_version", told).get("guid")
    guid = intake.guids.take("document", node.guid or source.holder.guid)
    intake.texts[found.layout.frozen.sha256] = text
    origin = SourceFile(name, KIND, found.encoding, found.sha256)
    made = intake.add(
        "text_version", version or derived(guid, "text"), told,
        document_id=guid, number=1, sha256=found.layout.frozen.sha256, characters=len(text),
        source=asdict(origin), edits=None,
    )  # fmt: skip
    row = {"name": name, "version_id": made, "participant_id": None, "created_at": when}
    row = completed("document", row, told_row("document", said.extra.get("document")))
    for known in (node, source.holder, *source.aliases):
        intake.became(known.guid, "document_id", guid)
    for known in {id(each): each for each in (node, source.holder, *source.aliases)}.values():
        intake.note_refs(known, Thing("document_id", guid))
    intake.comment(guid, name, said.plain, MemoKind.DOCUMENT, Thing("document_id", guid),
                   at=node.get("creationDateTime"))  # fmt: skip
    intake.report.came("texts, as documents")
    return Document(guid, name, source, found.layout, said, row)
