"""Notes of our own export that only picture rows: told where another program changed them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.decoding import decode
from gtcoder.exchange.projects.refi_archive import RefiFile
from gtcoder.exchange.projects.refi_intake import Intake, said_of
from gtcoder.exchange.projects.refi_xml import Node
from gtcoder.exchange.refi.beyond import legal
from gtcoder.exchange.refi.notes import evidence_notes
from gtcoder.exchange.refi.study import Outgoing
from gtcoder.masking import Mask
from gtcoder.study_rows import Guid, StudyRows


def tell_changed_notes(intake: Intake, file: RefiFile, rows: StudyRows) -> None:
    """Tell of notes on relations that say something else than the rows they picture."""
    if not intake.ours:
        return
    pictures: Mapping[Guid | None, Node] = {
        node.guid: node
        for node in intake.project.inside("Notes")
        if node.tag == "Note" and intake.is_picture(node, said_of(node))
    }
    for _, guid, text in evidence_notes(Outgoing(rows, Mask())) if pictures else ():
        node = pictures.get(guid)
        said = None if node is None else _text(node, file)
        if node is not None and said is not None and said.split() != legal(text).split():
            intake.report.tell(
                "notes on what relations rest on say something else than the evidence of the "
                "relation (what the study’s own rows say stands; write it into a memo to keep it)",
                node.get("name"),
            )


def _text(node: Node, file: RefiFile) -> str | None:
    """Return the text of a note, None where it is not in the file as plain text."""
    inline = node.one("PlainTextContent")
    if inline is not None:
        return inline.text
    there = file.text(node.get("plainTextPath"))
    if there is not None:
        with suppress(UnreadableFile):
            return decode(there.read()).text
    return None
