"""The steps of a plain-text study: codes made, passages coded, the codebook changed, by phase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.codebook_headings import unmarked
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_codebook import CodePaths
from gtcoder.exchange.plain_project import ProjectFile
from gtcoder.exchange.plain_tables import Answer, Row, Table, read_table, word_of
from gtcoder.exchange.plain_texts import Texts
from gtcoder.plan import Change, ChangeDraft, CodeDraft, CodingDraft, PassageDraft, Step
from gtcoder.vocabulary import AttributeKind, CodeLevel, CodeOrigin

CODEBOOK = "codebook.csv"
CODINGS = "codings.csv"
CHANGES = "changes.csv"
PARTING = "%;=()"  # what parts the choices of a column from what is around them
TEXTS = ("when_not", "example")
PROPOSAL = ("proposed_by", "proposed_in")
_CREATE = "create"
_TO_A_CODE = (Change.MOVE, Change.MERGE, Change.MEMBERSHIP)
_WITH_A_TEXT = (Change.RENAME, Change.LEVEL, Change.ATTRIBUTE)


@dataclass
class Steps:
    """Every step in its order, the paths as they stand after the last, and what was coded."""

    steps: list[Step] = field(default_factory=list)
    paths: CodePaths = field(default_factory=CodePaths)
    passages: set[PassageDraft] = field(default_factory=set)
    notes: list[FileNote] = field(default_factory=list)


def read_steps(folder: Path, project: ProjectFile, texts: Texts) -> Steps:
    """Return the steps phase by phase: the phase's codes, its codings, then its changes."""
    codebook = read_table(
        folder,
        CODEBOOK,
        needs=("phase", "path"),
        may=(*TEXTS, "level", "origin", "definition", "rule", "colour", "domain", *PROPOSAL),
    )
    codings = read_table(
        folder,
        CODINGS,
        needs=("phase", "coder", "document", "code", "quote"),
        may=("occurrence", "memo", "round", "weight"),
    )
    changes = read_table(
        folder, CHANGES, needs=("phase", "verb", "subject", "argument"), may=("reason",)
    )
    found = Steps(notes=[*codebook.notes, *codings.notes, *changes.notes])
    coding = _Coding(found, project, texts)
    by_phase = [_by_phase(table, project) for table in (codebook, codings, changes)]
    for phase in project.phases:
        codes, marked, changed = (rows.get(phase, []) for rows in by_phase)
        later = {row["subject"] for row in changed if row["verb"].casefold() == _CREATE}
        made_later = {row["path"]: row for row in codes if row["path"] in later}
        found.steps += [_code(row, found.paths) for row in codes if row["path"] not in later]
        found.steps += coding.read(marked)
        found.steps += [_change(row, found.paths, made_later) for row in changed]
    return found


def _by_phase(table: Table, project: ProjectFile) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        if row["phase"] not in project.phases:
            raise UnreadableFile(
                "There is no phase “{phase}”. Phases of the study: {known}. Nothing was built.",
                place=row.place,
                phase=row["phase"],
                known=", ".join(project.phases),
            )
        rows.setdefault(row["phase"], []).append(row)
    return rows


def _code(row: Row, paths: CodePaths) -> CodeDraft:
    key, name, parent = paths.make(row.needed("path"), row.place)
    proposed = any(row[column] for column in PROPOSAL)
    return CodeDraft(
        key,
        name,
        parent,
        row.choice("level", CodeLevel, CodeLevel.OPEN),
        row.choice("origin", CodeOrigin, CodeOrigin.CONSTRUCTED),
        row["definition"],
        row["rule"],
        row.number("colour", 0),
        row.place,
        _is_domain(row),
        *(row.needed(column) if proposed else "" for column in PROPOSAL),
        *(row[column] for column in TEXTS),
    )


def _is_domain(row: Row) -> bool:
    return row.choice("domain", Answer, Answer.NO) is Answer.YES


@dataclass
class _Coding:
    """The reader of codings, which remembers each of them to name the ones that come twice."""

    found: Steps
    project: ProjectFile
    texts: Texts
    seen: dict[tuple[PassageDraft, int], str] = field(default_factory=dict)

    def read(self, rows: list[Row]) -> Iterator[CodingDraft]:
        """Yield the codings of one phase."""
        for row in rows:
            coder = self.project.coder(row.needed("coder"), row.place)
            passage = self.texts.passage(row, coder)
            code = self.found.paths.find(row.needed("code"), row.place)
            first = self.seen.setdefault((passage, code), row.place)
            if first != row.place:
                self.found.notes.append(FileNote(f"{row.place} says the same as {first}"))
            self.found.passages.add(passage)
            weight = row.number("weight", 0) if row["weight"] else None
            yield CodingDraft(passage, code, row["memo"], row.place, weight)


def _change(row: Row, paths: CodePaths, made_later: dict[str, Row]) -> Step:
    if row["verb"].casefold() == _CREATE:
        return _create(row, paths, made_later)
    change = row.choice("verb", Change)
    if change is Change.LABEL:
        return ChangeDraft(
            change, text=row.needed("argument"), reason=row["reason"], place=row.place
        )
    if change is Change.COLUMN:
        return _column(row)
    code, argument = paths.find(row.needed("subject"), row.place), row["argument"]
    other, name, text = None, "", ""
    if change in _TO_A_CODE and (argument or change is not Change.MOVE):
        other = paths.find(row.needed("argument"), row.place)
    elif change in _WITH_A_TEXT:
        text = row.needed("argument")
    match change:
        case Change.MOVE:
            paths.move(code, other, row.place)
        case Change.MERGE if other is not None:
            paths.merge(code, other)
        case Change.RENAME:
            paths.rename(code, text, row.place)
        case Change.RETIRE:
            paths.retire(code, row.place)
        case Change.LEVEL:
            text = word_of(CodeLevel, text, place=row.place, what="level of a code")
        case Change.ATTRIBUTE:
            name, text = _name_and_value(row)
    return ChangeDraft(change, code, other, text, name, row["reason"], row.place)


def _column(row: Row) -> ChangeDraft:
    """Return a column of codes: its name, and in the argument `kind=group`, either left out.

    What a column of choices offers stands in brackets: `choice(customer; company)=group`.
    """
    kind, _, group = (part.strip() for part in row["argument"].partition("="))
    kind, _, offered = kind.removesuffix(")").partition("(")
    choices = tuple(unmarked(each.strip()) for each in offered.split(";") if each.strip())
    kind = word_of(AttributeKind, kind or "text", place=row.place, what="kind of column")
    return ChangeDraft(
        Change.COLUMN,
        text=kind,
        name=row.needed("subject"),
        reason=row["reason"],
        place=row.place,
        group=group,
        choices=choices,
    )


def _name_and_value(row: Row) -> tuple[str, str]:
    name, sign, value = (part.strip() for part in row["argument"].partition("="))
    if not name or not sign:
        raise UnreadableFile(
            "“{argument}” is not name=value. Nothing was built.",
            place=row.place,
            argument=row["argument"],
        )
    return name, value


def _create(row: Row, paths: CodePaths, made_later: dict[str, Row]) -> CodeDraft:
    """Return the code made at this point; codebook.csv may say more of it than the level."""
    path = row.needed("subject")
    known = made_later.pop(path, Row(row.place, {"path": path}))
    level = row["argument"] or known["level"]
    return _code(Row(known.place, {**known.cells, "level": level}), paths)
