"""A study being put together from REFI-QDA: its rows, whose it is, and what things became."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from gtcoder.exchange.projects.refi_extras import needs, told_row, told_rows
from gtcoder.exchange.projects.refi_guids import Guids
from gtcoder.exchange.projects.refi_report import Report
from gtcoder.exchange.projects.refi_values import Moments, text_of
from gtcoder.exchange.projects.refi_xml import Node
from gtcoder.exchange.refi.beyond import read_beyond
from gtcoder.exchange.refi.code_texts import Attributes
from gtcoder.exchange.refi.packed import completed
from gtcoder.exchange.refi.xml import derived
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.study_rows import Guid, StudyRows
from gtcoder.vocabulary import CoderRole, MemoKind


class Thing(NamedTuple):
    """What an element became: the column by which a memo is linked to it, and the row's guid."""

    column: str
    guid: Guid


class Said(NamedTuple):
    """A description: the human text, and the extras of our own export."""

    plain: str
    extra: dict[str, Any]


@dataclass
class Coders:
    """The coders by the guid of their user, and whom work is given to that nobody signed."""

    known: dict[Guid, Guid] = field(default_factory=dict)
    usual: Guid | None = None
    name_of_usual: str = ""
    used: set[Guid] = field(default_factory=set)
    unsigned: int = 0


