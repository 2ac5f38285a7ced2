"""A study put together from another tool's project: names kept apart, nothing stored twice."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gtcoder.batch import FileNote, SourceFile
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.formats import ImportOptions
from gtcoder.exchange.free_names import FreeNames
from gtcoder.exchange.freezing import freeze
from gtcoder.exchange.project_files import Came, ForeignProject, ProjectOptions, Skipped
from gtcoder.exchange.projects.databases import moment
from gtcoder.exchange.projects.foreign_texts import ForeignText, RawText, marks_in, store
from gtcoder.exchange.projects.positions import How
from gtcoder.exchange.row_drafts import RowDrafts
from gtcoder.exchange.transcripts import draft_document
from gtcoder.plan_rounds import USUAL_ROUND
from gtcoder.store.naming import cleaned
from gtcoder.study_rows import Guid
from gtcoder.vocabulary import (
    CodeLevel,
    CodeOrigin,
    CoderRole,
    CodingOrigin,
    MemoKind,
    RoundKind,
    VariableScope,
)

NOBODY = "Unknown coder"
_ADDRESS = re.compile(r"(?<![^\s@])([^\s@]+)@[^\s@]+")
_COLOURS = 20
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as a file has it: from where to where it says, its words there, and whose it is."""

    start: int
    end: int
    quoted: str
    coder: Guid
    round: Guid


