"""Texts of sources as documents: found, decoded, frozen."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any

from gtcoder.batch import SourceFile
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.free_names import FreeNames
from gtcoder.exchange.projects.refi_archive import RefiFile, TextFile
from gtcoder.exchange.projects.refi_extras import told_row
from gtcoder.exchange.projects.refi_intake import Intake, Said, Thing, said_of
from gtcoder.exchange.projects.refi_offsets import Layout, layout_of
from gtcoder.exchange.projects.refi_sources import TextSource, leave_out_said
from gtcoder.exchange.projects.refi_values import name_of
from gtcoder.exchange.refi.packed import completed
from gtcoder.exchange.refi.xml import derived
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import MemoKind

KIND = "REFI-QDA"
CHANGED = "the text was changed in another program, and where they lie is not known"
_OF_VERSION = ("number", "source", "marks")
_NO_TEXT = "their plain text is not in the file; export them with it, or import them by themselves"


@dataclass(frozen=True, slots=True)
class Document:
    """A document that came in, and the source and layout that its passages are placed by.

    `changed` says that its text is not the one of which our own export tells turns and more.
    """

    guid: Guid
    name: str
    source: TextSource
    layout: Layout
    said: Said
    row: dict[str, Any]
    changed: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    layout: Layout
    encoding: str
    sha256: str


def take_texts(intake: Intake, file: RefiFile, sources: list[TextSource]) -> list[Document]:
    """Make a document of each source whose text is there; the others are told with what is lost."""
    names = FreeNames()
    documents = []
    known: dict[TextFile, _Found | None] = {}
    for source in sources:
        found = _find(intake, file, source, known)
        if found is None:
            _leave_out(intake, source)
        else:
            documents.append(_take(intake, source, found, names))
    if names.numbered:
        intake.report.tell("documents beside another one of their name got a number")
    return documents


def _find(
    intake: Intake, file: RefiFile, source: TextSource, known: dict[TextFile, _Found | None]
) -> _Found | None:
    """Return the text of a source; one that several sources name is read once."""
    inline = source.holder.one("PlainTextContent")
    if inline is not None and (inline.text or not source.path):
        data = inline.text.encode("utf-8", "surrogatepass")
        return _Found(layout_of(inline.text), "utf-8", hashlib.sha256(data).hexdigest())
    there = file.text(source.holder.get("plainTextPath"))
    if there is None:
        return None
    if there not in known:
        known[there] = _read(intake, there, source.name or there.name)
    return known[there]


def _read(intake: Intake, there: TextFile, name: str) -> _Found | None:
    data = there.read()
    try:
        decoded = decode(data)
    except UnreadableFile:
        intake.report.tell("files of texts in no known encoding were left out", name)
        return None
    if decoded.encoding not in ("utf-8", "utf-8-sig"):
        intake.report.tell(
            f"texts that are not UTF-8, as they should be, were read as {decoded.encoding}", name
        )
    mark = "\ufeff" if data.startswith(codecs.BOM_UTF8) else ""
    layout = layout_of(mark + decoded.text, next_line=decoded.is_unicode)
    as_it_is = decoded.encoding == "utf-8" and not (mark or layout.frozen.notes)
    sha256 = layout.frozen.sha256 if as_it_is else hashlib.sha256(data).hexdigest()
    return _Found(layout, decoded.encoding, sha256)


def _leave_out(intake: Intake, source: TextSource) -> None:
    skip, why = intake.report.skip, "the text they stand in is not in the file"
    skip("texts", _NO_TEXT)
    skip("passages", why, sum(len(part.guids) for part in source.parts))
    codings = sum(len(part.of) for part in source.parts)
    whole = sum(1 for each in source.elements for _ in each.all("Coding"))
    skip("codings", why, codings + whole)
    skip("points in time of transcripts", "the text is not in the file", len(source.synced))
    for part in source.parts:
        beside = [*part.beside.values(), *part.coding_beside.values()]
        leave_out_said(intake, chain(*beside), "passages", why)
    said = chain(*(each.children for each in source.elements))
    leave_out_said(intake, said, "texts", "the text they are about is not in the file")


def _take(intake: Intake, source: TextSource, found: _Found, names: FreeNames) -> Document:
    node, said = source.node, said_of(source.node)
    text = found.layout.frozen.text
    name = names.take(name_of(source.name, "Document without a name"))
    when = intake.moment(*(each.get("creationDateTime") for each in source.elements))
    guid = intake.guids.take("document", node.guid or source.holder.guid)
    sha256 = found.layout.frozen.sha256
    intake.texts[sha256] = text
    version, told, changed = _version(intake, said, name, sha256)
    origin = SourceFile(name, KIND, found.encoding, found.sha256)
    made = intake.add(
        "text_version", version or derived(guid, "text"), told,
        document_id=guid, number=1, sha256=sha256, characters=len(text),
        source=asdict(origin), edits=None,
    )  # fmt: skip
    row = {"name": name, "version_id": made, "participant_id": None, "created_at": when}
    row = completed("document", row, told_row("document", said.extra.get("document")))
    about = Thing("document_id", guid)
    for known in source.elements:
        intake.became(known.guid, *about)
        intake.note_refs(known, about)
    plain = dict.fromkeys(said_of(each).plain for each in source.elements)
    intake.comment(guid, name, "\n\n".join(filter(None, plain)), MemoKind.DOCUMENT, about,
                   at=node.get("creationDateTime"))  # fmt: skip
    intake.report.came("texts, as documents")
    return Document(guid, name, source, found.layout, said, row, changed)


def _version(
    intake: Intake, said: Said, name: str, sha256: str
) -> tuple[Guid | None, dict[str, Any], bool]:
    """Return what our own export tells of a text: its guid, its columns, if it is another since.

    Another text is another version, and what formatting said of the first does not fit it.
    """
    told = told_row("text_version", said.extra.get("text_version"))
    guid, of = told.get("guid"), told.get("sha256", sha256)
    if of == sha256:
        return guid, {name: told[name] for name in _OF_VERSION if name in told}, False
    marks = len(told.get("marks") or ())
    intake.report.tell("texts were changed in another program since they were exported", name)
    intake.report.skip("marks of formatting", CHANGED, marks)
    return (None if guid is None else derived(guid, sha256)), {}, True
