"""Sources: which of them hold text, where that text lies, and what of the others is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gtcoder.exchange.projects.refi_archive import bare_name
from gtcoder.exchange.projects.refi_intake import Intake
from gtcoder.exchange.projects.refi_xml import NOWHERE, Node, Spans
from gtcoder.study_rows import Guid

_MEDIA = ("AudioSource", "VideoSource")
_NOT_TEXT = "gtcoder codes text only"
_KINDS = {
    "PictureSource": "pictures",
    "PDFSource": "PDFs",
    "AudioSource": "audio recordings",
    "VideoSource": "videos",
}
_SELECTIONS = {
    "PictureSelection": "places in pictures",
    "PDFSelection": "places on PDF pages",
    "AudioSelection": "stretches of audio",
    "VideoSelection": "stretches of video",
}


@dataclass(slots=True)
class SyncPoint:
    """A moment of a recording, in milliseconds, and the place in the transcript, as written."""

    place: int
    milliseconds: int


@dataclass(slots=True)
class TextSource:
    """A source with a text: the element it is known by, those that hold text and passages."""

    node: Node
    holder: Node
    aliases: list[Node] = field(default_factory=list)
    parts: list[Spans] = field(default_factory=list)
    synced: list[SyncPoint] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the source, else of what holds its text."""
        return self.node.get("name") or self.holder.get("name")

    @property
    def path(self) -> str:
        """The bare name of its text's file, empty where the text stands in the XML."""
        return bare_name(self.holder.get("plainTextPath"))


def text_sources(intake: Intake) -> list[TextSource]:
    """Return the sources with text, in the file's order; the others are told as left out.

    A transcript that is listed as a text as well, on the same file, is one text.
    """
    nodes = intake.project.inside("Sources")
    found: dict[int, TextSource] = {}
    by_path: dict[str, TextSource] = {}
    for place, node in enumerate(nodes):
        if node.tag == "TextSource":
            text = found[place] = TextSource(node, node, parts=_spans(node))
            if text.path:
                by_path.setdefault(text.path.casefold(), text)
    listed: list[TextSource] = []
    for place, node in enumerate(nodes):
        if place in found:
            listed.append(found[place])
        elif node.tag in _MEDIA:
            listed += _transcripts(intake, node, by_path)
        elif node.tag in _KINDS:
            listed += _with_text(intake, node)
    return listed


def _spans(node: Node) -> list[Spans]:
    return [node.spans] if node.spans is not None else []


def _with_text(intake: Intake, node: Node) -> Iterator[TextSource]:
    """Yield a PDF or picture by its text, if it has one; its places stay behind."""
    inside = node.one("Representation") or node.one("TextDescription")
    known = set(inside.spans.guids) if inside is not None and inside.spans is not None else set()
    _leave_out(intake, node, known)
    if inside is None:
        intake.report.skip(_KINDS[node.tag], f"{_NOT_TEXT}, and these have none in the file")
        return
    yield TextSource(node, inside, [inside], _spans(inside))


def _transcripts(
    intake: Intake, node: Node, by_path: Mapping[str, TextSource]
) -> Iterator[TextSource]:
    """Yield the transcripts of a recording that are no texts of their own already."""
    _leave_out(intake, node, set())
    intake.report.skip(_KINDS[node.tag], "gtcoder keeps transcripts, not recordings")
    for transcript in node.all("Transcript"):
        points = {point.guid: sync_point(point) for point in transcript.all("SyncPoint")}
        spans = _of_transcript(transcript, points)
        path = bare_name(transcript.get("plainTextPath")).casefold()
        text = by_path.get(path) if path else None
        if text is None:
            text = TextSource(transcript, transcript)
            yield text
        else:
            text.aliases.append(transcript)
            intake.report.tell("transcripts that are listed as texts as well came in once")
        text.aliases.append(node)
        text.synced += points.values()
        if spans.guids:
            text.parts.append(spans)


def sync_point(node: Node) -> SyncPoint:
    """Return a point in time of a transcript."""
    return SyncPoint(_number(node.get("position")), _number(node.get("timeStamp")))


def _number(written: str) -> int:
    try:
        return int(written) if len(written) < 19 else NOWHERE
    except ValueError:
        return NOWHERE


def _of_transcript(transcript: Node, points: Mapping[Guid | None, SyncPoint]) -> Spans:
    """Return the passages of a transcript, which reach from one point in time to another."""
    spans = Spans()
    for node in transcript.all("TranscriptSelection"):
        ends = [points.get(Node("", {"guid": node.get(end)}).guid)
                for end in ("fromSyncPoint", "toSyncPoint")]  # fmt: skip
        first, last = (NOWHERE if end is None else end.place for end in ends)
        add_passage(spans, node, first, last)
    return spans


def add_passage(spans: Spans, node: Node, start: int, end: int) -> None:
    """Add a passage that came as a node, with its codings."""
    spans.guids.append(node.guid)
    spans.starts.append(start)
    spans.ends.append(end)
    spans.names.append(node.get("name"))
    spans.users.append(_user(node))
    spans.times.append(node.get("creationDateTime"))
    here = len(spans.guids) - 1
    others = [child for child in node.children if child.tag != "Coding"]
    if others:
        spans.beside[here] = others
    for coding in node.all("Coding"):
        add_coding(spans, coding, here)


def add_coding(spans: Spans, coding: Node, of: int) -> None:
    """Add a coding that came as a node to a passage."""
    code = coding.one("CodeRef")
    spans.of.append(of)
    spans.coding_guids.append(coding.guid)
    spans.codes.append(None if code is None else Node("", {"guid": code.get("targetGUID")}).guid)
    spans.coding_users.append(_user(coding))
    spans.coding_times.append(coding.get("creationDateTime"))
    others = [child for child in coding.children if child.tag != "CodeRef"]
    if others:
        spans.coding_beside[len(spans.of) - 1] = others


def _user(node: Node) -> Guid | None:
    return Node("", {"guid": node.get("creatingUser")}).guid


def _leave_out(intake: Intake, node: Node, known: set[Guid | None]) -> None:
    """Tell of the places in a picture, PDF or recording; those that are text as well came in."""
    for child in node.children:
        what = _SELECTIONS.get(child.tag)
        if what is None:
            continue
        if child.guid in known:
            intake.report.tell(
                "places on PDF pages that are passages of the PDF's text as well count as those"
            )
            continue
        codings = sum(1 for _ in child.all("Coding"))
        why = f"{_NOT_TEXT}; the passages of their text, if any, came in"
        intake.report.skip(what, why)
        intake.report.skip(f"codings on {what}", why, codings)
        described = sum(1 for _ in child.all("Description", "NoteRef"))
        intake.report.skip(f"comments on {what}", why, described)
    codings = sum(1 for _ in node.all("Coding"))
    intake.report.skip(f"codings on whole {_KINDS[node.tag]}", _NOT_TEXT, codings)