@dataclass
class Intake:
    """Rows, guids and report of a project that is being read.

    `things` tells what an element became, by its guid; `noted` collects, by the guid of a note,
    what refers to it; `joined` names the codes of a relation; `when` is the moment of what the file
    gives no moment for; `attributes` are names and values of codes in a file of ours.
    """

    project: Node
    guids: Guids
    origin: str
    when: datetime
    said: Said
    report: Report = field(default_factory=Report)
    drafts: RowDrafts = field(default_factory=RowDrafts)
    moments: Moments = field(default_factory=Moments)
    coders: Coders = field(default_factory=Coders)
    things: dict[Guid, list[Thing]] = field(default_factory=dict)
    noted: dict[Guid, list[Thing]] = field(default_factory=dict)
    carried: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    carried_guids: Mapping[str, frozenset[Guid]] = field(default_factory=dict)
    columns: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    joined: dict[Guid, set[Guid | None]] = field(default_factory=dict)
    attributes: Mapping[Guid, Attributes] = field(default_factory=dict)
    _owned: dict[tuple[str, str], dict[Any, list[dict[str, Any]]]] = field(default_factory=dict)

    @property
    def ours(self) -> bool:
        """Whether the file carries extras of our own export."""
        return "format" in self.said.extra

    @property
    def as_written(self) -> bool:
        """Whether the file is as our own export wrote it: other programs say that it is theirs."""
        return self.ours and self.origin.startswith("gtcoder ")

    def stored(self, table: str, element: Guid | None, said: Said) -> dict[str, Any]:
        """Return what our own export tells of the row of an element, {} where it tells nothing.

        It stands in the project's description; in codebooks and earlier files in the element's.
        """
        if table in said.extra:
            return told_row(table, said.extra[table])
        rows = self._rows_by(table, "guid", needs(table)).get(element, ())
        return dict(rows[0]) if rows else {}

    def stored_rows(
        self, table: str, owner: str, element: Guid | None, said: Said, given: Collection[str] = ()
    ) -> list[dict[str, Any]]:
        """Return the rows that hang on an element by the column `owner`; columns in `given` are
        those that elements say."""
        if table in said.extra:
            return told_rows(table, said.extra[table], (owner, *given))
        return [dict(row) for row in self._rows_by(table, owner, given).get(element, ())]

    def _rows_by(
        self, table: str, owner: str, given: Collection[str]
    ) -> Mapping[Any, list[dict[str, Any]]]:
        if (table, owner) not in self._owned:
            packed = self.said.extra.get("rows")
            there = packed.get(table) if isinstance(packed, Mapping) else None
            found = self._owned[table, owner] = {}
            for row in told_rows(table, there, given):
                if row.get(owner) is not None:
                    found.setdefault(row[owner], []).append(row)
        return self._owned[table, owner]

    def is_picture(self, node: Node, said: Said) -> bool:
        """Tell whether an element only shows what other rows of our own export say."""
        made = self.said.extra.get("made")
        listed = isinstance(made, list) and node.guid is not None and node.guid.hex() in made
        return listed or bool(said.extra.get("made"))

    def from_tool(self, *names: str) -> bool:
        """Tell whether the file says that it comes from one of these programs."""
        origin = self.origin.casefold()
        return any(name in origin for name in names)

    def add(
        self,
        table: str,
        wanted: Guid | None,
        extra: Mapping[str, Any] | None = None,
        /,
        **values: Any,
    ) -> Guid:
        """Add a row with a guid of its own; extras of our own export complete it."""
        told = told_row(table, extra) if extra else {}
        told.pop("guid", None)
        return self.drafts.add(
            table, self.guids.take(table, wanted), **completed(table, values, told)
        )

    def of_project(self, what: str) -> Guid:
        """Return the guid of what belongs to the project as a whole, the same at each reading.

        A project has no guid: what tells it from another of its name is when it was made, else
        the first of its texts or codes.
        """
        project = self.project
        books = [code for book in project.all("CodeBook") for code in book.inside("Codes")]
        guids = (node.get("guid") for node in (*project.inside("Sources"), *books))
        mark = project.get("creationDateTime") or next(filter(None, guids), "")
        return self.guids.named(f"{what} of {project.get('name')} {mark}")

    def moment(self, *written: str) -> datetime:
        """Return the first moment that can be read, else that of the project."""
        for each in written:
            found = self.moments[each] if each else None
            if found is not None:
                return found
        return self.when

    def became(self, element: Guid | None, column: str, guid: Guid) -> None:
        """Remember what an element became, for what refers to it: of a kind the first."""
        if element is not None:
            things = self.things.setdefault(element, [])
            if all(thing.column != column for thing in things):
                things.append(Thing(column, guid))

    def one(self, element: Guid | None, column: str) -> Guid | None:
        """Return the row of a kind that an element became, None where it became none."""
        for thing in self.things.get(element, ()) if element is not None else ():
            if thing.column == column:
                return thing.guid
        return None

    def note_refs(self, node: Node, *things: Thing) -> None:
        """Remember which notes an element refers to."""
        self.notes_in(node.children, *things)

    def notes_in(self, children: Sequence[Node], *things: Thing) -> None:
        """Remember the notes that children of an element refer to."""
        for child in children:
            if child.tag == "NoteRef":
                target = target_of(child)
                if target is not None:
                    self.noted.setdefault(target, []).extend(things)

    def coder(self, *users: Guid | None) -> Guid:
        """Return the coder of the first user that is known, else whom unsigned work is given to."""
        for user in users:
            if user is not None and user in self.coders.known:
                coder = self.coders.known[user]
                self.coders.used.add(coder)
                return coder
        self.coders.unsigned += 1
        return self.usual_coder()

    def usual_coder(self) -> Guid:
        """Return whom work is given to that nobody signed; made when first needed."""
        if self.coders.usual is None:
            self.coders.usual = self.add(
                "coder", None, name=self.coders.name_of_usual, role=CoderRole.CODER
            )
        self.coders.used.add(self.coders.usual)
        return self.coders.usual

    def comment(self, owner: Guid, title: str, text: str, kind: MemoKind, *things: Thing,
                coder: Guid | None = None, at: str = "") -> None:  # fmt: skip
        """Keep a description that no column holds as a memo on what it describes."""
        kept = text_of(text)
        if not kept:
            return
        when = self.moment(at)
        memo = self.add(
            "memo", derived(owner, "description"), kind=kind, title=title, text=kept,
            coder_id=coder or self.usual_coder(), created_at=when, changed_at=when,
        )  # fmt: skip
        for thing in things:
            self.add("memo_link", derived(memo, thing.guid.hex()), memo_id=memo,
                     **{thing.column: thing.guid})  # fmt: skip
        self.report.came("comments, as memos on what they describe")

    def rows(self) -> StudyRows:
        """Return all rows."""
        made = self.drafts.rows()
        return StudyRows({**made.tables, **self.columns}, self.texts)


def said_of(node: Node) -> Said:
    """Return an element's description, its extras apart."""
    return Said(*read_beyond(node.description))


def target_of(node: Node) -> Guid | None:
    """Return the guid that a reference points to."""
    return Node("", {"guid": node.get("targetGUID")}).guid
