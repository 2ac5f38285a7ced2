"""The rounds of a plain-text study: what each was, the passages it handed out, who coded what.

The first row of rounds.csv is the round that every study has; where the file is missing there is
that one alone. Other tables name a round in a column `round`, which is empty for the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gtcoder.batch import FileNote
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_project import ProjectFile
from gtcoder.exchange.plain_tables import Answer, Row, Table, read_table
from gtcoder.exchange.plain_texts import Texts
from gtcoder.plan import CodeDraft, Step
from gtcoder.plan_rounds import FIRST_ROUND, AssignmentDraft, Moment, RoundDraft
from gtcoder.queries.codebook import nearest
from gtcoder.vocabulary import AssignmentState, CoderRole, RoundKind, SegmentSource, Span

ROUNDS, SEGMENTS = "rounds.csv", "given_segments.csv"
ASSIGNMENTS, FINISHED = "assignments.csv", "finished.csv"
MOMENTS = ("opened", "unblinded", "closed")
SAMPLE = ("drawn", "drawn_from", "drawn_by", "seed", "drawn_documents")
HEADER = ("round", "kind", "of", "blind", "segments", "note", *MOMENTS, *SAMPLE)
_RANDOM, _STRATIFIED = "random", "stratified"


def read_rounds(folder: Path, texts: Texts) -> Texts:
    """Return the texts with the rounds in which they are coded, and with notes on the tables."""
    table = read_table(folder, ROUNDS, needs=("round",), may=HEADER)
    notes = list(table.notes)
    drafts: list[RoundDraft] = []
    for row in table.rows:
        drafts.append(_round(row, drafts))
        notes += _strangers(row, drafts[-1], texts)
    known = replace(texts, rounds=tuple(drafts) or texts.rounds)
    handed = read_table(folder, SEGMENTS, needs=("round", "document", "quote"), may=("occurrence",))
    places = _places(handed, known)
    drafts = [replace(each, places=tuple(places.get(each.name, ()))) for each in known.rounds]
    return replace(known, rounds=tuple(drafts), notes=(*texts.notes, *notes, *handed.notes))


def _round(row: Row, before: Sequence[RoundDraft]) -> RoundDraft:
    names = [each.name for each in before]
    name = " ".join(row.needed("round").split())
    if name in names:
        raise UnreadableFile(
            "The column “round” names “{name}” a second time. Nothing was built; rounds have "
            "different names.",
            place=row.place,
            name=name,
        )
    kind = row.choice("kind", RoundKind, RoundKind.OPEN)
    blind = row.choice("blind", Answer, Answer.NO) is Answer.YES or kind is RoundKind.BLIND
    if blind and kind is RoundKind.CONSENSUS:
        raise _contradiction(row, "blind", "a consensus holds what was talked over")
    if row["of"] and row["of"] not in names:
        raise UnreadableFile(
            "The column “of” names no round above it: “{name}”. Nearest: {near}. Nothing was "
            "built.",
            place=row.place,
            name=row["of"],
            near=nearest(row["of"], names),
        )
    opened, unblinded, closed = (_moment(row, column) for column in MOMENTS)
    if unblinded and not blind:
        raise _contradiction(row, "unblinded", "the round is not blind")
    return RoundDraft(
        name=name,
        kind=kind,
        of=row["of"] or None,
        blind=blind,
        segments=_segments(row, kind),
        note=row["note"],
        opened=opened,
        unblinded=unblinded,
        closed=closed,
        sample=_sample(row),
        place=row.place,
    )


def _segments(row: Row, kind: RoundKind) -> SegmentSource | None:
    if kind is RoundKind.GIVEN_SEGMENTS:
        return row.choice("segments", SegmentSource, SegmentSource.TURNS)
    if row["segments"]:
        raise _contradiction(row, "segments", f"only a round of {RoundKind.GIVEN_SEGMENTS} has any")
    return None


def _moment(row: Row, column: str) -> Moment:
    """Return when something happened, or whether; a moment without a zone is in UTC."""
    said = row[column]
    if said.casefold() in ("", *Answer):
        return said.casefold() == Answer.YES
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        raise UnreadableFile(
            "“{value}” in the column “{column}” is no moment. Nothing was built; write yes, or "
            "YYYY-MM-DD HH:MM.",
            place=row.place,
            value=said,
            column=column,
        ) from None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


def _sample(row: Row) -> dict[str, Any]:
    """Return how documents were drawn by lot, as the round keeps it; empty where they were not."""
    if not any(row[column] for column in SAMPLE):
        return {}
    for column in ("drawn", "drawn_from", "seed"):
        row.needed(column)
    by = row["drawn_by"]
    return {
        "kind": _STRATIFIED if by else _RANDOM,
        "seed": _seed(row),
        "n": row.number("drawn", 0),
        "of": row.number("drawn_from", 0),
        "variable": by,
        "documents": row.several("drawn_documents"),
    }


def _seed(row: Row) -> int:
    try:
        return int(row["seed"])
    except ValueError:
        raise UnreadableFile(
            "“{value}” in the column “seed” is no whole number. Nothing was built.",
            place=row.place,
            value=row["seed"],
        ) from None


def _strangers(row: Row, draft: RoundDraft, texts: Texts) -> list[FileNote]:
    """Note which documents of a sample are not there; a text may be withdrawn after the draw."""
    gone = [name for name in draft.sample.get("documents", ()) if name not in texts.names]
    what = f"{row.place}: in the column “drawn_documents” “{{}}” is no document of the study"
    return [FileNote(what.format(name)) for name in gone]


def _contradiction(row: Row, column: str, why: str) -> UnreadableFile:
    return UnreadableFile(
        "“{value}” in the column “{column}” does not fit: {why}. Nothing was built.",
        place=row.place,
        value=row[column],
        column=column,
        why=why,
    )


def _places(table: Table, texts: Texts) -> dict[str, dict[tuple[str, Span], None]]:
    """Return the passages that were handed out, by the name of their round."""
    found: dict[str, dict[tuple[str, Span], None]] = {}
    for row in table.rows:
        row.needed("round")
        draft = texts.in_round(row)
        if draft.kind is not RoundKind.GIVEN_SEGMENTS:
            raise _contradiction(row, "round", f"it is no round of {RoundKind.GIVEN_SEGMENTS}")
        passage = texts.passage(row, "")
        found.setdefault(draft.name, {})[passage.document, passage.span] = None
    return found


def read_assignments(
    folder: Path, project: ProjectFile, texts: Texts
) -> tuple[tuple[AssignmentDraft, ...], list[FileNote]]:
    """Return who was to code what and how far it is; without a table everybody finished all."""
    every = read_table(folder, ASSIGNMENTS, needs=("coder", "document", "state"), may=("round",))
    done = read_table(folder, FINISHED, needs=("coder", "document"))
    if not every.columns and not done.columns:
        coding = [coder.name for coder in project.coders if coder.role is not CoderRole.VIEWER]
        names = [(coder, document) for coder in coding for document in texts.names]
        finished = AssignmentState.FINISHED
        return tuple(AssignmentDraft(FIRST_ROUND, *each, finished) for each in names), []
    found: dict[tuple[str, str, str], AssignmentDraft] = {}
    for row in every.rows:
        state = row.choice("state", AssignmentState)
        _keep(found, _assignment(row, project, texts, texts.round(row), state))
    for row in done.rows:
        state = AssignmentState.FINISHED
        _keep(found, _assignment(row, project, texts, FIRST_ROUND, state))
    return tuple(found.values()), [*every.notes, *done.notes]


def _assignment(
    row: Row, project: ProjectFile, texts: Texts, round_: str, state: AssignmentState
) -> AssignmentDraft:
    coder = project.coder(row.needed("coder"), row.place)
    return AssignmentDraft(round_, coder, texts.document(row), state, row.place)


def _keep(found: dict[tuple[str, str, str], AssignmentDraft], draft: AssignmentDraft) -> None:
    """Keep what is said of a document; the same said twice is once."""
    first = found.setdefault((draft.round, draft.coder, draft.document), draft)
    if first.state is not draft.state:
        raise UnreadableFile(
            "{first} says that {coder} has “{document}” {state}, and not {other}. Nothing was "
            "built; let one row say it.",
            place=draft.place,
            first=first.place,
            coder=draft.coder,
            document=draft.document,
            state=first.state,
            other=draft.state,
        )


def with_proposals(steps: Sequence[Step], project: ProjectFile, texts: Texts) -> list[Step]:
    """Return the steps with the proposed codes checked: by whom, and in a round that was blind."""
    return [
        _proposed(step, project, texts)
        if isinstance(step, CodeDraft) and step.proposed_by
        else step
        for step in steps
    ]


def _proposed(step: CodeDraft, project: ProjectFile, texts: Texts) -> CodeDraft:
    coder = project.coder(step.proposed_by, step.place)
    draft = next((each for each in texts.rounds if each.name == step.proposed_in), None)
    if draft is None or not draft.blind:
        raise UnreadableFile(
            "The column “proposed_in” says “{round}”, which is no blind round of the study. "
            "Nothing was built; codes are proposed in blind rounds.",
            place=step.place,
            round=step.proposed_in,
        )
    first = draft is texts.rounds[0]
    return replace(step, proposed_by=coder, proposed_in=FIRST_ROUND if first else draft.name)
