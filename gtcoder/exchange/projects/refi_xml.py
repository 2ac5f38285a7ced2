"""The XML of REFI-QDA, read as a stream: elements as plain nodes, coded passages as columns.

Half a million codings are as many elements three times over, so passages and their codings never
become nodes. Names of elements are taken without their namespace, since exporters disagree on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from sys import intern
from typing import Any, BinaryIO, NamedTuple
from xml.parsers import expat

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.projects.refi_guids import guid_of
from gtcoder.progress import Progress
from gtcoder.study_rows import Guid

MOST_LEVELS = 250
SPAN_HOLDERS = frozenset({"TextSource", "Representation", "Note", "TextDescription"})
_SELECTION, _CODING, _CODE_REF = "PlainTextSelection", "Coding", "CodeRef"
_WITH_TEXT = frozenset(
    {"Description", "PlainTextContent", "TextValue", "BooleanValue", "IntegerValue", "FloatValue",
     "DateValue", "DateTimeValue"}
)  # fmt: skip
_ELEMENTS = _WITH_TEXT | SPAN_HOLDERS | {
    "Project", "CodeBook", "Users", "User", "Codes", "Code", "CodeRef", "Variables", "Variable",
    "VariableRef", "VariableValue", "Cases", "Case", "SourceRef", "SelectionRef", "Sources",
    "PictureSource", "PictureSelection", "PDFSource", "PDFSelection", "AudioSource",
    "AudioSelection", "VideoSource", "VideoSelection", "Transcript", "TranscriptSelection",
    "SyncPoint", "PlainTextSelection", "Coding", "Notes", "NoteRef", "Links", "Link", "Sets", "Set",
    "MemberCode", "MemberSource", "MemberNote", "Graphs", "Graph", "Vertex", "Edge",
}  # fmt: skip
_MOST_NAMES = 10_000  # of elements and attributes; REFI-QDA has about a hundred
_MANY, _SHORT = 50_000, 25  # elements, and bytes for each: those of a value take 38
_NO_ATTRIBUTES: Mapping[str, str] = {}
_CHUNK = 1 << 20
_MOST_DIGITS = 18
NOWHERE = -1


@dataclass(slots=True)
class Spans:
    """The passages of one text and the codings on them, each column in the file's order.

    Positions are as written; one that is no number is `NOWHERE`. `of` is the passage of a coding by
    its number; `beside` and `coding_beside` hold what else stood in a passage or coding.
    """

    guids: list[Guid | None] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    users: list[Guid | None] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    beside: dict[int, Sequence[Node]] = field(default_factory=dict)
    of: list[int] = field(default_factory=list)
    coding_guids: list[Guid | None] = field(default_factory=list)
    codes: list[Guid | None] = field(default_factory=list)
    coding_users: list[Guid | None] = field(default_factory=list)
    coding_times: list[str] = field(default_factory=list)
    coding_beside: dict[int, Sequence[Node]] = field(default_factory=dict)

    def fill(
        self, passages: list[dict[str, str]], codings: list[dict[str, str]], known: _KnownGuids
    ) -> None:
        """Take the columns from the attributes of all passages and codings, which is faster."""
        self.guids = _own_guids(passages)
        self.starts = [_position(each.get("startPosition", "")) for each in passages]
        self.ends = [_position(each.get("endPosition", "")) for each in passages]
        self.names = [each.get("name", "") for each in passages]
        self.users = [known[each.get("creatingUser", "")] for each in passages]
        self.times = [each.get("creationDateTime", "") for each in passages]
        self.coding_guids = _own_guids(codings)
        self.coding_users = [known[each.get("creatingUser", "")] for each in codings]
        self.coding_times = [each.get("creationDateTime", "") for each in codings]


def _own_guids(elements: list[dict[str, str]]) -> list[Guid | None]:
    written = [each.get("guid", "") for each in elements]
    return [guid_of(each) if each else None for each in written]


class _Open(NamedTuple):
    """The passages of an element that is not closed yet, and the attributes of all in it."""

    spans: Spans
    passages: list[dict[str, str]]
    codings: list[dict[str, str]]


@dataclass(slots=True)
class Node:
    """An element: its local name, attributes, children, and the text of those that hold text."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: Sequence[Node] = ()
    text: str = ""
    spans: Spans | None = None

    def get(self, name: str) -> str:
        """Return an attribute, empty where there is none."""
        return self.attributes.get(name, "")

    def all(self, *tags: str) -> Iterator[Node]:
        """Yield the children of these names."""
        return (child for child in self.children if child.tag in tags)

    def one(self, tag: str) -> Node | None:
        """Return the first child of a name, or None."""
        return next(self.all(tag), None)

    def inside(self, tag: str) -> list[Node]:
        """Return the children of all containers of that name, taken together."""
        return [child for container in self.all(tag) for child in container.children]

    @property
    def guid(self) -> Guid | None:
        """The element's guid, None where it has none."""
        written = self.get("guid")
        return guid_of(written) if written else None

    @property
    def description(self) -> str:
        """The text of its description."""
        found = self.one("Description")
        return "" if found is None else found.text.strip("\n")


class _LocalNames(dict[str, str]):
    def __missing__(self, name: str) -> str:
        self[name] = local = intern(name.rpartition(":")[2])
        return local


class _KnownGuids(dict[str, "Guid | None"]):
    """Guids of what is pointed to again and again: codes and users."""

    def __missing__(self, written: str) -> Guid | None:
        self[written] = made = guid_of(written) if written.strip() else None
        return made


