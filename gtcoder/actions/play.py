"""Play the plan of a study: every step by the verb and the coder that would have done it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import groupby
from typing import Any

from gtcoder.actions import attributes, codebook, domains, many, merging, project, theory
from gtcoder.actions.cast import Cast, read_at
from gtcoder.actions.play_adjudication import finish_and_adjudicate
from gtcoder.actions.play_examples import play_examples
from gtcoder.actions.play_instruments import play_instruments
from gtcoder.actions.play_memos import link_memos, write_memos
from gtcoder.actions.play_rounds import end_rounds, open_late_rounds, open_rounds
from gtcoder.actions.play_selective import play_selective
from gtcoder.actions.play_theory import play_theory
from gtcoder.actions.play_waivers import play_waivers
from gtcoder.actions.rebuilding import open_built
from gtcoder.plan import BUILDERS, Change, ChangeDraft, CodeDraft, CodingDraft, Step, StudyPlan
from gtcoder.progress import Progress, Silent
from gtcoder.store.building import building
from gtcoder.store.by_guid import read_rows
from gtcoder.store.location import Location
from gtcoder.store.project import OpenProject
from gtcoder.study_rows import StudyRows
from gtcoder.vocabulary import AttributeKind, CodeLevel, CodingOrigin, MemoKind

ABOUT = "About this study"


def play(location: Location, plan: StudyPlan, progress: Progress | None = None) -> None:
    """Build the planned study at a new place; it is there complete or not at all.

    A step that a verb refuses is named by where the plan was read.
    """
    follow = progress or Silent()
    with building(location, coder=plan.coders[0].name, title=plan.title) as engine:
        cast = Cast(engine, plan)
        if plan.about:
            cast.lead.perform(
                theory.write_memo, text=plan.about, kind=MemoKind.METHODOLOGICAL, title=ABOUT
            )
        open_rounds(cast, plan)
        done, total = 0, len(plan.steps)
        for run in _runs(plan.steps):
            follow.step(done, total, "steps")
            _play_run(cast, run)
            done += len(run)
        follow.step(total, total, "steps")
        play_examples(cast, plan)
        related = play_theory(cast, plan)
        written = write_memos(cast, plan)
        play_selective(cast, plan)
        play_waivers(cast, plan)
        play_instruments(cast, plan)
        link_memos(cast, plan, related, written)
        open_late_rounds(cast, plan)
        finish_and_adjudicate(cast, plan)
        end_rounds(cast, plan)
        cast.retire_viewers(plan)


def open_plan(
    plan: StudyPlan, coder: str | None = None, progress: Progress | None = None
) -> OpenProject:
    """Build the planned study in a temporary file and open it to read; closing it removes it."""
    return open_built(lambda location: play(location, plan, progress), coder)


def rows_of_plan(plan: StudyPlan, progress: Progress) -> StudyRows:
    """Return the rows of the planned study, which have new identities each time."""
    with open_plan(plan, progress=progress) as project, project.snapshot() as connection:
        return read_rows(connection)


BUILDERS.add("plain text", rows_of_plan)


def _runs(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield the steps one by one, but codings that follow each other, and attributes, together."""
    numbered = groupby(enumerate(steps), key=lambda pair: _together(*pair))
    yield from ([step for _, step in run] for _, run in numbered)


def _together(number: int, step: Step) -> Hashable:
    if isinstance(step, CodingDraft):
        return "codings"
    if isinstance(step, ChangeDraft) and step.change is Change.ATTRIBUTE:
        return "attributes", step.reason
    return number


def _play_run(cast: Cast, run: Sequence[Step]) -> None:
    first = run[0]
    with read_at(first.place):
        if isinstance(first, CodingDraft):
            _code(cast, [step for step in run if isinstance(step, CodingDraft)])
        elif isinstance(first, CodeDraft):
            _make(cast, first)
        elif first.change is Change.ATTRIBUTE:
            _set_attributes(cast, [step for step in run if isinstance(step, ChangeDraft)])
        else:
            _change(cast, first)


def _make(cast: Cast, draft: CodeDraft) -> None:
    cast.codes[draft.key] = cast.lead.perform(
        codebook.create_code,
        name=draft.name,
        parent=None if draft.parent is None else cast.codes[draft.parent],
        level=draft.level,
        origin=draft.origin,
        definition=draft.definition,
        rule=draft.rule,
        when_not=draft.when_not,
        example=draft.example,
        colour=draft.colour,
    )
    if draft.domain:
        cast.lead.perform(domains.declare_domain, code=cast.codes[draft.key])


def _code(cast: Cast, drafts: Sequence[CodingDraft]) -> None:
    """Enter codings, one entry per coder and document, and then the memos on them."""
    by_whom_where: dict[tuple[str, str], list[CodingDraft]] = {}
    for draft in drafts:
        key = (draft.passage.coder, draft.passage.document)
        by_whom_where.setdefault(key, []).append(draft)
    for (coder, document), codings in by_whom_where.items():
        with read_at(codings[0].place):
            _enter(cast, coder, document, codings)
    noted = [draft for draft in drafts if draft.memo]
    if noted:
        quotations = cast.quotations()
        for draft in noted:
            passage = draft.passage
            cast.team[passage.coder].perform(
                theory.write_memo,
                text=draft.memo,
                kind=MemoKind.CODE,
                quotations=[quotations.at(passage)],
            )


def _enter(cast: Cast, coder: str, document: str, codings: Sequence[CodingDraft]) -> None:
    who, count = cast.team[coder], len(codings)
    columns = many.CodingColumns(
        document=[cast.documents[document]] * count,
        start=[draft.passage.span.start for draft in codings],
        end=[draft.passage.span.end for draft in codings],
        code=[cast.codes[draft.code] for draft in codings],
        coder=[who.coder or 0] * count,
        round=[cast.rounds[draft.passage.round] for draft in codings],
        weight=[draft.weight for draft in codings],
    )
    who.perform(many.apply_many, codings=columns, origin=CodingOrigin.HAND)


def _set_attributes(cast: Cast, changes: Sequence[ChangeDraft]) -> None:
    values = [(cast.codes[c.code], c.name, c.text) for c in changes if c.code is not None]
    cast.lead.perform(many.set_attributes, values=values, reason=changes[0].reason)


def _change(cast: Cast, draft: ChangeDraft) -> None:
    verb, arguments = _verb_of(cast, draft)
    cast.lead.perform(verb, reason=draft.reason, **arguments)


def _verb_of(cast: Cast, draft: ChangeDraft) -> tuple[Callable[..., Any], dict[str, Any]]:
    code, other = (None if key is None else cast.codes[key] for key in (draft.code, draft.other))
    match draft.change:
        case Change.RENAME:
            return codebook.rename_code, {"code": code, "name": draft.text}
        case Change.MOVE:
            return codebook.move_code, {"code": code, "parent": other}
        case Change.MERGE:
            return merging.merge_codes, {"sources": [code], "target": other}
        case Change.LEVEL:
            return codebook.set_level, {"code": code, "level": CodeLevel(draft.text)}
        case Change.MEMBERSHIP:
            return codebook.add_membership, {"code": code, "category": other}
        case Change.COLUMN:
            column = {
                "name": draft.name,
                "group": draft.group,
                "kind": AttributeKind(draft.text),
                "choices": draft.choices or None,
            }
            return attributes.define_attribute, column
        case Change.LABEL:
            return project.set_label, {"name": draft.text, "note": draft.reason}
        case _:
            return codebook.retire_code, {"code": code}