class ForeignStudy:
    """Rows of a study that are read from a file, and the report on what became of it.

    The same project gives the same rows each time it is read, their identities too: `begun`, when
    the project was made there, tells it from others, and names tell its rows from one another. So
    a project that comes again, or a colleague's copy of it, adds what is new in it.
    """

    def __init__(self, kind: str, path: Path, options: ProjectOptions, begun: str) -> None:
        self.kind, self.path, self.options = kind, path, options
        with path.open("rb") as file:
            self._sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        self._base = uuid.uuid5(uuid.NAMESPACE_OID, f"{kind} {begun.strip() or self._sha256}")
        changed = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
        self.moment = moment(begun) or changed
        self.drafts = RowDrafts()
        self._times: Counter[str] = Counter()
        self.counted: Counter[str] = Counter()
        self._texts: list[ForeignText] = []
        self._told: dict[str, Counter[str]] = {}
        self._skipped: Counter[tuple[str, str]] = Counter()
        self._known: dict[Hashable, Guid] = {}
        self._names: dict[Hashable, FreeNames] = {}
        self._members: Counter[Guid] = Counter()
        self.round = self.add_round(USUAL_ROUND)

    def add_round(self, name: str) -> Guid:
        """Make a round."""
        return self.row("round", name, name=name, kind=RoundKind.OPEN, opened_at=self.moment)

    def row(self, table: str, *key: object, **values: Any) -> Guid:
        """Add a row that its key tells from the others; those with one key are numbered."""
        words = " ".join(each.hex() if isinstance(each, bytes) else str(each) for each in key)
        self._times[f"{table} {words}"] += 1
        known = f"{table} {words} {self._times[f'{table} {words}']}"
        return self.drafts.add(table, uuid.uuid5(self._base, known).bytes, **values)

    def skip(self, what: str, why: str, count: int = 1) -> None:
        """Count what does not come in."""
        self._skipped[what, why] += count

    def tell(self, what: str, about: str = "", count: int = 1) -> None:
        """Keep a note; those of one wording are told once, with what they are about."""
        self._told.setdefault(what, Counter())[about] += count

    def coder(self, name: str) -> Guid:
        """Return the coder of a name, or whom work is given to that nobody signed."""
        kept = cleaned(_ADDRESS.sub(r"\1", name))
        if kept != cleaned(name):
            self.tell("coders named by an address go by what stands before its @")
        if not kept:
            kept = cleaned(self.options.coder) or NOBODY
            self.tell(f"what nobody signed was given to “{kept}”")
        return self._one(("coder", kept), name=kept, role=CoderRole.CODER)

    def participant(self, name: str) -> Guid:
        """Return the participant of a name."""
        kept = cleaned(name) or "Participant"
        return self._one(("participant", kept), name=kept)

    def variable(self, scope: VariableScope, name: str, owner: Guid, value: str) -> None:
        """Keep the value of a document or participant; of two for one owner the first."""
        kept, said = cleaned(name), value.strip()
        if not kept or not said:
            return
        variable = self._one(("variable", scope, kept), name=kept, scope=scope)
        whose = {f"{scope}_id": owner}
        if self._first(("variable_value", variable, owner), variable_id=variable, value=said,
                       **whose):  # fmt: skip
            self.counted["values of variables"] += 1
        else:
            self.skip("values of variables", "the same owner has another one")

    def code(
        self,
        name: str,
        parent: Guid | None = None,
        level: CodeLevel = CodeLevel.OPEN,
        definition: str = "",
        at: datetime | None = None,
    ) -> Guid:
        """Make a code; a name that is taken in its place gets a number."""
        kept = cleaned(name) or "Code without a name"
        if " > " in f" {kept} ":
            self.tell("“>” parts the names of a path; in names of codes it became “/”", kept)
            kept = kept.replace(">", "/")
        free = self._free(("code", parent), kept)
        if free != kept:
            self.tell("a code beside another one of its name got a number", free)
        made = self.counted["categories"] + self.counted["codes"]
        self.counted["codes" if level is CodeLevel.OPEN else "categories"] += 1
        return self.row(
            "code",
            "code" if level is CodeLevel.OPEN else "category",
            kept,
            name=free,
            parent_id=parent,
            level=level,
            origin=CodeOrigin.IMPORTED,
            definition=definition.strip(),
            colour=made % _COLOURS + 1,
            position=len(self._names["code", parent]),
            created_at=at or self.moment,
        )

    def text(self, name: str, raw: RawText, at: datetime | None = None) -> ForeignText | None:
        """Take a document in with its turns and speakers; None, and a line, where it is empty."""
        frozen = freeze(raw.text)
        if not frozen.text.strip():
            self.skip("documents", "they hold no text")
            return None
        kept = self._free("document", cleaned(name) or "Document")
        source = SourceFile(self.path.name, self.kind, "utf-8", self._sha256)
        draft, notes = draft_document(frozen, source, ImportOptions(document=kept))
        draft = replace(draft, marks=marks_in(raw, len(frozen.text)))
        for note in (*frozen.notes, *notes):
            self.tell(f"“{kept}”: {note}")
        guid = uuid.uuid5(self._base, f"document {kept}").bytes
        made = ForeignText(guid, draft, raw, at or self.moment)
        self._texts.append(made)
        self.counted["documents"] += 1
        return made

    def passage(self, text: ForeignText, passage: Passage) -> Guid | None:
        """Return the quotation that stands there; None, and a line, where there is none."""
        found = text.passages.find(passage.start, passage.end, passage.quoted)
        span = None if found is None else text.span(found)
        if found is None or span is None:
            self.skip("passages", "they lie outside their text or hold no words")
            return None
        start, end = span
        key = ("quotation", text.guid, start, end, passage.coder, passage.round)
        new = key not in self._known
        quotation = self._one(key, document_id=text.guid, start=start, end=end,
                              coder_id=passage.coder, round_id=passage.round)  # fmt: skip
        if new and found.how is How.SEARCHED:
            self.tell("passages stand elsewhere than the file says and were found by their words",
                      text.draft.name)  # fmt: skip
        elif new and found.how is How.DOUBTFUL:
            self.tell("passages read otherwise than the file says; a memo keeps its words",
                      text.draft.name)  # fmt: skip
            self.memo(MemoKind.CODE, f"In the file this passage reads: “{passage.quoted.strip()}”",
                      passage.coder, on={"quotation_id": quotation})  # fmt: skip
        return quotation

    def coding(self, quotation: Guid, code: Guid, passage: Passage, at: datetime | None) -> None:
        """Give a passage a code, once."""
        if self._first(
            ("coding", quotation, code),
            quotation_id=quotation,
            code_id=code,
            origin_code_id=code,
            coder_id=passage.coder,
            round_id=passage.round,
            origin=CodingOrigin.IMPORTED,
            created_at=at or self.moment,
        ):
            self.counted["codings"] += 1
        else:
            self.skip("codings", "the same coder gave the same passage the same code twice")

    def memo(
        self, kind: MemoKind, text: str, coder: Guid, title: str = "", at: datetime | None = None,
        *, on: Mapping[str, Guid] | None = None,
    ) -> None:  # fmt: skip
        """Keep a memo on things, by their column of `memo_link`, or on the study as a whole."""
        if not text.strip():
            return
        when, links = at or self.moment, on or {}
        memo = self.row("memo", kind, title, text, coder, *links.values(), kind=kind,
                        title=cleaned(title), text=text.strip(), coder_id=coder,
                        created_at=when, changed_at=when)  # fmt: skip
        for column, guid in links.items():
            self.row("memo_link", memo, guid, memo_id=memo, **{column: guid})
        self.counted["memos"] += 1

    def about_document(
        self, text: ForeignText | None, name: str, said: str, coder: str, at: datetime | None
    ) -> None:
        """Keep what was written about a document; of one that did not come, under its name."""
        if said.strip():
            on = None if text is None else {"document_id": text.guid}
            title = "" if text is not None else name
            self.memo(MemoKind.DOCUMENT, said, self.coder(coder), title, at, on=on)

    def member(self, code: Guid, category: Guid) -> None:
        """Let a code serve a further category beside its place in the tree."""
        if self._first(("membership", code, category), code_id=code, category_id=category,
                       rank=self._members[category]):  # fmt: skip
            self._members[category] += 1

    def project(self, title: str) -> ForeignProject:
        """Return all that was taken in, with the report."""
        for text in self._texts:
            for note in store(self.drafts, self.row, text, self.participant):
                self.tell(note, text.draft.name)
        for way, count in sum((text.passages.used for text in self._texts), Counter()).items():
            self.tell(f"where passages stand is counted in {way}", count=count)
        rows = self.drafts.rows()
        self.counted["participants"] = rows.count("participant")
        self.counted["coders"] = rows.count("coder")
        return ForeignProject(
            self.kind,
            cleaned(title) or cleaned(self.path.stem) or self.kind,
            rows,
            tuple(Came(what, count) for what, count in self.counted.items() if count),
            tuple(Skipped(what, count, why) for (what, why), count in self._skipped.items()),
            tuple(_notes(self._told)),
            "utf-8",
            self._sha256,
        )

    def _one(self, key: tuple[Any, ...], **values: Any) -> Guid:
        """Return the row that is known by a key, its table first, made where there is none yet."""
        if key not in self._known:
            self._known[key] = self.row(*key, **values)
        return self._known[key]

    def _first(self, key: tuple[Any, ...], **values: Any) -> bool:
        """Make the row of a key, and tell whether there was none yet."""
        new = key not in self._known
        self._one(key, **values)
        return new

    def _free(self, where: Hashable, name: str) -> str:
        """Return the name, with a number where it is taken, and take it."""
        return self._names.setdefault(where, FreeNames(any_case=True)).take(name)


def one_inside(projects: dict[str, Any], wanted: str) -> Any:
    """Return the one project of a file that holds several; `wanted` is its title or number.

    `projects` maps “title (number)” to whatever the reader knows it by.
    """
    if len(projects) == 1 and not wanted:
        return next(iter(projects.values()))
    asked = wanted.strip().casefold()
    fitting = [
        key
        for label, key in projects.items()
        if asked in (label.casefold(), label.rpartition(" (")[0].casefold(), str(key))
    ]
    if len(fitting) == 1:
        return fitting[0]
    raise UnreadableFile(
        "It holds {count} projects: {there}. Nothing was taken in; name one of them.",
        count=len(projects) or "no",
        there="; ".join(projects) or "none",
        several=tuple(projects),
    )


def _notes(told: dict[str, Counter[str]]) -> Iterator[FileNote]:
    for what, about in told.items():
        count = about.total()
        names = [name for name in about if name]
        shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        times = f"{count} × " if count > 1 else ""
        yield FileNote(f"{times}{what}" + (f" ({shown})" if shown else ""))