class _Builder:
    """Puts nodes together from what the parser calls out."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.root = Node("")
        self.nodes = 0
        self._parser = parser
        self._stack = [self.root]
        self._names = _LocalNames()
        self._known = _KnownGuids()
        self._pieces: list[str] = []
        self._selection, self._coding = Node(_SELECTION), Node(_CODING)
        self._leaf = Node(_CODE_REF)  # nothing is looked for below it
        self._open: dict[int, _Open] = {}
        self._here = _Open(Spans(), [], [])
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.StartDoctypeDeclHandler = _refuse_doctype

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take up an element."""
        local = self._names[name]
        stack = self._stack
        top = stack[-1]
        if local == _SELECTION and top.tag in SPAN_HOLDERS:
            self._open_selection(top, attributes)
        elif local == _CODING and top is self._selection:
            self._open_coding(attributes)
        elif local == _CODE_REF and top is self._coding:
            codes = self._here.spans.codes
            if codes[-1] is None:
                codes[-1] = self._known[attributes.get("targetGUID", "")]
            stack.append(self._leaf)
        else:
            self._open_node(top, local, attributes)

    def _open_selection(self, holder: Node, attributes: dict[str, str]) -> None:
        if holder.spans is None:
            holder.spans = Spans()
            self._open[id(holder)] = _Open(holder.spans, [], [])
        self._here = self._open[id(holder)]
        self._here.passages.append(attributes)
        self._stack.append(self._selection)

    def _open_coding(self, attributes: dict[str, str]) -> None:
        here = self._here
        here.spans.of.append(len(here.passages) - 1)
        here.spans.codes.append(None)
        here.codings.append(attributes)
        self._stack.append(self._coding)

    def _open_node(self, parent: Node, local: str, attributes: dict[str, str]) -> None:
        if len(self._stack) > MOST_LEVELS:
            raise UnreadableFile(
                "Its elements lie more than {levels} levels deep in each other, as those of no "
                "project do. Nothing of it was taken in; ask where the file comes from.",
                levels=MOST_LEVELS,
            )
        if parent is self._leaf or (local not in _ELEMENTS and parent is not self.root):
            self._stack.append(self._leaf)
            return
        self.nodes += 1
        node = Node(local, attributes or _NO_ATTRIBUTES)
        if isinstance(parent.children, list):
            parent.children.append(node)
        else:
            parent.children = [node]
        self._stack.append(node)
        if local in _WITH_TEXT:
            self._parser.CharacterDataHandler = self._pieces.append

    def end(self, name: str) -> None:
        """Close an element."""
        node = self._stack.pop()
        if node is self._leaf:
            return
        if node is self._coding:
            if node.children:
                self._here.spans.coding_beside[len(self._here.codings) - 1] = node.children
                node.children = ()
        elif node is self._selection:
            if node.children:
                self._here.spans.beside[len(self._here.passages) - 1] = node.children
                node.children = ()
        elif node.spans is not None:
            spans, passages, codings = self._open.pop(id(node))
            spans.fill(passages, codings, self._known)
        elif node.tag in _WITH_TEXT:
            node.text = "".join(self._pieces)
            self._pieces.clear()
            self._parser.CharacterDataHandler = None


def read_xml(stream: BinaryIO, progress: Progress, size: int) -> Node:
    """Return the root element; raises UnreadableFile where it is no XML, or XML with a trap."""
    parser = expat.ParserCreate()
    builder = _Builder(parser)
    done = 0
    try:
        while chunk := stream.read(_CHUNK):
            done += len(chunk)
            parser.Parse(chunk, False)
            _refuse_crowds(len(parser.intern), builder.nodes, done)
            progress.step(min(done, size), size, "reading the project")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnreadableFile(
            "Its XML is damaged or cut off (line {line}: {reason}). Nothing of it was taken in; "
            "export the project anew from its tool and import that.",
            line=error.lineno,
            reason=expat.ErrorString(error.code),
        ) from None
    except (ValueError, LookupError):
        raise UnreadableFile(
            "Its XML is written in an encoding that is unknown here. Nothing of it was taken in; "
            "export the project anew from its tool, in UTF-8, and import that."
        ) from None
    return builder.root.children[0]


def _refuse_doctype(*_: Any) -> None:
    raise UnreadableFile(
        "It declares a document type, which no tool writes into a project and which can hide an "
        "attack. Nothing of it was taken in; ask where the file comes from."
    )


def _refuse_crowds(names: int, nodes: int, size: int) -> None:
    """Refuse what takes far more room than its bytes: names by thousands, elements of nothing."""
    if names > _MOST_NAMES:
        raise UnreadableFile(
            "It holds more than {count} names of elements and attributes, as no project does. "
            "Nothing of it was taken in; ask where the file comes from.",
            count=_MOST_NAMES,
        )
    if nodes > _MANY and nodes * _SHORT > size:
        raise UnreadableFile(
            "It holds {count} elements with nearly nothing in them, as no project does. Nothing "
            "of it was taken in; ask where the file comes from.",
            count=nodes,
        )


def _position(written: str) -> int:
    """Return a position in a text, `NOWHERE` where it is no number or beyond any text."""
    try:
        return int(written) if len(written) <= _MOST_DIGITS else NOWHERE
    except ValueError:
        return NOWHERE


def each_below(node: Node, tag: str) -> Iterator[Node]:
    """Yield every node of a name at any depth below a node, in the file's order."""
    for child in node.children:
        if child.tag == tag:
            yield child
        yield from each_below(child, tag)
