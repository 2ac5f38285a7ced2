"""Sources: which of them hold text, where that text lies, and what of the others is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gtcoder.exchange.projects.refi_archive import bare_name
from gtcoder.exchange.projects.refi_intake import Intake
from gtcoder.exchange.projects.refi_xml import NOWHERE, Node, Spans
from gtcoder.exchange.refi.beyond import read_beyond
from gtcoder.study_rows import Guid

_MEDIA = ("AudioSource", "VideoSource")
_NOT_TEXT = "gtcoder codes text only"
_NO_PLACES = f"{_NOT_TEXT}; the passages of their text, if any, came in"
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
    """A source with a text: the element it is known by, those that hold text and passages.

    `aliases` are elements that stand for the same; `around` is the name of what it is a part of.
    """

    node: Node
    holder: Node
    aliases: list[Node] = field(default_factory=list)
    parts: list[Spans] = field(default_factory=list)
    synced: list[SyncPoint] = field(default_factory=list)
    around: str = ""

    @property
    def elements(self) -> list[Node]:
        """All elements that say something of it, the one it is known by first."""
        every = (self.node, self.holder, *self.aliases)
        return list({id(each): each for each in every}.values())

    @property
    def name(self) -> str:
        """The first name that one of its elements has, else that of what it is a part of."""
        return next(filter(None, (each.get("name") for each in self.elements)), self.around)

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
    """Yield a PDF or picture by its text, if it has one, else places on its pages by theirs."""
    inside = node.one("Representation") or node.one("TextDescription")
    if inside is None:
        intake.report.skip(_KINDS[node.tag], f"{_NOT_TEXT}, and these have none in the file")
        _leave_out_source(intake, node)
    else:
        yield TextSource(node, inside, parts=_spans(inside))
    twins = _Twins(inside.spans if inside is not None and inside.spans is not None else Spans())
    for place in node.all(*_SELECTIONS):
        quoted = place.one("Representation")
        if twins.join(place):
            intake.report.tell(
                "places on PDF pages that are passages of the PDF's text as well count as those"
            )
            _leave_out_inside(intake, place)
        elif quoted is None or inside is not None:
            _leave_out_place(intake, place)
        else:
            intake.report.tell(
                "places on PDF pages whose words are there, but not the PDF's text, are documents"
            )
            yield TextSource(place, quoted, parts=_spans(quoted), around=node.get("name"))


class _Twins:
    """The passages of a PDF's text, which take over what stands on the same place on a page."""

    def __init__(self, spans: Spans) -> None:
        self._spans = spans
        self._of: dict[Guid, int] = {}
        for of, guid in enumerate(spans.guids):
            if guid is not None:
                self._of.setdefault(guid, of)
        self._coded = {
            (of, code, user or spans.users[of])
            for of, code, user in zip(spans.of, spans.codes, spans.coding_users, strict=True)
        }
        self._beside: dict[int, list[Node]] = {}
        self._said: set[tuple[int, str, str]] = set()

    def join(self, place: Node) -> bool:
        """Give the passage with the place's guid what it lacks; tell whether there is one."""
        spans = self._spans
        of = self._of.get(place.guid) if place.guid is not None else None
        if of is None:
            return False
        spans.users[of] = spans.users[of] or _user(place)
        spans.times[of] = spans.times[of] or place.get("creationDateTime")
        if of not in self._beside:
            spans.beside[of] = self._beside[of] = list(spans.beside.get(of, ()))
            self._said |= {_saying(of, each) for each in self._beside[of]}
        for each in place.all("Description", "NoteRef"):
            if _saying(of, each) not in self._said:
                self._said.add(_saying(of, each))
                self._beside[of].append(each)
        for coding in place.all("Coding"):
            says = (of, _code(coding), _user(coding) or spans.users[of])
            if says not in self._coded:
                self._coded.add(says)
                add_coding(spans, coding, of)
        return True


def _saying(of: int, node: Node) -> tuple[int, str, str]:
    return of, node.get("targetGUID").casefold(), node.text.strip()


def _transcripts(
    intake: Intake, node: Node, by_path: Mapping[str, TextSource]
) -> Iterator[TextSource]:
    """Yield the transcripts of a recording that are no texts of their own already.

    The first of them stands for the recording as well.
    """
    intake.report.skip(_KINDS[node.tag], "gtcoder keeps transcripts, not recordings")
    for place in node.all(*_SELECTIONS):
        _leave_out_place(intake, place)
    transcripts = list(node.all("Transcript"))
    if not transcripts:
        _leave_out_source(intake, node)
    for number, transcript in enumerate(transcripts):
        points = {point.guid: sync_point(point) for point in transcript.all("SyncPoint")}
        spans = _of_transcript(transcript, points)
        path = bare_name(transcript.get("plainTextPath")).casefold()
        text = by_path.get(path) if path else None
        if text is None:
            text = TextSource(transcript, transcript, around=node.get("name"))
            yield text
        else:
            text.aliases.append(transcript)
            intake.report.tell("transcripts that are listed as texts as well came in once")
        if number == 0:
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
    spans.of.append(of)
    spans.coding_guids.append(coding.guid)
    spans.codes.append(_code(coding))
    spans.coding_users.append(_user(coding))
    spans.coding_times.append(coding.get("creationDateTime"))
    others = [child for child in coding.children if child.tag != "CodeRef"]
    if others:
        spans.coding_beside[len(spans.of) - 1] = others


def _user(node: Node) -> Guid | None:
    return Node("", {"guid": node.get("creatingUser")}).guid


def _code(coding: Node) -> Guid | None:
    code = coding.one("CodeRef")
    return None if code is None else Node("", {"guid": code.get("targetGUID")}).guid


def _leave_out_place(intake: Intake, place: Node) -> None:
    """Tell of a place in a picture, PDF or recording, and of what stands on it."""
    what = _SELECTIONS[place.tag]
    intake.report.skip(what, _NO_PLACES)
    codings = sum(1 for _ in place.all("Coding"))
    intake.report.skip(f"codings on {what}", _NO_PLACES, codings)
    leave_out_said(intake, place.children, what, _NO_PLACES)
    _leave_out_inside(intake, place)


def _leave_out_inside(intake: Intake, place: Node) -> None:
    """Tell of codings within the words that a place on a page quotes."""
    for quoted in place.all("Representation"):
        codings = sum(len(spans.of) for spans in _spans(quoted))
        intake.report.skip("codings within quoted places on PDF pages", _NO_PLACES, codings)


def _leave_out_source(intake: Intake, node: Node) -> None:
    """Tell of what stands on a whole source that does not come in."""
    what = f"whole {_KINDS[node.tag]}"
    codings = sum(1 for _ in node.all("Coding"))
    intake.report.skip(f"codings on {what}", _NOT_TEXT, codings)
    leave_out_said(intake, node.children, what, _NOT_TEXT)


def leave_out_said(intake: Intake, children: Iterable[Node], what: str, why: str) -> None:
    """Tell of descriptions, values and references to notes of an element that does not come in."""
    listed = list(children)
    skip = intake.report.skip
    described = (each.tag == "Description" and read_beyond(each.text)[0].strip() for each in listed)
    skip(f"comments on {what}", why, sum(map(bool, described)))
    skip("values of variables", why, sum(each.tag == "VariableValue" for each in listed))
    skip("references to notes", why, sum(each.tag == "NoteRef" for each in listed))
